"""`dateline schedule simulate`: what a schedule would post when, over clock changes and holidays."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Set
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, time
from itertools import takewhile
from zoneinfo import ZoneInfo

from bot import clock
from bot.arguments import Argument, Commands, argument, command, group
from bot.chat import NOWHERE, Channel, Request, UsageError, User
from bot.commands.context import Context
from bot.commands.options import Option
from bot.commands.reading.asking import Asking
from bot.commands.reading.days import read_date
from bot.commands.row import Command
from bot.commands.schedule.setup import changed, daily, question
from bot.commands.typed import check_options
from bot.community import Settings
from bot.facts.library import Library
from bot.posts import compose, topic_of
from bot.replies.catalog import catalog
from bot.replies.lookups.facts import title_of
from bot.replies.schedule.history import REASONS
from bot.schedule.reasons import Reason
from bot.schedule.recurrence import DAY, Run, gaps, runs
from bot.schedule.rule import Kind, Rule, Schedule

Open = Callable[[], AbstractContextManager[Library]]
PROBLEM = 2
# What can be simulated; and options of its command that make no difference to it.
KINDS: Mapping[str, Command] = {Kind.DAILY.value: daily, Kind.QUESTION.value: question}
ELSEWHERE = ("channel", "approval", "policy", "language")
OPTIONS = {option.name: option for row in KINDS.values() for option in row.options if option.name not in ELSEWHERE}
SHORTER = {"skip_holidays": ("--holidays",), "pauses": ("--pause",)}
DEFAULTS = {"time": "09:00", "zone": "Europe/Paris"}
HERE, HERE_USER = Channel("console", "console", "here"), User("console", "console", "here")
# A day, a time, and a zone's short name, of which most have three or four letters.
LOCAL = 25


def add(commands: Commands, library: Open) -> None:
    """Add the `schedule` commands to the command line; `library` opens the packs."""
    command(
        group(commands, "schedule", "try out what a schedule would post"),
        "simulate",
        "print what would be posted when; nothing is stored",
        lambda options: simulate(options, library),
        argument("--days", type=int, default=400, help="how many days (400)"),
        argument("--kind", choices=tuple(KINDS), default=Kind.DAILY.value),
        argument("--from", dest="start", default="today", help="the first day, as 2026-05-01 or tomorrow"),
        *map(_argument, OPTIONS.values()),
    )


def _argument(option: Option) -> Argument:
    default = DEFAULTS.get(option.name, "")
    names = (f"--{option.name}", *SHORTER.get(option.name, ()))
    help = f"{option.help} ({default})" if default else option.help
    return argument(*names, dest=option.name, default=default, help=help)


def simulate(options: argparse.Namespace, library: Open) -> int:
    """Print a calendar and a line for each day; return 2 after printing what is wrong with the options."""
    with library() as opened:
        try:
            rule, first = _rule_and_first(options, opened)
        except UsageError as error:
            print(error.text, file=sys.stderr)
            return PROBLEM
        print(calendar_of(rule, first.date(), options.days))
        for line in lines(rule, first, options.days, opened):
            print(line)
    return 0


def lines(rule: Rule, first: datetime, days: int, library: Library) -> Iterator[str]:
    """Yield a line for each day: when it posts, in local time and UTC, and what; or why it does not."""
    start, end = first.date(), first.date() + days * DAY
    told: dict[str, frozenset[str]] = {}
    posts = takewhile(lambda run: run.day < end, runs(rule, start))
    by_day = {run.day: _posted(rule, run, library, told) for run in posts}
    by_day |= {gap.day: f"{gap.day:%a %Y-%m-%d}  {_nothing(gap.reason)}" for gap in gaps(rule, start, end)}
    return (by_day[day] for day in sorted(by_day))


def calendar_of(rule: Rule, first: date, days: int) -> str:
    """Return a calendar, a line a week: the numbers of days with a post, and a point for each without."""
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
    before = told.get(topic, frozenset())
    composed = compose(Schedule(1, HERE, rule), run, library, catalog(""), before)
    local = run.at.astimezone(ZoneInfo(rule.zone))
    moments = f"{local:%a %Y-%m-%d %H:%M} {local:%Z}".ljust(LOCAL) + f"  {run.at:%Y-%m-%d %H:%M} UTC"
    if composed is None:
        return f"{moments}  {_nothing(Reason.NOTHING)}"
    told[topic] = frozenset(composed.facts) | (frozenset() if composed.starts_over else before)
    titles = [title_of(library, id) for id in composed.facts]
    return f"{moments}  {composed.reply.text if rule.kind is Kind.QUESTION else ' · '.join(titles)}"


def _nothing(reason: str) -> str:
    return f"nothing: {REASONS[reason]}"


def _rule_and_first(options: argparse.Namespace, library: Library) -> tuple[Rule, datetime]:
    """Return the rule and its first moment, read from the options as `/schedule daily` or `question` reads them."""
    now, say, row = clock.now(), catalog(""), KINDS[options.kind]
    texts = {name: text for name, text in vars(options).items() if name in OPTIONS and text}
    request = Request(HERE_USER, HERE, row.name, now, check_options(texts, row, say))
    context = Context(library, say, Settings(), NOWHERE, row.name, now.date(), is_moderator=True, whole=False)
    first = read_date(options.start, Asking("from", request, context))
    start = now if first == now.date() else datetime.combine(first, time(), UTC)
    return changed(Rule(Kind(options.kind), time(), DEFAULTS["zone"]), row.read(request, context)), start
