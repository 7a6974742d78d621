"""When rules post: over every zone, and both edges of daylight saving time."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from bot.chat import Channel
from bot.schedule.calendar import UnknownRegionError, holidays_in, regions_of
from bot.schedule.planner import GRACE, plan
from bot.schedule.reasons import Reason
from bot.schedule.recurrence import Gap, exists, gaps, moment_of, next_run, pause_of, runs
from bot.schedule.rule import Kind, Pause, Rule, Schedule
from bot.schedule.zones import find_zones

ZONES = sorted({zone for text in ("a", "e", "i", "o", "u", "y") for zone in find_zones(text)})
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
ROOM = Channel("discord", "school", "room")


@pytest.mark.parametrize(
    ("zone", "day", "at", "utc"),
    [
        ("America/New_York", "2026-03-08", "02:30", "2026-03-08T07:30"),
        ("America/New_York", "2026-11-01", "01:30", "2026-11-01T05:30"),
        ("Africa/Cairo", "2026-04-24", "00:30", "2026-04-23T22:30"),
        ("Africa/Cairo", "2026-10-29", "23:30", "2026-10-29T20:30"),
        ("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:45"),
        ("Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-04T14:45"),
        ("Africa/Casablanca", "2026-02-15", "02:30", "2026-02-15T01:30"),
        ("Africa/Casablanca", "2026-03-22", "02:30", "2026-03-22T02:30"),
        ("Antarctica/Troll", "2026-03-29", "02:00", "2026-03-29T02:00"),
        ("Antarctica/Troll", "2026-10-25", "02:30", "2026-10-25T00:30"),
        ("Pacific/Auckland", "2026-05-01", "09:00", "2026-04-30T21:00"),
    ],
)
def test_a_local_time_is_shifted_forward_by_a_gap_and_comes_once_in_a_fold(
    zone: str, day: str, at: str, utc: str
) -> None:
    found = moment_of(date.fromisoformat(day), time.fromisoformat(at), zone)

    assert found == datetime.fromisoformat(utc).replace(tzinfo=UTC)


def test_a_day_that_a_zone_left_out_has_no_post() -> None:
    rule = Rule(Kind.DAILY, time(9), "Pacific/Apia")

    days = [run.day.day for run in islice(runs(rule, date(2011, 12, 28)), 3)]

    assert days == [28, 29, 31]
    assert gaps(rule, date(2011, 12, 28), date(2012, 1, 1)) == (Gap(date(2011, 12, 30), Reason.NO_SUCH_DAY),)


@given(
    st.sampled_from(ZONES),
    st.times().map(lambda at: at.replace(second=0, microsecond=0, fold=0)),
    st.dates(date(1990, 1, 1), date(2037, 1, 1)).map(lambda day: datetime.combine(day, time(12), UTC)),
)
def test_in_every_zone_there_is_one_post_a_day_that_exists(zone: str, at: time, start: datetime) -> None:
    rule = Rule(Kind.DAILY, at, zone)

    run = next_run(rule, start)
    assert run
    after = next_run(rule, run.at)

    assert after
    assert start < run.at <= start + 2 * DAY + HOUR
    assert run.at < after.at
    assert all(not exists(run.day + number * DAY, zone) for number in range(1, (after.day - run.day).days))


@given(st.sampled_from(ZONES), st.dates(date(1990, 1, 1), date(2037, 1, 1)), st.times())
def test_a_local_time_that_exists_is_kept(zone: str, day: date, at: time) -> None:
    plain = at.replace(second=0, microsecond=0, fold=0)

    local = moment_of(day, plain, zone).astimezone(ZoneInfo(zone))

    # In a gap it is later, by the gap.
    assert local.replace(tzinfo=None, fold=0) >= datetime.combine(day, plain)


def test_holidays_pauses_and_weekdays_are_left_out() -> None:
    rule = Rule(
        Kind.DAILY,
        time(9),
        "Europe/Berlin",
        weekdays=(0, 1, 2, 3, 4),
        holidays="DE-BY",
        pauses=(Pause(date(2026, 12, 28), date(2027, 1, 5)),),
    )

    days = [run.day.isoformat() for run in islice(runs(rule, date(2026, 12, 23)), 4)]

    # 25 December and 6 January, Epiphany, are holidays in Bavaria.
    assert days == ["2026-12-23", "2026-12-24", "2027-01-07", "2027-01-08"]


def test_a_rule_that_leaves_out_every_day_has_no_next_post() -> None:
    rule = Rule(Kind.DAILY, time(9), "UTC", pauses=(Pause(date.min, date.max),))

    assert next_run(rule, datetime(2026, 1, 1, tzinfo=UTC)) is None


@pytest.mark.parametrize("text", ["", "soon", "2026-02-30", "2026-05-02..2026-05-01", "2026-05-01.."])
def test_what_is_no_pause_is_refused(text: str) -> None:
    with pytest.raises(ValueError) as refused:  # noqa: PT011 - its text is what is looked at
        pause_of(text)

    assert str(refused.value) == text


def test_a_region_is_known_in_any_case_and_an_unknown_one_is_refused() -> None:
    assert regions_of("de-by") == ("DE-BY",)
    assert date(2026, 1, 6) in holidays_in("DE-BY", 2026)
    with pytest.raises(UnknownRegionError):
        regions_of("DE-XX")


@given(st.integers(0, 40), st.integers(0, 23))
def test_a_plan_posts_at_most_the_latest_and_records_each_missed_day(days: int, hours: int) -> None:
    first = datetime(2026, 5, 1, 9, tzinfo=UTC)
    schedule = Schedule(1, ROOM, Rule(Kind.DAILY, time(9), "UTC"), next_day=first.date(), next_at=first)
    now = first + days * DAY + hours * HOUR

    made = plan(schedule, now)

    assert (made.run is not None) == (hours * HOUR <= GRACE)
    assert len(made.skipped) == days + (made.run is None)
    assert made.following
    assert made.following.at > now
