"""Edits a copy as Word would, with tracking: one place that others write at meanwhile, one that nobody else touches."""

import sys
from pathlib import Path

from tests.assembler.reconcile.word_editor import WordEditor

path = Path(sys.argv[1])
editor = WordEditor(path.read_bytes(), author="Siri Skriver")
editor.replace("meir enn i eit vanleg år", "meir enn i eit snøfattig år", id="samla-vurdering")
(first, *_) = editor.runs("om-rapporten")
editor.rewrite(first, lambda text: text.rstrip() + " Lagt til i Word. ")
path.write_bytes(editor.save())
