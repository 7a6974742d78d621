"""What an error of a call to Slack says: its word, its status, and how long to wait."""

from __future__ import annotations

from typing import Any

from slack_sdk.errors import SlackApiError

# Each call runs under this limit, in seconds.
CALL_SECONDS = 10.0


def word_of(error: SlackApiError) -> str:
    """Return Slack's word for what went wrong, "" where something else than Slack's JSON came back."""
    told: Any = getattr(error.response, "data", None)
    return str(told.get("error") or "") if isinstance(told, dict) else ""


def status_of(error: SlackApiError) -> int:
    """Return the status of the answer, 0 where it is not known."""
    response: Any = error.response
    return int(getattr(response, "status_code", None) or getattr(response, "status", None) or 0)


def wait_of(error: SlackApiError, usual: float) -> float:
    """Return the seconds that Slack wants to be left alone, or as many as usual."""
    headers: Any = getattr(error.response, "headers", None) or {}
    return float(headers.get("Retry-After", usual))
