"""Passwords: kept as argon2id, with the library's present parameters; a good one is long, whatever its characters."""

import threading
from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from service.turns import letting_others

SHORTEST: Final = 12
LONGEST: Final = 200
_HASHER: Final = PasswordHasher()
_AT_WORK: Final = threading.BoundedSemaphore(2)
_WAITING: Final = threading.BoundedSemaphore(4)


class Busy(Exception):
    """Too many passwords are being looked at."""


def is_fit(password: str) -> bool:
    """Whether a password may be chosen: long enough, and not one character over and over."""
    return SHORTEST <= len(password) <= LONGEST and len(set(password)) > 3


def hashed(password: str) -> str:
    """What is kept of a password."""
    return _HASHER.hash(password)


def is_right(password: str, kept: str) -> bool:
    """Whether it is the password of what was kept; "" is nobody's, and takes as long.

    `Busy` when too many are being looked at: each takes much memory and time by intent.
    """
    if not _WAITING.acquire(blocking=False):
        raise Busy
    try:
        with letting_others(), _AT_WORK:
            return _verified(password, kept)
    finally:
        _WAITING.release()


def _verified(password: str, kept: str) -> bool:
    try:
        return _HASHER.verify(kept or _nobodys(), password) and bool(kept)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys() -> str:
    """What an unknown person's password is held against, so that the answer takes as long as a known one's."""
    return hashed("nobody")
