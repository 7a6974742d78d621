"""Errors of calls to Slack: their word, their status, how long to wait, and a second try after that."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.chat import Refused

# Each call runs under this limit, in seconds.
CALL_SECONDS = 10.0
# Seconds before a second try: as many as Slack asks for, up to the longest; the usual ones where it does not say.
USUAL_PAUSE, LONGEST_PAUSE = 1.0, 30.0
BROKEN = (aiohttp.ClientError, OSError)

# Slack's word for blocks that it refuses, also where it could not fetch a picture (slackapi/python-slack-sdk#1782).
REFUSED_BLOCKS = "invalid_blocks"

Answered = TypeVar("Answered")


def quiet() -> None:
    """Keep the libraries from writing requests (tokens, texts) to a log."""
    for name in ("slack_bolt", "slack_sdk"):
        library = logging.getLogger(name)
        library.setLevel(max(library.getEffectiveLevel(), logging.INFO))


class CallFailed(Exception):
    """An answer that Slack did not take; the text is its status, `says` what came back."""

    def __init__(self, status: int, retry_after: str = "", says: str = "") -> None:
        super().__init__(str(status))
        self.status = status
        self.says = says
        self.wait = float(retry_after or USUAL_PAUSE)


def is_about_blocks(error: Exception) -> bool:
    """Whether Slack refused a message for its blocks: without its picture it may be taken."""
    if isinstance(error, Refused):
        return error.reason == REFUSED_BLOCKS
    if isinstance(error, SlackApiError):
        return word_of(error) == REFUSED_BLOCKS
    return isinstance(error, CallFailed) and REFUSED_BLOCKS in error.says


def word_of(error: SlackApiError) -> str:
    """Return Slack's word for what went wrong, "" where something else than Slack's JSON came back."""
    content: Any = getattr(error.response, "data", None)
    return str(content.get("error") or "") if isinstance(content, dict) else ""


def status_of(error: SlackApiError) -> int:
    """Return the status of the answer, 0 where it is not known."""
    response: Any = error.response
    return int(getattr(response, "status_code", None) or getattr(response, "status", None) or 0)


def wait_of(error: SlackApiError, usual: float) -> float:
    """Return the seconds that Slack wants to be left alone, or as many as usual."""
    headers: Any = getattr(error.response, "headers", None) or {}
    return float(headers.get("Retry-After", usual))


async def patiently(call: Callable[[], Awaitable[Answered]], *, is_harmless: bool) -> Answered:
    """Make a call, and once more where Slack was busy, or where the connection broke and `is_harmless` permits it."""
    try:
        return await _timed(call)
    except (SlackApiError, CallFailed) as error:
        if (pause := _pause(error)) is None:
            raise
    except BROKEN:
        if not is_harmless:
            raise
        pause = 0.0
    await asyncio.sleep(min(pause, LONGEST_PAUSE))
    return await _timed(call)


async def _timed(call: Callable[[], Awaitable[Answered]]) -> Answered:
    async with asyncio.timeout(CALL_SECONDS):
        return await call()


def _pause(error: SlackApiError | CallFailed) -> float | None:
    """Return how long to wait before the same is tried again; None where that would be of no use."""
    status = error.status if isinstance(error, CallFailed) else status_of(error)
    if status != 429 and status < 500:
        return None
    return error.wait if isinstance(error, CallFailed) else wait_of(error, USUAL_PAUSE)
