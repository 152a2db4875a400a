"""Files that come back, in the tiny language of `word_files`, and the base that they are read against.

The base has two texts, "a" and "b". `text("a", …)` is the control around one, `para`, `item` … what stands in it.
"""

import re
from dataclasses import replace
from functools import cache

from assembler.document.blocks import Blocks
from assembler.document.exported import Exported, ExportedBlock, LockedPart
from assembler.document.inline import BoundFigure, Inline
from assembler.document.walk import map_inlines, rebuild
from assembler.markup.markdown import read_markdown, write_markdown
from assembler.markup.one_form import one_form
from assembler.readers.docx.edited import EditedCopy
from assembler.readers.docx.editing import read_edited
from tests.assembler.readers.docx.word_files import R, W, markup, word_file

A = """\
# Skole

Vi bygger ny skole i sentrum.

Den står ferdig i 2028.
"""
B = """\
Barnehagen på Nes utvides.

Det koster {{drift.b|mill}} millioner kroner.
"""
LOCKED = "Tabell 1. Tallene\nOmråde\n2026\nSkole\n12,5"


def exported(a: str = A, b: str = B) -> Exported:
    """The base, with the figure of "b" as it was printed."""
    blocks = {"a": blocks_of(a), "b": _printed(blocks_of(b))}
    return Exported(
        "e1",
        "plan",
        "forslag",
        "full",
        "nb",
        tuple(ExportedBlock(id, id.upper(), held) for id, held in blocks.items()),
        (LockedPart("block", "tall", (LOCKED,)), LockedPart("figure", "drift.b|mill", ("12,5",))),
    )


def blocks_of(text: str) -> Blocks:
    blocks, problems = read_markdown(text, file="a.md", form="nb")
    assert problems == ()
    return one_form(blocks, "nb")


def _printed(blocks: Blocks) -> Blocks:
    def said(inline: Inline) -> Inline:
        return replace(inline, text="12,5") if isinstance(inline, BoundFigure) else inline

    return rebuild(blocks, lambda block: map_inlines(block, said))


def markdown(blocks: Blocks) -> str:
    return write_markdown(blocks)


def read(said: str, base: Exported | None = None, **parts: str) -> EditedCopy:
    """What the body `said` says, read against the base."""
    return read_edited(back_file(said, **parts), base or exported())


def para(said: str, style: str = "", mark: str = "") -> str:
    look = f"<pStyle val='{style}'/>" if style else ""
    return f"<p><pPr>{look}{mark}</pPr>{said}</p>"


def item(said: str, num: int = 5, level: int = 0, style: str = "") -> str:
    return para(said, style, f"<numPr><ilvl val='{level}'/><numId val='{num}'/></numPr>")


def text(id: str, said: str, alias: str = "") -> str:
    """A text in its control, with its guidance before it."""
    return control(f"ps:b:{id}", said, alias or f"Tekst [{id}]")


def control(tag: str, said: str, alias: str = "") -> str:
    names = (f"<alias val='{alias}'/>" if alias else "") + (f"<tag val='{tag}'/>" if tag else "")
    return f"<sdt><sdtPr>{names}</sdtPr><sdtContent>{said}</sdtContent></sdt>"


def marked(name: str, said: str, number: int = 70) -> str:
    return f"<bookmarkStart id='{number}' name='{name}'/>{said}<bookmarkEnd id='{number}'/>"


def run(said: str, look: str) -> str:
    return f"<r><rPr>{look}</rPr><t xml:space='preserve'>{said}</t></r>"


FIGURE = control("ps:v:drift.b|mill", "{12,5}")
BODY_A = para("{Skole}", "Heading2") + para("{Vi bygger ny skole i sentrum.}") + para("{Den står ferdig i 2028.}")
BODY_B = para("{Barnehagen på Nes utvides.}") + para("{Det koster }" + FIGURE + "{ millioner kroner.}")
TABLE = (
    "<tbl><tr><tc><p>{Område}</p></tc><tc><p>{2026}</p></tc></tr>"
    "<tr><tc><p>{Skole}</p></tc><tc><p>{12,5}</p></tc></tr></tbl>"
)
TALL = control("ps:t:tall", "<p>{Tabell 1. Tallene}</p>" + TABLE)


