"""Editing copies of a few blocks, and ways to do with them what an editor does."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import cache

from assembler.brand.load import load_brand
from assembler.brand.model import Brand
from assembler.document.blocks import Blocks, Cover, Document, Narrative, Section
from assembler.document.exported import Exported, ExportedBlock
from assembler.document.inline import Text
from assembler.document.walk import own_inlines, plain_text, walk
from assembler.markup.one_form import one_form
from assembler.resources import templates
from assembler.writers.docx.copy import Copy, CopyText
from assembler.writers.docx.copy_writer import write_copy
from assembler.writers.written import Materials

BODY = "word/document.xml"


@cache
def brand() -> Brand:
    return load_brand(templates("brand", "default"))


def png(shade: int) -> bytes:
    """A picture of one dot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    dots = zlib.compress(bytes([0, shade]))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", dots) + chunk(b"IEND", b"")


IMAGES = {"images/a.png": png(1), "images/bru å (1)_x[2].jpg": png(2)}


def copy_of(texts: Mapping[str, Blocks], images: Mapping[str, bytes] = IMAGES) -> tuple[bytes, Exported]:
    """The editing copy of one chapter with these texts, and what was exported."""
    based = {id: one_form(blocks, "nb") for id, blocks in texts.items()}
    chapter = Section("kap", (Text("Kapittelet"),), tuple(Narrative(id, blocks) for id, blocks in based.items()))
    chapter = Section(chapter.id, chapter.title, chapter.blocks, role="chapter", number="1")
    cover = Cover("Tittel", "2026", "Undertittel", "Kommune", "2026-01-01")
    document = Document("plan-1", "nb", "Tittel", "Kommune", "2026-01-01", "Kommune", cover, (chapter,))
    named = {id: CopyText(id, f"Tekst {id}", names=names(blocks)) for id, blocks in based.items()}
    copy = Copy("eksport1", "plan-1", "forslag", "full", "nb", (), named)
    exported = Exported(
        "eksport1",
        "plan-1",
        "forslag",
        "full",
        "nb",
        tuple(ExportedBlock(id, named[id].alias, blocks) for id, blocks in based.items()),
    )
    return write_copy(document, Materials(brand(), images), copy).content, exported


def names(blocks: Blocks) -> dict[str, str]:
    """The ids of the blocks as their author gave them: here compose has changed none."""
    found = {str(getattr(block, "id", "")): str(getattr(block, "id", "")) for block, _ in walk(blocks)}
    notes = re.findall(r"Footnote\(id='([^']*)'", repr(blocks))
    return {id: id for id in found if id} | {f"note:{id}": id for id in notes}


def changed(content: bytes, *changes: tuple[str, str], part: str = BODY) -> bytes:
    """The file with replacements in one part; each must apply."""

    def edit(text: str) -> str:
        for old, new in changes:
            assert re.search(old, text, re.S), old
            text = re.sub(old, new, text, count=1, flags=re.S)
        return text

    return edited(content, {part: edit})


def edited(content: bytes, edits: Mapping[str, Callable[[str], str] | None]) -> bytes:
    """The file with parts made anew, or gone (`None`)."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            edit = edits.get(name, str)
            if edit is not None:
                held = old.read(name)
                new.writestr(name, edit(held.decode()).encode() if name in edits else held)
    return stream.getvalue()


def body(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(BODY).decode()


def texts(blocks: Blocks) -> list[str]:
    """All runs of the blocks as plain text, for a look at what they say."""
    return [plain_text(run) for block, _ in walk(blocks) for run in own_inlines(block) if run]
