"""A small good HTML page, and what an example changes in it.

Keys of an example: `body` (in `main`), `head` (added), `title`, `lang`, `main` (false leaves it out), `long` (that many
long paragraphs and no heading), `bytes` (the whole file).
"""

from collections.abc import Mapping
from typing import Any

_BODY = "<h1>Budsjett</h1><p>Kommunen har et budsjett for fire år.</p>"


def html_example(example: Mapping[str, Any]) -> bytes:
    """The bytes of the file."""
    if "bytes" in example:
        return str(example["bytes"]).encode()
    lang = example.get("lang", "nb")
    body = f"<p>{'Kommunen bygger skoler. ' * 10}</p>" * example["long"] if "long" in example else _BODY
    body = example.get("body", body)
    inner = f"<main>{body}</main>" if example.get("main", True) else f"<div>{body}</div>"
    declared = f' lang="{lang}"' if lang else ""
    return (
        f'<!DOCTYPE html><html{declared}><head><meta charset="utf-8">'
        f"<title>{example.get('title', 'Budsjett for Nesfjord 2026')}</title>{example.get('head', '')}</head>"
        f"<body>{inner}</body></html>"
    ).encode()
