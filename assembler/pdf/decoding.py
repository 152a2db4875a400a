"""Text from the strings that a content stream shows: by ToUnicode, else by the encoding of the font."""

from collections.abc import Mapping, Sequence

from assembler.pdf.cmap import read_cmap
from assembler.pdf.encoding import base_name, differences, letters_of, named_encoding
from assembler.pdf.painted import SAID, FontUse
from assembler.pdf.plain import Objects, name_of


class Decoder:
    """Turns strings into text; each font is read once."""

    def __init__(self, objects: Objects, fonts: Mapping[str, FontUse]) -> None:
        """`fonts` by the keys that the frames name."""
        self._objects, self._fonts = objects, fonts
        self._maps: dict[str, tuple[int, Mapping[int, str]]] = {}
        self._said: dict[tuple[str, bytes], str] = {}

    def text(self, shown: Sequence[tuple[str, bytes]]) -> str:
        """The text of strings with the keys of their fonts."""
        return "".join(self.say(font, raw) for font, raw in shown)

    def say(self, font: str, raw: bytes) -> str:
        """The text of one string."""
        key = font, raw
        found = self._said.get(key)
        if found is None and font == SAID:
            found = self._said[key] = raw.decode("utf-8")
        elif found is None:
            size, letters = self._map(font)
            codes = raw if size == 1 else [raw[at] << 8 | raw[at + 1] for at in range(0, len(raw) - 1, 2)]
            found = self._said[key] = "".join([letters.get(code, "") for code in codes])
        return found

    def _map(self, font: str) -> tuple[int, Mapping[int, str]]:
        if font not in self._maps:
            use = self._fonts.get(font)
            self._maps[font] = self._read(use) if use is not None else (1, {})
        return self._maps[font]

    def _read(self, use: FontUse) -> tuple[int, Mapping[int, str]]:
        entries = self._objects.entries(use.font)
        composite = name_of(self._objects.get(entries.get("/Subtype"))) == "Type0"
        held = self._objects.stream(entries.get("/ToUnicode"))
        cmap = read_cmap(held) if held is not None else None
        if composite:
            return 2, cmap.letters if cmap is not None else {}
        names = {
            **named_encoding(base_name(self._objects, entries) or "WinAnsiEncoding"),
            **differences(self._objects, entries.get("/Encoding")),
        }
        letters = {code: letters_of(name) for code, name in names.items()}
        return 1, {**letters, **cmap.letters} if cmap is not None else letters
