"""Reads what moderators type for a schedule: pauses, holidays, topics."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.chat import UsageError
from bot.commands.context import Context
from bot.commands.places import NONE
from bot.commands.reading.asking import MOST_ASKED, MOST_CHOICES, Asking, Completion, which
from bot.commands.reading.completions import listed
from bot.commands.reading.dates import parse_period
from bot.commands.reading.names import complete_topic, topic_named
from bot.replies.catalog import Catalog
from bot.replies.schedule import refusals
from bot.replies.schedule.schedules import region_name
from bot.schedule.calendar import UnknownRegionError, regions_beginning, regions_in, regions_of
from bot.schedule.recurrence import pause_of
from bot.schedule.rule import Pause

# Offered to those who have typed nothing, after the regions in the community's zone.
LARGE = ("US", "GB", "DE", "FR", "IT", "ES", "PL", "UA", "CA", "AU", "IN", "JP", "BR", "MX", "TR", "NL", "AT", "CH")


def read_pauses(text: str, asking: Asking) -> tuple[Pause, ...]:
    """Read days and ranges of days, `2026-12-20..2027-01-06`, `20 Dec 2026 to 6 Jan 2027`, or none."""
    try:
        return () if text.casefold() == NONE else tuple(_pause(part.strip()) for part in text.split(","))
    except ValueError as error:
        raise UsageError(asking.say(refusals.NO_PAUSE, text=str(error).strip())) from None


def _pause(text: str) -> Pause:
    try:
        return pause_of(text)
    except ValueError:
        # Two dots are our own notation, and mean exactly what they say.
        if ".." in text:
            raise
        period = parse_period(text)
        return Pause(period.first, period.last)


def read_region(text: str, asking: Asking) -> str:
    """Read a country or a part of one, "" for none; UsageError for an unknown one, or one that asks which is meant."""
    if text.casefold() == NONE:
        return ""
    try:
        regions = regions_of(text)
    except UnknownRegionError as error:
        near = () if error.parts else regions_beginning(text, MOST_ASKED)
        if near:
            raise _which(asking, refusals.region_meant, text, near) from None
        raise UsageError(refusals.no_region(asking.say, text, error.parts)) from None
    if len(regions) > 1:
        raise _which(asking, refusals.which_region, text, regions)
    return regions[0]


def _which(
    asking: Asking, ask: Callable[[Catalog, str, Sequence[str]], str], text: str, codes: Sequence[str]
) -> UsageError:
    labels = tuple((region_name(asking.say, code), code) for code in codes[:MOST_ASKED])
    return which(asking, ask(asking.say, text, [label for label, _ in labels]), labels)


def complete_region(context: Context, beginning: str) -> Completion:
    """Offer countries and their parts whose holidays are known; before anything is typed, those nearby."""
    codes = regions_beginning(beginning, MOST_CHOICES) if beginning.strip() else _near(context)
    return tuple((f"{region_name(context.say, code)} ({code})", code) for code in codes)


def _near(context: Context) -> Sequence[str]:
    """Return the regions in the community's zone, and then large countries."""
    return tuple(dict.fromkeys((*regions_in(context.settings.zone), *LARGE)))[:MOST_CHOICES]


complete_topics = listed(complete_topic)


def read_topics(text: str, asking: Asking) -> tuple[str, ...]:
    """Read topics with commas between them, or none."""
    if text.casefold() == NONE:
        return ()
    return tuple(topic_named(part.strip(), asking.context).id for part in text.split(","))
