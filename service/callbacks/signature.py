"""What shows a receiver that a call is ours: HMAC-SHA-256 (RFC 2104) over the moment and the body.

    Plansats-Signature: t=1795411422, v1=5f0c…

The receiver computes v1 from f"{t}." + body with the secret that it shares with the service, and refuses an old t.
"""

import hashlib
import hmac
from typing import Final

HEADER: Final = "Plansats-Signature"


def signature(secret: str, moment: int, body: bytes) -> str:
    """The header's value; `moment` in seconds since 1970."""
    digest = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={moment}, v1={digest}"
