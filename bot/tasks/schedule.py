"""`dateline schedule simulate`: what a schedule would post when, over clock changes and holidays."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Set
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from itertools import takewhile
from zoneinfo import ZoneInfo

from bot import clock
from bot.chat import Channel
from bot.facts.library import Library
from bot.posts import compose, topic_of
from bot.replies.catalog import catalog
from bot.replies.schedule.history import REASONS
from bot.schedule.calendar import UnknownRegionError, region_of
from bot.schedule.reasons import Reason
from bot.schedule.recurrence import DAY, Run, gaps, pause_of, runs
from bot.schedule.rule import Empty, Kind, Rule, Schedule
from bot.schedule.words import time_of, weekdays_of
from bot.schedule.zones import zones_called, zones_like

Open = Callable[[], AbstractContextManager[Library]]
PROBLEM = 2
# A day, a time, and a zone's short name, of which most have three or four letters.
LOCAL = 25


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser], library: Open) -> None:
    """Add the `schedule` commands to the command line; `library` opens the packs."""
    schedule = commands.add_parser("schedule", help="try out what a schedule would post")
    actions = schedule.add_subparsers(required=True, metavar="ACTION")
    simulating = actions.add_parser("simulate", help="print what would be posted when; nothing is stored")
    simulating.add_argument("--days", type=int, default=400, help="how many days (400)")
    simulating.add_argument("--kind", choices=("daily", "question"), default="daily")
    simulating.add_argument("--time", default="09:00", help="the local time, as 9, 09:30 or 9 pm (09:00)")
    simulating.add_argument("--zone", default="Europe/Paris", help="a time zone, or a city in it (Paris)")
    simulating.add_argument(
        "--holidays", "--skip_holidays", default="", help="leave out the holidays of a place, as Bavaria"
    )
    simulating.add_argument("--weekdays", default="all", help="on which days, as mon-fri or every weekday (all)")
    simulating.add_argument("--pause", action="append", default=[], help="leave out 2026-12-20..2027-01-06; repeatable")
    simulating.add_argument("--nearest", action="store_true", help="on a day without a fact, tell of the nearest day")
    simulating.add_argument("--from", dest="start", default="", help="the first day, as 2026-05-01; else today")
    simulating.set_defaults(task=lambda options: simulate(options, library))


def simulate(options: argparse.Namespace, library: Open) -> int:
    """Print a line a day; 2 when the options cannot be understood."""
    try:
        rule, first = _rule(options), _start(options)
    except UnknownRegionError as error:
        print(f"no holidays are known of {error.code}", file=sys.stderr)
        return PROBLEM
    except ValueError as error:
        print(f"cannot be understood: {error}", file=sys.stderr)
        return PROBLEM
    with library() as opened:
        print(calendar_of(rule, first.date(), options.days))
        for line in lines(rule, first, options.days, opened):
            print(line)
    return 0


def lines(rule: Rule, first: datetime, days: int, library: Library) -> Iterator[str]:
    """Return what happens on each day: when it posts in local time and UTC, and what; or why it does not."""
    start, end = first.date(), first.date() + days * DAY
    told: dict[str, frozenset[str]] = {}
    happens = {
        run.day: _posted(rule, run, library, told) for run in takewhile(lambda r: r.day < end, runs(rule, start))
    }
    happens |= {gap.day: f"{gap.day:%a %Y-%m-%d}  {_nothing(gap.reason)}" for gap in gaps(rule, start, end)}
    return (happens[day] for day in sorted(happens))


def calendar_of(rule: Rule, first: date, days: int) -> str:
    """Return a calendar, a line a week: the number of each day with a post, and a point for one without."""
    posts = {run.day for run in takewhile(lambda run: run.day < first + days * DAY, runs(rule, first))}
    monday = first - first.weekday() * DAY
    weeks = (first - monday).days + days
    rows = (_week(monday + number * DAY, first, days, posts) for number in range(0, weeks, 7))
    return "\n".join((f"{'':9}Mo Tu We Th Fr Sa Su", *rows, ""))


def _week(monday: date, first: date, days: int, posts: Set[date]) -> str:
    week = [monday + number * DAY for number in range(7)]
    cells = ((f"{day.day:2}" if day in posts else " ·") if first <= day < first + days * DAY else "  " for day in week)
    return f"{monday:%b %Y} {' '.join(cells)}".rstrip()


def _posted(rule: Rule, run: Run, library: Library, told: dict[str, frozenset[str]]) -> str:
    topic = topic_of(rule, run.day)
    schedule = Schedule(1, Channel("console", "console", "here"), rule)
    composed = compose(schedule, run, library, catalog(""), told.get(topic, frozenset()))
    local = run.at.astimezone(ZoneInfo(rule.zone))
    moments = f"{local:%a %Y-%m-%d %H:%M} {local:%Z}".ljust(LOCAL) + f"  {run.at:%Y-%m-%d %H:%M} UTC"
    if composed is None:
        return f"{moments}  {_nothing(Reason.NOTHING)}"
    told[topic] = frozenset(composed.facts) | (frozenset() if composed.starts_over else told.get(topic, frozenset()))
    return f"{moments}  {', '.join(composed.facts)}"


def _nothing(reason: str) -> str:
    return f"nothing: {REASONS[reason]}"


def _rule(options: argparse.Namespace) -> Rule:
    zones = zones_called(options.zone)
    if len(zones) != 1:
        near = zones or zones_like(options.zone)
        raise ValueError(f"{options.zone} (may be {', '.join(near[:5])})" if near else options.zone)
    return Rule(
        Kind(options.kind),
        time_of(options.time),
        zones[0],
        weekdays=weekdays_of(options.weekdays),
        pauses=tuple(pause_of(text) for text in options.pause),
        holidays=region_of(options.holidays) if options.holidays else "",
        empty=Empty.NEAREST if options.nearest else Empty.SKIP,
    )


def _start(options: argparse.Namespace) -> datetime:
    if not options.start:
        return clock.now()
    return datetime.fromisoformat(options.start).replace(tzinfo=UTC)
