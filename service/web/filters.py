"""How values are shown on the pages: days and moments as Norwegian and English write them, problems in words."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final

from babel.dates import format_date
from flask import Flask

from assembler.messages.catalogue import Lang, known, wording
from assembler.messages.numbers import long_date
from assembler.problem import Problem
from service.jobs.job import Status
from service.web.municipality import NameOf
from service.web.shell import language
from service.web.standing import Text, status_words
from service.web.surveys import Found

_FORMS: Final = {"nb": "bokmål", "nn": "nynorsk"}


def add_filters(app: Flask, municipality: NameOf) -> None:
    """Teach the pages' templates to show values; `municipality` gives the name to an id."""
    app.jinja_env.globals["municipality"] = municipality
    app.jinja_env.tests["match_pdf"] = lambda name: str(name).endswith(".pdf")
    app.jinja_env.filters.update(
        day=day,
        moment=moment,
        told=told,
        edition_pair=edition_pair,
        depth_pair=depth_pair,
        sample_pair=sample_pair,
        kilobytes=kilobytes,
        file_pair=file_pair,
        called=called,
        same_pair=same_pair,
        same_said=same_said,
        status_of=status_words_of,
        version_pair=version_pair,
        outcome_pair=outcome_pair,
        impact_pair=impact_pair,
        ordered_words=ordered_words,
    )


def day(text: str) -> str:
    """An ISO day or moment as a day: "23. november 2026", in English "23 November 2026"; "" for none."""
    return _day(date.fromisoformat(text[:10]), language()) if text else ""


def moment(text: str) -> str:
    """A UTC moment of the store as a day and a time of this machine's own clock."""
    if not text:
        return ""
    here = datetime.fromisoformat(text).astimezone()
    clock = f"{here:%H.%M}" if language() != "en" else f"{here:%H:%M}"
    return f"{_day(here.date(), language())}, {clock}"


def told(problem: Problem, lang: Lang) -> Mapping[str, str]:
    """A problem in words."""
    words = wording(problem, lang)
    return {
        "where": words.place,
        "message": words.message,
        "remedy": words.remedy,
        "severity": str(problem.severity),
    }


def edition_pair(edition: Mapping[str, Any]) -> tuple[str, str]:
    """Id and name, for a choice."""
    return str(edition["id"]), str(edition["name"])


def depth_pair(depth: str, t: Callable[[str], str]) -> tuple[str, str]:
    """Id and name, for a choice."""
    return depth, t(f"web-depth-{depth}")


def sample_pair(sample: str, t: Callable[[str], str]) -> tuple[str, str]:
    """Name and title, for a choice; a sample without a title of its own goes by its name."""
    code = f"web-sample-{sample}"
    return sample, t(code) if known(code) else sample


def file_pair(file: Mapping[str, Any]) -> tuple[str, str]:
    """A checked file, for a choice."""
    return str(file["file"]), str(file["file"])


def called(text: Text | None, t: Callable[..., str], block: str = "") -> str:
    """What readers call a text; words made of its block's id while its place is not known."""
    if text is None:
        return block.replace("-", " ").capitalize()
    return t("web-nth-text", name=text.name, number=text.number) if text.number > 1 else text.name


def same_pair(text: str) -> tuple[str, str]:
    """A name that is its own value, for a choice."""
    return text, text


def same_said(problems: Iterable[Mapping[str, str]]) -> list[Mapping[str, Any]]:
    """Problems in words, those that say the same as one, with the places of all of them."""
    said: dict[tuple[str, str], list[str]] = {}
    for one in problems:
        said.setdefault((one["message"], one["remedy"]), []).append(one["where"])
    return [
        {"message": message, "remedy": remedy, "places": [place for place in places if place]}
        for (message, remedy), places in said.items()
    ]


def status_words_of(text: Text, t: Callable[[str], str], lang: Lang) -> str:
    """How far a text is, in a word or two."""
    if not text.file:
        return t("web-missing") if text.is_required else t("web-unwritten")
    return status_words(text.status, lang) or t("web-no-status")


def version_pair(version: str, t: Callable[[str], str]) -> tuple[str, str]:
    """Id and name, for a choice."""
    return version, t(f"web-version-{version}")


def outcome_pair(outcome: str, t: Callable[[str], str]) -> tuple[str, str]:
    """Id and name, for a choice."""
    return outcome, t(f"web-outcome-{outcome}")


def impact_pair(impact: str, t: Callable[[str], str]) -> tuple[str, str]:
    """Id and name, for a choice."""
    return impact, t(f"web-impact-{impact}")


def ordered_words(status: Status, found: Found, t: Callable[[str], str]) -> str:
    """What a build was ordered as: edition, depth, form, formats; the plan's own where the order does not say."""
    options = status.order.inputs.get("options", {})
    plan = found.names["plan"] if found.names else {}
    editions = {one["id"]: one["name"] for one in plan.get("editions", ())}
    edition = options.get("edition") or plan.get("edition", "")
    depth = options.get("depth") or plan.get("depth", "")
    form = options.get("form") or plan.get("form", "")
    parts = [editions.get(edition, edition), t(f"web-depth-{depth}") if depth else "", _FORMS.get(form, form)]
    return ", ".join(part for part in (*parts, options.get("formats", "").replace(",", ", ")) if part)


def kilobytes(count: int) -> str:
    """A size in kB or MB."""
    return f"{-(-count // 1024)} kB" if count < 2**20 else f"{count / 2**20:.1f} MB".replace(".", ",")


def _day(when: date, lang: Lang) -> str:
    if lang == "en":
        return format_date(when, "d MMMM y", locale="en")
    return long_date(when, "nn" if lang == "nn" else "nb")
