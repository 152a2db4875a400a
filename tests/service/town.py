"""Two municipalities in one service, each with a plan and a key for every role."""

import atexit
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from service.access.accounts import NewPerson, add_person
from service.access.keys import KeyOrder, make_key
from service.access.principal import Role
from service.app import create_app
from service.settings import Settings
from service.store.engine import Database, url_of
from service.store.plans import Author, PlanStore
from service.store.schema import opened

PASSWORD = "korrekt hest batteri"
FILES = {
    "plan.yaml": b"id: nes-2027\ntype: notat\ntitle: Notat om skulen\nform: nn\nyear: 2027\nedition: forslag\n"
    b"municipality: {name: Nes kommune, invented: true}\ndate: 2026-11-03\n",
    "narrative/drift.md": b"---\nid: drift\nowner: Kari Nordmann\n---\nSkulen treng nytt tak.\n",
    "narrative/skule.md": b"---\nid: skule\n---\nElevane blir fleire.\n",
    "images/kart.png": b"\x89PNG not really",
}
OTHERS = {"plan.yaml": b"id: hamn\ntype: notat\ntitle: Notat om hamna\nyear: 2027\n"}


@cache
def _settled():
    """A data folder with both municipalities, made once, and who owns what in it."""
    folder = Path(mkdtemp(prefix="town-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    database = opened(url_of(folder))
    owners, plans = {}, {}
    for name in ("nes", "vik"):
        person = NewPerson(f"Kari {name}", f"kari@{name}.no", PASSWORD, f"{name.title()} kommune")
        owners[name] = add_person(database, person, Role.OWNER)
        author = Author(owners[name].organisation, owners[name].who)
        plans[name] = PlanStore(database).create(FILES if name == "nes" else OTHERS, author).id
    database.close()
    return folder, owners, plans


class Town:
    """A service with two municipalities, "nes" and "vik". `client` speaks to it; `headers(…)` say as whom."""

    def __init__(self, data: Path, **settings):
        folder, self.owners, self.plans = _settled()
        shutil.copytree(folder, data, dirs_exist_ok=True)
        self.settings = Settings(data, **settings)
        self.app = create_app(self.settings)
        self.app.testing = True
        self.client = self.app.test_client()
        self.database = Database(url_of(data))
        self.store = PlanStore(self.database)
        self.keys = {}

    def author(self, name="nes"):
        owner = self.owners[name]
        return Author(owner.organisation, owner.who)

    def key(self, role="owner", name="nes", **limits):
        """The text of a key with that role."""
        known = (role, name, *sorted(limits.items()))
        if known not in self.keys:
            order = KeyOrder("tester", Role[role.upper()], **limits)
            self.keys[known] = make_key(self.database, order, self.author(name))[1]
        return self.keys[known]

    def headers(self, role="owner", name="nes", **limits):
        return {"Authorization": f"Bearer {self.key(role, name, **limits)}"}

    def address(self, rest="", name="nes"):
        return f"/v1/plans/{self.plans[name]}{rest}"

    def close(self):
        self.database.close()
