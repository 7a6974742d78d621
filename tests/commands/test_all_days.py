"""Days from the first of the calendar to its last, and what else may be written for one, break nothing anywhere."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, strategies as st

from bot.app import Bot
from bot.chat import Reply, UsageError
from bot.commands.kinds import Kind
from bot.commands.options import Option
from bot.commands.row import Command
from bot.commands.table import COMMANDS
from bot.facts.dates import exact, parse_date
from bot.facts.library import Library
from bot.replies.catalog import catalog
from bot.schedule.recurrence import gaps, moment_of, reason_against, runs
from bot.schedule.rule import Kind as Post, Rule
from tests.commands.asking import as_pupil, needed
from tests.saltmarsh import request

EDGES = (
    *("0001-01-01", "9999-12-31", "1 January 1", "31 December 9999", "1-9999", "99th century", "9990s", "0"),
    *("winter 9999", "9999999 years ago", "in 9999999 days", "99999-01-01", "0001-01-01..9999-12-31", "100 BC"),
)
TIMES = [
    (row, option)
    for row in COMMANDS
    for option in row.options
    if option.kind is Kind.TEXT and not option.choices and not option.hidden
]
DAY = timedelta(days=1)
# A local time of the first or the last day may be a moment of no day.
OURS = st.dates(date.min + DAY, date.max - DAY)


@pytest.mark.parametrize(("row", "option"), TIMES, ids=lambda each: each.name)
def test_an_edge_of_time_is_answered_or_refused_by_every_command(bot: Bot, row: Command, option: Option) -> None:
    for edge in EDGES:
        reply = bot.handle(request(row.name, {**needed(row), option.name: edge}, is_moderator=True))

        assert reply.form or reply.title or reply.text


@given(st.dates(), st.dates())
def test_a_timeline_of_any_time_holds_what_is_in_it(library: Library, one: date, other: date) -> None:
    first, last = sorted((one, other))
    page, span = library.timeline(first, last), parse_date(f"{first}/{last}")

    assert page.total == len(page.items)
    assert all(span.overlaps(event.date) for event in page.items)
    assert sum(library.spread(first, last)) <= page.total


@given(st.dates())
def test_every_day_is_shown_and_looked_up(shared_bot: Bot, day: date) -> None:
    for line in (f"/timeline {day}", f"/timeline {day.year:04}", f"/onthisday {day.day} {day:%B}"):
        reply: Reply = as_pupil(shared_bot, line)

        assert reply.title or reply.text.partition(": ")[2].startswith("nothing is recorded"), reply.text


@pytest.mark.parametrize("locale", ["en", "de", "fr", "ru", "uk", "ar", "fa", "th", "ka", "zh"])
@given(day=st.dates())
def test_every_day_is_written_in_every_language(locale: str, day: date) -> None:
    say = catalog(locale)

    assert all(
        (
            say.day(day),
            say.short_day(day),
            say.dated_day(day),
            say.month(day, with_year=True),
            say.date(exact(day)),
            say.span_of_year(day, day),
        )
    )


@given(OURS, st.times(), st.sampled_from(["Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Paris", "Asia/Kathmandu"]))
def test_a_schedule_has_a_moment_on_every_day_that_its_zone_has(day: date, at: time, zone: str) -> None:
    rule = Rule(Post.DAILY, at, zone, once=day)

    posts = [run.at for run in runs(rule, day)]
    assert posts == ([] if reason_against(rule, day) else [moment_of(day, at, zone)])
    assert len(gaps(rule, day, day + DAY)) == 1 - len(posts)


@given(st.dates(), st.sampled_from(["schedule skip", "daily"]))
def test_any_day_is_taken_or_refused_for_what_comes_on_days(shared_bot: Bot, day: date, name: str) -> None:
    row = next(row for row in COMMANDS if row.name == name)
    asked = request(name, {**needed(row), "date": day.isoformat()}, is_moderator=True)

    with suppress(UsageError):
        shared_bot.check(asked)


def test_the_last_moment_of_the_calendar_is_written_in_the_zone_of_its_day() -> None:
    at = datetime.combine(date.max, time(23, 59), tzinfo=moment_of(date(2026, 1, 1), time(), "UTC").tzinfo)

    assert "9999" in catalog("en").moment(at, "America/New_York")
