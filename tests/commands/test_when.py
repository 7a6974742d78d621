"""The times people type."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, strategies as st

from bot.commands.lookups.parts import period_name, period_text
from bot.commands.reading.dates import ALWAYS, DayOfYear, Order, Period, day_of_year, parse_period, parse_when
from bot.replies.catalog import catalog

TODAY = date(2026, 11, 29)


def period(first: str, last: str) -> Period:
    return Period(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2008", "2008-01-01", "2008-12-31"),
        ("in 2008", "2008-01-01", "2008-12-31"),
        ("1999-2004", "1999-01-01", "2004-12-31"),
        ("1999..2004", "1999-01-01", "2004-12-31"),
        ("1999 – 2004", "1999-01-01", "2004-12-31"),
        ("1999—2004", "1999-01-01", "2004-12-31"),
        ("1999 to 2004", "1999-01-01", "2004-12-31"),
        ("1989-91", "1989-01-01", "1991-12-31"),
        ("1990s", "1990-01-01", "1999-12-31"),
        ("the 1990's", "1990-01-01", "1999-12-31"),
        ("90s", "1990-01-01", "1999-12-31"),
        ("2008-08", "2008-08-01", "2008-08-31"),
        ("2000-01", "2000-01-01", "2000-01-31"),
        ("Aug 2008", "2008-08-01", "2008-08-31"),
        ("August, 2008", "2008-08-01", "2008-08-31"),
        ("2008 Aug.", "2008-08-01", "2008-08-31"),
        ("2008-08-08", "2008-08-08", "2008-08-08"),
        ("8 August 2008", "2008-08-08", "2008-08-08"),
        ("August 8th, 2008", "2008-08-08", "2008-08-08"),
        ("Aug 2008 to Feb 2009", "2008-08-01", "2009-02-28"),
        ("2008-08-07..2008-08-12", "2008-08-07", "2008-08-12"),
        ("1990s..2008", "1990-01-01", "2008-12-31"),
        ("988", "0988-01-01", "0988-12-31"),
        ("988-91", "0988-01-01", "0991-12-31"),
        ("988-991", "0988-01-01", "0991-12-31"),
        ("998-1002", "0998-01-01", "1002-12-31"),
        ("0050", "0050-01-01", "0050-12-31"),
        ("0000s", "0001-01-01", "0009-12-31"),
    ],
)
def test_a_period_is_understood(text: str, first: str, last: str) -> None:
    assert parse_period(text) == period(first, last)


@pytest.mark.parametrize("text", ["all", "ALL", "everything"])
def test_all_means_always(text: str) -> None:
    assert parse_period(text) == ALWAYS


@pytest.mark.parametrize("text", ["", "soon", "..", "4 April", "April", "x" * 101, "1 2 3 4 5 6 7 8 9 10 11 12 13"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError) as refused:  # noqa: PT011 - its text is what is looked at
        parse_period(text)

    assert str(refused.value) == text


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("4 April", (4, 4)),
        ("April 4", (4, 4)),
        ("4th of April", (4, 4)),
        ("apr 4th", (4, 4)),
        ("04-04", (4, 4)),
        ("29 Feb", (2, 29)),
        ("Feb. 29", (2, 29)),
        ("2024-02-29", (2, 29)),
        ("24 February 2022", (2, 24)),
        ("Sept 11", (9, 11)),
        ("28 July 988", (7, 28)),
        ("July 28, 988", (7, 28)),
        ("988-07-28", (7, 28)),
    ],
)
def test_a_day_of_the_year_is_understood(text: str, day: tuple[int, int]) -> None:
    assert day_of_year(parse_when(text, TODAY).when) == DayOfYear(*day)


@pytest.mark.parametrize("text", ["April", "2008"])
def test_what_is_longer_is_no_day(text: str) -> None:
    assert day_of_year(parse_when(text, TODAY).when) is None


@pytest.mark.parametrize("text", ["", "soon"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError) as refused:  # noqa: PT011 - its text is what is looked at
        parse_when(text, TODAY)

    assert str(refused.value) == text


@given(st.text(max_size=40) | st.from_regex(r"[0-9a-z .\-]{0,20}", fullmatch=True))
def test_no_text_breaks_the_reading_of_times(text: str) -> None:
    with suppress(ValueError):
        parse_when(text, TODAY, Order.DAY_FIRST)


@given(st.dates(), st.dates())
def test_a_range_of_days_is_itself(one: date, other: date) -> None:
    first, last = sorted((max(one, date(100, 1, 1)), max(other, date(100, 1, 1))))

    assert parse_period(f"{first}..{last}") == Period(first, last)


@given(st.dates(), st.dates(), st.sampled_from(["{0:04}", "{0:04}s", "{0:04}-{1:02}", "{0:04}-{1:02}-{2:02}"]))
def test_a_period_of_any_year_is_named_and_can_be_asked_for_again(one: date, other: date, written: str) -> None:
    start, end = sorted((one, other))
    for text in (
        written.format(start.year, start.month, start.day),
        f"{start.year:04}-{end.year:04}",
        f"{start}..{end}",
    ):
        read = parse_period(text)

        assert read.first <= start <= read.last
        assert parse_period(period_text(read)) == read
        # What begins with the calendar has no beginning, but for its first year.
        is_open = read.first == date.min and read.last.year > 1
        assert ("–" if is_open else str(read.first.year)) in period_name(read, catalog("en"))
