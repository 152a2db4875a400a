"""What comes in with an order: a zipped plan folder or plan JSON, as the body or as a form's file `plan`."""

from typing import Final, Literal, TypeAlias

from flask import request
from werkzeug.exceptions import RequestEntityTooLarge

from assembler.problem import Problem, Refused
from service.archive import archive_problems

Kind: TypeAlias = Literal["folder", "json"]

_KINDS: Final[dict[str, Kind]] = {
    "application/zip": "folder",
    "application/x-zip-compressed": "folder",
    "application/json": "json",
}
FORM: Final = "multipart/form-data"
MEDIA_TYPES: Final = ("application/zip", "application/json", FORM)


class UnknownMediaType(Exception):
    """The body is of a type that is not taken."""


def read_upload() -> tuple[Kind, bytes]:
    """The kind and the bytes of what was sent; `Refused` for none, or for an archive that may not be unpacked."""
    kind, content = _form_file() if request.mimetype == FORM else (_kind(request.mimetype, ""), body())
    if not content:
        raise Refused([Problem("service-upload-missing")])
    problems = archive_problems(content) if kind == "folder" else ()
    if problems:
        raise Refused(problems)
    return kind, content


def body(may_be_empty: bool = False) -> bytes:
    """The bytes of the body. `Refused` when there are none, unless there need not be any."""
    content = request.get_data()
    # A body sent in chunks names no length beforehand, and what is beyond the limit is silently left unread.
    if len(content) >= int(request.max_content_length or 0):
        raise RequestEntityTooLarge
    if not content and not may_be_empty:
        raise Refused([Problem("service-upload-missing")])
    return content


def _form_file() -> tuple[Kind, bytes]:
    file = request.files.get("plan")
    if file is None:
        raise Refused([Problem("service-upload-missing")])
    return _kind(file.mimetype, file.filename or ""), file.read()


def _kind(media_type: str, filename: str) -> Kind:
    """By the media type, and where a client names a general one, by the ending of the file's name."""
    if media_type in _KINDS:
        return _KINDS[media_type]
    endings: dict[str, Kind] = {"zip": "folder", "json": "json"}
    ending = filename.rpartition(".")[2].lower()
    if ending not in endings:
        raise UnknownMediaType
    return endings[ending]
