"""What stands inside a paragraph: a closed union of frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

State: TypeAlias = Literal["on-track", "attention", "delayed", "not-started", "done"]


@dataclass(frozen=True, slots=True)
class Text:
    """Plain text; no control characters, no newline."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Important text."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Stressed text."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Foreign:
    """Text in another language than its surroundings; `lang` is a BCP 47 tag (WCAG 3.1.2)."""

    lang: str
    children: Inlines


@dataclass(frozen=True, slots=True)
class Link:
    """A link out of the document; `href` is http, https or mailto."""

    href: str
    children: Inlines


@dataclass(frozen=True, slots=True)
class CrossReference:
    """A reference to the block or section with id `target`.

    `text` is what is printed ("tabell 5.2"); compose fills it in, "" before that.
    """

    target: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note; the mark stands here, `children` are its text. `number` counts from 1, 0 before compose."""

    id: str
    children: Inlines
    number: int = 0


@dataclass(frozen=True, slots=True)
class BoundFigure:
    """A number in prose that points into the plan data, so that it cannot go stale.

    `reference` names the figure ("5-4-1.6.2026"), `form` how it is printed ("mill", "kr", "prosent" …; "" is the
    figure's own form). `text` is the formatted number; compose fills it in, "" before that.
    """

    reference: str
    form: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class StatusMark:
    """A status: a shape for the eye and a word for everyone (WCAG 1.4.1); `text` is the word."""

    state: State
    text: str


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A forced line break inside a paragraph."""


Inline: TypeAlias = (
    Text | Strong | Emphasis | Foreign | Link | CrossReference | Footnote | BoundFigure | StatusMark | LineBreak
)
Inlines: TypeAlias = tuple[Inline, ...]

STATUS_SHAPES: dict[State, str] = {
    "on-track": "●",
    "attention": "▲",
    "delayed": "■",
    "not-started": "○",
    "done": "✓",
}
