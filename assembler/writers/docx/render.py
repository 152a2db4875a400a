"""The frame rendered: what runs in the child process, since a template is a program that somebody else wrote.

docxtpl fills a small document only: of the body it sees one mark, where the writer puts the real body in afterwards.
So a frame costs the same for ten pages and for a thousand, and no text of the document ever meets the template engine.
A compiled template is not kept: the child that could keep it lives for one document. Frames that are no programs are
filled without docxtpl (`plain_frame`).
"""

from io import BytesIO
from typing import Any, Final
from zipfile import BadZipFile

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml.etree import LxmlError
from markupsafe import Markup

from assembler.ooxml.names import DOCUMENT_PART
from assembler.ooxml.package import read_package
from assembler.problem import Place, Problem, Refused
from assembler.writers.docx.frame_faults import check_body, check_frame
from assembler.writers.docx.place import BODY_MARK

_FILTERS: Final = ("default", "d", "e", "escape", "first", "last", "length", "lower", "replace", "trim", "upper")

_TESTS: Final = ("defined", "undefined", "none", "eq", "equalto", "==", "ne", "!=")


class FrameEnvironment(ImmutableSandboxedEnvironment):
    """Jinja without calls, without globals, with few filters: a frame names values, repeats and chooses."""

    intercepted_binops = frozenset({"**", "*", "%", "//"})

    def __init__(self) -> None:
        """Values are escaped, and a name that has no value is a fault."""
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self.globals.clear()
        for kept in (self.filters, self.tests):
            for name in set(kept) - set(_FILTERS) - set(_TESTS):
                del kept[name]

    def is_safe_callable(self, obj: Any) -> bool:
        """Nothing may be called."""
        return False

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Members of plain mappings are reached as items; attributes of Python objects never."""
        return False

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Powers and repetitions are refused: `10 ** 10 ** 10` would run for ever."""
        raise SecurityError(f"the operator {operator} is not for frames")


def render(header: Any, blobs: tuple[bytes, ...]) -> tuple[Any, tuple[bytes, ...]]:
    """The rendered frame of the one blob; `Refused` with the frame's faults.

    `header` has `text` (plain values by placeholder), `markup` (values that are WordprocessingML already) and `styles`
    (the ids that the body uses).
    """
    package = read_package(blobs[0])
    check_frame(package, header["styles"])
    template = DocxTemplate(BytesIO(blobs[0]))
    context = {**header["text"], **{name: Markup(value) for name, value in header["markup"].items()}}
    _fill(template, {**context, "body": Markup(BODY_MARK)})
    target = BytesIO()
    template.save(target)
    rendered = target.getvalue()
    check_body(read_package(rendered))
    return {}, (rendered,)


def _fill(template: DocxTemplate, context: dict[str, Any]) -> None:
    try:
        template.render(context, FrameEnvironment())
    except UndefinedError as fault:
        raise Refused([_fault("writers-frame-placeholder-unknown", template, str(fault.message))]) from None
    except SecurityError as fault:
        raise Refused([_fault("writers-frame-reaches-out", template, str(fault.message))]) from None
    except TemplateSyntaxError as fault:
        raise Refused([_fault("writers-frame-syntax", template, str(fault.message))]) from None
    except (
        TemplateError,
        LxmlError,
        BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        RecursionError,
    ) as fault:
        raise Refused([_fault("writers-frame-unreadable", template, type(fault).__name__)]) from None


def _fault(code: str, template: DocxTemplate, reason: str) -> Problem:
    part = template.__dict__.get("current_rendering_part")
    name = str(part.partname).lstrip("/") if part is not None else DOCUMENT_PART
    return Problem(code, Place(part=name), {"reason": reason[:200]})
