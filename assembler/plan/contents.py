"""What a plan consists of before it is judged: located values, the same from a folder as from a JSON document."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final

from assembler.plan.fields import Entity, declarations, entity, folded
from assembler.plan.folder import Files, find_file, find_files, unread
from assembler.plan.grid import MOST_FILE_BYTES, Grid, read_grids
from assembler.plan.located import Located, from_json
from assembler.plan.narrative import record_of_file
from assembler.plan.picture import MOST_BYTES as MOST_IMAGE_BYTES
from assembler.plan.rows import read_records
from assembler.plan.table_sheet import read_table
from assembler.plan.tables import tidy_table
from assembler.plan.tidy import tidied
from assembler.plan.yaml_tree import MOST_BYTES, read_yaml
from assembler.problem import Place, Problem, Severity

HEAD: Final = "plan.yaml"
_ENDINGS: Final = (".yaml", ".xlsx", ".csv")
_OLD_ENDINGS: Final = (".xls", ".xlsm", ".ods", ".yml")


@dataclass(frozen=True, slots=True)
class Contents:
    """`records` are lists by entity; `broken` names the entities whose file could not be read as a whole."""

    head: Located
    records: Mapping[str, Located]
    images: Mapping[str, bytes]
    problems: tuple[Problem, ...]
    broken: frozenset[str] = frozenset()


def contents_of_json(value: Any, images: Mapping[str, bytes]) -> Contents:
    """The contents of a parsed JSON document."""
    document, problems = from_json(value)
    if not isinstance(document.content, dict):
        return Contents(document, {}, images, problems)
    names = {declared.name for declared in declarations().entities.values() if declared.key}
    members = document.fields()
    records = {name: members[name] for name in names & members.keys()}
    found = [*problems]
    for name, listed in records.items():
        if not isinstance(listed.content, tuple | None):
            found.append(Problem("plan-not-list", listed.place, {"field": name}))
    head = document.with_fields({name: member for name, member in members.items() if name not in names})
    return Contents(head, records, images, tuple(found))


def contents_of_folder(root: Path) -> Contents:
    """The contents of a plan folder; every file that is no part of it is warned about."""
    reading = _Reading(find_files(root))
    head = reading.head()
    records = reading.sheets_and_tables()
    records["narrative"] = reading.narrative()
    images = reading.images()
    reading.accounts(head)
    problems = [*reading.files.problems, *reading.problems, *unread(reading.files, reading.read)]
    return Contents(head, records, images, tuple(problems), frozenset(reading.broken))


class _Reading:
    """One pass through the files of a folder."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self.problems: list[Problem] = []
        self.broken: set[str] = set()
        self.read: set[str] = set()

    def head(self) -> Located:
        if HEAD not in self.files.paths:
            self.broken.add("head")
            self.problems.append(Problem("plan-no-plan-file", Place(file=HEAD)))
            return Located({}, Place(file=HEAD))
        head = self._whole_yaml("head", HEAD)
        return tidied(head, entity("head"))

    def sheets_and_tables(self) -> dict[str, Located]:
        """The records of every entity that has a file, and of the tables; all workbooks are read in one go."""
        chosen = {declared.name: self._choice(declared.name) for declared in declarations().sheets()}
        stems = dict.fromkeys(str(PurePosixPath(name).with_suffix("")) for name in self.files.within("tables"))
        wanted = [name for names in (*chosen.values(), *map(self._table_files, stems)) for name in names]
        grids = self._grids([name for name in wanted if not name.lower().endswith(".yaml")])
        records = {name: self._records(entity(name), files[0], grids) for name, files in chosen.items() if files}
        tables = tuple(found for stem in stems for found in self._table(stem, grids))
        return records | {"tables": Located(tables, Place(file="tables"))}

    def narrative(self) -> Located:
        found = []
        for name in self.files.within("narrative"):
            if not name.endswith(".md"):
                continue
            content = self._content(name, MOST_BYTES)
            record, problems = record_of_file(name, content) if content is not None else (None, ())
            self.problems += problems
            found += [record] if record else []
        return Located(tuple(found), Place(file="narrative"))

    def images(self) -> dict[str, bytes]:
        contents = {name: self._content(name, MOST_IMAGE_BYTES) for name in self.files.within("images")}
        return {name: content for name, content in contents.items() if content is not None}

    def accounts(self, head: Located) -> None:
        """The ledgers that the head names must be files of the folder."""
        for account in head.at(("accounts",)).items():
            file = account.member("file")
            if file is None or not isinstance(file.content, str) or not file.content.strip("/"):
                continue
            fault = find_file(self.files, file.content)
            if fault:
                self.problems.append(Problem(fault.code, file.place, {"file": file.content}))
            self.read.add(file.content)

    def _content(self, name: str, limit: int) -> bytes | None:
        self.read.add(name)
        return self.files.content(name, limit)

    def _yaml(self, name: str) -> Located:
        content = self._content(name, MOST_BYTES)
        if content is None:
            return Located({}, Place(file=name))
        tree, problems = read_yaml(content, name)
        self.problems += problems
        return tree

    def _whole_yaml(self, name: str, file: str) -> Located:
        """The tree of a file; one that is not YAML throughout makes its entity broken."""
        faults = len(self.problems) + len(self.files.problems)
        tree = self._yaml(file)
        if len(self.problems) + len(self.files.problems) > faults and tree.content == {}:
            self.broken.add(name)
        return tree

    def _choice(self, stem: str) -> tuple[str, ...]:
        """The file of an entity: (), or the one; two are a fault, since nobody could tell which one counts."""
        there = self._named(stem, _ENDINGS)
        for old in self._named(stem, _OLD_ENDINGS):
            self.read.add(old)
            self.broken.add(stem)
            self.problems.append(Problem("plan-file-kind", Place(file=old)))
        self.read.update(there)
        if len(there) > 1:
            self.broken.add(stem)
            self.problems.append(Problem("plan-two-files", Place(file=there[0]), {"other": ", ".join(there[1:])}))
        return tuple(there[:1])

    def _named(self, stem: str, endings: Sequence[str]) -> list[str]:
        """The files of that stem and those endings, in capitals or not, in the order of the endings."""
        lower = {name.lower(): name for name in sorted(self.files.paths, reverse=True)}
        return [lower[stem + ending] for ending in endings if stem + ending in lower]

    def _table_files(self, stem: str) -> tuple[str, ...]:
        return tuple(stem + ending for ending in (".xlsx", ".csv") if stem + ending in self.files.paths)

    def _grids(self, names: Sequence[str]) -> dict[str, tuple[Grid, ...]]:
        """The sheets of every file that could be read."""
        contents = [(name, self._content(name, MOST_FILE_BYTES)) for name in names]
        read = read_grids([(name, content) for name, content in contents if content is not None])
        self.problems += [problem for _, problems in read.values() for problem in problems]
        return {name: grids for name, (grids, _) in read.items() if grids}

    def _records(self, declared: Entity, file: str, grids: Mapping[str, tuple[Grid, ...]]) -> Located:
        if file.lower().endswith(".yaml"):
            return self._listed(declared, file)
        if file not in grids:
            self.broken.add(declared.name)
            return Located((), Place(file=file))
        grid = self._sheet(declared, grids[file])
        records, problems = read_records(grid, declared)
        self.problems += problems
        if any(problem.severity is Severity.ERROR for problem in problems):
            self.broken.add(declared.name)
        return Located(tuple(tidied(record, declared) for record in records.items()), records.place)

    def _listed(self, declared: Entity, file: str) -> Located:
        tree = self._whole_yaml(declared.name, file)
        if not isinstance(tree.content, tuple) and tree.content not in (None, {}):
            self.broken.add(declared.name)
            self.problems.append(Problem("plan-not-list", tree.place, {"field": declared.name}))
        return Located(tuple(tidied(item, declared) for item in tree.items()), tree.place)

    def _sheet(self, declared: Entity, grids: Sequence[Grid]) -> Grid:
        """The sheet that is named after the entity, else the first visible one; others that hold something are told."""
        names = {folded(name) for name in (declared.name, *declared.names.values())}
        shown = [grid for grid in grids if not grid.hidden] or grids
        chosen = next((grid for grid in shown if folded(grid.name) in names), shown[0])
        self._others(chosen, grids)
        return chosen

    def _others(self, chosen: Grid, grids: Iterable[Grid]) -> None:
        for grid in grids:
            told = grid is chosen or folded(grid.name) in declarations().side_sheets
            if not told and any(cell for row in grid.rows for cell in row):
                place = Place(file=grid.file, sheet=grid.name)
                self.problems.append(Problem("plan-sheet-ignored", place, {"read": chosen.name}, Severity.WARNING))

    def _table(self, stem: str, grids: Mapping[str, tuple[Grid, ...]]) -> tuple[Located, ...]:
        """The record of a table: from its YAML, from its sheet, or from both."""
        described = self._yaml(stem + ".yaml") if stem + ".yaml" in self.files.paths else None
        files = self._table_files(stem)
        if described is None and not files:
            return ()
        if len(files) > 1:
            self.problems.append(Problem("plan-two-files", Place(file=files[0]), {"other": files[1]}))
        record = described or Located({}, Place(file=files[0]))
        if files and described and "rows" in described.fields():
            self.problems.append(Problem("plan-two-files", described.place, {"other": files[0]}))
        elif files and files[0] in grids:
            self._others(grids[files[0]][0], grids[files[0]])
            record, problems = read_table(grids[files[0]][0], record)
            self.problems += problems
        elif files:
            return ()
        if not isinstance(record.content, dict):
            self.problems.append(Problem("plan-not-mapping", record.place, {"field": stem}))
            return ()
        name = Located(PurePosixPath(stem).name, record.place)
        return (tidy_table(record.with_fields({"id": name} | record.fields())),)
