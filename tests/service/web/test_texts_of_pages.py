"""Every text that a page names is in the catalogue, and every text of the pages is named by something."""

import re

from assembler.messages.catalogue import known
from tests.service.running import ROOT

WEB = ROOT / "service/web"
# What is put together of a part that stands and one that is given, as in "web-outcome-" ~ outcome.
BUILT = re.compile(r'"(web-[a-z-]+-)"\s*~|f"(web-[a-z-]+-)\{')
NAMED = re.compile(r'"(web-[a-z0-9-]*[a-z0-9])"|\'(web-[a-z0-9-]*[a-z0-9])\'')


def sources():
    files = [*WEB.rglob("*.html"), *WEB.glob("*.py"), ROOT / "service/store/account_list.py"]
    return {path: path.read_text(encoding="utf-8") for path in files}


def test_pages_name_only_texts_that_there_are():
    for path, text in sources().items():
        for found in NAMED.finditer(text):
            assert known(found[1] or found[2]), f"{path.name}: {found[0]}"


def test_no_text_of_the_pages_is_left_over():
    every = "\n".join(sources().values())
    built = {found[1] or found[2] for found in BUILT.finditer(every)}
    named = {found[1] or found[2] for found in NAMED.finditer(every)}
    codes = set()
    for file in (ROOT / "assembler/messages/texts").glob("web*.yaml"):
        codes |= set(re.findall(r"^(web-[\w-]+):", file.read_text(encoding="utf-8"), re.MULTILINE))
    left = {code for code in codes if code not in named and not any(code.startswith(begin) for begin in built)}
    assert left == set()
