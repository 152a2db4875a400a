"""The one place that starts a child process: a function in a fresh interpreter, under limits, over two pipes.

Typst and calamine abort their process when memory runs out, and a hostile template or spreadsheet may run for
ever; behind this door that costs one child. A child answers in frames (`assembler.wire`), so whatever it says can at
worst be wrong. After its answer it is killed with everything that it started. POSIX only: `resource`, process groups.
"""

import ctypes
import errno
import gc
import json
import logging
import os
import re
import resource
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias, get_args

from assembler.problem import Place, Problem, Refused, Value, problem_of_json
from assembler.resources import named
from assembler.wire import first, frame, unframe

Reason: TypeAlias = Literal["cpu", "wall", "memory", "output", "crash", "cancelled"]

# For maintainers: shown where a log is set up, and never on a command line by itself.
_log = logging.getLogger(__name__)
_log.addHandler(logging.NullHandler())
_TAIL_BYTES: Final = 8192
_CHUNK: Final = 1 << 18
_TICK_SECONDS: Final = 0.2
_GRACE_SECONDS: Final = 2.0
_START: Final = "import sys; sys.path[:] = sys.argv[2:]; from assembler.isolate import child_main; child_main()"
# What C, C++ and Rust programs print before they abort for want of memory.
_NO_MEMORY: Final = re.compile(rb"memory allocation of|bad_alloc|annot allocate memory|ut of memory|MemoryError")


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

    def __init__(self, reason: Reason, limits: Limits = Limits(), diagnosis: str = "") -> None:
        """`limits` are those it ran under."""
        self.reason, self.limits, self.diagnosis = reason, limits, diagnosis
        super().__init__(reason)


Outcome: TypeAlias = Reply | Refused | Stopped


