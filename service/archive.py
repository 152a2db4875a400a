"""A zipped plan folder that somebody sent: judged by its directory alone, before anything is unpacked.

The limits keep a small upload from becoming a large memory (zip bombs, overlapping entries) and its names from
reaching out of the folder. Reading an entry later yields at most the size that its directory entry names, so what
is judged here is what can come out.
"""

import stat
import zipfile
from collections.abc import Collection, Iterator, Mapping
from io import BytesIO
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Final

from assembler.problem import Place, Problem

MOST_FILES: Final = 2_000
MOST_FILE_BYTES: Final = 64 * 2**20
MOST_BYTES: Final = 256 * 2**20
MOST_RATIO: Final = 100
# A short file of one repeated line may well shrink a hundredfold; it harms nobody.
_RATIO_FROM: Final = 2**20
# The mark that each line of the directory begins with (APPNOTE 4.3.12). Archives within the archive have some too.
_ENTRY: Final = b"PK\x01\x02"
_MOST_ENTRIES: Final = 50_000
_LOCAL_HEADER: Final = 30
_ENCRYPTED: Final = 0x1
# The earliest moment that a zip archive can name (APPNOTE 4.4.6).
_MOMENT: Final = (1980, 1, 1, 0, 0, 0)
_METHODS: Final = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


def archive_problems(content: bytes) -> tuple[Problem, ...]:
    """Everything that is wrong with the archive; empty when it may be unpacked."""
    if content.count(_ENTRY) > _MOST_ENTRIES:
        # A directory of a million lines takes minutes to read.
        return (Problem("service-zip-files", values={"found": content.count(_ENTRY), "most": MOST_FILES}),)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return (Problem("service-zip-unreadable"),)
    files = [entry for entry in entries if not entry.is_dir()]
    sums = tuple(_sum_problems(files, len(content)))
    if len(entries) > 2 * MOST_FILES:
        return sums or (Problem("service-zip-files", values={"found": len(entries), "most": MOST_FILES}),)
    return (*sums, *_name_problems(entries), *_file_problems(files))


def packed(files: Mapping[str, bytes]) -> bytes:
    """A zip archive of files by their names; the same files give the same bytes."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[name])
    return stream.getvalue()


def _sum_problems(files: list[zipfile.ZipInfo], size: int) -> Iterator[Problem]:
    total = sum(entry.file_size for entry in files)
    if not files:
        yield Problem("service-zip-empty")
    if len(files) > MOST_FILES:
        yield Problem("service-zip-files", values={"found": len(files), "most": MOST_FILES})
    if total > MOST_BYTES:
        yield Problem("service-zip-total", values={"found": total // 2**20, "most": MOST_BYTES // 2**20})
    if total > _RATIO_FROM and total > MOST_RATIO * size:
        yield Problem("service-zip-ratio", values={"most": MOST_RATIO})


def _name_problems(entries: Collection[zipfile.ZipInfo]) -> Iterator[Problem]:
    seen: set[str] = set()
    named = {PurePosixPath(entry.filename).as_posix().casefold() for entry in entries if not entry.is_dir()}
    for entry in entries:
        place = Place(file=_shown(entry.filename))
        path = PurePosixPath(entry.filename)
        if (
            path.is_absolute()
            or ".." in path.parts
            or set(entry.filename) & set('\\:*?"<>|')
            or not entry.filename.isprintable()
        ):
            yield Problem("service-zip-name", place)
        folders = {parent.as_posix().casefold() for parent in path.parents}
        if path.as_posix().casefold() in seen or folders & named:
            yield Problem("service-zip-twice", place)
        seen.add(path.as_posix().casefold())


def _file_problems(files: list[zipfile.ZipInfo]) -> Iterator[Problem]:
    for entry in files:
        place = Place(file=_shown(entry.filename))
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if kind not in (0, stat.S_IFREG):
            yield Problem("service-zip-link", place)
        if entry.flag_bits & _ENCRYPTED or entry.compress_type not in _METHODS:
            yield Problem("service-zip-method", place)
        if entry.file_size > MOST_FILE_BYTES:
            yield Problem("service-zip-file", place, {"most": MOST_FILE_BYTES // 2**20})
    ordered = sorted(files, key=lambda entry: entry.header_offset)
    for entry, following in pairwise(ordered):
        end = entry.header_offset + _LOCAL_HEADER + len(entry.orig_filename.encode("cp437", "replace"))
        if end + entry.compress_size > following.header_offset:
            yield Problem("service-zip-overlap", Place(file=_shown(following.filename)))


def _shown(filename: str) -> str:
    return "".join(character if character.isprintable() else "\ufffd" for character in filename[:200])
