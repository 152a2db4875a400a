"""The secret that signs calls back: made once, kept where only the service reads it, for its owner to hand on."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Final

FILE: Final = "callback-secret"


def kept_secret(folder: Path) -> str:
    """The secret in `folder`; a new one when there is none yet."""
    path = folder / FILE
    if path.exists():
        return path.read_text(encoding="ascii").strip()
    with suppress(FileExistsError):
        part = path.with_suffix(f".{secrets.token_hex(4)}")
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as stream:
            stream.write(secrets.token_hex(32) + "\n")
        try:
            # Whoever comes second keeps what the first one wrote.
            os.link(part, path)
        finally:
            part.unlink()
    return path.read_text(encoding="ascii").strip()
