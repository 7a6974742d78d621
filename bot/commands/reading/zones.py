"""Understands a time zone by its name, or by a city or country that keeps it."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.chat import ACTION_LIMIT, Choice, UsageError, action_of
from bot.commands.context import Context
from bot.commands.reading.asking import Asking, Completion
from bot.replies.moderation import community as replies
from bot.replies.schedule import refusals
from bot.schedule.zones import find_zones

# A message asks "which one?" with so many buttons: one row of them.
MOST_ASKED = 5


def read_zone(text: str, asking: Asking) -> ZoneInfo:
    """Read a zone, or a city in it; UsageError with buttons when it may be one of several."""
    zones = find_zones(text)
    if not zones:
        raise UsageError(replies.no_zone(asking.say, text))
    if len(zones) > 1:
        given, offered = asking.request.options, zones[:MOST_ASKED]
        actions = [action_of(asking.request.command, **{**given, asking.name: zone}) for zone in offered]
        # What was typed so far may be too long for a button.
        fits = all(len(action) <= ACTION_LIMIT for action in actions)
        choices = tuple(map(Choice, offered, actions)) if fits else ()
        raise UsageError(refusals.which_zone(asking.say, text, offered), choices)
    return ZoneInfo(zones[0])


def complete_zone(context: Context, beginning: str) -> Completion:
    """Offer time zones by city, country or name."""
    return tuple((zone.replace("_", " "), zone) for zone in find_zones(beginning or context.settings.zone))
