"""Reads what moderators type for a schedule: times, days of the week, pauses, holidays, topics, channels."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, time

from bot.chat import Channel, Request, UsageError
from bot.commands.context import Context
from bot.commands.lookups.timeline import topic_of
from bot.commands.row import button
from bot.replies.catalog import languages
from bot.replies.moderation import community as community_words
from bot.replies.schedule import refusals
from bot.schedule.calendar import UnknownRegionError, region_of
from bot.schedule.recurrence import pause_of
from bot.schedule.rule import EVERY_DAY, Empty, Policy, Rule
from bot.schedule.zones import find_zones

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NAMED_DAYS = {"all": EVERY_DAY, "daily": EVERY_DAY, "weekdays": EVERY_DAY[:5], "weekends": EVERY_DAY[5:]}
NONE = "none"
MOST_ASKED = 5
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3])[:.h]([0-5][0-9])")
_TWELVE = re.compile(r"(1[0-2]|0?[1-9])(?:[:.]([0-5][0-9]))? ?([ap])\.?m\.?")


def read_rule(rule: Rule, request: Request, context: Context) -> Rule:
    """Return a rule with what was given; UsageError says what cannot be understood, and what to write instead."""
    for name, read in _READERS.items():
        if value := request.options.get(name):
            rule = read(rule, value, context)
    return rule


def channel_id(request: Request, option: str = "channel") -> str:
    """Return the id of the channel that was given, or of the one that was asked in."""
    return request.options.get(option, "").lstrip("#") or request.channel.id


def target(request: Request) -> Channel:
    """Return the channel that was given, or the one that was asked in."""
    return replace(request.channel, id=channel_id(request))


def other_target(request: Request) -> Channel | None:
    """Return the channel that was given, None when none was."""
    return target(request) if request.options.get("channel") else None


def read_time(text: str, context: Context) -> time:
    """Read `09:00`, `9.30`, `21h15`, `9 am`."""
    plain = text.strip().casefold()
    if match := _CLOCK.fullmatch(plain):
        return time(int(match[1]), int(match[2]))
    if match := _TWELVE.fullmatch(plain):
        return time(int(match[1]) % 12 + (12 if match[3] == "p" else 0), int(match[2] or 0))
    raise UsageError(refusals.no_time(context.say, text))


def read_zone(text: str, context: Context, command: str, given: Mapping[str, str]) -> str:
    """Read a zone, or a city in it; UsageError with buttons when it may be one of several."""
    found = find_zones(text)
    if not found:
        raise UsageError(community_words.no_zone(context.say, text))
    if len(found) > 1:
        asked = [(zone, {**given, "zone": zone}) for zone in found[:MOST_ASKED]]
        # What was typed so far may be too long for a button.
        short = all(len(str(options)) < 60 for _, options in asked)
        choices = tuple(button(zone, command, **options) for zone, options in asked) if short else ()
        raise UsageError(refusals.which_zone(context.say, text, found[:MOST_ASKED]), choices)
    return found[0]


def read_date(text: str, context: Context) -> date:
    """Read `2026-05-01`."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise UsageError(refusals.no_date(context.say, text)) from None


def _weekdays(rule: Rule, text: str, context: Context) -> Rule:
    found: set[int] = set()
    for part in re.split(r"[,\s]+", text.casefold().strip()):
        found.update(_days_of(part, text, context))
    return replace(rule, weekdays=tuple(sorted(found)))


def _days_of(part: str, text: str, context: Context) -> tuple[int, ...]:
    if part in NAMED_DAYS:
        return NAMED_DAYS[part]
    first, dash, last = part.partition("-")
    start, end = first[:3], (last if dash else first)[:3]
    if start not in DAYS or end not in DAYS:
        raise UsageError(refusals.no_weekdays(context.say, text))
    return tuple((DAYS.index(start) + number) % 7 for number in range((DAYS.index(end) - DAYS.index(start)) % 7 + 1))


def _pauses(rule: Rule, text: str, context: Context) -> Rule:
    if text.casefold() == NONE:
        return replace(rule, pauses=())
    try:
        return replace(rule, pauses=tuple(pause_of(part) for part in text.split(",")))
    except ValueError as error:
        raise UsageError(refusals.no_pause(context.say, str(error).strip())) from None


def _holidays(rule: Rule, text: str, context: Context) -> Rule:
    if text.casefold() == NONE:
        return replace(rule, holidays="")
    try:
        return replace(rule, holidays=region_of(text))
    except UnknownRegionError as error:
        raise UsageError(refusals.no_region(context.say, text, error.parts)) from None


def _topics(rule: Rule, text: str, context: Context) -> Rule:
    if text.casefold() == NONE:
        return replace(rule, topics=())
    return replace(rule, topics=tuple(topic_of(part.strip(), context)[0] for part in text.split(",")))


def _language(rule: Rule, text: str, context: Context) -> Rule:
    if text.casefold() not in languages():
        raise UsageError(community_words.no_language(context.say, text, languages()))
    return replace(rule, language=text.casefold())


def _approval(rule: Rule, text: str, context: Context) -> Rule:
    return replace(rule, approval="" if text.casefold() == NONE else text.lstrip("#"))


_READERS: Mapping[str, Callable[[Rule, str, Context], Rule]] = {
    "weekdays": _weekdays,
    "pauses": _pauses,
    "skip_holidays": _holidays,
    "topics": _topics,
    "language": _language,
    "approval": _approval,
    "count": lambda rule, value, context: replace(rule, count=int(value)),
    "grave": lambda rule, value, context: replace(rule, grave=value == "yes"),
    "empty": lambda rule, value, context: replace(rule, empty=Empty(value)),
    "policy": lambda rule, value, context: replace(rule, policy=Policy(value)),
    "reveal": lambda rule, value, context: replace(rule, reveal=int(value)),
}
