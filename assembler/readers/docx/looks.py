"""Direct formatting of runs and paragraphs: what of it means something, and the names of the rest.

How far lines, indents and tab stops stand apart is the frame's matter in any case, so it is not even named.
"""

from typing import Final

from lxml import etree

from assembler.readers.docx.markup import attribute, child, name
from assembler.readers.docx.tree import PLAIN, Look, ParagraphLook

_OFF: Final = ("0", "false", "off", "none")
_TOGGLES: Final = {
    "strike": "strike",
    "dstrike": "strike",
    "caps": "capitals",
    "smallCaps": "capitals",
    "vanish": "hidden",
    "outline": "effects",
    "shadow": "effects",
    "emboss": "effects",
    "imprint": "effects",
}
_VALUES: Final = {"color": "colour", "highlight": "highlight", "sz": "size", "u": "underline", "effect": "effects"}
_EXTRA_OF_PARAGRAPHS: Final = {"pBdr": "borders", "shd": "shading", "framePr": "frame", "sectPr": "section"}
_HEAVY: Final = ("semibold", "semi bold", "demibold", "bold", "black", "heavy")
_PLAIN_ALIGNMENT: Final = ("", "left", "start", "both")


def is_on(element: etree._Element) -> bool:
    """Whether a toggle property says yes (17.17.4)."""
    return attribute(element, "val").lower() not in _OFF


def run_look(properties: etree._Element) -> tuple[Look, Look | None]:
    """The look that a `w:rPr` gives, and the one before a tracked change of it, `None` when there was none."""
    before = child(properties, "rPrChange")
    if before is None:
        return _look(properties), None
    old = child(before, "rPr")
    return _look(properties), PLAIN if old is None else _look(old)


def _look(properties: etree._Element) -> Look:
    style = lang = ""
    strong: bool | None = None
    slanted: bool | None = None
    extra: list[str] = []
    for entry in properties:
        match name(entry):
            case "rStyle":
                style = attribute(entry, "val")
            case "b":
                strong = is_on(entry)
            case "i":
                slanted = is_on(entry)
            case "lang":
                lang = attribute(entry, "val")
            case "rFonts":
                heavy, other = _font(entry)
                strong = True if heavy else strong
                extra += ["font"] if other else []
            case kind:
                extra += _extra(entry, kind)
    if not (style or lang or extra) and strong is slanted is None:
        return PLAIN
    return Look(style, strong, slanted, lang, tuple(dict.fromkeys(extra)))


def _font(entry: etree._Element) -> tuple[bool, bool]:
    """Whether a font is a heavy face of a family, and whether it is another font altogether."""
    face = (attribute(entry, "ascii") or attribute(entry, "hAnsi")).lower()
    heavy = face.endswith(_HEAVY)
    return heavy, bool(face) and not heavy


def _extra(entry: etree._Element, kind: str) -> list[str]:
    if kind in _TOGGLES:
        return [_TOGGLES[kind]] if is_on(entry) else []
    if kind in _VALUES:
        plain = attribute(entry, "val").lower() in ("auto", "none", "")
        return [] if plain else [_VALUES[kind]]
    if kind == "vertAlign":
        raised = attribute(entry, "val") in ("superscript", "subscript")
        return ["raised"] if raised else []
    if kind == "shd":
        return ["shading"] if attribute(entry, "fill").lower() not in ("", "auto", "ffffff") else []
    return ["borders"] if kind == "bdr" else []


def paragraph_looks(properties: etree._Element) -> tuple[ParagraphLook, ParagraphLook | None]:
    """The look that a `w:pPr` gives, and the one before a tracked change of it, `None` when there was none."""
    before = child(properties, "pPrChange")
    if before is None:
        return paragraph_look(properties), None
    old = child(before, "pPr")
    return paragraph_look(properties), ParagraphLook() if old is None else paragraph_look(old)


def paragraph_look(properties: etree._Element) -> ParagraphLook:
    """The look that a `w:pPr` gives; also that of a style."""
    style = list_ = lang = ""
    extra: list[str] = []
    level: int | None = None
    outline: int | None = None
    for entry in properties:
        match name(entry):
            case "pStyle":
                style = attribute(entry, "val")
            case "numPr":
                list_ = attribute(child(entry, "numId"), "val")
                level = number(attribute(child(entry, "ilvl"), "val"))
            case "outlineLvl":
                outline = number(attribute(entry, "val"))
            case "rPr":
                lang = attribute(child(entry, "lang"), "val")
            case "jc":
                extra += [] if attribute(entry, "val") in _PLAIN_ALIGNMENT else ["alignment"]
            case "pageBreakBefore":
                extra += ["page-break"] if is_on(entry) else []
            case kind:
                extra += [_EXTRA_OF_PARAGRAPHS[kind]] if kind in _EXTRA_OF_PARAGRAPHS else []
    return ParagraphLook(style, list_, level, outline, lang, tuple(dict.fromkeys(extra)))


def number(said: str) -> int | None:
    """The whole number that an attribute says; `None` for anything else."""
    digits = said.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10):
        return None
    return int(said)
