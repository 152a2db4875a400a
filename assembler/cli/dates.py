"""Dates on the command line."""

from argparse import ArgumentTypeError
from datetime import date


def iso_date(text: str) -> date:
    """The date that `text` (ISO 8601) says; an argument's fault for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise ArgumentTypeError(text) from fault
