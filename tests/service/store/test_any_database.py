"""One file knows which database it is: every statement and every migration can be said to PostgreSQL too."""

import io
import re
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, event
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from service.jobs import desk
from service.jobs.tables import JobTable
from service.store import schema
from service.store.tables import Table
from tests.service.town import PASSWORD

SERVICE = Path(__file__).parents[3] / "service"
# What is SQLite's alone, or goes past SQLAlchemy's own language.
ALONE = re.compile(r"PRAGMA|sqlite3|rowid|exec_driver_sql|sqlalchemy\.dialects|from sqlalchemy import .*\btext\b")
POSTGRES = postgresql.dialect()


def test_one_file_knows_sqlite():
    found = [
        path.relative_to(SERVICE).as_posix()
        for path in SERVICE.rglob("*.py")
        if ALONE.search(path.read_text(encoding="utf-8"))
    ]
    assert found == ["store/engine.py"]


@pytest.mark.parametrize(("migrations", "metadata"), [(schema.STORE, Table), (desk.MIGRATIONS, JobTable)])
def test_every_migration_can_be_said_to_postgresql(migrations, metadata):
    config, said = Config(), io.StringIO()
    config.set_main_option("script_location", str(migrations.folder))
    context = MigrationContext.configure(dialect=POSTGRES, opts={"as_sql": True, "output_buffer": said})
    with Operations.context(context):
        for step in reversed(list(ScriptDirectory.from_config(config).walk_revisions())):
            step.module.upgrade()
    made = set(re.findall(r"CREATE TABLE (\w+)", said.getvalue()))
    assert made == set(metadata.metadata.tables)
    for table in metadata.metadata.tables.values():
        assert "CREATE TABLE" in str(CreateTable(table).compile(dialect=POSTGRES))


def walk(town):
    """A request of nearly every kind that reads or writes."""
    own, plan = town.headers(), town.address()

    def ask(method, address, **more):
        return town.client.open(address, method=method, headers=own | more.pop("headers", {}), **more)

    for rest in ("", "/blocks", "/blocks/drift", "/blocks/drift/revisions", "/files", "/ledgers", "/changes?limit=1"):
        assert ask("GET", plan + rest).status_code == 200
    assert ask("PUT", f"{plan}/blocks/drift", json={"text": "Ny.\n"}, headers={"If-Match": "*"}).status_code == 200
    assert ask("GET", f"{plan}/blocks/drift/revisions/1").status_code == 200
    assert ask("DELETE", f"{plan}/files/images/kart.png", headers={"If-Match": "*"}).status_code == 204
    job = ask("POST", f"{plan}/builds", headers={"Idempotency-Key": "a"}).headers["Location"]
    for method, address in (("GET", f"/v1/jobs?plan={town.plans['nes']}"), ("DELETE", job), ("POST", f"{job}/resume")):
        assert ask(method, address).status_code < 300
    key = ask("POST", "/v1/keys", json={"label": "k", "role": "reader"}).get_json()["id"]
    invited = {"email": "ola@nes.no", "grants": [{"role": "reader"}]}
    assert ask("POST", "/v1/members", json=invited).status_code == 201
    for method, address in (("DELETE", f"/v1/keys/{key}"), ("GET", "/v1/members"), ("GET", "/v1/audit?before=9")):
        assert ask(method, address).status_code < 300
    said = {"email": "kari@nes.no", "password": PASSWORD}
    assert town.app.test_client().post("/v1/session", json=said).status_code == 200
    assert ask("DELETE", plan, headers={"If-Match": "*"}).status_code == 204


def test_every_statement_of_a_walk_can_be_said_to_postgresql(town):
    said = set()

    def hear(connection, statement, *rest):
        # The jobs' engine has statements of its own for each database.
        if "dialects" not in type(statement).__module__:
            said.add(str(statement.compile(dialect=POSTGRES)))

    event.listen(Engine, "before_execute", hear)
    try:
        walk(town)
    finally:
        event.remove(Engine, "before_execute", hear)
    assert {text.split()[0] for text in said} >= {"SELECT", "INSERT", "UPDATE", "DELETE"}
    assert len(said) > 40
