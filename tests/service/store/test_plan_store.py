"""Plans under versions: what was saved is there, in every state it ever had, to the byte."""

import threading
from dataclasses import replace

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from assembler.document.exported import Exported
from assembler.problem import Refused
from service.store.chapters import chapter_of
from service.store.engine import Database
from service.store.files import changes, digest, revisions
from service.store.narrative import block_name, head_of, split_text
from service.store.place import StorePlace
from service.store.plans import Author, KeyReused, PlanStore, RequestKey
from service.store.schema import opened
from service.store.tables import Blob, Entry, Organisation, Table
from service.store.values import Changed, Missing

AUTHOR = Author("nes", "user:kari", "request-1")
BASE = Exported("abc123", "nes", "forslag", "standard", "nn", ())
FILES = {"plan.yaml": b"id: nes\ntype: notat\ntitle: Notat\nform: nn\n", "narrative/drift.md": b"Drift.\n"}


@pytest.fixture
def store(tmp_path):
    database = opened(f"sqlite:///{tmp_path / 'plansats.sqlite'}")
    add_municipality(database)
    yield PlanStore(database)
    database.close()


def add_municipality(database: Database) -> None:
    with database.writing() as connection:
        connection.execute(Organisation.__table__.insert().values(id="nes", name="Nes", created_at=""))


def saved(store, plan, changed, author=AUTHOR):
    """Save over whatever is there."""
    there = {state.file: state.sha256 for state in store.files(plan)}
    return store.save(plan, changed, {name: there.get(name, "") for name in changed}, author)


def test_a_plan_is_its_files_and_what_its_head_says(store):
    plan = store.create(FILES, AUTHOR)
    assert (plan.head.name, plan.head.type, plan.head.title, plan.head.form) == ("nes", "notat", "Notat", "nn")
    assert plan.sequence == 1
    assert store.folder(plan.id) == FILES
    assert store.plan("nes", plan.id) == plan
    assert store.plan("vik", plan.id) is None


@settings(max_examples=15)
@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["plan.yaml", "a.csv", "narrative/b.md"]), st.none() | st.binary(max_size=8), min_size=1
        ),
        max_size=8,
    )
)
def test_every_state_that_a_plan_ever_had_can_be_read_again(tmp_path_factory, steps):
    database = opened(f"sqlite:///{tmp_path_factory.mktemp('law') / 'plansats.sqlite'}")
    add_municipality(database)
    store, folder = PlanStore(database), dict(FILES)
    plan = store.create(FILES, AUTHOR).id
    states = {1: dict(folder)}
    for changed in steps:
        changed = {name: content for name, content in changed.items() if folder.get(name) != content}
        if changed:
            saved(store, plan, changed)
            folder = {name: content for name, content in (folder | changed).items() if content is not None}
            states[store.plan("nes", plan).sequence] = dict(folder)
    assert store.folder(plan) == folder
    assert {sequence: store.folder(plan, sequence) for sequence in states} == states
    assert len(states) == 1 + store.plan("nes", plan).sequence - 1
    database.close()


def test_the_same_content_again_is_no_new_revision(store):
    plan = store.create(FILES, AUTHOR).id
    before = store.files(plan)
    saved(store, plan, {"plan.yaml": FILES["plan.yaml"]})
    assert store.files(plan) == before
    assert store.plan("nes", plan).sequence == 1


def test_a_save_on_top_of_something_else_is_refused_and_writes_nothing(store):
    plan = store.create(FILES, AUTHOR).id
    expected = {"plan.yaml": digest(FILES["plan.yaml"]), "narrative/drift.md": digest(b"other")}
    with pytest.raises(Changed) as changed:
        store.save(plan, {"plan.yaml": b"x", "narrative/drift.md": b"y"}, expected, AUTHOR)
    assert changed.value.current.sha256 == digest(b"Drift.\n")
    assert store.folder(plan) == FILES
    with pytest.raises(Missing):
        store.save("0" * 16, {"plan.yaml": b"x"}, {}, AUTHOR)


