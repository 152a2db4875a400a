"""Ways to make a Word file hard to read, one at a time: each with the rule that is to catch it."""

from collections.abc import Callable

from tests.agreement.word_mutations import DC, DOCUMENT, STYLES, WP, Host, Lacking, R, W, drop, plain

LONG = "Kommunen bygger en ny skole på Ytre Nes, og den står ferdig i løpet av høsten."


def set_all(host: Host, tag: str, attribute: str, value: str, part: str) -> None:
    host.one(tag, part)
    for one in host.tree(part).iter(tag):
        one.set(attribute, value)


def title(host: Host) -> None:
    host.one(DC + "title", "docProps/core.xml").text = ""


def title_file(host: Host) -> None:
    host.one(DC + "title", "docProps/core.xml").text = "vert.docx"


def language(host: Host) -> None:
    defaults = host.one(W + "rPrDefault", STYLES)
    set_all(host, W + "lang", W + "val", "norsk språk", STYLES)
    assert defaults is not None


def heading(host: Host) -> str:
    """The style of a heading of the host that is on level 1, and on a deeper one."""
    found = {}
    for style in host.tree(STYLES).iter(W + "style"):
        name = style.find(W + "name").get(W + "val", "").lower()
        if name.startswith("heading ") and name[8:].isdigit():
            found[int(name[8:])] = style.get(W + "styleId")
    if not {1, 3} <= set(found):
        raise Lacking("headings")
    return found


def heading_skips(host: Host) -> None:
    styles = heading(host)
    # Before the end of the body, so that nothing that follows is compared with it.
    for level in (1, 3):
        markup = plain(f"Overskrift {level}", f'<w:pPr><w:pStyle w:val="{styles[level]}"/></w:pPr>') + plain(LONG)
        host.add(markup, len(host.body) - 1)


def heading_empty(host: Host) -> None:
    host.add(f'<w:p><w:pPr><w:pStyle w:val="{heading(host)[1]}"/></w:pPr></w:p>', len(host.body) - 1)


def by_eye(host: Host) -> None:
    host.add(plain("Ny skole", runs="<w:rPr><w:b/></w:rPr>") + plain(LONG) + plain(LONG), len(host.body) - 1)


def typed_list(host: Host) -> None:
    host.add("".join(plain(f"– {word}") for word in ("skole", "helse", "vei", "vann")), len(host.body) - 1)


def broken_field(host: Host) -> None:
    host.add(plain("Se side Feil! Bokmerke er ikke definert."), len(host.body) - 1)


def no_alternative(host: Host) -> None:
    drawing = host.one(WP + "docPr", where=lambda d: d.get("descr"))
    del drawing.attrib["descr"]


def file_alternative(host: Host) -> None:
    host.one(WP + "docPr", where=lambda d: d.get("descr")).set("descr", "IMG_0042.jpg")


def no_header(host: Host) -> None:
    table = host.one(W + "tbl", where=lambda t: next(t.iter(W + "tblHeader"), None) is not None)
    for mark in list(table.iter(W + "tblHeader")):
        drop(mark)


def empty_header(host: Host) -> None:
    row = host.one(W + "tr", where=lambda r: r.find(f"{W}trPr/{W}tblHeader") is not None)
    # The first cell stands over the row headers, and may be empty.
    for text in list(row.iterchildren(W + "tc"))[1].iter(W + "t"):
        text.text = ""


def merged_header(host: Host) -> None:
    row = host.one(
        W + "tr",
        where=lambda r: r.find(f"{W}trPr/{W}tblHeader") is not None and len(list(r.iterchildren(W + "tc"))) > 2,
    )
    cells = list(row.iterchildren(W + "tc"))
    drop(cells[2])
    properties = cells[1].find(W + "tcPr")
    if properties is None:
        raise Lacking("tcPr")
    span = properties.makeelement(W + "gridSpan", {W + "val": "2"})
    width = properties.find(W + "tcW")
    properties.insert(0 if width is None else properties.index(width) + 1, span)


def splitting(host: Host) -> None:
    marks = [mark for mark in host.tree(DOCUMENT).iter(W + "cantSplit")]
    if not marks:
        raise Lacking("cantSplit")
    for mark in marks[:1]:
        drop(mark)


def link(words: str) -> Callable[[Host], None]:
    def change(host: Host) -> None:
        found = host.one(W + "hyperlink", where=lambda h: next(h.iter(W + "t"), None) is not None and h.get(R + "id"))
        texts = list(found.iter(W + "t"))
        for text in texts:
            text.text = ""
        texts[0].text = words

    return change


def blanks(host: Host) -> None:
    host.add(plain(LONG) + "<w:p/>" * 4 + plain(LONG), len(host.body) - 1)


def tabs(host: Host) -> None:
    row = "<w:p><w:r><w:t>Skole</w:t><w:tab/><w:t>10</w:t><w:tab/><w:t>20</w:t><w:tab/><w:t>30</w:t></w:r></w:p>"
    host.add(row * 4, len(host.body) - 1)


def spaces(host: Host) -> None:
    host.add(plain("Skole          10          20          30") * 3, len(host.body) - 1)


def floating(host: Host) -> None:
    drawing = host.one(WP + "inline")
    drawing.tag = WP + "anchor"


def pale(host: Host) -> None:
    host.add(plain(LONG, runs='<w:rPr><w:color w:val="E8E8E8"/></w:rPr>'), len(host.body) - 1)


def unlabelled(host: Host) -> None:
    host.add(
        f"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{plain('Skriv her')}</w:sdtContent></w:sdt>",
        len(host.body) - 1,
    )


READERS: dict[str, Callable[[Host], None]] = {
    "title-missing": title,
    "title-is-file-name": title_file,
    "language-invalid": language,
    "heading-skips-level": heading_skips,
    "heading-empty": heading_empty,
    "heading-by-eye": by_eye,
    "list-by-hand": typed_list,
    "field-broken": broken_field,
    "figure-alt-missing": no_alternative,
    "figure-alt-file-name": file_alternative,
    "table-header-missing": no_header,
    "table-header-empty": empty_header,
    "docx-table-header-merged": merged_header,
    "docx-table-row-splits": splitting,
    "link-text-missing": link(""),
    "link-text-vague": link("les mer"),
    "link-text-address": link("https://www.nesfjord.example/budsjett/2026"),
    "docx-empty-paragraphs": blanks,
    "docx-tabs-as-columns": tabs,
    "docx-spaces-as-layout": spaces,
    "docx-floating": floating,
    "docx-text-contrast": pale,
    "docx-control-unlabelled": unlabelled,
}
