"""Changes to a PDF as data: how an example makes a good file bad in one way. Any tagged file can be changed.

A change is one of

    {at: PATH, set: VALUE}        an entry; `null` takes it out
    {retype: ROLE, to: KIND}      the first element of a role gets another type
    {insert: KIND, into: ROLE, at: 0}    a new empty element (at -1: the last)
    {wrap: ROLE, in: KIND}        a new element around the first of a role
    {copy: ROLE}                  the same element again, empty, after it
    {drop: ROLE}                  taken out of the tree
    {content: [OLD, NEW]}         in the stream of the first page; an OLD of "" puts NEW before it, "$" after it
    {metadata: [OLD, NEW]}        in the XMP packet
    {annotate: ENTRIES, in: KIND} a new annotation, in a new element of that kind ("" for none)
    {stream: PATH, text: TEXT}    a stream put at PATH, `entries` in its dictionary
    {cmap: [OLD, NEW]}            in the stream of an embedded CMap
    {unicode: [OLD, NEW]}         in the ToUnicode stream of a font named by `font`
    {program: FONT, cmaps: [[3, 1]]}     the font program with these cmaps (platform and encoding) and no other
    {header: TEXT}                the first line of the file
    {encrypt: true, accessible: false}

A PATH begins with what to change: `catalogue`, `page`, `root` (of the tree), `element ROLE`, `annotation SUBTYPE`,
`font SUBTYPE` (`font TrueType symbolic`; `font Type0 embedded`, its CMap), `descendant SUBTYPE` (of a composite font),
`descriptor SUBTYPE`, `form`.
A value that begins with a stroke is a name, "&element ROLE" a reference to what the path finds.
"""

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

from pikepdf import Array, Dictionary, Encryption, Name, Object, ObjectStreamMode, Pdf, Permissions, Stream, String

from tests.assembler.checks.specimen_pdf import truetype


class NotApplicable(Exception):
    """The file has nothing that the change speaks of."""


def changed(pdf: Pdf, changes: Sequence[Mapping[str, Any]]) -> bytes:
    """The bytes of the file after the changes, in order. `NotApplicable` when it lacks what they speak of."""
    options: dict[str, Any] = {}
    header = ""
    for change in changes:
        if "header" in change:
            header = change["header"]
        elif "encrypt" in change:
            allow = Permissions(accessibility=change["accessible"])
            options["encryption"] = Encryption(owner="eier", user="", R=3, allow=allow, aes=False, metadata=False)
        else:
            kind = next(key for key in change if key in _KINDS)
            _KINDS[kind](pdf, change)
    target = BytesIO()
    identity = {} if "encryption" in options else {"deterministic_id": True}
    # Metadata are to stay as the change left them.
    pdf.save(target, object_stream_mode=ObjectStreamMode.disable, fix_metadata_version=False, **identity, **options)
    data = target.getvalue()
    return header.encode() + data[data.index(b"\n") :] if header else data


def _set(pdf: Pdf, change: Mapping[str, Any]) -> None:
    holder, key = _holder(pdf, change["at"])
    value = _value(pdf, change["set"])
    if isinstance(holder, Array):
        holder[int(key)] = value
    elif value is None:
        if f"/{key}" not in holder:
            raise NotApplicable(change["at"])
        del holder[f"/{key}"]
    else:
        holder[f"/{key}"] = value


def _holder(pdf: Pdf, path: str) -> tuple[Object, str]:
    start, *keys = path.split("/")
    found = _start(pdf, start)
    for key in keys[:-1]:
        held = found[int(key)] if isinstance(found, Array) else found.get(f"/{key}")
        if held is None:
            raise NotApplicable(path)
        found = held
    return found, keys[-1] if keys else ""


def _start(pdf: Pdf, words: str) -> Object:
    kind, *rest = words.split()
    if kind in ("catalogue", "page", "root"):
        held = {"catalogue": pdf.Root, "page": pdf.pages[0].obj, "root": pdf.Root.get("/StructTreeRoot")}[kind]
        if held is None:
            raise NotApplicable(words)
        return held
    if kind == "element":
        return _element(pdf, " ".join(rest))
    finders = {"annotation": _annotations, "font": _fonts, "descendant": _descendants, "descriptor": _descriptors}
    for found in {**finders, "form": _forms}[kind](pdf, rest):
        return found
    raise NotApplicable(words)


