"""Reports as they are read: the worst first, filtered, and what is new or settled since the build before."""

from service.web.reports import Filter, chosen, findings, gone


def finding(rule, outcome="failed", impact="serious", message="m", **place):
    return {"rule": rule, "outcome": outcome, "impact": impact, "message": message, "place": place}


def report(**files):
    return {"files": [{"file": name.replace("_", "."), "findings": found} for name, found in files.items()]}


NOW = report(
    a_pdf=[
        finding("U1", "needs-review", "critical"),
        finding("U2", "failed", "minor", page=3),
        finding("U3", "failed", "critical"),
        finding("U4", "passed"),
    ],
    a_docx=[finding("U3", "failed", "critical")],
)


def test_what_shuts_people_out_comes_first_and_what_is_in_order_is_left_out():
    assert [one.rule for one in findings(NOW, None)] == ["U3", "U3", "U2", "U1"]
    assert not any(one.is_new for one in findings(NOW, None)), "nothing is new without a build before"


def test_only_what_the_filter_asks_for_is_shown():
    every = findings(NOW, None)
    assert {one.file for one in chosen(every, Filter(file="a.docx"))} == {"a.docx"}
    assert [one.rule for one in chosen(every, Filter(outcome="needs-review"))] == ["U1"]
    assert [one.rule for one in chosen(every, Filter(impact="minor"))] == ["U2"]
    assert chosen(every, Filter(only_new=True)) == ()


def test_a_finding_is_known_again_on_another_page_and_under_another_file_name():
    before = report(b_pdf=[finding("U2", "failed", "minor", page=2), finding("U9")])
    new = {(one.file, one.rule) for one in findings(NOW, before) if one.is_new}
    assert new == {("a.pdf", "U3"), ("a.pdf", "U1"), ("a.docx", "U3")}
    assert gone(NOW, before) == 1
    assert gone(NOW, None) == 0
