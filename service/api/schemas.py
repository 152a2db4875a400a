"""The shapes of requests and answers, as the OpenAPI document shows them."""

import datetime
import re
from typing import Annotated, Any, Final, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

_FORMATS = r"^(docx|pdf|html|xlsx)(,(docx|pdf|html|xlsx))*$"
_NAME = r"^[\w-]{1,60}$"
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _as_written(value: Any) -> Any:
    """A day as JSON writes it; `ValueError` for a number, which would count from 1970."""
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise ValueError("not a day")
    return value


Day: TypeAlias = Annotated[datetime.date, BeforeValidator(_as_written)]
_SCHEMAS: Final[dict[type[BaseModel], dict[str, Any]]] = {}


class Asked(BaseModel):
    """What is asked for beside the body; its own schema is read at every request, and so made once."""

    @classmethod
    def model_json_schema(cls, *arguments: Any, **options: Any) -> dict[str, Any]:
        """The JSON Schema. Nobody may change the one that is made without options."""
        if arguments or options:
            return super().model_json_schema(*arguments, **options)
        if cls not in _SCHEMAS:
            _SCHEMAS[cls] = super().model_json_schema()
        return _SCHEMAS[cls]


class Lang(Asked):
    """The language of the answer's texts; without it, that of the header Accept-Language, else nb."""

    model_config = ConfigDict(extra="forbid")

    lang: Annotated[Literal["nb", "nn", "en"] | None, Field(examples=["nn"])] = None


class BuildOptions(Lang):
    """What to build: the options of `plansats build`; each one that is left out is taken from the plan."""

    type: Annotated[str | None, Field(pattern=_NAME, examples=["tertialrapport"])] = None
    edition: Annotated[str | None, Field(pattern=_NAME, examples=["vedtatt"])] = None
    depth: Annotated[Literal["kort", "standard", "full"] | None, Field(examples=["kort"])] = None
    form: Annotated[Literal["nb", "nn"] | None, Field(examples=["nn"])] = None
    formats: Annotated[str | None, Field(pattern=_FORMATS, examples=["docx,pdf"])] = None
    chapter: Annotated[str | None, Field(pattern=_NAME, examples=["innleiing"])] = None
    date: Annotated[Day | None, Field(examples=["2026-10-15"])] = None

    def given(self) -> dict[str, str]:
        """The options that were given, as text; the language of the answer is none of the build's."""
        values = self.model_dump(mode="json", exclude_none=True, exclude={"lang"})
        return {name: str(value) for name, value in values.items()}


class Fault(BaseModel):
    """One fault: `where` says `place` in words, `remedy` is what to do."""

    code: str
    severity: Literal["error", "warning", "note"]
    place: dict[str, str | int]
    where: str
    message: str
    remedy: str


class ProblemDocument(BaseModel):
    """Every error answer (RFC 9457), with all faults. A 412 has in `current` what is there now."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    faults: list[Fault]
    current: Any = None


class ResultFile(BaseModel):
    """A finished file. `sha256` is hexadecimal."""

    name: str
    href: str
    bytes: int
    sha256: str
    media_type: str


class Health(BaseModel):
    """That the service answers."""

    status: Literal["alive", "ready"]


def refusals(*statuses: int) -> dict[Any, Any]:
    """The OpenAPI responses of those statuses and of 422: problem documents."""
    schema = {"$ref": f"#/components/schemas/{ProblemDocument.__name__}"}
    return {status: {"content": {"application/problem+json": {"schema": schema}}} for status in (*statuses, 422)}


def binary(media_type: str) -> dict[Any, Any]:
    """The OpenAPI response 200 of something that is no JSON."""
    return {200: {"content": {media_type: {"schema": {"type": "string", "contentMediaType": media_type}}}}}
