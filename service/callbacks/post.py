"""One POST to one machine: the number that was judged, no redirects, no proxies, no waiting without an end."""

import http.client
import socket
import ssl
import threading
from collections.abc import Mapping
from contextlib import suppress
from typing import Final

from service.callbacks.address import Target

_SECONDS: Final = 10
_MOST_SECONDS: Final = 30


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
    # One that answers a byte now and then keeps within the time of each byte, and would never end.
    late = threading.Event()
    deadline = threading.Timer(_MOST_SECONDS, _cut, [connection, late])
    deadline.start()
    try:
        connection.request("POST", target.path, body, dict(headers))
        status = connection.getresponse().status
        if late.is_set():
            # What was cut off looks like the end of the headers.
            raise TimeoutError
        return status
    finally:
        deadline.cancel()
        connection.close()


def _cut(connection: http.client.HTTPConnection, late: threading.Event) -> None:
    late.set()
    with suppress(OSError, AttributeError):
        connection.sock.shutdown(socket.SHUT_RDWR)