def test_of_many_writers_at_once_exactly_one_wins_each_round(store):
    plan = store.create(FILES, AUTHOR).id
    won, lost, barrier = [], [], threading.Barrier(8)

    def write(number):
        for turn in range(5):
            state = store.read(plan, "narrative/drift.md")[0]
            barrier.wait()
            try:
                text = f"{turn} {number}".encode()
                won.append(
                    store.save(plan, {"narrative/drift.md": text}, {"narrative/drift.md": state.sha256}, AUTHOR)[
                        0
                    ].number
                )
            except Changed:
                lost.append(number)
            barrier.wait()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(won) == [2, 3, 4, 5, 6]
    assert len(lost) == 35


def test_a_removed_file_goes_on_counting_when_it_comes_back(store):
    plan = store.create(FILES, AUTHOR).id
    saved(store, plan, {"narrative/drift.md": None})
    assert "narrative/drift.md" not in store.folder(plan)
    assert saved(store, plan, {"narrative/drift.md": b"Igjen.\n"})[0].number == 3
    with store.database.reading() as connection:
        found = revisions(connection, plan, "narrative/drift.md", 0, 10)
    assert [(one.number, one.removed) for one in found] == [(3, False), (2, True), (1, False)]


def test_a_page_of_changes_never_ends_within_a_change(store):
    plan = store.create(FILES, AUTHOR).id
    saved(store, plan, {"plan.yaml": b"id: a\n", "narrative/drift.md": b"b\n"})
    with store.database.reading() as connection:
        newest, first = changes(connection, plan, 0, 1), changes(connection, plan, 2, 1)
    assert [(one.sequence, one.file) for one in newest] == [(2, "narrative/drift.md"), (2, "plan.yaml")]
    assert {one.sequence for one in first} == {1}


def test_a_deleted_plan_leaves_the_log_and_what_others_share(store):
    one, other = store.create(FILES, AUTHOR), store.create(FILES | {"only.csv": b"1"}, AUTHOR)
    with pytest.raises(Changed):
        store.delete(other.id, AUTHOR, 7)
    store.delete(other.id, AUTHOR, 1)
    assert store.plan("nes", other.id) is None
    assert store.folder(one.id) == FILES
    with store.database.reading() as connection:
        kept = set(connection.execute(select(Blob.sha256)).scalars())
        log = connection.execute(select(Entry.action, Entry.plan, Entry.who, Entry.request)).all()
    assert kept == {digest(content) for content in FILES.values()}
    assert ("plan.delete", other.id, "user:kari", "request-1") in log


def test_the_same_order_makes_one_plan(store):
    key = RequestKey("order-7", digest(b"a"))
    assert store.create(FILES, AUTHOR, key).id == store.create(FILES, AUTHOR, key).id
    with pytest.raises(KeyReused):
        store.create(FILES, AUTHOR, RequestKey("order-7", digest(b"b")))
    assert len(store.plans("nes")) == 1
    # Somebody else's key of the same name is another one.
    other = replace(AUTHOR, who="key:other")
    assert store.made_by(other, key) is None
    assert store.create(FILES, other, key).id != store.create(FILES, AUTHOR, key).id


def test_plans_come_in_pages(store):
    made = sorted(store.create(FILES, AUTHOR).id for _ in range(5))
    first = store.plans("nes", most=2)
    assert [plan.id for plan in first] == made[:2]
    assert [plan.id for plan in store.plans("nes", after=made[1])] == made[2:]
    assert [plan.id for plan in store.plans("nes", only={made[3], "x"})] == [made[3]]
    assert store.plans("vik") == ()


def test_a_new_head_is_what_the_plan_is_called(store):
    plan = store.create(FILES, AUTHOR).id
    saved(store, plan, {"plan.yaml": b"id: nes\ntitle: Nytt namn\nform: nb\n"})
    assert store.plan("nes", plan).head.title == "Nytt namn"


