"""Telling the caller of a job that it has ended: tried until it is heard or given up, also across restarts."""

import http.client
import json
import time
from collections.abc import Callable
from typing import Any, Final

from dbos import DBOS

from service.callbacks.address import NotAllowed, target_of
from service.callbacks.post import post
from service.callbacks.secret import kept_secret
from service.callbacks.signature import HEADER, signature
from service.jobs import register
from service.jobs.desk import Desk
from service.jobs.job import Status

_HEARD: Final = range(200, 300)


class Caller:
    """Calls back for one worker."""

    def __init__(self, desk: Desk, clock: Callable[[], float] = time.time) -> None:
        """`clock` gives seconds since 1970, for the signature."""
        self._desk, self._clock = desk, clock
        self._secret = desk.settings.callback_secret or kept_secret(desk.settings.data)

    def call(self, job: str) -> str:
        """Try until the caller has answered with 2xx; every try and every wait is a step of its own."""
        delays = self._desk.settings.callback_delays
        for tries in range(1, len(delays) + 2):
            state = DBOS.run_step({"name": f"call-{tries}"}, self._try, job, tries)
            if state != "waiting":
                return state
            if tries <= len(delays):
                DBOS.sleep(delays[tries - 1])
        return "given-up"

    def _try(self, job: str, tries: int) -> str:
        """`delivered`, `refused` (the address may not be called), `given-up` or `waiting` for the next try."""
        with self._desk.database.reading() as connection:
            status = register.find(connection, job, None)
        if status is None:
            return "given-up"
        said, answered = self._posted(status)
        last = tries > len(self._desk.settings.callback_delays)
        state = "given-up" if said == "waiting" and last else said
        with self._desk.database.writing() as connection:
            register.called(connection, job, {"state": state, "tries": tries, "status": answered})
        return state

    def _posted(self, status: Status) -> tuple[str, int | None]:
        settings = self._desk.settings
        body = json.dumps(payload(status), ensure_ascii=False, sort_keys=True).encode()
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "plansats",
            HEADER: signature(self._secret, int(self._clock()), body),
        }
        try:
            answered = post(target_of(status.order.callback, settings.callbacks), body, headers)
        except NotAllowed:
            return "refused", None
        except (OSError, http.client.HTTPException):
            return "waiting", None
        return ("delivered" if answered in _HEARD else "waiting"), answered


def payload(status: Status) -> dict[str, Any]:
    """What the caller is told: which job, and how it ended. What it made is to be fetched."""
    return {
        "id": status.id,
        "href": f"/v1/jobs/{status.id}",
        "kind": status.order.kind,
        "plan": status.order.plan or None,
        "state": status.state,
        "outcome": status.end.outcome or None,
        "created": status.created,
        "ended": status.ended,
    }
