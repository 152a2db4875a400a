"""`plansats language` as a user meets it."""

import io
import json
import sys
from pathlib import Path

import docx
import pytest

from assembler.cli.main import main
from assembler.messages.catalogue import LANGS

TEXT = "Innledning\n\nVi svarer vedrørende saken.\n"


def run(capsys, *words: str) -> tuple[int, str, str]:
    code = main(["language", *words])
    out, err = capsys.readouterr()
    return code, out, err


def test_the_screen_shows_the_sentence_and_why(tmp_path, capsys) -> None:
    file = tmp_path / "tekst.txt"
    file.write_text(TEXT, encoding="utf-8")
    code, out, _ = run(capsys, str(file))
    assert code == 0
    assert "1. «Vi svarer vedrørende saken.» [Innledning]" in out
    assert "«vedrørende» kan sies enklere: «om»." in out
    assert "Overskrift som ikke sier noe 1" in out


def test_json_has_the_form_of_check(tmp_path, capsys) -> None:
    file = tmp_path / "tekst.md"
    file.write_text(
        "---\nowner: Kari\nignore: [K16]\n---\n# Innledning\n\nVi svarer vedrørende saken.\n", encoding="utf-8"
    )
    code, out, _ = run(capsys, str(file), "--json", "--lang", "en")
    (said,) = json.loads(out)["files"]
    assert code == 0
    assert (said["form"], said["outcome"], said["readability"]["words"]) == ("nb", "needs-review", 4)
    (finding,) = said["findings"]
    assert {"rule", "outcome", "impact", "clauses", "place", "message"} <= set(finding)
    assert (finding["rule"], finding["owner"], finding["message"]) == (
        "K08",
        "Kari",
        "“vedrørende” can be said more simply: “om”.",
    )
    assert said["worst"][0]["sentence"] == "Vi svarer vedrørende saken."


def test_a_word_file(tmp_path, capsys) -> None:
    document = docx.Document()
    document.add_heading("Generelt")
    document.add_paragraph("Vi svarer vedrørende saken.")
    document.add_table(1, 1).cell(0, 0).text = "Vedrørende herunder."
    document.save(str(tmp_path / "tekst.docx"))
    _, out, _ = run(capsys, str(tmp_path / "tekst.docx"), "--json")
    found = [finding["rule"] for finding in json.loads(out)["files"][0]["findings"]]
    assert found == ["K16", "K08"]


def test_standard_input_in_nynorsk(monkeypatch, capsys) -> None:
    words = "Vi veit ikke kva det kostar, men pengane kjem fra staten."
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(words.encode())))
    _, out, _ = run(capsys, "-", "--form", "nn", "--json")
    assert [finding["instead"] for finding in json.loads(out)["files"][0]["findings"]] == ["ikkje", "frå"]


def test_another_language_is_said_so(tmp_path, capsys) -> None:
    file = tmp_path / "text.txt"
    file.write_text("The municipality will build two new schools and this is what they will cost us.", encoding="utf-8")
    code, out, _ = run(capsys, str(file))
    assert (code, "ser ut til å være engelsk" in out) == (0, True)


@pytest.mark.parametrize("content", [b"", b"   \n", b"\xef\xbb\xbf"])
def test_nothing_is_said_so(tmp_path, capsys, content) -> None:
    file = tmp_path / "tom.txt"
    file.write_bytes(content)
    code, out, _ = run(capsys, str(file), "--lang", "nn")
    assert (code, "ingen løpande tekst" in out) == (0, True)


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"\x89PNG\r\n", b"hei \xff\xfe", b"\x00\x00\x00", b"PK\x03\x04nope"])
def test_a_file_that_is_no_text_is_refused(tmp_path, capsys, content) -> None:
    file = tmp_path / "fil.bin"
    file.write_bytes(content)
    code, out, err = run(capsys, str(file))
    assert (code, out) == (2, "")
    assert "fil.bin" in err


def test_a_missing_file_is_refused(capsys) -> None:
    code, _, err = run(capsys, "finnes-ikke.txt")
    assert (code, "finnes-ikke.txt" in err) == (2, True)


