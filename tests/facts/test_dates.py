"""Historical dates say how precisely something is known."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, strategies as st

from bot.facts.dates import Precision, exact, parse_date


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2008", date(2008, 1, 1), date(2008, 12, 31), Precision.YEAR),
        ("2008-02", date(2008, 2, 1), date(2008, 2, 29), Precision.MONTH),
        ("2008-08-08", date(2008, 8, 8), date(2008, 8, 8), Precision.DAY),
        ("199X", date(1990, 1, 1), date(1999, 12, 31), Precision.DECADE),
        ("2008-08-07/2008-08-12", date(2008, 8, 7), date(2008, 8, 12), Precision.DAY),
        ("1989/1991-12-26", date(1989, 1, 1), date(1991, 12, 26), Precision.YEAR),
    ],
)
def test_a_date_spans_every_day_it_may_be(text: str, first: date, last: date, precision: Precision) -> None:
    when = parse_date(text)

    assert (when.first, when.last, when.precision) == (first, last, precision)


@pytest.mark.parametrize(
    ("text", "approximate", "uncertain"), [("1990-02~", True, False), ("1990?", False, True), ("1990%", True, True)]
)
def test_a_qualifier_says_how_sure_it_is(text: str, approximate: bool, uncertain: bool) -> None:
    when = parse_date(text)

    assert (when.is_approximate, when.is_uncertain) == (approximate, uncertain)
    assert not when.is_exact_day


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("2008-02-30", "2008-02 has 29 days"),
        ("2008-13", "months go from 01 to 12"),
        ("2009/2008", "ends before it starts"),
        ("yesterday", "is not a date"),
        ("08.08.2008", "write 2008-08-08"),
        ("20/07/1969", "write 1969-07-20"),
        ("4/7/1969", "write 1969-07-04 or 1969-04-07"),
        ("1969/07/20", "write 1969-07-20"),
        ("20 July 1969", "write 1969-07-20"),
        ("Jul. 20, 1969", "write 1969-07-20"),
        ("31/31/1969", "is not a date"),
        ("000X", "the first year is 0001"),
        ("", "is not a date"),
        ("٢٠٠٨", "is not a date"),
    ],
)
def test_an_impossible_date_is_refused_with_what_to_write_instead(text: str, hint: str) -> None:
    with pytest.raises(ValueError, match=hint):
        parse_date(text)


@given(st.text(max_size=25))
def test_no_text_breaks_the_reading_of_dates(text: str) -> None:
    with suppress(ValueError):
        assert parse_date(text).first <= parse_date(text).last


@given(st.dates())
def test_every_day_of_the_calendar_can_be_written_and_read(day: date) -> None:
    assert parse_date(day.isoformat()) == exact(day)


@given(st.dates(), st.dates())
def test_an_interval_overlaps_the_days_in_it_and_no_others(start: date, end: date) -> None:
    first, last = sorted((start, end))
    when = parse_date(f"{first}/{last}")

    assert when.overlaps(exact(start))
    assert when.overlaps(exact(end))
    assert not exact(date.min).overlaps(when) or first == date.min
