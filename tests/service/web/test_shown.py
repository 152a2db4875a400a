"""How the pages show what they are given: steps of a build, places to mend, figures, and nothing of it as markup."""

from io import BytesIO

import pytest

from service.jobs.job import End, Order, Status
from service.web.filters import mended_at, of_schedule, same_said, steps_of, thousands

EVIL = '<img src=x onerror="alert(1)">'


def build(*steps, formats="pdf"):
    order = Order("build", {"options": {"formats": formats} if formats else {}})
    return Status("1", order, End("running"), steps=tuple({"step": step} for step in steps))


def test_a_build_shows_what_is_done_and_what_is_to_come():
    found = steps_of(build("ledgers", "compose"))
    assert [(one["code"].removeprefix("assemble-step-"), one["state"]) for one in found] == [
        ("ledgers", "done"),
        ("compose", "now"),
        ("write-pdf", ""),
        ("check", ""),
    ]  # fmt: skip
    assert {one["state"] for one in steps_of(build())} == {""}
    assert len(steps_of(build(formats=""))) == 7, "without a choice, all four formats"
    assert steps_of(Status("1", Order("check", {}), End("running"))) == []


def test_what_is_said_often_is_said_once_with_its_places():
    said = [
        {"message": "Mangler.", "remedy": "Fyll inn.", "where": f"a.csv, linje {n}", "file": "a.csv"} for n in (1, 2)
    ]
    assert same_said(said) == [
        {
            "message": "Mangler.",
            "remedy": "Fyll inn.",
            "places": [("a.csv, linje 1", "a.csv"), ("a.csv, linje 2", "a.csv")],
        }
    ]


def test_a_fault_leads_to_where_it_is_mended(town):
    with town.app.test_request_context("/"):
        assert mended_at("measures.xlsx", "p") == "/plans/p/tables/measures"
        assert mended_at("narrative/drift.md", "p") == "/plans/p/texts/narrative/drift.md"
        assert mended_at("ledgers/a.csv", "p") == "/plans/p/ledgers"
        assert mended_at("plan.yaml", "p") == mended_at("nothing.csv", "p") == ""


def test_figures_and_old_codes_are_readable():
    assert thousands(11130) == "11\u00a0130" and thousands("-1234.5") == "\u22121\u00a0234,5"
    assert of_schedule("5-6:12 (271, 272)") == "§ 5-6, 12 (271, 272)" and of_schedule("370") == "370"


@pytest.mark.parametrize("address", ["/", "/plans/{plan}", "/plans/{plan}/texts/narrative/drift.md", "/wheel"])
def test_a_title_is_text_wherever_it_stands(town, address):
    files = {
        "plan.yaml": f"id: p\ntype: notat\ntitle: '{EVIL}'\nyear: 2027\n".encode(),
        "narrative/drift.md": f"---\nid: drift\nowner: '{EVIL}'\nstatus: '{EVIL}'\n---\n{EVIL}\n".encode(),
    }
    plan = town.store.create(files, town.author()).id
    shown = town.client.get(address.format(plan=plan), headers=town.headers("owner")).text
    assert "<img src=x" not in shown


def test_the_name_of_a_file_is_text(town):
    sent = {"file": (BytesIO(b"%PDF-1.7"), f"{EVIL}.pdf")}
    answer = town.client.post("/check", data=sent, headers=town.headers("owner"))
    assert answer.status_code == 303
    page = town.client.get(answer.headers["Location"], headers=town.headers("owner")).text
    assert "<img src=x" not in page and "onerror" in page, "the name is shown, as text"


def test_a_report_stands_at_its_own_part_of_the_year(town):
    files = {"plan.yaml": b"id: t2\ntype: tertialrapport\ntitle: Andre tertial\nyear: 2026\nperiod: 2\n"}
    town.store.create(files, town.author())
    page = town.client.get("/wheel", headers=town.headers("owner")).text
    assert page.count("Andre tertial") == 1
    assert page.index("Rapport for 2. tertial") < page.index("Andre tertial") < page.index("4. kvartal")


def test_who_only_reads_sees_the_text_as_it_is_printed(town):
    files = {
        "plan.yaml": b"id: p\ntype: notat\ntitle: P\nyear: 2027\n",
        "narrative/drift.md": b"---\nid: drift\n---\n# Drift\n\nVi bruker **mer**: {{sum.2027}}.\n",
    }
    plan = town.store.create(files, town.author()).id
    address = f"/plans/{plan}/texts/narrative/drift.md"
    page = town.client.get(address, headers=town.headers("reader")).text
    assert "<strong>mer</strong>" in page and ">sum.2027</data>" in page and "<textarea" not in page
    assert "<textarea" in town.client.get(address, headers=town.headers("editor")).text
