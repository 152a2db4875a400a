"""Narrative blocks over HTTP: nothing is overwritten unseen, nothing that somebody wrote is lost."""

import pytest


def saved(ask, address, etag, text, **more):
    return ask("PUT", address, headers={"If-Match": etag}, json={"text": text, **more})


def test_a_block_is_listed_read_saved_and_kept_in_revisions(ask, plan):
    listed = ask("GET", f"{plan}/blocks").get_json()["items"]
    assert [block["id"] for block in listed] == ["drift", "skule"]
    block = ask("GET", f"{plan}/blocks/drift")
    assert block.get_json()["text"] == "Skulen treng nytt tak.\n"
    assert block.get_json()["head"] == {"id": "drift", "owner": "Kari Nordmann"}
    assert block.headers["ETag"] == block.get_json()["etag"] == listed[0]["etag"]
    answer = saved(ask, f"{plan}/blocks/drift", block.headers["ETag"], "Taket er nytt.\n")
    assert (answer.status_code, answer.get_json()["revision"]) == (200, 2)
    file = ask("GET", f"{plan}/files/narrative/drift.md")
    assert file.data == b"---\nid: drift\nowner: Kari Nordmann\n---\nTaket er nytt.\n"
    revisions = ask("GET", f"{plan}/blocks/drift/revisions").get_json()
    assert [one["revision"] for one in revisions["items"]] == [2, 1]
    first = ask("GET", f"{plan}/blocks/drift/revisions/1").get_json()
    assert (first["id"], first["text"]) == ("drift", "Skulen treng nytt tak.\n")
    assert ask("GET", f"{plan}/blocks/drift/revisions/9").get_json()["code"] == "service-no-such-revision"


def test_of_two_editors_one_saves_and_the_other_sees_what_is_there_now(ask, plan):
    etag = ask("GET", f"{plan}/blocks/drift").headers["ETag"]
    assert saved(ask, f"{plan}/blocks/drift", etag, "Ho.\n").status_code == 200
    lost = saved(ask, f"{plan}/blocks/drift", etag, "Han.\n")
    problem = lost.get_json()
    assert (lost.status_code, problem["code"]) == (412, "service-changed-meanwhile")
    assert (problem["current"]["text"], problem["current"]["revision"]) == ("Ho.\n", 2)
    assert lost.headers["ETag"] == problem["current"]["etag"]
    assert saved(ask, f"{plan}/blocks/drift", lost.headers["ETag"], "Begge.\n").status_code == 200


def test_a_save_that_does_not_say_what_it_read_is_not_taken(ask, plan):
    answer = ask("PUT", f"{plan}/blocks/drift", json={"text": "x"})
    assert (answer.status_code, answer.get_json()["code"]) == (428, "service-if-match")
    assert ask("GET", f"{plan}/blocks/drift").get_json()["revision"] == 1


def test_a_new_block_needs_no_etag_and_one_that_is_gone_is_not_made_by_mistake(ask, plan):
    made = ask("PUT", f"{plan}/blocks/ny-plass", json={"text": "Ny.\n", "head": {"owner": "Ola"}})
    assert (made.status_code, made.get_json()["file"]) == (201, "narrative/ny-plass.md")
    assert made.get_json()["head"] == {"id": "ny-plass", "owner": "Ola"}
    gone = saved(ask, f"{plan}/blocks/borte", '"3-abc"', "x")
    assert (gone.status_code, gone.get_json()["current"]) == (412, None)
    assert ask("GET", f"{plan}/blocks/borte").get_json()["code"] == "service-no-such-block"


def test_a_text_with_faults_is_kept_and_its_faults_are_told(ask, plan):
    etag = ask("GET", f"{plan}/blocks/drift").headers["ETag"]
    answer = saved(ask, f"{plan}/blocks/drift", etag, "Text <script>alert(1)</script> [x](javascript:y)\n").get_json()
    assert answer["revision"] == 2
    assert {fault["severity"] for fault in answer["faults"]} and all(fault["message"] for fault in answer["faults"])
    assert ask("GET", f"{plan}/blocks/drift").get_json()["text"] == answer["text"]


