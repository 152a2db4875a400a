"""The mark at which the rendered frame gives way to the body. Known on both sides of the process border."""

from typing import Final

# A paragraph that no frame contains: `w:rsidR` is a revision mark, without meaning for anybody else.
BODY_MARK: Final = '<w:p w:rsidR="0B0D1E50"/>'
