"""Secrets that the service hands out once: 256 random bits each, kept as their SHA-256."""

import hashlib
import re
from dataclasses import dataclass
from secrets import token_hex, token_urlsafe
from typing import Final

_KEY: Final = re.compile(r"ps_([0-9a-f]{12})_[\w-]{43}")


@dataclass(frozen=True, slots=True)
class NewKey:
    """An API key as it is shown once, and the part of it that stays readable."""

    text: str
    prefix: str


def new_key() -> NewKey:
    """A fresh API key."""
    prefix = token_hex(6)
    return NewKey(f"ps_{prefix}_{token_urlsafe(32)}", prefix)


def prefix_of(key: str) -> str | None:
    """The readable part of an API key; `None` for a text that is none."""
    found = _KEY.fullmatch(key)
    return found[1] if found else None


def new_secret() -> str:
    """A fresh secret for a link or a cookie."""
    return token_urlsafe(32)


def kept_secret(text: str) -> str:
    """What is kept of a secret. With 256 random bits there is nothing to guess, so a fast digest is enough."""
    return hashlib.sha256(text.encode()).hexdigest()
