"""Logs for machines, one JSON object a line, without anything that is about a person or out of a text.

A line says what happened by the fixed words of the program (the template of a message, never what was filled in), the
codes that are listed here, and for a fault its class and the lines of the program that it went through.
"""

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from typing import Any, Final

# What a line may say beside its event; ids, numbers and the program's own words.
FIELDS: Final = ("request", "method", "route", "status", "milliseconds", "organisation", "who", "job", "bytes")


# For the web server, which sets its own logs up.
LOGGING: Final[dict[str, Any]] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "service.logs.JsonLines"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json", "stream": "ext://sys.stderr"}},
    "loggers": {
        "_granian": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "granian.access": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}


class JsonLines(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The line; arguments of the message are left out, since they may be somebody's words."""
        said: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": str(record.msg),
        }
        said |= {name: value for name in FIELDS if (value := getattr(record, name, None)) is not None}
        if record.exc_info and record.exc_info[0]:
            said["fault"] = record.exc_info[0].__name__
            said["through"] = [f"{frame.name}:{frame.lineno}" for frame in traceback.extract_tb(record.exc_info[2])]
        return json.dumps(said, ensure_ascii=False)


def log_as_json(level: int = logging.INFO) -> None:
    """Send every record of this process to standard error as JSON lines."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    # They tell at length how they made their tables, and one of them in a form of its own unless it has a handler.
    for name in ("alembic", "dbos"):
        logger = logging.getLogger(name)
        logger.setLevel(logging.WARNING)
        logger.handlers[:], logger.propagate = [handler], False