def test_a_long_text_is_judged_in_a_child_and_says_the_same(ask, plan):
    etag = ask("GET", f"{plan}/blocks/drift").headers["ETag"]
    text = "Ei lita setning.\n\n" * 4000 + "[x](javascript:y)\n"
    faults = saved(ask, f"{plan}/blocks/drift", etag, text).get_json()["faults"]
    assert [fault["place"]["line"] for fault in faults] == [4 + 2 * 4000 + 1]


def test_html_comes_in_and_goes_out_as_the_same_text(ask, plan):
    etag = ask("GET", f"{plan}/blocks/drift").headers["ETag"]
    html = "<p>Taket er <strong>nytt</strong>.</p>"
    answer = saved(ask, f"{plan}/blocks/drift", etag, html, format="html").get_json()
    assert answer["text"] == html
    assert ask("GET", f"{plan}/blocks/drift").get_json()["text"] == "Taket er **nytt**.\n"
    assert ask("GET", f"{plan}/blocks/drift?format=html").get_json()["text"] == html
    refused = saved(ask, f"{plan}/blocks/drift", answer["etag"], "<iframe src=x></iframe>", format="html")
    assert (refused.status_code, refused.get_json()["code"]) == (422, "service-text-refused")


def test_a_head_is_replaced_as_a_whole_but_a_block_stays_itself(ask, plan):
    etag = ask("GET", f"{plan}/blocks/drift").headers["ETag"]
    answer = saved(ask, f"{plan}/blocks/drift", etag, "T\n", head={"id": "skule", "status": "klar"}).get_json()
    assert answer["head"] == {"id": "drift", "status": "klar"}


def test_a_text_that_looks_like_a_head_is_text(ask, plan, hall):
    hall.store.save(
        plan.rpartition("/")[2], {"narrative/bar.md": b"Utan hovud.\n"}, {"narrative/bar.md": ""}, hall.author()
    )
    etag = ask("GET", f"{plan}/blocks/bar").headers["ETag"]
    answer = saved(ask, f"{plan}/blocks/bar", etag, "---\nid: drift\n---\nx\n").get_json()
    assert (answer["id"], answer["text"]) == ("bar", "---\nid: drift\n---\nx\n")


def test_a_block_in_both_forms_is_two_texts(ask, plan):
    made = ask("PUT", f"{plan}/blocks/drift?form=nb", json={"text": "Skolen trenger nytt tak.\n"})
    assert (made.status_code, made.get_json()["file"], made.get_json()["form"]) == (201, "narrative/nb/drift.md", "nb")
    assert ask("GET", f"{plan}/blocks/drift").get_json()["form"] == "nn"
    assert ask("GET", f"{plan}/blocks/drift?form=nb").get_json()["text"] == "Skolen trenger nytt tak.\n"
    forms = [(block["id"], block["form"]) for block in ask("GET", f"{plan}/blocks").get_json()["items"]]
    assert forms == [("drift", "nn"), ("drift", "nb"), ("skule", "nn")]


def test_what_has_not_changed_need_not_be_sent_again(ask, plan):
    etag = ask("GET", f"{plan}/blocks/drift").headers["ETag"]
    assert ask("GET", f"{plan}/blocks/drift", headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.parametrize(
    "body", [{"text": 1}, {}, {"text": "x", "colour": "red"}, {"text": "x", "format": "doc"}, [], None]
)
def test_a_body_of_another_shape_is_refused_with_every_fault(ask, plan, body):
    answer = ask("PUT", f"{plan}/blocks/drift", headers={"If-Match": "*"}, json=body)
    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")
    assert answer.get_json()["faults"]


def test_every_text_is_in_the_language_that_is_asked_for(ask, plan):
    said = {lang: ask("GET", f"{plan}/blocks/x?lang={lang}").get_json()["title"] for lang in ("nb", "nn", "en")}
    assert len(set(said.values())) == 3
