"""Two municipalities in one service, each with a plan and a key for every role."""

from pathlib import Path

from service.access.accounts import NewPerson, add_person
from service.access.keys import KeyOrder, make_key
from service.access.principal import Role
from service.app import create_app
from service.settings import Settings
from service.store.engine import Database, url_of
from service.store.plans import Author, PlanStore

PASSWORD = "korrekt hest batteri"
FILES = {
    "plan.yaml": b"id: nes-2027\ntype: notat\ntitle: Notat om skulen\nform: nn\nyear: 2027\nedition: forslag\n"
    b"municipality: {name: Nes kommune, invented: true}\ndate: 2026-11-03\n",
    "narrative/drift.md": b"---\nid: drift\nowner: Kari Nordmann\n---\nSkulen treng nytt tak.\n",
    "narrative/skule.md": b"---\nid: skule\n---\nElevane blir fleire.\n",
    "images/kart.png": b"\x89PNG not really",
}


class Town:
    """A service with two municipalities, "nes" and "vik". `client` speaks to it; `headers(…)` say as whom."""

    def __init__(self, data: Path, **settings):
        self.settings = Settings(data, **settings)
        self.app = create_app(self.settings)
        self.app.testing = True
        self.client = self.app.test_client()
        self.database = Database(url_of(data))
        self.store = PlanStore(self.database)
        self.owners, self.keys, self.plans = {}, {}, {}
        for name in ("nes", "vik"):
            person = NewPerson(f"Kari {name}", f"kari@{name}.no", PASSWORD, f"{name.title()} kommune")
            self.owners[name] = add_person(self.database, person, Role.OWNER)
            files = (
                FILES if name == "nes" else {"plan.yaml": b"id: hamn\ntype: notat\ntitle: Notat om hamna\nyear: 2027\n"}
            )
            self.plans[name] = self.store.create(files, self.author(name)).id

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
