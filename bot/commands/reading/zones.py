"""Understands a time zone by its name, or by a city or country that keeps it."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.chat import UsageError
from bot.commands.context import Context
from bot.commands.reading.asking import MOST_ASKED, Asking, Completion, which
from bot.replies.moderation import community as replies
from bot.replies.schedule import refusals
from bot.schedule.cities import LARGEST
from bot.schedule.zones import MOST, find_zones, zone_label, zones_called, zones_like


def read_zone(text: str, asking: Asking) -> ZoneInfo:
    """Read a zone, or a city in it; UsageError with buttons when it may be one of several, or is half a name."""
    zones = zones_called(text)
    if len(zones) == 1:
        return ZoneInfo(zones[0])
    offered = [(zone_label(zone), zone) for zone in (zones or zones_like(text))[:MOST_ASKED]]
    if not offered:
        raise UsageError(asking.say(replies.NO_ZONE, text=text))
    question = refusals.which_zone if zones else refusals.zone_meant
    raise which(asking, question(asking.say, text, [label for label, _ in offered]), offered)


def complete_zone(context: Context, beginning: str) -> Completion:
    """Offer time zones by city, country or name; to who has typed nothing the present one, and large cities."""
    zones = find_zones(beginning) if beginning.strip() else (context.settings.zone, *LARGEST)
    return tuple((zone_label(zone), zone) for zone in dict.fromkeys(zones))[:MOST]
