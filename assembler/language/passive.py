"""Passives of both kinds, as character spans."""

from assembler.language.analysis import Analysis, analyse
from assembler.language.bli_passive import bli_passives
from assembler.language.s_passive import s_passives
from assembler.language.tokens import Form, Span


def passives(text: str, form: Form) -> list[Span]:
    """The character spans of the passives of `text`, in order.

    An s-passive's span is the verb ("vedtas", "vedtakast"); a bli- or verte-passive's runs from the auxiliary to the
    participle ("blir ofte vedtatt"). Deponent and reciprocal s-verbs ("finnes", "møtes") are none.
    """
    return passives_of(analyse(text, form))


def passives_of(analysis: Analysis) -> list[Span]:
    """The spans of the passives of a text that has been analysed."""
    return sorted(
        span
        for sentence in analysis.sentences
        for kind in (s_passives, bli_passives)
        for span in kind(sentence.tokens, analysis.form)
    )
