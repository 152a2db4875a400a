"""The catalogue of rules as a Markdown page: every card in words, with its clauses and examples."""

import json
from collections.abc import Iterator

from assembler.checks.card import RULES_VERSION, Card, cards, profiles
from assembler.messages.catalogue import Lang, label


def catalogue(lang: Lang) -> str:
    """The page in `lang`. It depends on the cards alone, so that a test can hold the printed one against them."""
    return "\n".join(_lines(lang)) + "\n"


def _lines(lang: Lang) -> Iterator[str]:
    yield f"# {label('checks-catalogue-title', lang)}"
    yield ""
    yield label("checks-catalogue-about", lang, version=RULES_VERSION)
    for name, ids in profiles().items():
        yield ""
        yield f"## {label('checks-catalogue-profile', lang, name=name)}"
        yield ""
        yield from (f"- [{cards()[id].texts[lang].title}](#{id})" for id in ids)
    yield ""
    yield f"## {label('checks-catalogue-rules', lang)}"
    for card in cards().values():
        yield from _rule(card, lang)


def _rule(card: Card, lang: Lang) -> Iterator[str]:
    words = card.texts[lang]
    yield ""
    yield f'<a id="{card.id}"></a>'
    yield ""
    yield f"### {words.title}"
    yield ""
    yield f"`{card.id}` · {', '.join(card.targets)} · {label(f'checks-page-impact-{card.impact.value}', lang)}"
    yield ""
    yield from (f"- {text}" for text in (words.failed, words.review) if text)
    yield f"- {label('checks-page-mend', lang)}: {words.mend}"
    yield f"- {', '.join(card.clauses)}"
    if card.differs:
        yield f"- {label('checks-catalogue-differs', lang)}: {card.differs[lang]}"
    for expected in ("pass", "fail"):
        yield ""
        yield f"{label(f'checks-catalogue-{expected}', lang)}:"
        yield ""
        yield "```yaml"
        for target, examples in card.examples.items():
            yield from (f"{target}: {json.dumps(example, ensure_ascii=False)}" for example in examples[expected])
        yield "```"
