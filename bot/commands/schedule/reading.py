"""Understands what moderators type for a schedule: pauses, holidays, topics."""

from __future__ import annotations

from bot.chat import UsageError
from bot.commands.reading.asking import Asking
from bot.commands.reading.names import topic_named
from bot.commands.reading.people import NONE
from bot.replies.schedule import refusals
from bot.schedule.calendar import UnknownRegionError, region_of
from bot.schedule.recurrence import pause_of
from bot.schedule.rule import Pause


def read_pauses(text: str, asking: Asking) -> tuple[Pause, ...]:
    """Read ranges of days with commas between them, or none."""
    try:
        return () if text.casefold() == NONE else tuple(pause_of(part) for part in text.split(","))
    except ValueError as error:
        raise UsageError(refusals.no_pause(asking.say, str(error).strip())) from None


def read_region(text: str, asking: Asking) -> str:
    """Read a country or a part of it, whose public holidays are left out; "" for none."""
    try:
        return "" if text.casefold() == NONE else region_of(text)
    except UnknownRegionError as error:
        raise UsageError(refusals.no_region(asking.say, text, error.parts)) from None


def read_topics(text: str, asking: Asking) -> tuple[str, ...]:
    """Read topics with commas between them, or none."""
    if text.casefold() == NONE:
        return ()
    return tuple(topic_named(part.strip(), asking.context).id for part in text.split(","))
