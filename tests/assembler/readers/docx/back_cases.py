"""What editors and their programs do to an editing copy, and what it then says: worked out by hand.

`a` and `b` are the current texts as Markdown (as they went out where a case does not say), `was_a` and `was_b` the
original ones (the same as the current ones where nothing is tracked), `None` for a text that is not there. `inbox` has
the block before and the text, `told` the codes of what is told.
"""

from dataclasses import dataclass, field

from tests.assembler.readers.docx.back_files import (
    BODY_A,
    BODY_B,
    FIGURE,
    TABLE,
    TALL,
    A,
    B,
    control,
    footnotes,
    item,
    link,
    marked,
    para,
    run,
    text,
)
from tests.assembler.readers.docx.word_cases import field as word_field


@dataclass(frozen=True)
class Case:
    body: str
    a: str | None = A
    b: str | None = B
    was_a: str | None = "same"
    was_b: str | None = "same"
    inbox: list[tuple[str, str]] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    parts: dict[str, str] = field(default_factory=dict)


def both(a: str = BODY_A, b: str = BODY_B, between: str = TALL) -> str:
    return text("a", a) + between + text("b", b)


HEAD = para("{Skole}", "Heading2")
FIRST = para("{Vi bygger ny skole i sentrum.}")
SECOND = para("{Den står ferdig i 2028.}")
NES = para("{Barnehagen på Nes utvides.}")
COST = para("{Det koster }" + FIGURE + "{ millioner kroner.}")
MOVED = "<rPr><{} id='1' author='Kari'/></rPr>"
GONE = MOVED.format("del")
CAME = MOVED.format("ins")
ALL_GONE = (
    para("[-Skole-]", "Heading2", GONE)
    + para("[-Vi bygger ny skole i sentrum.-]", mark=GONE)
    + para("[-Den står ferdig i 2028.-]", mark=GONE)
)
ALL_CAME = ALL_GONE.replace("[-", "[+").replace("-]", "+]").replace(GONE, CAME)


def a_with(said: str) -> str:
    return both(HEAD + FIRST + said)


def md(rest: str) -> str:
    return f"# Skole\n\nVi bygger ny skole i sentrum.\n\n{rest}\n"


