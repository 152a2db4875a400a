"""The clock of the store: moments as text, so that every database keeps and orders them alike."""

from datetime import UTC, datetime, timedelta


def now(later: timedelta = timedelta()) -> str:
    """This moment, or one `later`, in UTC: "2026-11-23T05:20:44.123Z"."""
    moment = datetime.now(UTC) + later
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"