def _element(pdf: Pdf, words: str) -> Object:
    """The first element of a role, or the one with that number ("TD 2")."""
    role, _, number = words.partition(" ")
    found = [one for one in _walk(pdf) if one.get("/S") == f"/{role}"]
    if len(found) <= int(number or 0):
        raise NotApplicable(words)
    return found[int(number or 0)]


def _walk(pdf: Pdf) -> Iterator[Object]:
    root = pdf.Root.get("/StructTreeRoot")
    waiting, seen = [root] if root is not None else [], set()
    while waiting:
        element = waiting.pop()
        if "/S" in element:
            if element.objgen in seen:
                continue
            seen.add(element.objgen)
            yield element
        kids = element.get("/K")
        listed = list(kids) if isinstance(kids, Array) else [kids]
        waiting += [kid for kid in reversed(listed) if isinstance(kid, Dictionary) and "/S" in kid]


def _annotations(pdf: Pdf, words: Sequence[str]) -> Iterator[Object]:
    for page in pdf.pages:
        for one in page.obj.get("/Annots", Array()):
            if one.get("/Subtype") == f"/{words[0]}":
                yield one


def _fonts(pdf: Pdf, words: Sequence[str]) -> Iterator[Object]:
    for page in pdf.pages:
        resources = page.obj.get("/Resources", Dictionary())
        for font in resources.get("/Font", Dictionary()).values():
            symbolic = bool(int(_descriptor(font).get("/Flags", 0)) & 4)
            wanted = {"TrueType": symbolic is ("symbolic" in words),
                      "Type0": "embedded" not in words or isinstance(font.get("/Encoding"), Stream)}  # fmt: skip
            if font.get("/Subtype") == f"/{words[0]}" and wanted.get(words[0], True):
                yield font


def _descendants(pdf: Pdf, words: Sequence[str]) -> Iterator[Object]:
    for font in _fonts(pdf, ["Type0"]):
        if font.DescendantFonts[0].get("/Subtype") == f"/{words[0]}":
            yield font.DescendantFonts[0]


def _descriptors(pdf: Pdf, words: Sequence[str]) -> Iterator[Object]:
    found = _descendants(pdf, words) if words[0].startswith("CIDFont") else _fonts(pdf, words)
    yield from (font.FontDescriptor for font in found if "/FontDescriptor" in font)


def _descriptor(font: Object) -> Object:
    below = font.get("/DescendantFonts")
    return (below[0] if below is not None else font).get("/FontDescriptor", Dictionary())


def _forms(pdf: Pdf, words: Sequence[str]) -> Iterator[Object]:
    for page in pdf.pages:
        held = page.obj.get("/Resources", Dictionary()).get("/XObject", Dictionary())
        yield from (form for form in held.values() if form.get("/Subtype") == "/Form")


def _value(pdf: Pdf, value: Any) -> Any:
    match value:
        case str() if value.startswith("/"):
            return Name(value)
        case str() if value.startswith("&"):
            return _start(pdf, value[1:])
        case str():
            return String(value)
        case list():
            return Array([_value(pdf, one) for one in value])
        case dict():
            return Dictionary({f"/{key}": _value(pdf, one) for key, one in value.items()})
        case _:
            return value


def _retype(pdf: Pdf, change: Mapping[str, Any]) -> None:
    _element(pdf, change["retype"]).S = Name("/" + change["to"])


def _new(pdf: Pdf, kind: str, parent: Object) -> Object:
    return pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{kind}"), P=parent))


def _insert(pdf: Pdf, change: Mapping[str, Any]) -> None:
    parent = _element(pdf, change["into"])
    kids, at = _kids(parent), change.get("at", 0)
    kids.insert(at if at >= 0 else len(kids) + 1 + at, _new(pdf, change["insert"], parent))
    parent.K = Array(kids)


def _wrap(pdf: Pdf, change: Mapping[str, Any]) -> None:
    element = _element(pdf, change["wrap"])
    parent = element.P
    around = _new(pdf, change["in"], parent)
    parent.K = Array([around if _same(kid, element) else kid for kid in _kids(parent)])
    around.K = Array([element])
    element.P = around


def _copy(pdf: Pdf, change: Mapping[str, Any]) -> None:
    element = _element(pdf, change["copy"])
    kids = _kids(element.P)
    at = next(number for number, kid in enumerate(kids) if _same(kid, element))
    again = _new(pdf, str(element.S)[1:], element.P)
    for key in ("/A", "/ID", "/Alt"):
        if key in element:
            again[key] = element[key]
    kids.insert(at + 1, again)
    element.P.K = Array(kids)


