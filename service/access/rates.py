"""How often somebody may ask: a bucket for each, in the memory of the process, that fills again as time goes."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from math import ceil
from typing import Final

_MOST_BUCKETS: Final = 20_000


class Rates:
    """`a_minute` requests in the long run, at most `burst` of them at once."""

    def __init__(self, a_minute: float, burst: int, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` gives seconds."""
        self._rate, self._burst, self._clock = a_minute / 60, burst, clock
        self._lock = threading.Lock()
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, who: str) -> int:
        """Take one; 0 when there was one to take, else the whole seconds until there is."""
        with self._lock:
            moment = self._clock()
            left, then = self._buckets.pop(who, (float(self._burst), moment))
            left = min(self._burst, left + (moment - then) * self._rate)
            granted = left >= 1
            self._buckets[who] = (left - granted, moment)
            if len(self._buckets) > _MOST_BUCKETS:
                # The one that has been silent for longest is full again, or soon will be.
                self._buckets.popitem(last=False)
            return 0 if granted else max(1, ceil((1 - left) / self._rate))
