"""The page behind the first owner's link: a form that says what is wrong, and works once."""

import re

import pytest

from service.access.accounts import invite, people
from service.access.principal import Grant, Role
from service.access.sessions import COOKIE
from service.app import create_app
from service.settings import Settings
from service.store.engine import Database, url_of
from service.store.plans import Author
from tests.service.town import PASSWORD, Town


@pytest.fixture
def hall(tmp_path):
    made = Town(tmp_path)
    yield made
    made.close()


class New:
    """A service in which nobody has an account."""

    def __init__(self, data):
        app = create_app(Settings(data))
        app.testing = True
        self.client, self.database = app.test_client(), Database(url_of(data))


@pytest.fixture
def new(tmp_path):
    made = New(tmp_path / "new")
    yield made
    made.database.close()


def form(**other):
    return {"organisation": "Hol kommune", "name": "Siri", "email": "siri@hol.no", "password": PASSWORD} | other


def test_the_first_owner_says_who_they_are_and_is_signed_in(new):
    link = f"/welcome/{invite(new.database, Author('', 'shell:'))}"
    page = new.client.get(link)
    assert page.status_code == 200 and 'name="organisation"' in page.text
    done = new.client.post(link, data=form())
    assert done.status_code == 200 and "Siri" in done.text
    assert new.client.get_cookie(COOKIE)
    assert new.client.get("/v1/session").get_json()["grants"] == [{"role": "owner", "plan": "", "chapter": ""}]
    assert new.client.get("/v1/plans").get_json()["items"] == []
    assert new.client.get(link).status_code == new.client.post(link, data=form()).status_code == 404


def test_what_is_wrong_is_said_at_the_field_and_what_was_written_stays(new):
    link = f"/welcome/{invite(new.database, Author('', 'shell:'))}"
    page = new.client.post(link, data=form(organisation=" ", email="siri", password="kort"))
    assert page.status_code == 422
    for field in ("organisation", "email", "password"):
        assert re.search(rf'id="{field}"[^>]*aria-invalid="true"[^>]*aria-describedby="[^"]*{field}-wrong', page.text)
        assert f'id="{field}-wrong"' in page.text
    assert 'value="Siri"' in page.text and 'value="siri"' in page.text and "kort" not in page.text
    assert new.client.post(link, data=form()).status_code == 200, "the link still works after mistakes"


def test_who_has_an_account_comes_in_with_its_password_only(hall):
    link = f"/welcome/{invite(hall.database, hall.author(), 'kari@vik.no', (Grant(Role.READER),))}"
    taken = hall.client.post(link, data=form(password="et annet passord helt"))
    assert taken.status_code == 422 and 'id="email-wrong"' in taken.text
    assert hall.client.post(link, data=form()).status_code == 200


def test_a_member_comes_in_with_the_address_that_was_invited(hall):
    secret = invite(hall.database, hall.author(), "ola@nes.no", (Grant(Role.READER),))
    link = f"/welcome/{secret}"
    page = hall.client.get(link)
    assert "Nes kommune" in page.text and "readonly" in page.text and 'name="organisation"' not in page.text
    assert hall.client.post(link, data=form(email="evil@hol.no", organisation="Hol")).status_code == 200
    assert "ola@nes.no" in {person.email for person in people(hall.database, hall.author().organisation)}


def test_what_somebody_writes_is_text_on_the_page(new):
    link = f"/welcome/{invite(new.database, Author('', 'shell:'))}"
    page = new.client.post(link, data=form(name="<script>alert(1)</script>", email='"><b>'))
    assert "<script>" not in page.text and '"><b>' not in page.text
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "script-src 'self'" in policy and "unsafe" not in policy


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_the_page_speaks_the_language_that_is_asked_for(new, lang):
    link = f"/welcome/{invite(new.database, Author('', 'shell:'))}?lang={lang}"
    assert f'<html lang="{lang}"' in new.client.get(link).text
