"""Small work that is answered at once: in a limited child process too, and only so much of it at a time."""

import threading
from collections.abc import Sequence
from typing import Any, Final

from assembler.isolate import Stopped, call, problem_of
from assembler.problem import Problem, Refused
from service.faults import Turned, answer
from service.inspecting import LIMITS
from service.turns import letting_others

# As many children beside those of the jobs as two cores bear, and for so long others wait before they are sent away.
_AT_ONCE: Final = threading.BoundedSemaphore(2)
_WAIT_SECONDS: Final = 5
_RETRY_SECONDS: Final = 5


def answered(target: str, header: Any, blobs: Sequence[bytes]) -> Any:
    """The child's JSON as the answer; 422 with every fault, 429 when too much is being asked at once."""
    with letting_others():
        return _answered(target, header, blobs)


def _answered(target: str, header: Any, blobs: Sequence[bytes]) -> Any:
    if not _AT_ONCE.acquire(timeout=_WAIT_SECONDS):
        busy = Problem("service-busy", values={"seconds": _RETRY_SECONDS})
        raise Turned(429, busy, {"Retry-After": str(_RETRY_SECONDS)})
    try:
        return call(target, header, blobs, LIMITS).header
    except Refused as refused:
        return answer(422, Problem("service-faulty-request"), refused.problems)
    except Stopped as stopped:
        status = 500 if stopped.reason == "crash" else 422
        raise Turned(status, problem_of(stopped)) from stopped
    finally:
        _AT_ONCE.release()