def problem_of(stopped: Stopped, file: str = "") -> Problem:
    """The stop as a problem with the work on `file`."""
    limits = stopped.limits
    words: dict[Reason, tuple[str, dict[str, Value]]] = {
        "cpu": ("isolate-cpu", {"seconds": limits.cpu_seconds}),
        "wall": ("isolate-wall", {"seconds": round(limits.wall_seconds)}),
        "memory": ("isolate-memory", {"megabytes": limits.memory_bytes // 2**20}),
        "output": ("isolate-output", {"megabytes": limits.output_bytes // 2**20}),
        "crash": ("isolate-crash", {}),
        "cancelled": ("isolate-cancelled", {}),
    }
    code, values = words[stopped.reason]
    return Problem(code, Place(file=file), values)


@dataclass(frozen=True, slots=True)
class Watch:
    """Who looks on: `cancelled` is asked five times a second, `progress` gets each value that the child `tell`s."""

    cancelled: Callable[[], bool] = lambda: False
    progress: Callable[[Any], None] = lambda step: None


def call(
    target: str,
    header: Any = None,
    blobs: Sequence[bytes] = (),
    limits: Limits = Limits(),
    watch: Watch = Watch(),
) -> Reply:
    """What `target` ("package.module:function") returns for `(header, blobs)` in a fresh child process.

    `header` and the answer's header are JSON values. `Refused` in the child is `Refused` here, with all its problems;
    every other end without a reply is `Stopped`.
    """
    request = frame(b"C", {"target": target, "header": header}, blobs)
    with tempfile.TemporaryDirectory(prefix="plansats-", ignore_cleanup_errors=True) as folder:
        child = _Child(folder, limits)
        try:
            child.converse(request, watch)
        finally:
            child.end()
    return child.reply()


def call_many(
    target: str,
    requests: Sequence[tuple[Any, Sequence[bytes]]],
    limits: Limits = Limits(),
    done: Callable[[int], None] = lambda index: None,
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
        self._said, self._tail = bytearray(), b""
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

    def converse(self, request: bytes, watch: Watch) -> None:
        """Send the request and listen until the child closes its output or a limit stops it."""
        process, left = self._process, memoryview(request)
        assert process.stdin and process.stdout and process.stderr
        with selectors.DefaultSelector() as selector:
            for pipe in (process.stdin, process.stdout, process.stderr):
                os.set_blocking(pipe.fileno(), False)
                event = selectors.EVENT_WRITE if pipe is process.stdin else selectors.EVENT_READ
                selector.register(pipe, event, pipe)
            while not process.stdout.closed:
                self._stopped = self._overdue(watch) or self._take_steps(watch)
                if self._stopped:
                    return
                for key, _ in selector.select(_TICK_SECONDS):
                    if key.data is process.stdin:
                        left = left[self._write(key.fd, left) :]
                        is_open = bool(left)
                    else:
                        is_open = self._listen(key.fd, key.data is process.stdout)
                    if not is_open:
                        selector.unregister(key.data)
                        key.data.close()

    def _overdue(self, watch: Watch) -> Reason | None:
        if len(self._said) > self._limits.output_bytes:
            return "output"
        if time.monotonic() > self._deadline:
            return "wall"
        return "cancelled" if watch.cancelled() else None

    def _write(self, descriptor: int, left: memoryview) -> int:
        """How much of the request is done with: all of it when the child does not listen any more."""
        try:
            return os.write(descriptor, left[:_CHUNK])
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

    def _take_steps(self, watch: Watch) -> Reason | None:
        """Hand on what has come in of progress; a reason to stop when it is not fit to read."""
        try:
            while found := first(b"P", memoryview(self._said)):
                del self._said[: found[1]]
                watch.progress(found[0].get("step"))
        except ValueError:
            return "crash"
        return None

    def end(self) -> None:
        """Kill the child and what it started, and reap it, so that nothing of it is left."""
        if self._stopped is None and not self._exits():
            self._stopped = "wall"
        # Before the reaping: until then the number of the process, and so of its group, is taken.
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        assert self._process.stdin and self._process.stdout and self._process.stderr
        if not self._process.stderr.closed:
            with suppress(BlockingIOError):
                while self._listen(self._process.stderr.fileno(), is_answer=False):
                    pass
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            pipe.close()

    def _exits(self) -> bool:
        """Whether the child ends by itself now that it has closed its output."""
        until = min(self._deadline, time.monotonic() + _GRACE_SECONDS)
        while not os.waitid(os.P_PID, self._process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            if time.monotonic() > until:
                return False
            time.sleep(0.001)
        return True

    def reply(self) -> Reply:
        """The child's reply; raises what it raised, or `Stopped`."""
        stop = self._stopped
        if stop is None:
            try:
                said, blobs = unframe(b"R", memoryview(self._said))
                if said.get("stopped") not in get_args(Reason):
                    return Reply(_value(said), blobs)
                stop = said["stopped"]
            except ValueError:
                stop = self._reason_of_death()
        diagnosis = self._tail.decode("utf-8", "replace")
        _log.warning("a child process was stopped (%s); its last words: %s", stop, diagnosis)
        raise Stopped(stop, self._limits, diagnosis)

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
    # An interpreter that is built shared, and not installed system-wide, does not start without LD_LIBRARY_PATH.
    kept = {name: value for name, value in os.environ.items() if name == "LD_LIBRARY_PATH"}
    return kept | {"PATH": os.defpath, "HOME": folder, "TMPDIR": folder, "LANG": "C.UTF-8", "TZ": "UTC"}


def _value(said: dict[str, Any]) -> Any:
    """The value of a reply; `Refused` for a refusal, `ValueError` for anything else."""
    if "value" in said:
        return said["value"]
    problems = said.get("refused")
    if isinstance(problems, list) and problems:
        raise Refused(map(problem_of_json, problems))
    raise ValueError("neither value nor refusal")


# ---- inside the child ----

_channel: list[int] = []


def tell(step: Any) -> None:
    """Hand a JSON value to the `progress` of the caller; outside of a child nothing happens."""
    for channel in _channel:
        _send(channel, frame(b"P", {"step": step}))


def child_main() -> None:
    """The child's whole life: take limits, read one call, answer, exit."""
    _take_limits(Limits(**json.loads(sys.argv[1])))
    gc.set_threshold(50_000, 20, 50)  # values have no circles, see `cli.main`
    # The real output is the caller's; whatever a library prints goes to the error output.
    _channel.append(os.dup(1))
    os.dup2(2, 1)
    said, blobs = unframe(b"C", memoryview(sys.stdin.buffer.read()))
    _send(_channel[0], _answer(said["target"], said["header"], blobs))
    sys.stderr.flush()
    os._exit(0)


def _answer(target: str, header: Any, blobs: tuple[bytes, ...]) -> bytes:
    try:
        value, found = named(target)(header, blobs)
        return frame(b"R", {"value": value}, found)
    except Refused as refused:
        return frame(b"R", {"refused": [problem.as_json() for problem in refused.problems]})
    except MemoryError:
        return frame(b"R", {"stopped": "memory"})
    except OSError as fault:
        reasons = {errno.ENOMEM: "memory", errno.EFBIG: "output"}
        if fault.errno not in reasons:
            raise
        return frame(b"R", {"stopped": reasons[fault.errno]})


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
    # A child whose caller is killed ends too: at once by PR_SET_PDEATHSIG (prctl(2)), else when its time is up.
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)
    signal.setitimer(signal.ITIMER_REAL, limits.wall_seconds + _GRACE_SECONDS)
