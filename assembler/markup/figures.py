"""Figures and captions, alike in both markups: a caption gives a title, an id and what else its block can say."""

from dataclasses import dataclass

from assembler.document.blocks import Figure
from assembler.document.inline import Inlines
from assembler.document.walk import plain_text
from assembler.markup.desk import Desk
from assembler.markup.places import is_image


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands above a table or a picture: its title, its group of attributes ("" for none) and its line."""

    title: Inlines
    group: str = ""
    line: int = 0


def make_figure(desk: Desk, figure: Figure) -> Figure:
    """`figure`, judged: the picture's name, and an alternative text unless it is decorative (WCAG 1.1.1)."""
    if not is_image(figure.image):
        desk.fault("markup-image-name", found=figure.image)
    if figure.decorative and figure.alt:
        desk.fault("markup-image-decorative", found=figure.alt)
    if not figure.decorative and not figure.alt.strip():
        desk.fault("markup-image-alt", found=figure.image)
    return figure


def figure_id(desk: Desk, given: str, title: Inlines, image: str) -> str:
    """The id of a figure: as given, else of its title, else of the picture's name."""
    return desk.identity(given, plain_text(title) or figure_stem(image), "figur")


def figure_stem(image: str) -> str:
    """The picture's name without folder and ending."""
    return image.rsplit("/", 1)[-1].rsplit(".", 1)[0]
