"""The one door for a plan: a folder or a JSON document in, a whole validated `Plan` out, or every fault at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from assembler.plan.contents import Contents, contents_of_folder, contents_of_json
from assembler.plan.cross import Record, check_head, check_records
from assembler.plan.doors import check_record, door
from assembler.plan.fields import declarations, entity
from assembler.plan.journal import settle_folder
from assembler.plan.kinds import is_id
from assembler.plan.located import Located
from assembler.plan.model import Form, NarrativeBlock, Picture, Plan
from assembler.plan.narrative import make_narrative, read_text
from assembler.plan.pictures import check_references, read_pictures
from assembler.plan.records import make_value, members
from assembler.plan.tables import make_table
from assembler.plan.workbook import column_number
from assembler.problem import Problem, Refused, errors

FORMS: Final[tuple[Form, ...]] = ("nb", "nn")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A plan without faults, and what there is to say about it all the same."""

    plan: Plan
    warnings: tuple[Problem, ...] = ()


def load_folder(folder: Path) -> Loaded:
    """The plan of a folder. Raises `Refused` with all faults of the whole folder, each with file and place.

    Nothing outside of the folder is read; links are refused. Sheets and pictures are opened in limited children. A
    change of the folder that was interrupted is finished first.
    """
    settle_folder(folder)
    return _loaded(contents_of_folder(folder))


def load_json(value: Any, images: Mapping[str, bytes] | None = None) -> Loaded:
    """The plan of a parsed JSON document; `images` are its pictures by their names ("images/bru.jpg").

    Raises `Refused` with all faults, each with its JSON pointer. Files that `accounts` names are not looked for.
    """
    return _loaded(contents_of_json(value, images or {}))


def _loaded(contents: Contents) -> Loaded:
    problems = list(contents.problems)
    head, found = check_record(contents.head, door("head"))
    # Of a head that could not be read at all, more is not said than that.
    problems += () if "head" in contents.broken else found
    period = None
    if head:
        period, found = check_head(head, contents.head)
        problems += found
    records, broken = _records(contents, head.form if head else "nb", problems)
    problems += check_records(records, broken | contents.broken, period)
    pictures, found = read_pictures(contents.images)
    problems += found
    read = [record for record in records["narrative"] if record.value]
    narratives, places = [record.value for record in read], [record.place("text") for record in read]
    problems += check_references(narratives, contents.images, places)
    if head is None or errors(problems):
        raise Refused(in_order(problems))
    return Loaded(_plan(head, records, pictures), in_order(problems))


def _records(contents: Contents, form: Form, problems: list[Problem]) -> tuple[dict[str, list[Record]], frozenset[str]]:
    """The records of every entity, and the names of the entities that have some without a sound id."""
    records: dict[str, list[Record]] = {}
    broken = set()
    for declared in declarations().entities.values():
        if not declared.key:
            continue
        name, records[declared.name] = declared.name, []
        for located in contents.records[name].items() if name in contents.records else ():
            model, found = check_record(located, door(name))
            problems += found
            if model is None and not is_id(located.at((declared.key[0],)).content):
                broken.add(name)
            value, found = _value(name, model, located, form)
            problems += found
            records[name].append(Record(located, value))
    return records, frozenset(broken)


def _value(name: str, model: Any, located: Located, form: Form) -> tuple[Any, tuple[Problem, ...]]:
    """The value of a record, `None` for a faulty one, and what is wrong with it beyond its fields."""
    match name:
        case "narrative" if model is None:
            return None, read_text(located, form)[1]
        case _ if model is None:
            return None, ()
        case "tables":
            return make_table(model, located, form)
        case "narrative":
            return make_narrative(model, located, form)
        case _:
            return make_value(name, model), ()


def _plan(head: Any, records: Mapping[str, Sequence[Record]], pictures: tuple[Picture, ...]) -> Plan:
    given = members(entity("head"), head)
    given |= {name: tuple(record.value for record in found) for name, found in records.items()}
    narratives: tuple[NarrativeBlock, ...] = given.pop("narrative")
    given.setdefault("first_year", head.year)
    given.setdefault("last_year", given["first_year"])
    written = {head.form, *(block.form for block in narratives)}
    forms = tuple(form for form in FORMS if form in written)
    return Plan(**given, narratives=narratives, pictures=pictures, forms=forms)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems in the order of files, sheets, lines and cells, as somebody goes through them."""
    return tuple(sorted(problems, key=_where))


def _where(problem: Problem) -> tuple[str, str, int, int, int]:
    place = problem.place
    digits = place.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    letters = place.cell[: len(place.cell) - len(digits)]
    column = column_number(letters) if letters else place.column
    return place.file, place.sheet, place.line, int(digits or 0), column
