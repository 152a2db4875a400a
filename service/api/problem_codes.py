"""Every code that an error answer of the service itself can have, by its status; the engine's faults stand within.

A test holds this list to the program.
"""

from collections.abc import Mapping
from typing import Final

PROBLEMS: Final[Mapping[int, tuple[str, ...]]] = {
    400: ("service-bad-request", "service-foreign-host"),
    401: ("service-who-asks", "service-bad-key", "service-wrong-password"),
    403: ("service-not-allowed", "service-csrf", "service-foreign-origin"),
    404: (
        "service-not-found",
        "service-no-such-plan",
        "service-no-such-block",
        "service-no-such-revision",
        "service-no-such-plan-file",
        "service-no-such-job",
        "service-no-such-file",
        "service-no-such-key",
        "service-no-such-member",
        "service-no-such-organisation",
        "service-job-no-type",
    ),
    405: ("service-method",),
    408: ("service-too-slow",),
    409: ("service-not-done", "service-job-not-failed", "service-last-owner"),
    411: ("service-length",),
    412: ("service-changed-meanwhile", "service-gone-meanwhile"),
    413: ("service-too-large", "service-plan-full"),
    415: ("service-media-type", "service-body-type", "service-job-no-document"),
    422: (
        "service-faulty-request",
        "service-plan-refused",
        "service-text-refused",
        "service-ledger-refused",
        "service-refused",
        "service-key-reused",
        "service-job-callback",
        "service-job-no-file",
        "service-file-name",
        "service-file-twice",
        "service-plan-file-stays",
    ),
    428: ("service-if-match",),
    429: ("service-too-often", "service-busy"),
    500: ("service-internal", "service-job-tries"),
    503: ("service-not-ready", "service-data-moved"),
    507: ("service-storage",),
}
# What only stands in `faults`, beside those of the engine.
FAULTS: Final = (
    "service-parameter",
    "service-parameter-choice",
    "service-parameter-long",
    "service-parameter-missing",
    "service-parameter-unknown",
    "service-body-json",
    "service-body-missing",
    "service-body-object",
    "service-key-over",
    "service-upload-missing",
    "service-zip-empty",
    "service-zip-file",
    "service-zip-files",
    "service-zip-link",
    "service-zip-method",
    "service-zip-name",
    "service-zip-overlap",
    "service-zip-ratio",
    "service-zip-total",
    "service-zip-twice",
    "service-zip-unreadable",
    "service-job-plan-gone",
    "service-place-changed",
)