# ---- the place that edits come back to: the same port as a folder on the disk ----


def test_a_place_writes_all_or_nothing(store):
    plan = store.create(FILES, AUTHOR).id
    place = StorePlace(store, plan, AUTHOR)
    assert dict(place.files()) == FILES
    place.change({"narrative/drift.md": b"Ny.\n", "inbox/a.md": b"a"}, {"narrative/drift.md": b"Drift.\n"})
    assert dict(place.files()) == FILES | {"narrative/drift.md": b"Ny.\n", "inbox/a.md": b"a"}
    with pytest.raises(Refused) as refused:
        place.change({"plan.yaml": b"x", "inbox/a.md": b"b"}, {"plan.yaml": FILES["plan.yaml"]})
    assert [problem.place.file for problem in refused.value.problems] == ["inbox/a.md"]
    assert place.files()["plan.yaml"] == FILES["plan.yaml"]


def test_a_place_keeps_bases_apart_from_the_files(store):
    plan, other = (store.create(FILES, AUTHOR).id for _ in range(2))
    place = StorePlace(store, plan, AUTHOR)
    base = BASE
    place.keep(base)
    place.keep(base)
    assert place.base("abc123") == base
    assert place.base("other") is None
    assert StorePlace(store, other, AUTHOR).base("abc123") is None
    assert dict(place.files()) == FILES
    store.delete(plan, AUTHOR, 1)


# ---- what a file is ----


@pytest.mark.parametrize(
    ("file", "content", "expected"),
    [
        ("narrative/drift.md", b"Text\n", ("drift", "drift", "")),
        ("narrative/nn/drift.md", b"---\nid: x\nslot: y\n---\n", ("x", "y", "nn")),
        ("narrative/a.md", b"---\nid: [broken\n---\nText", ("a", "a", "")),
        ("narrative/a.md", b"\xff\xfe", ("", "", "")),
        ("tables/drift.md", b"Text", ("", "", "")),
        ("narrative/a.md", b'---\nid: "\\ud800x"\nslot: "y\\0"\n---\n', ("?x", "y\ufffd", "")),
    ],
)
def test_a_narrative_file_knows_its_block(file, content, expected):
    found = block_name(file, content)
    assert (found.block, found.slot, found.form) == expected


def test_head_and_text_of_a_file_make_the_file_again():
    for content in (b"---\nid: a\n---\nText\n", b"Text\n\n---\nmore\n", b"", b"---\nopen"):
        head, text = split_text(content)
        assert (head + text).encode() == content
    assert split_text(b"---\nid: a\n---\nText\n") == ("---\nid: a\n---\n", "Text\n")
    assert head_of(b"%%%").name == ""


def test_a_block_lies_in_the_chapter_that_has_its_slot():
    assert chapter_of("tertialrapport", "samla-vurdering") == "samla-vurdering"
    assert chapter_of("tertialrapport", "no-such") == ""
    assert chapter_of("no-such-type", "drift") == ""


def test_the_tables_are_what_the_migrations_make(tmp_path):
    from_migrations = opened(f"sqlite:///{tmp_path / 'a.sqlite'}")
    with from_migrations.reading() as connection:
        assert differences(connection) == []
        assert connection.execute(select(func.count()).select_from(Organisation)).scalar() == 0
    from_migrations.close()


def differences(connection):
    options = {"compare_type": True, "compare_server_default": True}
    return compare_metadata(MigrationContext.configure(connection, opts=options), Table.metadata)


def test_an_edited_copy_that_comes_back_after_its_plan_is_gone_is_refused(store):
    plan = store.create(FILES, AUTHOR)
    place = StorePlace(store, plan.id, AUTHOR)
    store.delete(plan.id, AUTHOR, plan.sequence)
    for write in (lambda: place.change({"narrative/ny.md": b"x"}, {}), lambda: place.keep(BASE)):
        with pytest.raises(Refused) as refused:
            write()
        assert [problem.code for problem in refused.value.problems] == ["service-job-plan-gone"]
