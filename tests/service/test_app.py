"""The service as a whole: one error form, routes, description and page in step, and nobody from elsewhere."""

import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from assembler.messages.catalogue import known
from service import archive
from service.access.guesses import MANY
from service.api.examples import EXAMPLES
from service.settings import Settings

# What people see in a browser is no part of the API.
PAGES = ("web", "welcome", "static_files")
SERVICE = Path(__file__).parents[2] / "service"
AT_THE_SHELL = ("commands", "command.py", "web")
SETTINGS = SERVICE / "settings.py"
PAGE = Path(__file__).parents[2] / "docs/service.md"


def test_a_fresh_one_is_alive_ready_and_keeps_no_plans_yet(client_for):
    client = client_for()
    assert client.get("/livez").get_json() == {"status": "alive"}
    assert client.get("/readyz").get_json() == {"status": "ready"}
    assert client.get("/v1/plans").get_json() == {"items": [], "next": None}


def test_every_route_is_described_and_every_description_has_a_route(client_for):
    client = client_for()
    described = client.get("/v1/openapi.json").get_json()
    assert described["openapi"].startswith("3.1.")
    routes = {
        (re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule), method.lower())
        for rule in client.application.url_map.iter_rules()
        if rule.endpoint.partition(".")[0] not in PAGES
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    assert routes == {(path, method) for path, methods in described["paths"].items() for method in methods}


def test_every_operation_says_what_it_does_and_how_it_fails(client_for):
    described, names = client_for().get("/v1/openapi.json").get_json(), []
    for methods in described["paths"].values():
        for operation in methods.values():
            assert operation["summary"]
            assert "security" in operation
            names.append(operation["operationId"])
            for status, response in operation["responses"].items():
                if int(status) >= 400:
                    content = next(iter(response["content"].items()))
                    assert content[0] == "application/problem+json"
                    assert content[1]["schema"] == {"$ref": "#/components/schemas/ProblemDocument"}
    assert len(set(names)) == len(names)


def test_every_code_that_the_service_says_is_listed(client_for):
    listed = client_for().get("/v1/openapi.json").get_json()["x-problem-codes"]
    found = {
        code
        for path in SERVICE.rglob("*.py")
        if path.relative_to(SERVICE).parts[0] not in AT_THE_SHELL and path.name != "problem_codes.py"
        for code in re.findall(r'"(service-[a-z-]+)"', path.read_text(encoding="utf-8"))
    }
    # What stops a start or a copy is told at the shell.
    of_shell = {code for code in found if code.startswith(("service-backup-", "service-restore-", "service-database-"))}
    named = [code for codes in listed.values() for code in codes]
    assert sorted(named) == sorted(found - of_shell)
    assert all(known(code) for code in named)


def test_every_answer_has_an_example_that_is_one(client_for):
    described = client_for().get("/v1/openapi.json").get_json()
    answers = {
        media["schema"]["$ref"].rpartition("/")[2]
        for methods in described["paths"].values()
        for operation in methods.values()
        for response in operation["responses"].values()
        for kind, media in response.get("content", {}).items()
        if kind.endswith("json") and "$ref" in media["schema"]
    }
    assert answers == set(EXAMPLES)
    for name, example in EXAMPLES.items():
        schema = {"$ref": f"#/components/schemas/{name}", "components": described["components"]}
        Draft202012Validator(schema).validate(example)


def test_every_parameter_shows_what_it_may_be(client_for):
    parameters = [
        (operation["operationId"], parameter["name"])
        for methods in client_for().get("/v1/openapi.json").get_json()["paths"].values()
        for operation in methods.values()
        for parameter in operation.get("parameters", ())
        if not {"examples", "enum"} & set(parameter["schema"]) and parameter["schema"].get("type") != "boolean"
    ]
    assert parameters == []


@pytest.mark.parametrize(
    ("method", "address", "status", "code"),
    [
        ("GET", "/v1/nothing", 404, "service-not-found"),
        ("PATCH", "/v1/plans", 405, "service-method"),
        ("PUT", "/v1/builds", 405, "service-method"),
        ("POST", "/v1/plans", 401, "service-who-asks"),
        ("GET", "/v1/plans?colour=red", 422, "service-faulty-request"),
    ],
)
def test_every_refusal_is_a_problem_document(client_for, method, address, status, code):
    response = client_for().open(address, method=method)
    assert (response.status_code, response.mimetype) == (status, "application/problem+json")
    problem = response.get_json()
    assert set(problem) == {"type", "title", "status", "detail", "code", "faults"}
    assert (problem["status"], problem["code"]) == (status, code)
    assert problem["type"] == f"urn:plansats:problem:{code}"
    if status == 405:
        assert response.headers["Allow"]


def test_a_fault_of_the_service_itself_shows_no_traceback(client_for, monkeypatch):
    client = client_for()
    client.application.testing = False

    @client.application.before_request
    def fall():
        raise RuntimeError("secret")

    response = client.get("/livez")
    assert (response.status_code, response.mimetype) == (500, "application/problem+json")
    assert b"secret" not in response.data


def test_a_page_from_elsewhere_and_a_borrowed_name_are_turned_away(client_for):
    client = client_for()
    foreign = client.post("/v1/builds", headers={"Origin": "https://evil.example"})
    assert (foreign.status_code, foreign.get_json()["code"]) == (403, "service-foreign-origin")
    assert client.get("/livez", headers={"Origin": "http://localhost"}).status_code == 200
    rebound = client.get("/livez", headers={"Host": "evil.example"})
    assert (rebound.status_code, rebound.mimetype) == (400, "application/problem+json")


def test_the_page_names_every_route_and_no_other(client_for):
    described = client_for().get("/v1/openapi.json").get_json()["paths"]
    rows = re.findall(r"^\| `(/\S+)` \| (\w+) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert set(rows) == {(path, method.upper()) for path, methods in described.items() for method in methods}


def test_the_page_names_every_setting_of_the_environment():
    named = set(re.findall(r"PLANSATS_[A-Z_]+", SETTINGS.read_text(encoding="utf-8")))
    assert {name for name in named if name not in PAGE.read_text(encoding="utf-8")} == set()


def test_the_page_names_the_limits_as_they_are():
    page, usual = PAGE.read_text(encoding="utf-8"), Settings(Path())
    limits = usual.limits
    for said in (
        f"| upload | {usual.upload_bytes // 2**20} MB |",
        f"{archive.MOST_FILES:,} files, {archive.MOST_FILE_BYTES // 2**20} MB a file, "
        f"{archive.MOST_BYTES // 2**20} MB in all, {archive.MOST_RATIO} times its size",
        f"{limits.cpu_seconds} s of computing, {limits.wall_seconds} s in all, {limits.memory_bytes // 2**30} GiB of "
        f"address space, {limits.output_bytes // 2**20} MB of results",
        f"| {usual.jobs.at_once}, {usual.jobs.most_waiting}, {usual.jobs.most_waiting_each}, "
        f"{usual.jobs.most_finished} |",
        f"| {usual.requests_a_minute:,} a minute and {usual.burst} at once",
        f"| {usual.sign_ins} tries that fail for an account at one address, {MANY * usual.sign_ins} for",
    ):
        assert said in page, said
