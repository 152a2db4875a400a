"""Damaged PDF files in words: an object may be of any type where the standard wants another."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any, Final, TypeVar

from pikepdf import DataDecodingError, PasswordError, PdfError

from assembler.pdf.plain import TooLarge
from assembler.problem import Problem, Refused

_Found = TypeVar("_Found")

_DAMAGE: Final = (
    PdfError,
    DataDecodingError,
    TypeError,
    ValueError,
    AttributeError,
    LookupError,
    ArithmeticError,
    RecursionError,
    NotImplementedError,
)


@contextmanager
def in_words() -> Iterator[None]:
    """Turns what a damaged or locked file does to its reader into `Refused`."""
    try:
        yield
    except PasswordError as fault:
        raise Refused([Problem("checks-pdf-encrypted")]) from fault
    except TooLarge as fault:
        raise Refused([Problem("checks-pdf-too-large")]) from fault
    except _DAMAGE as fault:
        raise Refused([Problem("checks-pdf-damaged")]) from fault


def careful(rule: Callable[[Any], Iterator[_Found]]) -> Callable[[Any], Iterator[_Found]]:
    """A rule that says `Refused` of what a damaged file does to it."""

    def careful_rule(facts: Any) -> Iterator[_Found]:
        with in_words():
            yield from rule(facts)

    return careful_rule


def guarded(read: Callable[[Any], _Found]) -> "cached_property[_Found]":
    """A cached property whose reading says `Refused` of damage."""

    def careful_read(owner: Any) -> _Found:
        with in_words():
            return read(owner)

    careful_read.__doc__ = read.__doc__
    return cached_property(careful_read)
