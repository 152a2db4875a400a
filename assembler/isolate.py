"""The one place that starts a child process: a function in a fresh interpreter, under limits, over two pipes.

Typst and calamine abort their process when memory runs out, and a hostile template or spreadsheet may run for
ever; behind this door that costs one child. A child says JSON and bytes, never pickles, so whatever it says can at
worst be wrong. Both ways speak in frames:

    kind (1 byte: "C" call, "P" progress, "R" reply) · length (8 bytes, big-endian) · JSON · blobs

`length` is that of the JSON; the JSON of "C" and "R" lists the lengths of the blobs which follow it. After its reply
a child is killed with everything that it started. POSIX only (`resource`, process groups).
"""

import errno
import json
import os
import re
import resource
import selectors
import signal
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias, get_args

from assembler.problem import Place, Problem, Refused, Severity, Value

Reason: TypeAlias = Literal["cpu", "wall", "memory", "output", "crash", "cancelled"]

_HEAD: Final = struct.Struct(">cQ")
_TAIL_BYTES: Final = 8192
_CHUNK: Final = 1 << 18
_TICK_SECONDS: Final = 0.2
_GRACE_SECONDS: Final = 2.0
_START: Final = "import sys; sys.path[:] = sys.argv[2:]; from assembler.isolate import child_main; child_main()"
# What C, C++ and Rust programs print before they abort for want of memory.
_NO_MEMORY: Final = re.compile(
    rb"memory allocation of|bad_alloc|Cannot allocate memory|[Oo]ut of memory|MemoryError|"
    rb"failed to (?:map|allocate)|cannot allocate memory"
)
_CODE: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_STOP_CODES: Final[dict[Reason, str]] = {
    "cpu": "isolate-cpu",
    "wall": "isolate-wall",
    "memory": "isolate-memory",
    "output": "isolate-output",
    "crash": "isolate-crash",
    "cancelled": "isolate-cancelled",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """What one child may use. `memory_bytes` is address space; `output_bytes` bounds its reply and its files."""

    cpu_seconds: int = 60
    wall_seconds: float = 120
    memory_bytes: int = 4 * 2**30
    output_bytes: int = 200 * 2**20


@dataclass(frozen=True, slots=True)
class Reply:
    """What the function in the child gave back."""

    header: Any
    blobs: tuple[bytes, ...] = ()


class Stopped(Exception):
    """The child ended without a reply. `diagnosis` holds its last words, for maintainers and never for users."""

    def __init__(self, reason: Reason, limits: Limits | None = None, diagnosis: str = "") -> None:
        """`limits` are those it ran under; None means the usual ones."""
        self.reason = reason
        self.limits = limits or Limits()
        self.diagnosis = diagnosis
        super().__init__(reason)


def problem_of(stopped: Stopped, file: str = "") -> Problem:
    """The stop as a problem with the work on `file`."""
    limits = stopped.limits
    values: dict[Reason, dict[str, Value]] = {
        "cpu": {"seconds": limits.cpu_seconds},
        "wall": {"seconds": round(limits.wall_seconds)},
        "memory": {"megabytes": limits.memory_bytes // 2**20},
        "output": {"megabytes": limits.output_bytes // 2**20},
    }
    return Problem(_STOP_CODES[stopped.reason], Place(file=file), values.get(stopped.reason, {}))


def _never() -> bool:
    return False


def _ignore(_: Any) -> None:
    return None


def call(  # noqa: PLR0913
    target: str,
    header: Any = None,
    blobs: Sequence[bytes] = (),
    limits: Limits | None = None,
    *,
    cancelled: Callable[[], bool] = _never,
    progress: Callable[[Any], None] = _ignore,
) -> Reply:
    """What `target` ("package.module:function") returns for `(header, blobs)` in a fresh child process.

    `header` and the answer's header are JSON values. `cancelled` is asked several times a second; `progress` gets
    each value that the child hands to `tell`. `Refused` in the child is `Refused` here, with all its problems; every
    other end without a reply is `Stopped`.
    """
    limits = limits or Limits()
    request = _frame(b"C", {"target": target, "header": header}, blobs)
    with tempfile.TemporaryDirectory(prefix="plansats-", ignore_cleanup_errors=True) as folder:
        child = _Child(folder, limits)
        try:
            child.converse(request, cancelled, progress)
        finally:
            child.end()
    return child.reply()


Outcome: TypeAlias = Reply | Refused | Stopped


def call_many(
    target: str,
    requests: Sequence[tuple[Any, Sequence[bytes]]],
    limits: Limits | None = None,
    done: Callable[[int], None] = _ignore,
) -> tuple[Outcome, ...]:
    """One child for each (header, blobs), as many at a time as there are cores; outcomes in the order of `requests`.

    `done` gets the index of each request as it ends, in a thread of its own.
    """

    def one(index: int) -> Outcome:
        try:
            return call(target, *requests[index], limits)
        except (Refused, Stopped) as ended:
            return ended
        finally:
            done(index)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return tuple(pool.map(one, range(len(requests))))


class _Child:
    """One process, its three pipes, and what it has said so far."""

    def __init__(self, folder: str, limits: Limits) -> None:
        self._limits = limits
        self._deadline = time.monotonic() + limits.wall_seconds
        self._said = bytearray()
        self._taken = 0
        self._tail = b""
        self._stopped: Reason | None = None
        path = [str(Path(entry or ".").absolute()) for entry in sys.path]
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-X", "utf8", "-c", _START, json.dumps(asdict(limits)), *path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
            cwd=folder,
            env=_environment(folder),
            start_new_session=True,
        )

    def converse(self, request: bytes, cancelled: Callable[[], bool], progress: Callable[[Any], None]) -> None:
        """Send the request and listen until the child closes its output or a limit stops it."""
        process, left = self._process, memoryview(request)
        assert process.stdin and process.stdout and process.stderr
        with selectors.DefaultSelector() as selector:
            selector.register(process.stdin, selectors.EVENT_WRITE)
            for pipe in (process.stdout, process.stderr):
                selector.register(pipe, selectors.EVENT_READ)
            for pipe in (process.stdin, process.stdout, process.stderr):
                os.set_blocking(pipe.fileno(), False)
            while process.stdout in (key.fileobj for key in selector.get_map().values()):
                self._stopped = self._overdue(cancelled)
                if self._stopped:
                    return
                for key, _ in selector.select(_TICK_SECONDS):
                    if key.fileobj is process.stdin:
                        left = left[self._write(left) :]
                        open_still = bool(left)
                    else:
                        open_still = self._listen(key.fd, key.fileobj is process.stdout)
                    if not open_still:
                        selector.unregister(key.fileobj)
                        key.fileobj.close()  # type: ignore[union-attr]
                self._take_steps(progress)

    def _overdue(self, cancelled: Callable[[], bool]) -> Reason | None:
        if len(self._said) - self._taken > self._limits.output_bytes:
            return "output"
        if time.monotonic() > self._deadline:
            return "wall"
        return "cancelled" if cancelled() else None

    def _write(self, left: memoryview) -> int:
        """How much of the request is done with: all of it when the child does not listen any more."""
        assert self._process.stdin
        try:
            return os.write(self._process.stdin.fileno(), left[:_CHUNK])
        except BlockingIOError:
            return 0
        except BrokenPipeError:
            return len(left)

    def _listen(self, descriptor: int, is_answer: bool) -> bool:
        """Whether there may be more to hear."""
        heard = os.read(descriptor, _CHUNK)
        if is_answer:
            self._said += heard
        else:
            self._tail = (self._tail + heard)[-_TAIL_BYTES:]
        return bool(heard)

    def _take_steps(self, progress: Callable[[Any], None]) -> None:
        while (step := _read_step(memoryview(self._said)[self._taken :])) is not None:
            self._taken += step[0]
            progress(step[1])

    def end(self) -> None:
        """Kill the child and what it started, and reap it, so that nothing of it is left."""
        if self._stopped is None:
            self._await_exit()
        # Before the reaping: until then the number of the process, and so of its group, is taken.
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            self._process.kill()
        self._process.wait()
        if self._process.stderr and not self._process.stderr.closed:
            self._drain(self._process.stderr.fileno())
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            if pipe:
                pipe.close()

    def _await_exit(self) -> None:
        until = min(self._deadline, time.monotonic() + _GRACE_SECONDS)
        while time.monotonic() < until:
            if os.waitid(os.P_PID, self._process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
                return
            time.sleep(0.001)

    def _drain(self, descriptor: int) -> None:
        try:
            while self._listen(descriptor, is_answer=False):
                pass
        except BlockingIOError:
            pass

    def reply(self) -> Reply:
        """The child's reply; raises what it raised, or `Stopped`."""
        diagnosis = self._tail.decode("utf-8", "replace")
        if self._stopped:
            raise Stopped(self._stopped, self._limits, diagnosis)
        try:
            said, blobs = _unframe(b"R", memoryview(self._said)[self._taken :])
            value, problems, stop = _read_reply(said)
        except (ValueError, RecursionError):
            raise Stopped(self._reason_of_death(), self._limits, diagnosis) from None
        if stop:
            raise Stopped(stop, self._limits, diagnosis)
        if problems:
            raise Refused(problems)
        return Reply(value, blobs)

    def _reason_of_death(self) -> Reason:
        ended = self._process.returncode
        if ended == -signal.SIGXCPU:
            return "cpu"
        if ended == -signal.SIGALRM:
            return "wall"
        # SIGKILL that was not ours comes from the system's own out-of-memory killer.
        if ended == -signal.SIGKILL or (ended != 0 and _NO_MEMORY.search(self._tail)):
            return "memory"
        return "crash"


def _environment(folder: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("LD_LIBRARY_PATH", "SYSTEMROOT") if name in os.environ}
    return {"PATH": os.defpath, "HOME": folder, "TMPDIR": folder, "LANG": "C.UTF-8", "TZ": "UTC"} | kept


def _frame(kind: bytes, said: dict[str, Any], blobs: Sequence[bytes] = ()) -> bytes:
    text = json.dumps(said | {"blobs": [len(blob) for blob in blobs]}, allow_nan=False).encode()
    return b"".join((_HEAD.pack(kind, len(text)), text, *blobs))


def _unframe(kind: bytes, data: memoryview) -> tuple[dict[str, Any], tuple[bytes, ...]]:
    """JSON and blobs of one whole frame; `ValueError` for anything else."""
    if len(data) < _HEAD.size:
        raise ValueError("cut short")
    found, length = _HEAD.unpack_from(data)
    rest = data[_HEAD.size :]
    if found != kind or length > len(rest):
        raise ValueError("not such a frame")
    said = _json(rest[:length])
    sizes = said.get("blobs")
    if not isinstance(sizes, list) or not all(type(size) is int and size >= 0 for size in sizes):
        raise ValueError("no blob lengths")
    if length + sum(sizes) != len(rest):
        raise ValueError("other blobs than announced")
    return said, tuple(_cut(rest[length:], sizes))


def _cut(data: memoryview, sizes: Iterable[int]) -> Iterator[bytes]:
    start = 0
    for size in sizes:
        yield bytes(data[start : start + size])
        start += size


def _read_step(data: memoryview) -> tuple[int, Any] | None:
    """Length and value of the progress frame that `data` begins with; None when there is no whole one."""
    if len(data) < _HEAD.size:
        return None
    kind, length = _HEAD.unpack_from(data)
    if kind != b"P" or length > len(data) - _HEAD.size:
        return None
    end = _HEAD.size + length
    try:
        return end, _json(data[_HEAD.size : end]).get("step")
    except (ValueError, RecursionError):
        return None


def _json(data: memoryview) -> dict[str, Any]:
    said = json.loads(bytes(data))
    if not isinstance(said, dict):
        raise ValueError("not an object")
    return said


def _read_reply(said: dict[str, Any]) -> tuple[Any, tuple[Problem, ...], Reason | None]:
    """The value, the problems of a refusal, the reason of a stop: one of them; `ValueError` for anything else."""
    if "value" in said:
        return said["value"], (), None
    if said.get("stopped") in get_args(Reason):
        return None, (), said["stopped"]
    problems = said.get("refused")
    if not isinstance(problems, list) or not problems:
        raise ValueError("neither value nor refusal")
    return None, tuple(_problem(entry) for entry in problems), None


def _problem(entry: Any) -> Problem:
    try:
        code, place, values = str(entry["code"]), Place(**entry["place"]), dict(entry["values"])
        severity = Severity(entry["severity"])
    except (TypeError, KeyError, AttributeError) as fault:
        raise ValueError("not a problem") from fault
    if not _CODE.fullmatch(code) or any(
        type(getattr(place, name)) is not type(getattr(Place(), name)) for name in Place.__slots__
    ):
        raise ValueError("not a problem")
    return Problem(code, place, {str(name): _value(value) for name, value in values.items()}, severity)


def _value(value: Any) -> Value:
    match value:
        case str() | int():
            return value
        case {"decimal": str(digits)}:
            try:
                return Decimal(digits)
            except ArithmeticError as fault:
                raise ValueError("not a number") from fault
        case _:
            raise ValueError("not a value")


# ---- inside the child ----

_channel: list[int] = []


def tell(step: Any) -> None:
    """Hand a JSON value to the `progress` of the caller; outside of a child nothing happens."""
    for channel in _channel:
        _send(channel, _frame(b"P", {"step": step}))


def child_main() -> None:
    """The child's whole life: take limits, read one call, answer, exit."""
    _take_limits(Limits(**json.loads(sys.argv[1])))
    # The real output is the caller's; whatever a library prints goes to the error output.
    channel = os.dup(1)
    os.dup2(2, 1)
    said, blobs = _unframe(b"C", memoryview(sys.stdin.buffer.read()))
    _channel.append(channel)
    _send(channel, _answer(said["target"], said["header"], blobs))
    sys.stderr.flush()
    os._exit(0)


def _answer(target: str, header: Any, blobs: tuple[bytes, ...]) -> bytes:
    module, _, name = target.partition(":")
    try:
        value, found = getattr(import_module(module), name)(header, blobs)
        return _frame(b"R", {"value": value}, found)
    except Refused as refused:
        return _frame(b"R", {"refused": [_problem_json(problem) for problem in refused.problems]})
    except MemoryError:
        return _frame(b"R", {"stopped": "memory"})
    except OSError as fault:
        reasons = {errno.ENOMEM: "memory", errno.EFBIG: "output"}
        if fault.errno not in reasons:
            raise
        return _frame(b"R", {"stopped": reasons[fault.errno]})


def _problem_json(problem: Problem) -> dict[str, Any]:
    values = {name: {"decimal": str(v)} if isinstance(v, Decimal) else v for name, v in problem.values.items()}
    return {"code": problem.code, "place": problem.place.as_json(), "values": values, "severity": problem.severity}


def _send(channel: int, frame: bytes) -> None:
    left = memoryview(frame)
    while left:
        left = left[os.write(channel, left) :]


def _take_limits(limits: Limits) -> None:
    for kind, amount in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_FSIZE, limits.output_bytes),
    ):
        hard = resource.getrlimit(kind)[1]
        most = amount if hard == resource.RLIM_INFINITY else min(amount, hard)
        # The soft limit on CPU time sends SIGXCPU, which names the reason; SIGKILL a second later would not.
        resource.setrlimit(kind, (most, most + (kind == resource.RLIMIT_CPU and hard != most)))
    # A child whose caller was killed ends too.
    signal.setitimer(signal.ITIMER_REAL, limits.wall_seconds + _GRACE_SECONDS)