@cache
def styles() -> str:
    """Styles as Word has them, those of the frame, and a few that other programs and people bring."""
    paragraphs = [
        ("Normal", "Normal", "", ""),
        ("Heading1", "heading 1", "Normal", "<pPr><outlineLvl val='0'/></pPr>"),
        ("Heading2", "heading 2", "Normal", "<pPr><outlineLvl val='1'/></pPr>"),
        ("Heading3", "heading 3", "Normal", "<pPr><outlineLvl val='2'/></pPr>"),
        ("Overskrift2x", "Overskrift 2", "Normal", ""),
        ("Egen", "Vår egen overskrift", "Heading2", ""),
        ("Omriss", "Kapitteltittel", "Normal", "<pPr><outlineLvl val='2'/></pPr>"),
        ("Lead", "Ingress", "Normal", ""),
        ("Note", "Merknad", "Normal", ""),
        ("Quote", "Quote", "Normal", ""),
        ("FactTitle", "Faktatittel", "FactText", ""),
        ("FactText", "Faktatekst", "Normal", ""),
        ("MarginNote", "Margtekst", "Normal", ""),
        ("ListContinue", "List Continue", "Normal", ""),
        ("ListParagraph", "List Paragraph", "Normal", ""),
        ("Caption", "caption", "Normal", ""),
        ("TableNote", "Tabellmerknad", "Normal", ""),
        ("Source", "Kilde", "Normal", ""),
        ("Web", "Normal (Web)", "Normal", ""),
        ("msonormal0", "msonormal", "Normal", "<rPr><b/></rPr>"),
        ("Rund", "Rundgang", "Rund2", ""),
        ("Rund2", "Rundgang 2", "Rund", ""),
        ("FootnoteText", "footnote text", "Normal", ""),
    ]
    characters = [
        ("Strong", "Strong", "<rPr><b/></rPr>"),
        ("Emphasis", "Emphasis", "<rPr><i/></rPr>"),
        ("Hyperlink", "Hyperlink", "<rPr><color val='0563C1'/><u val='single'/></rPr>"),
        ("StatusShape", "Statusmerke", ""),
        ("StatusWord", "Statusord", ""),
    ]
    said = "".join(
        f"<style type='paragraph'{' default=QQ1QQ' if id == 'Normal' else ''} styleId='{id}'><name val='{name}'/>"
        + (f"<basedOn val='{base}'/>" if base else "")
        + f"{rest}</style>"
        for id, name, base, rest in paragraphs
    ).replace("QQ", "'")
    said += "".join(
        f"<style type='character' styleId='{id}'><name val='{name}'/>{rest}</style>" for id, name, rest in characters
    )
    return _part("styles", said)


def numbering() -> str:
    """Lists: 3 counts, 5 has bullets, 7 counts from 4, 8 counts on where 3 stopped, 9 shows nothing."""

    def kind(number: int, form: str, shown: str) -> str:
        levels = "".join(
            f"<lvl ilvl='{level}'><start val='1'/><numFmt val='{form}'/><lvlText val='{shown}'/></lvl>"
            for level in range(3)
        )
        return f"<abstractNum abstractNumId='{number}'>{levels}</abstractNum>"

    restart = "<lvlOverride ilvl='0'><startOverride val='{}'/></lvlOverride>"
    said = kind(1, "decimal", "%1.") + kind(2, "bullet", "•") + kind(4, "none", "")
    said += (
        f"<num numId='3'><abstractNumId val='1'/>{restart.format(1)}</num><num numId='5'><abstractNumId val='2'/></num>"
    )
    said += (
        f"<num numId='7'><abstractNumId val='1'/>{restart.format(4)}</num><num numId='8'><abstractNumId val='1'/></num>"
    )
    said += (
        f"<num numId='6'><abstractNumId val='2'/>{restart.format(1)}</num><num numId='9'><abstractNumId val='4'/></num>"
    )
    return _part("numbering", said)


