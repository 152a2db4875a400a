"""Passwords that are guessed: whoever fails waits longer and longer, and nobody can lock somebody else's account.

Failures are counted for an account at one address, for an address, and for an account at all the addresses that it has
not signed in from. Whoever floods an account from elsewhere keeps strangers out of it, and never its owner.
"""

import ipaddress
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from math import ceil
from typing import Final

_FIRST_SECONDS: Final = 30.0
_MOST_SECONDS: Final = 900.0
FORGOTTEN_SECONDS: Final = 3600.0
_MOST_KNOWN: Final = 20_000
# As many fail at one address, or at one account, before all of them wait: a town hall may have one address.
MANY: Final = 10


class Backoff:
    """`free` tries that fail, then waits that double from half a minute to a quarter of an hour.

    What has failed is forgotten after an hour's silence.
    """

    def __init__(self, free: int, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` gives seconds."""
        self._free, self._clock, self._lock = free, clock, threading.Lock()
        self._failed: OrderedDict[str, tuple[int, float]] = OrderedDict()

    def wait(self, who: str) -> int:
        """Whole seconds until another try; 0 takes one, which has failed unless it is given back."""
        with self._lock:
            moment = self._clock()
            failed, last = self._failed.get(who, (0, moment))
            if moment - last >= FORGOTTEN_SECONDS:
                failed = 0
            left = last + self._pause(failed) - moment
            if left > 0:
                return ceil(left)
            self._failed[who] = failed + 1, moment
            self._failed.move_to_end(who)
            if len(self._failed) > _MOST_KNOWN:
                self._failed.popitem(last=False)
            return 0

    def give_back(self, who: str) -> None:
        """The last try did not fail."""
        with self._lock:
            failed, last = self._failed.get(who, (0, 0.0))
            if failed > 1:
                self._failed[who] = failed - 1, last
            else:
                self._failed.pop(who, None)

    def forget(self, who: str) -> None:
        """They have shown who they are."""
        with self._lock:
            self._failed.pop(who, None)

    def _pause(self, failed: int) -> float:
        over = failed - self._free
        return 0.0 if over < 0 else min(_MOST_SECONDS, _FIRST_SECONDS * 2.0 ** min(over, 20))


class Guesses:
    """The tries of everybody, in the memory of the process."""

    def __init__(self, free: int, clock: Callable[[], float] = time.monotonic) -> None:
        """`free` tries may fail for one account at one address before it waits."""
        self._pairs, self._addresses = Backoff(free, clock), Backoff(MANY * free, clock)
        self._strangers = Backoff(MANY * free, clock)
        self._lock = threading.Lock()
        self._known: OrderedDict[str, None] = OrderedDict()

    def wait(self, account: str, address: str) -> int:
        """Whole seconds until this account may be tried from this address; 0 takes one try."""
        taken: list[tuple[Backoff, str]] = []
        for backoff, who in self._counted(account, network_of(address)):
            if seconds := backoff.wait(who):
                for one, name in taken:
                    one.give_back(name)
                return seconds
            taken.append((backoff, who))
        return 0

    def was_right(self, account: str, address: str) -> None:
        """The try that was taken last was right: from now on the account is known at that address."""
        self.was_none(account, address)
        pair = _pair(account, network_of(address))
        self._pairs.forget(pair)
        with self._lock:
            self._known[pair] = None
            self._known.move_to_end(pair)
            if len(self._known) > _MOST_KNOWN:
                self._known.popitem(last=False)

    def was_none(self, account: str, address: str) -> None:
        """The try that was taken last did not fail."""
        for backoff, who in self._counted(account, network_of(address)):
            backoff.give_back(who)

    def _counted(self, account: str, network: str) -> list[tuple[Backoff, str]]:
        """What counts a try, and under which name."""
        pair = _pair(account, network)
        everywhere = [] if pair in self._known else [(self._strangers, account)]
        return [(self._pairs, pair), (self._addresses, network), *everywhere]


def _pair(account: str, network: str) -> str:
    return f"{account} {network}"


def network_of(address: str) -> str:
    """What one household or office has: an IPv4 address, or the first 64 bits of an IPv6 address."""
    try:
        number = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(number, ipaddress.IPv6Address):
        return str(number.ipv4_mapped or ipaddress.IPv6Network((number, 64), strict=False))
    return str(number)
