"""Which styles a document has."""

from assembler.ooxml.names import W
from assembler.ooxml.package import Package


def style_ids(package: Package, part: str = "word/styles.xml") -> dict[str, str]:
    """The kind ("paragraph", "character", "table", "numbering") of each style by its id; none without a styles part."""
    if part not in package.parts:
        return {}
    return {
        str(style.get(f"{{{W}}}styleId", "")): str(style.get(f"{{{W}}}type", "paragraph"))
        for style in package.xml(part).iterfind(f"{{{W}}}style")
    }
