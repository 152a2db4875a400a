"""`/v1/language`: where a text could be said more plainly. Answered at once."""

from typing import Annotated, Any, Literal

from flask_openapi.blueprint import APIBlueprint
from flask_openapi.models.tag import Tag
from pydantic import BaseModel, ConfigDict, Field

from service.access.permission import Reach, needs
from service.access.principal import Role
from service.api.at_once import answered
from service.api.schemas import Lang, refusals
from service.faults import language


class Text(BaseModel):
    """A text, and the form of Norwegian that it is to be judged in ("": the one that it is written in)."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, Field(max_length=500_000, examples=["Det vil bli foretatt en gjennomgang av tilbudet."])]
    format: Literal["text", "markdown"] = "markdown"
    form: Literal["", "nb", "nn"] = ""
    depth: Literal["standard", "kort"] = "standard"


class LanguageReport(BaseModel):
    """What `plansats language --json` says: the version of the rules, and for the text its findings."""

    rules: str
    files: list[dict[str, Any]]


def language_api() -> APIBlueprint:
    """The route of plain language."""
    tag = Tag(name="language", description="Plain language in bokmål and nynorsk.")
    api = APIBlueprint("language", __name__, abp_tags=[tag])

    @api.post("/v1/language", responses={200: LanguageReport, **refusals(401, 403, 413, 415, 429)})
    @needs(Role.READER, Reach.FRESH_MEMBER)
    def judge_text(query: Lang, body: Text) -> Any:
        """Findings, readability, and the sentences that could gain most."""
        name = "text.md" if body.format == "markdown" else "text.txt"
        header = {"name": name, "form": body.form, "depth": body.depth, "lang": language()}
        return answered("service.inspecting:language", header, [body.text.encode("utf-8", "replace")])

    return api
