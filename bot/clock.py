"""The one place that asks what time it is."""

import time
from datetime import UTC, datetime


def now() -> datetime:
    """Return this moment, aware, in UTC."""
    return datetime.now(UTC)


def monotonic() -> float:
    """Return seconds on a clock that never steps, for measuring how long something took."""
    return time.monotonic()
