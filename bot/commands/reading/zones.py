"""Understands a time zone by its name, or by a city or country that keeps it."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.chat import UsageError
from bot.commands.context import Context
from bot.commands.reading.asking import MOST_ASKED, Asking, Completion, which
from bot.replies.moderation import community as replies
from bot.replies.schedule import refusals
from bot.schedule.zones import find_zones, zone_label


def read_zone(text: str, asking: Asking) -> ZoneInfo:
    """Read a zone, or a city in it; UsageError with buttons when it may be one of several."""
    zones = find_zones(text)
    if not zones:
        raise UsageError(replies.no_zone(asking.say, text))
    if len(zones) > 1:
        offered = [(zone_label(zone), zone) for zone in zones[:MOST_ASKED]]
        raise which(asking, refusals.which_zone(asking.say, text, [label for label, _ in offered]), offered)
    return ZoneInfo(zones[0])


def complete_zone(context: Context, beginning: str) -> Completion:
    """Offer time zones by city, country or name."""
    return tuple((zone_label(zone), zone) for zone in find_zones(beginning or context.settings.zone))
