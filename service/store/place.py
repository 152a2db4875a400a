"""A plan of the store as a place to bring edits back to: the same port as a plan folder on the disk."""

from collections.abc import Iterator, Mapping

from sqlalchemy import delete, insert, select

from assembler.document.exported import Exported
from assembler.problem import Place, Problem, Refused
from assembler.reconcile.base_file import base_of_json, base_to_json
from service.store.files import digest
from service.store.plans import Author, PlanStore
from service.store.tables import Export, PlanRow
from service.store.values import Changed, FileState, Missing


class StorePlace:
    """One plan. Everything that is written through it is of one `author`."""

    def __init__(self, store: PlanStore, plan: str, author: Author) -> None:
        """`plan` is the id of a plan that the author may change."""
        self._store, self._plan, self._author = store, plan, author

    def files(self) -> Mapping[str, bytes]:
        """The files of the plan by name; a content is read when it is asked for, as it was when the list was made."""
        return _Contents(self._store, self._plan)

    def keep(self, exported: Exported) -> None:
        """Keep a base; keeping the same one again changes nothing. `Refused` when the plan is gone."""
        content = base_to_json(exported).decode()
        with self._store.database.writing() as connection:
            if connection.execute(select(PlanRow.id).where(PlanRow.id == self._plan)).first() is None:
                raise Refused([Problem("service-job-plan-gone")])
            mine = (Export.plan == self._plan, Export.id == exported.id)
            connection.execute(delete(Export).where(*mine))
            connection.execute(insert(Export).values(plan=self._plan, id=exported.id, content=content))

    def base(self, id: str) -> Exported | None:
        """The base of an export; `None` when this plan never had it."""
        with self._store.database.reading() as connection:
            wanted = select(Export.content).where(Export.plan == self._plan, Export.id == id)
            content = connection.execute(wanted).scalar()
        return None if content is None else base_of_json(content.encode(), f".plansats/exports/{id}.json")

    def change(self, changes: Mapping[str, bytes], expected: Mapping[str, bytes]) -> None:
        """Write `changes` all or none; `Refused` when a file is not as `expected`, or exists and is not named there."""
        digests = {name: "" for name in changes} | {name: digest(content) for name, content in expected.items()}
        try:
            self._store.save(self._plan, changes, digests, self._author, "word.import")
        except Missing as missing:
            raise Refused([Problem("service-job-plan-gone")]) from missing
        except Changed as changed:
            raise Refused([Problem("service-place-changed", Place(file=changed.file))]) from changed


class _Contents(Mapping[str, bytes]):
    """The files of one state of a plan."""

    def __init__(self, store: PlanStore, plan: str) -> None:
        self._store, self._plan = store, plan
        self._states: dict[str, FileState] = {state.file: state for state in store.files(plan)}

    def __getitem__(self, name: str) -> bytes:
        state = self._states[name]
        found = self._store.read(self._plan, name, state.number)
        if found is None:
            raise KeyError(name)
        return found[1]

    def __iter__(self) -> Iterator[str]:
        return iter(self._states)

    def __len__(self) -> int:
        return len(self._states)
