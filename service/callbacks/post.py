"""One POST to one machine: the number that was judged, no redirects, no proxies, no waiting without an end."""

import http.client
import socket
import ssl
from collections.abc import Mapping
from typing import Final

from service.callbacks.address import Target

_SECONDS: Final = 10
_MOST_ANSWER: Final = 65536


class _Plain(http.client.HTTPConnection):
    """Connects to the number of its target."""

    def __init__(self, target: Target) -> None:
        super().__init__(target.host, target.port, timeout=_SECONDS)
        self._target = target

    def connect(self) -> None:
        """As the library does, but without looking the name up again."""
        self.sock = socket.create_connection((self._target.address, self._target.port), _SECONDS)


class _Sealed(_Plain):
    """The same with TLS; the certificate must be the name's."""

    def connect(self) -> None:
        """Connects and shakes hands."""
        super().connect()
        self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self._target.host)


def post(target: Target, body: bytes, headers: Mapping[str, str]) -> int:
    """The status of the answer; `OSError` or `http.client.HTTPException` when there is none."""
    connection = _Sealed(target) if target.scheme == "https" else _Plain(target)
    try:
        connection.request("POST", target.path, body, dict(headers))
        response = connection.getresponse()
        response.read(_MOST_ANSWER)
        return response.status
    finally:
        connection.close()
