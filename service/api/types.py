"""`/v1/types` and `/v1/frames`: which documents can be made, with which chapters, in which editions and depths."""

from functools import cache
from typing import Annotated, Any

from flask_openapi.blueprint import APIBlueprint
from flask_openapi.models.tag import Tag
from pydantic import BaseModel, Field

from assembler.compose.doctype import Chapter, DocumentType, Words, document_type, document_types
from assembler.messages.catalogue import Lang as Language
from assembler.problem import Problem
from assembler.resources import templates
from service.access.permission import Reach, needs
from service.access.principal import Role
from service.api.schemas import Lang, refusals
from service.faults import Turned, language


class TypePath(BaseModel):
    """Which document type."""

    type: Annotated[str, Field(description="The type's id.", pattern=r"^[\w-]{1,60}$", examples=["tertialrapport"])]


class TypeEdition(BaseModel):
    """An edition; a `binding` one is refused unless the figures balance."""

    id: str
    name: str
    binding: bool
    hearing: bool


class TypeChapter(BaseModel):
    """A chapter; `title` is null for one that is made for each area. Without editions or depths it is in all."""

    id: str
    title: str | None
    role: str
    for_each: str | None
    editions: list[str]
    depths: list[str]
    narratives: Annotated[list[str], Field(description="The ids of the narrative blocks that it has room for.")]


class TypeShape(BaseModel):
    """A document type."""

    id: str
    href: str
    name: str
    frame: str
    duties: list[str]
    editions: list[TypeEdition]
    depths: list[str]
    chapters: list[TypeChapter]


class TypeList(BaseModel):
    """Every document type."""

    items: list[TypeShape]
    next: str | None


class FrameShape(BaseModel):
    """A frame: what surrounds the content. `types` are the document types that stand in it."""

    id: str
    types: list[str]


class FrameList(BaseModel):
    """Every frame."""

    items: list[FrameShape]
    next: str | None


def types_api() -> APIBlueprint:
    """The routes of document types and frames."""
    api = APIBlueprint("types", __name__, abp_tags=[Tag(name="types", description="Which documents can be made.")])

    @api.get("/v1/types", responses={200: TypeList, **refusals(401, 403)})
    @needs(Role.READER, Reach.FRESH_MEMBER)
    def list_types(query: Lang) -> Any:
        """Every document type, with its chapters, editions and depths."""
        return {"items": [_shown(document_type(id), language()) for id in document_types()], "next": None}

    @api.get("/v1/types/<type>", responses={200: TypeShape, **refusals(401, 403, 404)})
    @needs(Role.READER, Reach.FRESH_MEMBER)
    def show_type(path: TypePath, query: Lang) -> Any:
        """One document type."""
        if path.type not in document_types():
            raise Turned(404, Problem("service-job-no-type"))
        return _shown(document_type(path.type), language())

    @api.get("/v1/frames", responses={200: FrameList, **refusals(401, 403)})
    @needs(Role.READER, Reach.FRESH_MEMBER)
    def list_frames(query: Lang) -> Any:
        """Every frame, and the document types that stand in it."""
        used = {id: document_type(id).frame for id in document_types()}
        frames = [{"id": frame, "types": [id for id in used if used[id] == frame]} for frame in _frames()]
        return {"items": frames, "next": None}

    return api


@cache
def _frames() -> tuple[str, ...]:
    return tuple(sorted(path.name for path in templates("frames").iterdir() if path.is_dir()))


def _shown(type: DocumentType, lang: Language) -> dict[str, Any]:
    return {
        "id": type.id,
        "href": f"/v1/types/{type.id}",
        "name": _said(type.name, lang),
        "frame": type.frame,
        "duties": list(type.duties),
        "editions": [
            {"id": one.id, "name": _said(one.name, lang), "binding": one.binding, "hearing": one.hearing}
            for one in type.editions
        ],
        "depths": list(type.depths),
        "chapters": [_chapter(chapter, lang) for chapter in type.chapters],
    }


def _chapter(chapter: Chapter, lang: Language) -> dict[str, Any]:
    return {
        "id": chapter.id,
        "title": _said(chapter.title, lang) if chapter.title else None,
        "role": chapter.role,
        "for_each": chapter.for_each or None,
        "editions": list(chapter.editions),
        "depths": list(chapter.depths),
        "narratives": _narratives(chapter.slots),
    }


def _narratives(slots: Any) -> list[str]:
    found = [[slot.narrative] if slot.narrative else _narratives(slot.slots) for slot in slots]
    return [name for names in found for name in names]


def _said(words: Words, lang: Language) -> str:
    """The words in a language; a type that has no English says itself in bokmål."""
    return {"nb": words.nb, "nn": words.nn, "en": words.en or words.nb}[lang]
