"""Where a link may lead, and which pictures a text may name."""

import re
from urllib.parse import urlsplit

_WEB = re.compile(r"https?://[^/\s\\]+([/?#][^\s\\]*)?", re.IGNORECASE)
_MAIL = re.compile(r"mailto:[^\s\\]+@[^\s\\]+", re.IGNORECASE)


def is_link(href: str) -> bool:
    """Whether `href` is a whole http, https or mailto address, without spaces or control characters."""
    if not href.isprintable() or not (_WEB.fullmatch(href) or _MAIL.fullmatch(href)):
        return False
    try:
        parts = urlsplit(href)
        return parts.scheme.lower() == "mailto" or bool(parts.hostname)
    except ValueError:
        return False


def is_image(name: str) -> bool:
    """Whether `name` is a relative path without "..", a scheme or a backslash ("images/bru.jpg")."""
    parts = name.split("/")
    plain = name.isprintable() and not any(ch in name for ch in '\\:?#<>|"*')
    return plain and all(part.strip(" ") not in ("", ".", "..") for part in parts)
