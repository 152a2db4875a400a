"""Attribute objects of structure elements (ISO 32000-1, 14.7.5): one dictionary, or an array of them, by owner."""

from pikepdf import Array, Dictionary, Name, Object


def attributes(element: Object, owner: str) -> Object | None:
    """The attribute dictionary of `element` that belongs to `owner` ("Table", "Layout"), `None` when it has none."""
    held = element.get("/A")
    name = f"/{owner}"
    for one in held if isinstance(held, Array) else [held]:
        if isinstance(one, Dictionary) and one.get("/O") == name:
            return one
    return None


def with_attributes(element: Object, owner: str) -> Object:
    """The attribute dictionary of `element` for `owner`, a new one when it had none."""
    found = attributes(element, owner)
    if found is not None:
        return found
    held = element.get("/A")
    kept = list(held) if isinstance(held, Array) else [held] if held is not None else []
    element["/A"] = Array([*kept, Dictionary(O=Name(f"/{owner}"))])
    return element["/A"][len(kept)]