@pytest.mark.parametrize("lang", LANGS)
def test_help_is_in_every_language(capsys, lang) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["language", "--help", "--lang", lang])
    assert "FILE" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "said", "unsaid"),
    [
        ("2026 2027\n10 000 20 000", "ingen løpende tekst", "Godt skrevet"),
        (
            "Gmina zbuduje dwie nowe szkoły i ktoś musi za to wszystko zapłacić jutro rano.",
            "ligner ikke",
            "Godt skrevet",
        ),
        ("Kommunen bygger. Vi får ny skole.", "for kort til å måles", "LIX"),
    ],
)
def test_what_cannot_be_judged_is_not_praised(tmp_path, capsys, text, said, unsaid) -> None:
    file = tmp_path / "tekst.txt"
    file.write_text(text, encoding="utf-8")
    _, out, _ = run(capsys, str(file))
    assert said in out
    assert unsaid not in out


def test_mixed_forms_are_named_rightly_whoever_reads(tmp_path, capsys) -> None:
    file = tmp_path / "tekst.txt"
    file.write_text("Vi veit ikke kva det kostar, men vi veit kven som betaler.", encoding="utf-8")
    for lang, said in (("nb", "er bokmål i en tekst på nynorsk"), ("en", "is bokmål in a text in nynorsk")):
        assert said in run(capsys, str(file), "--lang", lang)[1]


def test_a_table_set_as_text_is_no_prose_and_unseen_signs_hide_nothing(tmp_path, capsys) -> None:
    file = tmp_path / "tekst.txt"
    file.write_text(
        "Vi bygger.\n\nNavn\tSum\nsamt\t10\niht.\t20\n\n| herunder | 2 |\n|---|---|\n\nVedr\u00adør\u200bende saken.\n",
        encoding="utf-8",
    )
    _, out, _ = run(capsys, str(file), "--json", "--form", "nb")
    assert [finding["instead"] for finding in json.loads(out)["files"][0]["findings"]] == ["Om"]


def test_many_files_still_fit_one_screen(tmp_path, capsys) -> None:
    heavy = "Kommunens gjennomføringsevne forutsetter kompetanseutvikling og omstillingsarbeid i virksomhetene. " * 8
    for number in range(40):
        (tmp_path / f"{number}.txt").write_text(heavy if number == 7 else "Vi bygger skole.", encoding="utf-8")
    _, out, _ = run(capsys, *sorted(map(str, tmp_path.glob("*.txt"))))
    assert len(out.splitlines()) < 40
    assert "Filer: 40." in out
    assert f"  {tmp_path / '7.txt'}" in out[out.index("Tyngst å lese") :]


def test_sentences_of_two_files_are_two(tmp_path, capsys) -> None:
    for name, word in (("a.txt", "vedrørende"), ("b.txt", "angjeldende")):
        (tmp_path / name).write_text(f"Vi svarer {word} sak i morgen.", encoding="utf-8")
    _, out, _ = run(capsys, str(tmp_path / "a.txt"), str(tmp_path / "b.txt"))
    assert "«Vi svarer vedrørende sak i morgen.»" in out
    assert "«Vi svarer angjeldende sak i morgen.»" in out


def test_a_folder_is_read_with_the_folders_in_it(tmp_path, capsys) -> None:
    (tmp_path / "kapittel").mkdir()
    (tmp_path / "kapittel" / "a.md").write_text("Vi svarer vedrørende saken.", encoding="utf-8")
    (tmp_path / "tall.csv").write_text("samt;1", encoding="utf-8")
    code, out, _ = run(capsys, str(tmp_path), "--json")
    assert (code, [Path(one["file"]).name for one in json.loads(out)["files"]]) == (0, ["a.md"])
    (tmp_path / "kapittel" / "a.md").unlink()
    assert run(capsys, str(tmp_path))[0] == 2


def test_every_file_that_cannot_be_read_is_named(tmp_path, capsys) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(b"hei \xff\xff")
    code, _, err = run(capsys, str(tmp_path))
    assert code == 2
    assert "a.txt" in err
    assert "b.txt" in err
