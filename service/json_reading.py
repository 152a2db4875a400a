"""JSON from outside: what is nested too deeply is refused as any other faulty JSON is."""

from typing import Any

from flask.json.provider import DefaultJSONProvider


class Json(DefaultJSONProvider):
    """The framework's own, with letters as they are."""

    ensure_ascii = False

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        """The value; `ValueError` for what is no JSON, or no JSON that anybody would write."""
        try:
            return super().loads(s, **kwargs)
        except RecursionError as fault:
            raise ValueError("nested too deeply") from fault
