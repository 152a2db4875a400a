"""A new plan: from a sample, from a folder with a guide in it, or from a folder that the reader already has."""

from collections.abc import Mapping

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from assembler.compose.doctype import document_type, document_types
from assembler.messages.catalogue import Lang
from assembler.plan.model import Form
from assembler.plan.starter import Called, plan_id, starter_files
from assembler.problem import Problem, Refused
from assembler.resources import samples
from service.access.asking import asker, author
from service.archive import archive_problems
from service.judging import judge_zip
from service.store.clock import now
from service.web.municipality import NameOf
from service.web.shell import Ports, language, page


def new_plan_form(problems: tuple[Problem, ...] = (), status: int = 200) -> Response:
    """The page that offers the three ways."""
    types = [(name, _type_name(name, language())) for name in document_types()]
    year = int(now()[:4]) + 1
    return page(
        "new_plan.html", status, types=types, samples=sample_names(), year=year, problems=problems, given=request.form
    )


def make_plan(ports: Ports, municipality: NameOf) -> AnyResponse:
    """The plan that the form asks for; the form again, with every fault, when it cannot be made."""
    try:
        files = _files(municipality)
    except Refused as refused:
        return new_plan_form(tuple(refused.problems), 422)
    plan = ports.store.create(files, author())
    return redirect(url_for("web.plan", plan=plan.id), 303)


def sample_names() -> tuple[str, ...]:
    """The samples that come with the program."""
    return tuple(sorted(path.parent.name for path in samples().glob("*/plan.yaml")))


def _files(municipality: NameOf) -> Mapping[str, bytes]:
    match request.form.get("way"):
        case "sample":
            return _sample(request.form.get("sample", ""))
        case "folder":
            return _folder()
        case _:
            return _started(municipality)


def _sample(name: str) -> dict[str, bytes]:
    if name not in sample_names():
        raise Refused([Problem("web-no-sample")])
    root = samples(name)
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(root).parts)
    }


def _started(municipality: NameOf) -> Mapping[str, bytes]:
    title, year = request.form.get("title", "").strip(), request.form.get("year", "")
    problems = [] if title else [Problem("web-title-missing")]
    if not (year.isdecimal() and 2000 <= int(year) < 2100):
        problems.append(Problem("web-year-faulty", values={"found": year[:20]}))
    if problems:
        raise Refused(problems)
    form: Form = "nn" if request.form.get("form") == "nn" else "nb"
    called = Called(title[:200], municipality(asker().organisation))
    return starter_files(request.form.get("type", ""), form, plan_id(title), int(year), called)


def _folder() -> Mapping[str, bytes]:
    upload = request.files.get("folder")
    content = upload.read() if upload else b""
    if not content:
        raise Refused([Problem("service-upload-missing")])
    problems = archive_problems(content)
    if problems:
        raise Refused(problems)
    return judge_zip(content).files


def _type_name(name: str, lang: Lang) -> str:
    words = document_type(name).name
    return getattr(words, lang) or words.nb
