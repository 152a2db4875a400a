"""The report as one HTML page that anybody can read: no script, real headings and tables, nb, nn or en."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, partial
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from assembler.checks.card import RULES_VERSION
from assembler.checks.findings import FileReport, Finding
from assembler.checks.outcome import Outcome, verdict
from assembler.checks.pictures import Picture, Spot, spot_of
from assembler.messages.catalogue import Lang, label
from assembler.messages.numbers import amount_text
from assembler.resources import templates

_TEMPLATE: Final = "report.html"


@dataclass(frozen=True, slots=True)
class Notice:
    """A warning in words."""

    message: str
    remedy: str
    place: str


@dataclass(frozen=True, slots=True)
class Page:
    """What the page shows. The sections of a build are empty for a check of files."""

    title: str
    outcome: Outcome
    files: Sequence[FileReport]
    reconciliation: Sequence[Any] = ()
    language: Sequence[Any] = ()
    readability: Sequence[Any] = ()
    worst: Sequence[Any] = ()
    steps: Sequence[Any] = ()
    warnings: Sequence[Notice] = ()
    imported: Any = None
    versions: Sequence[tuple[str, str]] = ()
    pictures: Mapping[Spot, Picture] = field(default_factory=dict)

    def picture(self, file: str, finding: Finding) -> Picture | None:
        """The picture of the place of a finding; `None` without one."""
        spot = spot_of(file, finding)
        return self.pictures.get(spot) if spot is not None else None


def check_page(files: Sequence[FileReport], lang: Lang, pictures: Mapping[Spot, Picture] | None = None) -> str:
    """The page for a check of files, with `pictures` of places in them."""
    return render(
        Page(
            label("checks-page-check-title", lang),
            verdict(file.outcome for file in files),
            files,
            versions=[(label("checks-page-rules", lang), RULES_VERSION)],
            pictures=pictures or {},
        ),
        lang,
    )


def render(page: Page, lang: Lang) -> str:
    """The page as HTML."""
    return _environment().get_template(_TEMPLATE).render(page=page, lang=lang, say=partial(_say, lang), **_amount(lang))


def _say(lang: Lang, code: str, **values: str | int) -> str:
    return label(f"checks-page-{code}", lang, **values)


def _amount(lang: Lang) -> dict[str, Callable[[Decimal], str]]:
    form: Any = "nn" if lang == "nn" else "nb"
    return {"amount": lambda value: amount_text(value, form)}


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(templates("checks")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