def _drop(pdf: Pdf, change: Mapping[str, Any]) -> None:
    element = _element(pdf, change["drop"])
    element.P.K = Array([kid for kid in _kids(element.P) if not _same(kid, element)])


def _kids(element: Object) -> list[Any]:
    held = element.get("/K")
    return list(held) if isinstance(held, Array) else [] if held is None else [held]


def _same(kid: Any, element: Object) -> bool:
    return isinstance(kid, Dictionary) and kid.objgen == element.objgen


def _content(pdf: Pdf, change: Mapping[str, Any]) -> None:
    page = pdf.pages[0]
    page.contents_coalesce()
    page.Contents = pdf.make_stream(_replaced(page.Contents.read_bytes(), change["content"]))


def _metadata(pdf: Pdf, change: Mapping[str, Any]) -> None:
    if "/Metadata" not in pdf.Root:
        raise NotApplicable("metadata")
    pdf.Root.Metadata.write(_replaced(pdf.Root.Metadata.read_bytes(), change["metadata"]))


def _cmap(pdf: Pdf, change: Mapping[str, Any]) -> None:
    for font in _fonts(pdf, ["Type0"]):
        if isinstance(font.get("/Encoding"), Stream):
            font.Encoding.write(_replaced(font.Encoding.read_bytes(), change["cmap"]))
            return
    raise NotApplicable("cmap")


def _unicode(pdf: Pdf, change: Mapping[str, Any]) -> None:
    for font in _fonts(pdf, change["font"].split()):
        if "/ToUnicode" in font:
            font.ToUnicode.write(_replaced(font.ToUnicode.read_bytes(), change["unicode"]))
            return
    raise NotApplicable("unicode")


def _replaced(data: bytes, change: Sequence[str]) -> bytes:
    old, new = (text.encode("utf-8") for text in change)
    if old == b"":
        return new + b"\n" + data
    if old == b"$":
        return data + b"\n" + new
    if old not in data:
        raise NotApplicable(change[0])
    return data.replace(old, new, 1)


def _annotate(pdf: Pdf, change: Mapping[str, Any]) -> None:
    page = pdf.pages[0].obj
    entries = {"Type": "/Annot", "Rect": [10, 10, 30, 30], "F": 4} | change["annotate"]
    annotation = pdf.make_indirect(_value(pdf, entries))
    page.Annots = Array([*page.get("/Annots", Array()), annotation])
    page.Tabs = Name.S
    if change.get("in"):
        root = pdf.Root.get("/StructTreeRoot")
        if root is None or "/ParentTree" not in root or "/Nums" not in root.ParentTree:
            raise NotApplicable("parent tree")
        parent = next(_walk(pdf))
        element = _new(pdf, change["in"], parent)
        element.K = Dictionary(Type=Name.OBJR, Obj=annotation, Pg=page)
        parent.K = Array([*_kids(parent), element])
        number = 1 + max(int(one) for one in list(root.ParentTree.Nums)[::2])
        root.ParentTree.Nums.extend([number, element])
        annotation.StructParent = number


def _stream(pdf: Pdf, change: Mapping[str, Any]) -> None:
    holder, key = _holder(pdf, change["stream"])
    made = pdf.make_stream(str(change["text"]).encode("latin-1"))
    for name, value in change.get("entries", {}).items():
        made[f"/{name}"] = _value(pdf, value)
    holder[f"/{key}"] = made


def _program(pdf: Pdf, change: Mapping[str, Any]) -> None:
    descriptor = next(_descriptors(pdf, change["program"].split()), None)
    if descriptor is None or not str(descriptor.FontName).startswith("/AAAAAA+"):
        raise NotApplicable("a font of the specimen")
    tables = tuple((platform, encoding) for platform, encoding in change["cmaps"])
    descriptor.FontFile2 = pdf.make_stream(truetype(tables))


_KINDS = {
    "set": _set,
    "retype": _retype,
    "insert": _insert,
    "wrap": _wrap,
    "copy": _copy,
    "drop": _drop,
    "content": _content,
    "metadata": _metadata,
    "cmap": _cmap,
    "unicode": _unicode,
    "annotate": _annotate,
    "stream": _stream,
    "program": _program,
}
