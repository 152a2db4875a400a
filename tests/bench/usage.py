"""What this process, and the children that it waited for, have used so far."""

import resource
from typing import Final

# How seldom the garbage collector looks for cycles: as the commands of plansats have it; the same for every peer.
RARELY: Final = (50_000, 20, 50)
_WHO: Final = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def cpu_seconds() -> float:
    return sum(usage.ru_utime + usage.ru_stime for usage in map(resource.getrusage, _WHO))


def peak_mib() -> float:
    """The peak of the largest process."""
    return max(resource.getrusage(who).ru_maxrss for who in _WHO) / 1024