def footnotes(*said: str) -> str:
    notes = "".join(f"<footnote id='{number}'>{note}</footnote>" for number, note in enumerate(said, 1))
    return _part("footnotes", f"<footnote type='separator' id='-1'><p/></footnote>{notes}")


def _part(root: str, said: str) -> str:
    spaces = (
        f'xmlns:w="{W}" xmlns:r="{R}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
        'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
    )
    return f"<w:{root} {spaces}>{markup(said)}</w:{root}>"


def comments(*said: tuple[str, str, str, str]) -> str:
    """Comments as (id, author, paraId, text)."""
    return _part(
        "comments",
        "".join(
            f"<comment id='{id}' author='{author}' date='2026-11-02T10:00:00Z'>"
            f'<p w14:paraId="{key}">{{{words}}}</p></comment>'
            for id, author, key, words in said
        ),
    )


def threads(*said: tuple[str, str, bool]) -> str:
    """The threads as (paraId, that of the one it answers, whether it is settled)."""
    w15 = "http://schemas.microsoft.com/office/word/2012/wordml"
    entries = "".join(
        f'<w15:commentEx w15:paraId="{key}"'
        + (f' w15:paraIdParent="{above}"' if above else "")
        + f' w15:done="{int(done)}"/>'
        for key, above, done in said
    )
    return f'<w15:commentsEx xmlns:w15="{w15}">{entries}</w15:commentsEx>'


_NEW = "http://schemas.microsoft.com/office/2011/relationships"
_KINDS = {
    "styles": f"{R}/styles",
    "numbering": f"{R}/numbering",
    "footnotes": f"{R}/footnotes",
    "endnotes": f"{R}/endnotes",
    "comments": f"{R}/comments",
    "commentsExtended": f"{_NEW}/commentsExtended",
}


def back_file(said: str, **parts: str | bytes) -> bytes:
    """A Word file with the body `said`. `rels` are more relationships; `app` is the program that wrote it."""
    held: dict[str, str | bytes] = {"styles": styles(), "numbering": numbering()}
    held |= {name: part for name, part in parts.items() if name in _KINDS}
    relations = "".join(
        f'<Relationship Id="rId{name}" Type="{_KINDS[name]}" Target="{name}.xml"/>' for name in held
    ) + str(parts.get("rels", ""))
    files = {f"word/{name}.xml": part for name, part in held.items()}
    files |= {name.replace("__", "/"): part for name, part in parts.items() if "__" in name}
    if "app" in parts:
        files |= _program(str(parts["app"]))
    # Other readers want a grid, as Word always writes one; all tables here have two columns.
    grid = "<tblPr/><tblGrid><gridCol w='100'/><gridCol w='100'/></tblGrid>"
    return word_file(said.replace("<tbl><tr", f"<tbl>{grid}<tr"), parts=files, relations=relations)


def _program(name: str) -> dict[str, str | bytes]:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    own = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return {
        "docProps/app.xml": f'<Properties xmlns="{own}"><Application>{name}</Application></Properties>',
        "_rels/.rels": f'<Relationships xmlns="{space}">'
        f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{R}/extended-properties" Target="docProps/app.xml"/></Relationships>',
    }


def link(address: str, id: str = "rIdL") -> str:
    return f'<Relationship Id="{id}" Type="{R}/hyperlink" Target="{address}" TargetMode="External"/>'


def said_of(copy: EditedCopy) -> dict[str, str]:
    """The current texts as Markdown, with bound figures as they are written."""
    return {block.id: markdown(block.current) for block in copy.blocks}


def originals(copy: EditedCopy) -> dict[str, str]:
    return {block.id: markdown(block.original) for block in copy.blocks}


def codes(copy: EditedCopy) -> list[str]:
    """What is told, without its common beginning."""
    found = [problem.code for block in copy.blocks for problem in block.problems]
    found += [problem.code for entry in copy.inbox for problem in entry.problems]
    return sorted({re.sub("^readers-edit-", "", code) for code in (*found, *(p.code for p in copy.problems))})
