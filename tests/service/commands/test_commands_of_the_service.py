"""`plansats user`, `key`, `backup` and `restore` as a person types them."""

import io

import pytest

from assembler.cli.main import main
from service.access.keys import principal_of_key
from service.access.principal import Grant, Role
from service.access.sessions import sign_in
from service.commands.data_folder import in_use
from service.store.engine import url_of
from service.store.schema import opened
from tests.service.town import PASSWORD


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"


@pytest.fixture
def database(data):
    data.mkdir()
    database = opened(url_of(data))
    yield database
    database.close()


def test_an_account_made_from_the_shell_can_sign_in(database, data, monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSWORD + "\n"))
    words = ["--name", "Kari", "--organisation", "Nes kommune", "--role", "editor", "--password-stdin"]
    assert main(["user", "add", "Kari@nes.no", *words, "--data", str(data)]) == 0
    found = sign_in(database, "kari@nes.no", PASSWORD)
    assert found.principal.grants == (Grant(Role.EDITOR),)
    assert PASSWORD not in capsys.readouterr().err


@pytest.mark.parametrize(
    "case",
    [("kari", PASSWORD, "«kari»"), ("kari@nes.no", "kort", "12"), ("ola@nes.no", PASSWORD, "«ola@nes.no»")],
)
def test_an_account_that_cannot_be_made_is_refused(database, data, monkeypatch, capsys, case):
    email, password, said = case

    def add(address, secret):
        monkeypatch.setattr("sys.stdin", io.StringIO(secret + "\n"))
        words = ["--name", "K", "--organisation", "Nes", "--password-stdin", "--data", str(data)]
        return main(["user", "add", address, *words])

    assert add("ola@nes.no", PASSWORD) == 0
    capsys.readouterr()
    assert add(email, password) == 2
    assert said in capsys.readouterr().err


def test_an_account_may_belong_to_several_municipalities(database, data, monkeypatch, capsys):
    words = ["--name", "Kari", "--password-stdin", "--data", str(data)]
    for organisation, password in (("Nes", PASSWORD), ("Vik", "et helt annet passord")):
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
        assert main(["user", "add", "kari@nes.no", "--organisation", organisation, *words]) == 0
    assert "Vik" in capsys.readouterr().err
    found = sign_in(database, "kari@nes.no", PASSWORD)
    assert len(found.principal.homes) == 2, "with the password that there was"
    assert main(["user", "add", "kari@nes.no", "--organisation", "Vik", *words]) == 2


def test_a_key_is_printed_once_and_works(database, data, capsys):
    assert main(["key", "add", "ERP", "--data", str(data)]) == 2
    assert "--organisation" in capsys.readouterr().err
    words = ["--role", "reviewer", "--plan", "aa", "--chapter", "drift", "--expires", "2099-12-31", "--data", str(data)]
    assert main(["key", "add", "ERP", "--organisation", "Nes", *words]) == 0
    key = capsys.readouterr().out.strip()
    principal = principal_of_key(database, key)
    assert principal.grants == (Grant(Role.REVIEWER, "aa", "drift"),)
    assert main(["key", "add", "ERP", "--data", str(data)]) == 0, "there is only one municipality now"
    other = capsys.readouterr().out.strip()
    assert principal_of_key(database, other).organisation == principal.organisation


def test_a_copy_made_from_the_shell_comes_back(database, data, tmp_path, capsys):
    main(["key", "add", "ERP", "--organisation", "Nes", "--data", str(data)])
    key = capsys.readouterr().out.strip()
    assert main(["backup", str(tmp_path / "copy"), "--data", str(data)]) == 0
    assert main(["backup", str(tmp_path / "copy"), "--data", str(data)]) == 2
    assert main(["restore", str(tmp_path / "copy"), "--data", str(tmp_path / "again")]) == 0
    again = opened(url_of(tmp_path / "again"))
    assert principal_of_key(again, key)
    again.close()


def test_nothing_is_brought_back_under_a_running_service(database, data, tmp_path, capsys):
    assert main(["backup", str(tmp_path / "copy"), "--data", str(data)]) == 0
    with in_use(data):
        assert main(["restore", str(tmp_path / "copy"), "--data", str(data)]) == 2
        assert "Stopp tjenesten." in capsys.readouterr().err
    assert main(["restore", str(tmp_path / "copy"), "--data", str(data)]) == 2
    assert "Stopp tjenesten." not in capsys.readouterr().err


def test_a_database_of_its_own_has_tools_of_its_own(data, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("PLANSATS_DATABASE", "postgresql://localhost/plansats")
    assert main(["backup", str(tmp_path / "copy"), "--data", str(data)]) == 2
    assert "pg_dump" in capsys.readouterr().err


def test_a_forgotten_password_is_changed_from_the_shell(database, data, monkeypatch, capsys):
    for verb, words in (("add", ["--name", "Kari", "--organisation", "Nes"]), ("password", [])):
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD} {verb}\n"))
        assert main(["user", verb, "kari@nes.no", *words, "--password-stdin", "--data", str(data)]) == 0
    assert sign_in(database, "kari@nes.no", f"{PASSWORD} add") is None
    assert sign_in(database, "kari@nes.no", f"{PASSWORD} password").principal.label == "Kari"
    for who, said in (("ola@nes.no", f"{PASSWORD}\n"), ("kari@nes.no", "kort\n")):
        monkeypatch.setattr("sys.stdin", io.StringIO(said))
        assert main(["user", "password", who, "--password-stdin", "--data", str(data)]) != 0
    assert main(["user", "add", "per@nes.no", "--organisation", "Nes", "--data", str(data)]) != 0
    assert "Traceback" not in capsys.readouterr().err
