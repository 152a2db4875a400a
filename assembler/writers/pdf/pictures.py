"""Pictures on their way into the PDF: found by name, known by their first bytes."""

from typing import Final

from assembler.writers.pdf.galley import Galley

_KINDS: Final = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF8", "gif"),
    (b"RIFF", "webp"),
    (b"<svg", "svg"),
    (b"<?xml", "svg"),
)


def picture_file(name: str, galley: Galley, block: str) -> str:
    """The file name under which the picture reaches Typst; "" with a problem at `block` when it cannot be used."""
    content = galley.materials.images.get(name)
    if content is None:
        galley.warn("pdf-picture-missing", block, name=name)
        return ""
    kind = next((kind for start, kind in _KINDS if content.startswith(start)), "")
    if not kind:
        galley.warn("pdf-picture-unknown", block, name=name)
        return ""
    known = {content: file for file, content in galley.files.items()}
    file = known.get(content, f"picture-{len(galley.files) + 1}.{kind}")
    galley.files[file] = content
    return file
