"""Zip archives that we write ourselves."""

import io
import zipfile
from collections.abc import Mapping
from typing import Final

# The earliest moment that a zip archive can name (APPNOTE 4.4.6): the same files give the same bytes.
_MOMENT: Final = (1980, 1, 1, 0, 0, 0)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip archive of files by their names, in the order of the names; the same files give the same bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[name])
    return stream.getvalue()
