"""What a part says of namespaces that Word may pass over (ECMA-376 part 3, markup compatibility)."""

from collections.abc import Callable, Iterator
from typing import Final

from assembler.checks.docx.markup import MC, A, Element

_FREE: Final = frozenset([A + "ext", A + "graphicData", MC + "Choice", MC + "Fallback"])


def ignored(element: Element, namespace: str) -> bool:
    """Whether what is of `namespace` may be passed over: a part says so, or anything may stand there."""
    for one in (element, *element.iterancestors()):
        prefixes = one.get(MC + "Ignorable", "").split()
        if any(one.nsmap.get(prefix) == namespace for prefix in prefixes):
            return True
        if one is not element and one.tag in _FREE:
            return True
    return False


def undeclared(root: Element, is_known: Callable[[str], bool]) -> Iterator[str]:
    """Prefixes that the part says may be passed over and does not declare, or must be understood and nobody knows."""
    yield from (prefix for prefix in root.get(MC + "Ignorable", "").split() if prefix not in root.nsmap)
    for prefix in root.get(MC + "MustUnderstand", "").split():
        if not is_known(root.nsmap.get(prefix) or ""):
            yield prefix
    for choice in root.iter(MC + "Choice"):
        wanted = choice.get("Requires", "").split()
        yield from (prefix for prefix in wanted or [""] if prefix not in choice.nsmap)
