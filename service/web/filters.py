"""How values are shown on the pages: days and moments as Norwegian and English write them, problems in words."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from babel.dates import format_date
from flask import Flask, url_for

from assembler.messages.catalogue import Lang, known, wording
from assembler.messages.numbers import amount_text, long_date
from assembler.problem import Problem
from service.jobs.job import Status
from service.web.municipality import NameOf
from service.web.sheets import ENDINGS, entities
from service.web.shell import language
from service.web.standing import Text, design, status_words
from service.web.surveys import Found

_LINE: Final = re.compile(r"^(5-\d):(\d+)")
_FORMATS: Final = ("docx", "pdf", "html", "xlsx")
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
        design_of=design,
        schedule_pair=schedule_pair,
        sample_pair=sample_pair,
        kilobytes=kilobytes,
        file_pair=file_pair,
        called=called,
        same_pair=same_pair,
        same_said=same_said,
        mended_at=mended_at,
        thousands=thousands,
        of_schedule=of_schedule,
        status_of=status_words_of,
        version_pair=version_pair,
        outcome_pair=outcome_pair,
        impact_pair=impact_pair,
        ordered_words=ordered_words,
        steps_of=steps_of,
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
        "file": problem.place.file,
        "message": words.message,
        "remedy": words.remedy,
        "severity": str(problem.severity),
    }


def edition_pair(edition: Mapping[str, Any]) -> tuple[str, str]:
    """Id and name, for a choice."""
    return str(edition["id"]), str(edition["name"])


def schedule_pair(schedule: Mapping[str, Any]) -> tuple[str, str]:
    """Id and title, for a choice."""
    return str(schedule["id"]), str(schedule["title"])


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


def same_said(problems: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Problems in words, those that say the same as one, with all their places and the files of these."""
    said: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for one in problems:
        file = one["file"] if "file" in one else one["place"].get("file", "")
        said.setdefault((one["message"], one["remedy"]), []).append((one["where"], file))
    return [
        {"message": message, "remedy": remedy, "places": [place for place in places if place[0]]}
        for (message, remedy), places in said.items()
    ]


def mended_at(file: str, plan: str) -> str:
    """The address of the page where a file of the plan can be mended; "" where there is none."""
    if file.startswith("narrative/"):
        return url_for("web.text", plan=plan, file=file)
    if file.startswith("ledgers/"):
        return url_for("web.ledgers", plan=plan)
    name, _, ending = file.rpartition(".")
    is_table = f".{ending}" in ENDINGS and any(entity.name == name for entity in entities())
    return url_for("web.table", plan=plan, name=name) if is_table else ""


def thousands(number: int | str) -> str:
    """A number with spaces between its thousands, as Norwegian writes it."""
    return amount_text(Decimal(number), "nb")


def of_schedule(meaning: str) -> str:
    """What an old code is taken for, as readers know it: "5-6:12 (271)" is "§ 5-6, 12 (271)"."""
    return _LINE.sub(r"§ \1, \2", meaning)


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


def steps_of(status: Status) -> list[Mapping[str, str]]:
    """The steps of a build with how far each is: "done", "now" or "" for one that is to come; none of other jobs."""
    if status.order.kind != "build":
        return []
    given = str(status.order.inputs.get("options", {}).get("formats", ""))
    formats = given.split(",") if given else _FORMATS
    planned = ["ledgers", "compose", *(f"write-{name}" for name in formats), "check"]
    told = [str(step["step"]) for step in status.steps if isinstance(step, dict) and step.get("step") in planned]
    at = planned.index(told[-1]) if told else -1
    return [
        {"code": f"assemble-step-{step}", "state": "done" if number < at else "now" if number == at else ""}
        for number, step in enumerate(planned)
    ]


def ordered_words(status: Status, found: Found, t: Callable[[str], str]) -> str:
    """What a build was ordered as: edition, depth, form, formats; the plan's own where the order does not say."""
    options = status.order.inputs.get("options", {})
    plan = found.names["plan"] if found.names else {}
    editions = {one["id"]: one["name"] for one in plan.get("editions", ())}
    edition = options.get("edition") or plan.get("edition", "")
    depth = options.get("depth") or plan.get("depth", "")
    form = options.get("form") or plan.get("form", "")
    formats = [name for name in options.get("formats", "").split(",") if name]
    # All the formats are nothing to remark on.
    shown = [t(f"web-format-{name}") for name in formats] if len(formats) < len(_FORMATS) else []
    parts = [editions.get(edition, edition), t(f"web-depth-{depth}") if depth else "", _FORMS.get(form, form)]
    return ", ".join(part for part in (*parts, *shown) if part)


def kilobytes(count: int) -> str:
    """A size in kB or MB."""
    return f"{-(-count // 1024)} kB" if count < 2**20 else f"{count / 2**20:.1f} MB".replace(".", ",")


def _day(when: date, lang: Lang) -> str:
    if lang == "en":
        return format_date(when, "d MMMM y", locale="en")
    return long_date(when, "nn" if lang == "nn" else "nb")
