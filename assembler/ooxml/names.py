"""Names of the format: namespaces, relationship types, content types, part names (ECMA-376, parts 1 and 2)."""

from typing import Final

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
WP: Final = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
PIC: Final = "http://schemas.openxmlformats.org/drawingml/2006/picture"
C: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
MC: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
WPS: Final = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
W14: Final = "http://schemas.microsoft.com/office/word/2010/wordml"
W15: Final = "http://schemas.microsoft.com/office/word/2012/wordml"
ADEC: Final = "http://schemas.microsoft.com/office/drawing/2017/decorative"
ASVG: Final = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
PACKAGE_RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
PACKAGE_CORE: Final = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
PACKAGE_CONTENT_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"

CONTENT_TYPES_PART: Final = "[Content_Types].xml"
DOCUMENT_PART: Final = "word/document.xml"

REL_HYPERLINK: Final = f"{R}/hyperlink"
REL_IMAGE: Final = f"{R}/image"
REL_CHART: Final = f"{R}/chart"
REL_FONT: Final = f"{R}/font"
REL_PACKAGE: Final = f"{R}/package"
REL_HEADER: Final = f"{R}/header"
REL_FOOTER: Final = f"{R}/footer"
REL_OFFICE_DOCUMENT: Final = f"{R}/officeDocument"
REL_CORE_PROPERTIES: Final = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"

TYPE_RELATIONSHIPS: Final = "application/vnd.openxmlformats-package.relationships+xml"
TYPE_CHART: Final = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
TYPE_WORKBOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPE_FONT: Final = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
TYPE_DOCUMENT: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TYPE_TEMPLATE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"

# The prefixes that body markup of ours uses without declaring them: the root of the part must declare them all.
BODY_PREFIXES: Final = {
    "w": W,
    "r": R,
    "wp": WP,
    "a": A,
    "pic": PIC,
    "c": C,
    "mc": MC,
    "wps": WPS,
    "w14": W14,
    "w15": W15,
}
