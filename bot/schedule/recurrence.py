"""When a rule posts: its local days and times, as moments.

A local time that a zone skips is shifted forward by the gap; of a local time that comes twice, the first is taken (as
https://peps.python.org/pep-0495/ defines both for fold=0). On a day that a zone skips there is no post.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib import import_module
from itertools import takewhile
from pathlib import Path
from zoneinfo import TZPATH, ZoneInfo

from bot.frozen import Frozen
from bot.schedule.calendar import holidays_in
from bot.schedule.reasons import Reason
from bot.schedule.rule import Pause, Rule

DAY = timedelta(days=1)
# How many days ahead a post is looked for: a rule may never post again, as when all its days lie in pauses.
HORIZON = 800


class Run(Frozen, frozen=True):
    """One post of a rule: its local day, and the moment, aware and in UTC."""

    day: date
    at: datetime


class Gap(Frozen, frozen=True):
    """A day on which a rule does not post although it is one of its weekdays, and why."""

    day: date
    reason: Reason


def moment_of(day: date, at: time, zone: str) -> datetime:
    """Return the moment of a local time, aware and in UTC."""
    return datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)


def exists(day: date, zone: str) -> bool:
    """Whether a zone has this day: Samoa went from 29 to 31 December 2011."""
    return moment_of(day, time(), zone).astimezone(ZoneInfo(zone)).date() == day


def next_run(rule: Rule, after: datetime) -> Run | None:
    """Return the first post later than a moment, None when there is none within two years."""
    start = after.astimezone(ZoneInfo(rule.zone)).date() - DAY
    return next((run for run in runs(rule, start) if run.at > after), None)


def runs(rule: Rule, start: date) -> Iterator[Run]:
    """Return the posts from a local day on, in order, as far as the horizon."""
    days = (rule.once,) if rule.once else (start + number * DAY for number in range(HORIZON))
    for day in days:
        if day.weekday() in rule.weekdays and not reason_against(rule, day):
            yield Run(day, moment_of(day, rule.at, rule.zone))


def gaps(rule: Rule, first: date, before: date) -> tuple[Gap, ...]:
    """Return the days with `first` ≤ day < `before` on which a pause, a holiday or the zone prevents a post."""
    days = (first + number * DAY for number in range((before - first).days))
    reasons = ((day, reason_against(rule, day)) for day in days if day.weekday() in rule.weekdays)
    return tuple(Gap(day, reason) for day, reason in reasons if reason)


def reason_against(rule: Rule, day: date) -> Reason | None:
    """Return why a rule does not post on a day, one of its weekdays; None when it does."""
    if any(pause.first <= day <= pause.last for pause in rule.pauses):
        return Reason.PAUSE
    if rule.holidays and day in holidays_in(rule.holidays, day.year):
        return Reason.HOLIDAY
    return None if exists(day, rule.zone) else Reason.NO_SUCH_DAY


def due(rule: Rule, first: date, now: datetime) -> tuple[Run, ...]:
    """Return the posts from a day on whose time has come."""
    return tuple(takewhile(lambda run: run.at <= now, runs(rule, first)))


def pause_of(text: str) -> Pause:
    """Read `2026-12-20..2027-01-06`, or a single day; ValueError with the text when it is neither."""
    first, dots, last = (part.strip() for part in text.partition(".."))
    try:
        pause = Pause(date.fromisoformat(first), date.fromisoformat(last if dots else first))
    except ValueError:
        raise ValueError(text) from None
    if pause.last < pause.first:
        raise ValueError(text)
    return pause


@cache
def zones_version() -> str:
    """Return the release of the tz database that `zoneinfo` reads: the system's, or else the package's."""
    for folder in TZPATH:
        file = Path(folder) / "tzdata.zi"
        if file.exists():
            with file.open(encoding="utf-8") as lines:
                return lines.readline().rpartition(" ")[2].strip()
    return str(import_module("tzdata").IANA_VERSION)
