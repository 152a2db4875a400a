"""Between web server and application: a body is taken whole, in time and in bounds, before a thread works on it.

An application that reads a body itself does so in the thread that answers: a few clients that send a byte now and then
would keep all of them. Here they wait for nobody but themselves.
"""

import asyncio
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final
from wsgiref.types import WSGIApplication, WSGIEnvironment

from granian._granian import RSGIHTTPProtocol, RSGIProtocolClosed
from granian.rsgi import Scope

from service.turns import turn

# What became of a body that the application does not get: "late", "full" or "unmeasured".
UPLOAD: Final = "plansats.upload"
_THREADS: Final = 8
# A body may take so long, and so much longer for every byte that has come: 50 kB a second is enough.
_PATIENCE_SECONDS: Final = 10.0
_BYTES_A_SECOND: Final = 50_000
# As much may wait in memory at once, of all bodies together.
_MOST_HELD: Final = 256 * 2**20
_AT_ONCE: Final = 2**18


@dataclass(frozen=True, slots=True)
class _Answer:
    """What the application answers: `first` is all of it when there are no `more` chunks."""

    status: int
    headers: list[tuple[str, str]]
    first: bytes
    more: Iterator[bytes] | None


class Doorway:
    """A WSGI application for a server that speaks RSGI; `most_bytes` is the largest body that it takes."""

    def __init__(self, application: WSGIApplication, most_bytes: int, patience: float = _PATIENCE_SECONDS) -> None:
        """`patience` is how many seconds a body may take of which nothing comes."""
        self._application, self._most, self._patience = application, most_bytes, patience
        self._threads = ThreadPoolExecutor(_THREADS, "request")
        self._held = 0

    async def __rsgi__(self, scope: Scope, protocol: RSGIHTTPProtocol) -> None:
        """Answer one request."""
        environ = _environ(scope)
        body = await self._body(environ, protocol)
        held = len(body)
        self._held += held
        loop = asyncio.get_running_loop()
        try:
            answer = await loop.run_in_executor(self._threads, _answered, self._application, environ, body)
        finally:
            self._held -= held
        if answer.more is None:
            protocol.response_bytes(answer.status, answer.headers, answer.first)
            return
        stream, chunk = protocol.response_stream(answer.status, answer.headers), answer.first
        # Whoever asked may be gone by now.
        with suppress(RSGIProtocolClosed):
            while chunk:
                await stream.send_bytes(chunk)
                chunk = await loop.run_in_executor(self._threads, _gathered, answer.more)
        await loop.run_in_executor(self._threads, _closed, answer.more)

    async def _body(self, environ: WSGIEnvironment, protocol: RSGIHTTPProtocol) -> bytes:
        """The body; none of one that is not taken, of which `environ` then tells."""
        length = environ.get("CONTENT_LENGTH", "")
        if not length:
            if environ.pop("HTTP_TRANSFER_ENCODING", ""):
                # The server does not tell where such a body broke off from where it ended.
                environ[UPLOAD] = "unmeasured"
                await self._read(protocol, bytearray(), 0)
            return b""
        if not length.isdecimal() or int(length) > self._most:
            # Who sends without looking up would not see the answer otherwise.
            await self._read(protocol, bytearray(), 0)
            return b""
        if self._held + int(length) > _MOST_HELD:
            environ |= {UPLOAD: "full", "CONTENT_LENGTH": "0"}
            return b""
        found = bytearray()
        self._held += int(length)
        try:
            await self._read(protocol, found, int(length))
        finally:
            self._held -= int(length)
        if len(found) != int(length):
            # Half a file is none.
            environ |= {UPLOAD: "late", "CONTENT_LENGTH": "0"}
            return b""
        return bytes(found)

    async def _read(self, protocol: RSGIHTTPProtocol, found: bytearray, most: int) -> None:
        """Read the body until it ends, or comes too slowly; the first `most` bytes are kept in `found`."""
        loop = asyncio.get_running_loop()
        size, began = 0, loop.time()
        with suppress(TimeoutError):
            async with asyncio.timeout(self._patience) as limit:
                async for chunk in protocol:
                    size += len(chunk)
                    found += chunk[: most - len(found)]
                    if size > self._most:
                        return
                    limit.reschedule(began + self._patience + size / _BYTES_A_SECOND)


def _environ(scope: Scope) -> WSGIEnvironment:
    """The request as WSGI has it (PEP 3333)."""
    name, _, port = scope.server.rpartition(":")
    environ: WSGIEnvironment = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode("utf-8", "surrogateescape").decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": name,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    if scope.authority:
        environ["HTTP_HOST"] = scope.authority
    for header, value in scope.headers.items():
        # "X_Forwarded_For" would take the place of "X-Forwarded-For".
        if "_" not in header:
            key = header.upper().replace("-", "_")
            own = key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"
            between = "; " if key == "COOKIE" else ","
            environ[own] = f"{environ[own]}{between}{value}" if own in environ and key != "HOST" else value
    return environ


def _answered(application: WSGIApplication, environ: WSGIEnvironment, body: bytes) -> _Answer:
    said: list[Any] = []

    def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
        said[:] = [int(status.partition(" ")[0]), headers]
        return None

    environ["wsgi.input"] = BytesIO(body)
    with turn():
        result = application(environ, start)
        chunks = iter(_closing(result))
        first = _gathered(chunks)
    status, headers = said
    is_whole = len(first) < _AT_ONCE
    return _Answer(status, headers, first, None if is_whole else chunks)


def _closing(result: Any) -> Iterator[bytes]:
    try:
        yield from result
    finally:
        if hasattr(result, "close"):
            result.close()


def _gathered(chunks: Iterator[bytes]) -> bytes:
    """The next so many bytes; less at the end."""
    found = bytearray()
    for chunk in chunks:
        found += chunk
        if len(found) >= _AT_ONCE:
            break
    return bytes(found)


def _closed(chunks: Iterator[bytes]) -> None:
    """Let go of what the rest would have been read from."""
    getattr(chunks, "close", lambda: None)()