CASES = {
    # ---- nothing, and small edits ----
    "untouched": Case(both()),
    "a word changed without tracking": Case(
        both(HEAD + FIRST + para("{Den står ferdig i 2029.}")), a=md("Den står ferdig i 2029.")
    ),
    "a word changed with tracking": Case(
        a_with(para("{Den står ferdig i }[-2028-][+2029+]{.}")), a=md("Den står ferdig i 2029."), was_a=A
    ),
    "a paragraph written": Case(a_with(SECOND + para("{Nytt.}")), a=A + "\nNytt.\n"),
    "a paragraph written with tracking": Case(
        a_with(SECOND + para("[+Nytt.+]", mark=CAME)), a=A + "\nNytt.\n", was_a=A
    ),
    "a paragraph deleted with tracking": Case(
        a_with(para("[-Den står ferdig i 2028.-]", mark=GONE)), a="# Skole\n\nVi bygger ny skole i sentrum.\n", was_a=A
    ),
    "deletion inside an insertion": Case(
        a_with(
            SECOND
            + para(
                "<ins id='1' author='K'>{Nå }<del id='2' author='O'><r><delText>da </delText></r></del>{nytt.}</ins>",
                mark=CAME,
            )
        ),
        a=A + "\nNå nytt.\n",
        was_a=A,
    ),
    "all of a text deleted": Case(
        both(ALL_GONE),
        a="",
        was_a=A,
    ),
    "a paragraph moved with tracking": Case(
        both(
            HEAD
            + para("[<Vi bygger ny skole i sentrum.<]", mark=MOVED.format("moveFrom"))
            + SECOND
            + para("[>Vi bygger ny skole i sentrum.>]", mark=MOVED.format("moveTo"))
        ),
        a="# Skole\n\nDen står ferdig i 2028.\n\nVi bygger ny skole i sentrum.\n",
        was_a=A,
    ),
    "two paragraphs joined with tracking": Case(
        both(HEAD + para("{Vi bygger ny skole i sentrum. }", mark=GONE) + SECOND),
        a="# Skole\n\nVi bygger ny skole i sentrum. Den står ferdig i 2028.\n",
        was_a=A,
    ),
    "a paragraph divided with tracking": Case(
        both(HEAD + FIRST + para("{Den står}", mark=CAME) + para("{ ferdig i 2028.}")),
        a=md("Den står\n\nferdig i 2028."),
        was_a=A,
    ),
    "made bold with tracking": Case(
        a_with(
            para(
                "{Den står }<r><rPr><b/><rPrChange id='1' author='K'><rPr/></rPrChange></rPr><t>ferdig</t></r>"
                "{ i 2028.}"
            )
        ),
        a=md("Den står **ferdig** i 2028."),
        was_a=A,
    ),
    "made a heading with tracking": Case(
        a_with(para("{Den står ferdig i 2028.}", "Heading3", "<pPrChange id='1' author='K'><pPr/></pPrChange>")),
        a=md("## Den står ferdig i 2028."),
        was_a=A,
    ),
    # ---- where texts begin and end ----
    "text between two texts": Case(both(between=para("{Løst avsnitt.}")), inbox=[("a", "Løst avsnitt.\n")]),
    "text before the first": Case(para("{Til alle.}") + both(), inbox=[("", "Til alle.\n")]),
    "text after the last": Case(both() + para("{Slutt.}"), inbox=[("b", "Slutt.\n")]),
    "text on both sides of a locked part": Case(
        both(between=para("{Før.}") + TALL + para("{Etter.}")), inbox=[("a", "Før.\n"), ("a", "Etter.\n")]
    ),
    "empty paragraphs are nothing": Case(both(HEAD + "<p/>" + FIRST + "<p/>" + SECOND + "<p/>", between="<p/><p/>")),
    "texts in another order": Case(text("b", BODY_B) + text("a", BODY_A)),
    "a text is missing": Case(text("a", BODY_A), b=None, was_b=None),
    "a text pasted twice, as it was": Case(both() + text("a", BODY_A)),
    "a text pasted twice, one of them edited": Case(
        both() + text("a", HEAD + FIRST), a="# Skole\n\nVi bygger ny skole i sentrum.\n"
    ),
    "a text pasted twice, both edited": Case(
        text("a", HEAD + SECOND) + text("b", BODY_B) + text("a", HEAD + FIRST),
        a="# Skole\n\nDen står ferdig i 2028.\n",
        inbox=[("b", "# Skole\n\nVi bygger ny skole i sentrum.\n")],
        told=["twice"],
    ),
    "a text cut out with tracking and pasted further down": Case(
        text(
            "a",
            ALL_GONE,
        )
        + text("b", BODY_B)
        + text(
            "a",
            ALL_CAME,
        ),
        was_a=A,
    ),
    "a text inside of another": Case(
        text("a", HEAD + FIRST + text("b", BODY_B) + SECOND),
    ),
    "joined over the edge with tracking": Case(
        text("a", HEAD + FIRST + para("{Den står ferdig i 2028. }", mark=GONE)) + text("b", BODY_B),
        a="# Skole\n\nVi bygger ny skole i sentrum.\n",
        b="Den står ferdig i 2028. " + B,
        was_a=A,
        was_b=B,
        told=["joined"],
    ),
    "joined over the edge without tracking": Case(
        text("a", HEAD + FIRST + para("{Den står ferdig i 2028. Barnehagen på Nes utvides.}")) + text("b", COST),
        a=md("Den står ferdig i 2028. Barnehagen på Nes utvides."),
        b="Det koster {{drift.b|mill}} millioner kroner.\n",
        told=["joined"],
    ),
    "an insertion across two texts": Case(
        text("a", BODY_A + para("[+Nytt i A.+]", mark=CAME)) + text("b", para("[+Nytt i B.+]", mark=CAME) + BODY_B),
        a=A + "\nNytt i A.\n",
        b="Nytt i B.\n\n" + B,
        was_a=A,
        was_b=B,
    ),
    # ---- controls that are gone, or new ----
    "only the alias is left": Case(
        control("", HEAD, "Skole [a]") + FIRST + SECOND + TALL + control("", NES, "Barnehage [b]") + COST
    ),
    "the alias around the runs of the first paragraph": Case(
        para("<sdt><sdtPr><alias val='Skole [a]'/></sdtPr><sdtContent>{Skole}</sdtContent></sdt>", "Heading2")
        + FIRST
        + SECOND
        + TALL
        + text("b", BODY_B)
    ),
    "the bookmark alone": Case(marked("_ps_b_a", BODY_A, 1) + TALL + marked("_ps_b_b", BODY_B, 2)),
    "the bookmark inside of paragraphs": Case(
        para("<bookmarkStart id='1' name='_ps_b_a'/>{Skole}", "Heading2")
        + FIRST
        + para("{Den står ferdig i 2028.}<bookmarkEnd id='1'/>")
        + TALL
        + text("b", BODY_B)
    ),
    "the bookmark ends where the next thing begins": Case(
        para("<bookmarkStart id='1' name='_ps_b_a'/>{Skole}", "Heading2")
        + FIRST
        + SECOND
        + para("<bookmarkEnd id='1'/>{Løst.}")
        + text("b", BODY_B),
        inbox=[("a", "Løst.\n")],
    ),
    "text behind the control but before the end of the bookmark is outside": Case(
        marked("_ps_b_a", text("a", BODY_A) + para("{Løst.}")) + text("b", BODY_B), inbox=[("a", "Løst.\n")]
    ),
    "all marks lost": Case(BODY_A + TALL + BODY_B.replace(FIGURE, "{12,5}"), told=["bare", "figure-again"]),
    "all marks lost, and edited": Case(
        HEAD + para("{Vi bygger en ny skole i sentrum av byen.}") + SECOND + para("{Noe helt annet her.}") + BODY_B,
        a="# Skole\n\nVi bygger en ny skole i sentrum av byen.\n\nDen står ferdig i 2028.\n",
        inbox=[("a", "Noe helt annet her.\n")],
        told=["bare"],
    ),
    "marks lost, locked part too": Case(BODY_A + "<p>{Tabell 1. Tallene}</p>" + TABLE + BODY_B, told=["bare"]),
    "controls of Google Docs around everything": Case(
        control(
            "goog_rdk_0",
            text(
                "a",
                control("goog_rdk_1", HEAD)
                + FIRST
                + para(
                    "<sdt><sdtPr><tag val='goog_rdk_2'/></sdtPr><sdtContent>{Den står ferdig }</sdtContent></sdt>"
                    "{i 2028.}"
                ),
            ),
        )
        + TALL
        + text("b", BODY_B)
    ),
    "controls of others inside": Case(a_with(control("dato", SECOND, "Velg dato"))),
    "smart tags and custom XML": Case(
        a_with(para("<smartTag element='x'>{Den står }</smartTag><customXml element='y'>{ferdig i 2028.}</customXml>"))
    ),
    "alternative content takes the choice": Case(
        a_with(
            '<mc:AlternateContent><mc:Choice Requires="wps">'
            + SECOND
            + "</mc:Choice><mc:Fallback>"
            + para("{Nei.}")
            + "</mc:Fallback></mc:AlternateContent>"
        )
    ),
    # ---- figures and references ----
    "a figure typed over": Case(
        both(b=NES + para("{Det koster }" + control("ps:v:drift.b|mill", "{13,9}") + "{ millioner kroner.}")),
        told=["figure-changed"],
    ),
    "a figure changed with tracking": Case(
        both(b=NES + para("{Det koster }" + control("ps:v:drift.b|mill", "[-12,5-][+13,9+]") + "{ millioner kroner.}")),
        told=["figure-changed"],
    ),
    "a figure deleted with tracking": Case(
        both(b=NES + para("{Det koster }" + control("ps:v:drift.b|mill", "[-12,5-]") + "{ millioner kroner.}")),
        b="Barnehagen på Nes utvides.\n\nDet koster millioner kroner.\n",
        was_b=B,
        told=["figure-lost"],
    ),
    "a figure whose control was lost": Case(
        both(b=NES + para("{Det koster 12,5 millioner kroner.}")), told=["figure-again"]
    ),
    "a figure whose control was lost and whose number was changed": Case(
        both(b=NES + para("{Det koster 14,5 millioner kroner.}")),
        b="Barnehagen på Nes utvides.\n\nDet koster 14,5 millioner kroner.\n",
        told=["figure-lost"],
    ),
    "a figure deleted with its sentence": Case(both(b=NES), b="Barnehagen på Nes utvides.\n", told=["figure-lost"]),
    "a figure quoted twice": Case(
        both(b=NES + COST + para("{Altså }" + FIGURE + "{.}")), b=B + "\nAltså {{drift.b|mill}}.\n"
    ),
    "a figure that stands in bold": Case(
        both(
            b=NES + para("{Det koster }" + control("ps:v:drift.b|mill", run("12,5", "<b/>")) + "{ millioner kroner.}")
        ),
        b="Barnehagen på Nes utvides.\n\nDet koster **{{drift.b|mill}}** millioner kroner.\n",
    ),
    # ---- what paragraphs are ----
    "headings by their level": Case(
        a_with(SECOND + para("{Tak}", "Heading3") + para("{Flatt.}") + para("{Mer}", "Heading2")),
        a=A + "\n## Tak\n\nFlatt.\n\n# Mer\n",
    ),
    "headings of another language, of their own, by outline": Case(
        a_with(
            SECOND
            + para("{Norsk}", "Overskrift2x")
            + para("{Egen}", "Egen")
            + para("{Omriss}", "Omriss")
            + para("{Punkt}", "", "<outlineLvl val='2'/>")
        ),
        a=A + "\n# Norsk\n\n# Egen\n\n## Omriss\n\n## Punkt\n",
    ),
    "a heading that leaves a level out": Case(
        both(para("{Tak}", "Heading3") + FIRST), a="# Tak\n\nVi bygger ny skole i sentrum.\n", told=["heading-level"]
    ),
    "a heading too high": Case(a_with(para("{Kapittel}", "Heading1")), a=md("# Kapittel"), told=["heading-level"]),
    "styles that are based on each other": Case(a_with(para("{Den står ferdig i 2028.}", "Rund")), told=["style"]),
    "lead, note, quotation, margin": Case(
        both(
            para("{Kort sagt.}", "Lead")
            + para("{Uten lån.}", "Note")
            + para("{Sa hun.}", "Quote")
            + para("{Se kart.}", "MarginNote")
        ),
        a="{.ingress}\nKort sagt.\n\n{.merknad}\nUten lån.\n\n> Sa hun.\n\n::: marg\nSe kart.\n:::\n",
    ),
    "a fact box by its styles": Case(
        both(
            HEAD
            + FIRST
            + SECOND
            + para("{Fakta}", "FactTitle")
            + para("{Et.}", "FactText")
            + item("{punkt}", style="FactText")
        ),
        a=A + "\n::: fakta Fakta\nEt.\n\n- punkt\n:::\n",
    ),
    "a fact box without text": Case(
        a_with(SECOND + para("{Bare tittel}", "FactTitle")), a=A + "\nBare tittel\n", told=["fact-box"]
    ),
    "two fact boxes": Case(
        a_with(
            SECOND
            + para("{En}", "FactTitle")
            + para("{1.}", "FactText")
            + para("{To}", "FactTitle")
            + para("{2.}", "FactText")
        ),
        a=A + "\n::: fakta En\n1\\.\n:::\n\n::: fakta To\n2\\.\n:::\n",
    ),
    "a list with levels": Case(
        a_with(SECOND + item("{en}") + item("{innerst}", 5, 1) + item("{to}") + item("{først}", 3) + item("{så}", 3)),
        a=A + "\n- en\n  - innerst\n- to\n\n1. først\n2. så\n",
    ),
    "a list that begins at four": Case(
        a_with(SECOND + item("{fire}", 7) + item("{fem}", 7)), a=A + "\n4. fire\n5. fem\n"
    ),
    "a list that goes on after a paragraph": Case(
        a_with(SECOND + item("{en}", 3) + item("{to}", 3) + para("{Mellom.}") + item("{tre}", 3)),
        a=A + "\n1. en\n2. to\n\nMellom.\n\n3. tre\n",
    ),
    "an item with more text": Case(
        a_with(SECOND + item("{en}") + para("{mer}", "ListContinue") + item("{to}")), a=A + "\n- en\n\n  mer\n\n- to\n"
    ),
    "an item divided with tracking": Case(
        a_with(SECOND + para("{en }", mark="<numPr><ilvl val='0'/><numId val='5'/></numPr>" + CAME) + item("{to}")),
        a=A + "\n- en\n- to\n",
        was_a=A + "\n- en to\n",
    ),
    "a number that shows nothing": Case(
        a_with(para("{Den står ferdig i 2028.}", "", "<numPr><ilvl val='0'/><numId val='9'/></numPr>"))
    ),
    # ---- by eye ----
    "a heading by eye": Case(
        a_with(SECOND + para(run("Om taket", "<b/>")) + para("{Det er flatt.}")),
        a=A + "\n# Om taket\n\nDet er flatt.\n",
        told=["heading-by-eye"],
    ),
    "a bold sentence is no heading": Case(
        a_with(SECOND + para(run("Dette er viktig.", "<b/>")) + para("{Det er flatt.}")),
        a=A + "\n**Dette er viktig.**\n\nDet er flatt.\n",
    ),
    "a typed list": Case(
        a_with(SECOND + para("{- gym}") + para("{- sal}") + para("{1) en}") + para("{2) to}")),
        a=A + "\n- gym\n- sal\n\n1. en\n2. to\n",
        told=["list-by-eye"],
    ),
    "direct speech is no list": Case(
        a_with(SECOND + para("{– Vi gleder oss, sier rektor.}") + para("{– Jeg også, sier Kari.}")),
        a=A + "\n– Vi gleder oss, sier rektor.\n\n– Jeg også, sier Kari.\n",
    ),
    "one line with a number is no list": Case(
        a_with(SECOND + para("{1. mai er fridag.}")), a=A + "\n1\\. mai er fridag.\n"
    ),
    # ---- runs ----
    "bold and italics of every kind": Case(
        a_with(
            para(
                run("fet", "<b/>")
                + run(" sterk", "<rStyle val='Strong'/>")
                + "{ og }"
                + run("kursiv", "<i/>")
                + "{ og }"
                + run("uthevet", "<rStyle val='Emphasis'/>")
                + "{ og }"
                + run("ikke", "<rStyle val='Strong'/><b val='0'/>")
            )
        ),
        a=md("**fet sterk** og *kursiv* og *uthevet* og ikke"),
    ),
    "the semibold face is bold": Case(
        a_with(para("{Den er }" + run("ny", "<rFonts ascii='Source Sans 3 Semibold'/>"))), a=md("Den er **ny**")
    ),
    "another language": Case(
        a_with(para("{Den heter }" + run("School", "<lang val='en-GB'/>"))), a=md("Den heter [School]{lang=en}")
    ),
    "the language of the document is none": Case(a_with(para(run("Den står ferdig i 2028.", "<lang val='nb-NO'/>")))),
    "pasted from the web": Case(
        a_with(
            para(
                run("Den står ", "<rFonts ascii='Verdana'/><color val='FF0000'/><sz val='30'/>")
                + run("ferdig", "<u val='single'/>")
                + run(" i 2028.", "<highlight val='yellow'/><shd val='clear' fill='EEEEEE'/>"),
                "Web",
                "<jc val='center'/>",
            )
        ),
        told=[
            "look-alignment",
            "look-colour",
            "look-font",
            "look-highlight",
            "look-shading",
            "look-size",
            "look-underline",
        ],
    ),
    "a style of its own whose text is bold": Case(
        a_with(para("{Den står ferdig i 2028.}", "msonormal0")), told=["style"]
    ),
    "struck, raised, hidden, small capitals": Case(
        a_with(
            para(
                run("Den ", "<strike/>")
                + run("står ", "<vertAlign val='superscript'/>")
                + run("ferdig ", "<vanish/>")
                + run("i 2028.", "<smallCaps/>")
            )
        ),
        told=["hidden", "look-capitals", "look-raised", "look-strike"],
    ),
    "line break, tab and hyphens": Case(
        a_with(para("<r><t>en</t><br/><t>to</t><tab/><t>tre</t><noBreakHyphen/><t>fire</t></r>")),
        a=md("en\\\nto tre\u2011fire"),
        told=["tabs"],
    ),
    "page break": Case(a_with(para("<r><br type='page'/></r>{Den står ferdig i 2028.}")), told=["page-break"]),
    "section break": Case(a_with(para("{Den står ferdig i 2028.}", "", "<sectPr/>")), told=["page-break"]),
    "an equation": Case(
        a_with(para("{Den står ferdig i }<m:oMath><m:r><m:t>2028</m:t></m:r></m:oMath>{.}")), told=["equation"]
    ),
    # ---- links, fields, notes ----
    "a link": Case(
        a_with(para('{Se }<hyperlink r:id="rIdL">' + run("kartet", "<rStyle val='Hyperlink'/>") + "</hyperlink>{.}")),
        a=md("Se [kartet](https://kart.no/nes)."),
        parts={"rels": link("https://kart.no/nes")},
    ),
    "a link by a field": Case(
        a_with(
            para(
                "{Se }"
                + word_field('HYPERLINK "https://kart.no/nes"', run("kartet", "<color val='0563C1'/><u val='single'/>"))
                + "{.}"
            )
        ),
        a=md("Se [kartet](https://kart.no/nes)."),
    ),
    "a link that was deleted with tracking": Case(
        a_with(
            para("{Se }<hyperlink r:id=\"rIdL\"><del id='1'><r><delText>kartet</delText></r></del></hyperlink>{her.}")
        ),
        a=md("Se her."),
        was_a=md("Se [kartet](https://kart.no/nes)her."),
        parts={"rels": link("https://kart.no/nes")},
    ),
    "a link within the file to something that is not ours": Case(
        a_with(para("{Den står }<hyperlink anchor='_Ref123'>{ferdig i 2028}</hyperlink>{.}")), told=["reference"]
    ),
    "a link within the file to a heading of ours": Case(
        a_with(SECOND + para("{Se }<hyperlink anchor='_ps_skole'>{kapittelet om skole}</hyperlink>{.}")),
        a=A + "\nSe [](#skole).\n",
        told=["reference-changed"],
    ),
    "a field with a date": Case(
        a_with(para("{Den står ferdig i }" + word_field("DATE \\@ yyyy", "{2028}") + "{.}")), told=["field"]
    ),
    "a simple field": Case(
        a_with(para("{Den står ferdig i }<fldSimple instr=' FILENAME '>{2028}</fldSimple>{.}")), told=["field"]
    ),
    "a new footnote": Case(
        a_with(para("{Den står ferdig i 2028.}<r><footnoteReference id='1'/></r>")),
        a=md("Den står ferdig i 2028.[^note]\n\n[^note]: Etter planen."),
        parts={"footnotes": footnotes("<p><r><footnoteRef/></r>{ Etter planen.}</p>")},
    ),
    "a footnote of two paragraphs, written with tracking": Case(
        a_with(para("{Den står ferdig i 2028.}<ins id='1' author='K'><r><footnoteReference id='1'/></r></ins>")),
        a=md("Den står ferdig i 2028.[^note]\n\n[^note]: Etter\\\n    planen."),
        was_a=A,
        parts={"footnotes": footnotes("<p>{Etter}</p><p>{planen.}</p>")},
    ),
    "a footnote that is missing": Case(
        a_with(para("{Den står ferdig i 2028.}<r><footnoteReference id='9'/></r>")), told=["note-missing"]
    ),
    # ---- tables ----
    "a new table": Case(
        a_with(SECOND + para("{Tabell 2. Antall elever}", "Caption") + TABLE + para("{Tall fra GSI.}", "TableNote")),
        a=A
        + "\n: Antall elever\n\n| Område |  2026 |\n|--------|------:|\n| Skole  |  12,5 |\n"
        + "\n{.tabellnote}\nTall fra GSI.\n",
    ),
    "a table without a title, with merged cells": Case(
        a_with(
            SECOND
            + "<tbl><tr><tc>"
            + para("{Sted}")
            + "</tc><tc>"
            + para("{År}")
            + "</tc></tr><tr><tc><tcPr><gridSpan val='2'/></tcPr>"
            + para("{Alle}")
            + "</tc></tr><tr><tc>"
            + para("{Nes}")
            + "</tc><tc><p/></tc></tr></tbl>"
        ),
        a=A
        + "\n: Tabell uten tittel\n\n| Sted           | År |\n|----------------|----|\n"
        + "| Alle {.gruppe} |    |\n| Nes            | –  |\n",
        told=["table-title"],
    ),
    "rows inserted and deleted with tracking, in controls of Google Docs": Case(
        a_with(
            SECOND
            + para("{Elever}", "Caption")
            + "<tbl><tr><tc><p>{Sted}</p></tc><tc><p>{Antall}</p></tc></tr>"
            + control("goog_rdk_4", "<tr+><tc><p>[+Nes+]</p></tc><tc><p>[+7+]</p></tc></tr>")
            + "<tr-><tc><p>[-Vik-]</p></tc><tc><p>[-9-]</p></tc></tr></tbl>"
        ),
        a=A + "\n: Elever\n\n| Sted | Antall |\n|------|-------:|\n| Nes  |      7 |\n",
        was_a=A + "\n: Elever\n\n| Sted | Antall |\n|------|-------:|\n| Vik  |      9 |\n",
    ),
    # ---- what has no place ----
    "a text box": Case(
        a_with(
            para("{Den står ferdig i 2028.}<r><pict><txbxContent>" + para("{I boksen.}") + "</txbxContent></pict></r>")
        ),
        a=A + "\nI boksen.\n",
        told=["text-box"],
    ),
    "a drawing": Case(a_with(para("{Den står ferdig i 2028.}<r><drawing/></r>")), told=["drawing"]),
    "a picture that is not in the file": Case(
        a_with(para('{Den står ferdig i 2028.}<r><drawing><a:blip r:embed="rIdNo"/></drawing></r>')),
        told=["picture", "picture-in-text"],
    ),
    "saved by LibreOffice": Case(both(), told=["other-program"], parts={"app": "LibreOffice/7.4.7.2"}),
}
