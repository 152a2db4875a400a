"""A KOSTRA figure held against a group: its last year, whom it is compared with, and what that comes to in kroner."""

from collections.abc import Iterable
from decimal import Decimal

from assembler.plan.model import KostraFigure


def latest(figures: Iterable[KostraFigure]) -> list[KostraFigure]:
    """Each figure in its last year."""
    found: dict[str, KostraFigure] = {}
    for figure in figures:
        if figure.id not in found or found[figure.id].year < figure.year:
            found[figure.id] = figure
    return list(found.values())


def compared_with(figure: KostraFigure) -> str:
    """The name of the group that a figure is held against: its own choice, else the first after the municipality."""
    names = list(figure.values)
    return figure.reference if figure.reference in names else names[1] if len(names) > 1 else names[0]


def potential(figure: KostraFigure) -> Decimal | None:
    """(own − reference) × volume, in kroner: plus is what the municipality spends more. `None` without a volume."""
    if figure.volume is None or len(figure.values) < 2:
        return None
    own = next(iter(figure.values.values()))
    return (own - figure.values[compared_with(figure)]) * figure.volume
