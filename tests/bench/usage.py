"""What this process, and the children that it waited for, have used so far."""

import resource
from typing import Final

_WHO: Final = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def cpu_seconds() -> float:
    return sum(usage.ru_utime + usage.ru_stime for usage in map(resource.getrusage, _WHO))


def peak_mib() -> float:
    """The peak of the largest process."""
    return max(resource.getrusage(who).ru_maxrss for who in _WHO) / 1024
