"""A copy of a Word file with a comment at the place of each finding, for those who mend it in Word."""

from typing import Any, Final

from assembler.checks.files import LIMITS, Given
from assembler.checks.findings import FileReport, Group
from assembler.isolate import Stopped, call, problem_of
from assembler.messages.catalogue import Lang, label
from assembler.problem import Place, Problem, Refused

_TARGET: Final = "assembler.checks.commenting:put_comments"
_LANGS: Final = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}


def commented_copy(given: Given, report: FileReport, lang: Lang) -> bytes:
    """The file with comments in `lang`; one that belongs to no paragraph stands at the first, and says where it is.

    `Refused` for a file that is no Word file, or that cannot be read.
    """
    if given.kind != "docx":
        raise Refused([Problem("checks-comments-not-word", Place(file=given.name))])
    said = [_comments(group, lang) for group in report.groups()]
    header = {"name": given.name, "rules": said, "lang": _LANGS[lang]}
    try:
        reply = call(_TARGET, header, (given.content,), LIMITS)
    except Stopped as stopped:
        raise Refused([problem_of(stopped).within(given.name)]) from stopped
    except Refused as refused:
        raise Refused([problem.within(given.name) for problem in refused.problems]) from refused
    return reply.blobs[0]


def _comments(group: Group, lang: Lang) -> dict[str, Any]:
    """What a rule says of each place in the order of its findings; the last tells how many are not listed."""
    said = []
    for number, finding in enumerate(group.findings, 1):
        kind = label(f"checks-page-finding-{finding.outcome.value}", lang)
        lines = [
            f"{kind}: {finding.message(lang)}",
            f"{label('checks-page-mend', lang)}: {finding.remedy(lang)}",
            f"{', '.join(finding.card.clauses)} [{finding.rule}]",
        ]
        if group.more and number == len(group.findings):
            lines.append(label("checks-page-more", lang, count=group.more))
        said.append({"where": finding.where(lang), "lines": lines})
    return {"check": group.card.check, "said": said}
