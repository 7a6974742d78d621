"""Dates as people write them: one parser for all who ask."""

from __future__ import annotations

import itertools
from calendar import monthrange
from contextlib import nullcontext, suppress
from datetime import date

import pytest
from hypothesis import given, strategies as st

from bot.commands.reading.date_tokens import MOST_TOKENS, tokens_of
from bot.commands.reading.dates import (
    DayOfYear,
    MonthOfYear,
    NoSuchDateError,
    Order,
    Period,
    TwoWaysError,
    find_when,
    parse_when,
)
from bot.commands.reading.days import day_of
from bot.commands.reading.written import order_of, when_name, when_text
from bot.facts import cldr
from bot.replies.catalog import catalog

TODAY = date(2026, 11, 28)
MAX = "9999-12-31"
MIN = "0001-01-01"


def period(first: str, last: str) -> Period:
    return Period(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("08.08.2008", "2008-08-08", "2008-08-08"),
        ("8/8/2008", "2008-08-08", "2008-08-08"),
        ("8/13/2008", "2008-08-13", "2008-08-13"),
        ("13/8/2008", "2008-08-13", "2008-08-13"),
        ("3.4.2008", "2008-04-03", "2008-04-03"),
        ("8 8 2008", "2008-08-08", "2008-08-08"),
        ("2008/08/08", "2008-08-08", "2008-08-08"),
        ("2008.8.8", "2008-08-08", "2008-08-08"),
        ("20080808", "2008-08-08", "2008-08-08"),
        ("8-Aug-2008", "2008-08-08", "2008-08-08"),
        ("08.08.08", "2008-08-08", "2008-08-08"),
        ("9.11.89", "1989-11-09", "1989-11-09"),
        ("24 Feb '22", "2022-02-24", "2022-02-24"),
        ("Friday, 8 August 2008", "2008-08-08", "2008-08-08"),
        ("the 8th of August 2008", "2008-08-08", "2008-08-08"),
        ("on April the 4th, 1949", "1949-04-04", "1949-04-04"),
        ("24 февраля 2022", "2022-02-24", "2022-02-24"),
        ("24 лютого 2022 року", "2022-02-24", "2022-02-24"),
        ("4. März 1949", "1949-03-04", "1949-03-04"),
        ("le 4 avril 1949", "1949-04-04", "1949-04-04"),
        ("４ April １９４９", "1949-04-04", "1949-04-04"),
        ("08/2008", "2008-08-01", "2008-08-31"),
        ("8.2008", "2008-08-01", "2008-08-31"),
        ("2008/8", "2008-08-01", "2008-08-31"),
        ("в августе 2008 года", "2008-08-01", "2008-08-31"),
        ("у серпні 2008", "2008-08-01", "2008-08-31"),
        ("Feb '22", "2022-02-01", "2022-02-28"),
        ("the year 2008", "2008-01-01", "2008-12-31"),
        ("2008 год", "2008-01-01", "2008-12-31"),
        ("'89", "1989-01-01", "1989-12-31"),
        ("4–11 February 1945", "1945-02-04", "1945-02-11"),
        ("4 - 11 Feb 1945", "1945-02-04", "1945-02-11"),
        ("between 4 and 11 February 1945", "1945-02-04", "1945-02-11"),
        ("Feb 4-11, 1945", "1945-02-04", "1945-02-11"),
        ("4.-11.2.1945", "1945-02-04", "1945-02-11"),
        ("7.8.-12.8.2008", "2008-08-07", "2008-08-12"),
        ("4 February – 11 March 1945", "1945-02-04", "1945-03-11"),
        ("Feb 4 to Mar 11 1945", "1945-02-04", "1945-03-11"),
        ("Aug-Dec 1991", "1991-08-01", "1991-12-31"),
        ("1.1.2008-31.12.2008", "2008-01-01", "2008-12-31"),
        ("2008-08-07/2008-08-12", "2008-08-07", "2008-08-12"),
        ("2010-2008", "2008-01-01", "2010-12-31"),
        ("from 1989 to 1991", "1989-01-01", "1991-12-31"),
        ("с 1989 по 1991", "1989-01-01", "1991-12-31"),
        ("1989/90", "1989-01-01", "1990-12-31"),
        ("'90s", "1990-01-01", "1999-12-31"),
        ("the nineties", "1990-01-01", "1999-12-31"),
        ("1980-е", "1980-01-01", "1989-12-31"),
        ("80er", "1980-01-01", "1989-12-31"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("early 1990s", "1990-01-01", "1993-12-31"),
        ("mid-1990s", "1994-01-01", "1996-12-31"),
        ("late 1990s", "1997-01-01", "1999-12-31"),
        ("early 2008", "2008-01-01", "2008-04-30"),
        ("end of 1991", "1991-09-01", "1991-12-31"),
        ("mid August 2008", "2008-08-11", "2008-08-20"),
        ("20th century", "1901-01-01", "2000-12-31"),
        ("the twentieth century", "1901-01-01", "2000-12-31"),
        ("XX век", "1901-01-01", "2000-12-31"),
        ("summer 2008", "2008-06-01", "2008-08-31"),
        ("winter 1991-92", "1991-12-01", "1992-02-29"),
        ("Q3 2008", "2008-07-01", "2008-09-30"),
        ("second half of 2008", "2008-07-01", "2008-12-31"),
        ("since 2022", "2022-01-01", MAX),
        ("seit 2022", "2022-01-01", MAX),
        ("2014 to now", "2014-01-01", MAX),
        ("1999-", "1999-01-01", MAX),
        ("2008..", "2008-01-01", MAX),
        ("before 1990", MIN, "1989-12-31"),
        ("before 4 April 1949", MIN, "1949-04-03"),
        ("until 1990", MIN, "1990-12-31"),
        ("до 1990", MIN, "1990-12-31"),
        ("-1999", MIN, "1999-12-31"),
        ("after 1991", "1992-01-01", MAX),
        ("last year", "2025-01-01", "2025-12-31"),
        ("last decade", "2010-01-01", "2019-12-31"),
        ("last century", "1900-01-01", "1999-12-31"),
        ("this month", "2026-11-01", "2026-11-30"),
        ("last week", "2026-11-16", "2026-11-22"),
        ("last five years", "2021-01-01", "2026-11-28"),
        ("10 years ago", "2016-01-01", "2016-12-31"),
        # The year of two digits behind a month and a day, or a season; the year first; numbers that no month has.
        ("Apr 4 49", "1949-04-04", "1949-04-04"),
        ("Aug 8 08", "2008-08-08", "2008-08-08"),
        ("04 04 49", "1949-04-04", "1949-04-04"),
        ("1949 4 April", "1949-04-04", "1949-04-04"),
        ("1949 04 04", "1949-04-04", "1949-04-04"),
        ("summer of 89", "1989-06-01", "1989-08-31"),
        ("winter 13/14", "2013-12-01", "2014-02-28"),
        ("89", "1989-01-01", "1989-12-31"),
        ("08", "2008-01-01", "2008-12-31"),
        ("year 90", "1990-01-01", "1990-12-31"),
        ("89-91", "1989-01-01", "1991-12-31"),
        ("from 89 to 91", "1989-01-01", "1991-12-31"),
        ("'89-'91", "1989-01-01", "1991-12-31"),
        ("1999-00", "1999-01-01", "2000-12-31"),
        # Roman numerals, ordinals in letters, feasts, and what is written without blanks.
        ("4.IV.1949", "1949-04-04", "1949-04-04"),
        ("4 IV 1949", "1949-04-04", "1949-04-04"),
        ("IV.1949", "1949-04-01", "1949-04-30"),
        ("the eleventh of September 2001", "2001-09-11", "2001-09-11"),
        ("twenty-fourth of February 2022", "2022-02-24", "2022-02-24"),
        ("christmas 1991", "1991-12-25", "1991-12-25"),
        ("24feb2022", "2022-02-24", "2022-02-24"),
        ("24.02.2022р.", "2022-02-24", "2022-02-24"),
        # Weeks, quarters and halves.
        ("2008-W32", "2008-08-04", "2008-08-10"),
        ("2008W32", "2008-08-04", "2008-08-10"),
        ("week 32 of 2008", "2008-08-04", "2008-08-10"),
        ("KW 32 2008", "2008-08-04", "2008-08-10"),
        ("32nd week of 2008", "2008-08-04", "2008-08-10"),
        ("first week of March 2014", "2014-03-01", "2014-03-07"),
        ("last week of August 1991", "1991-08-25", "1991-08-31"),
        ("I. Quartal 1990", "1990-01-01", "1990-03-31"),
        ("2. Halbjahr 1991", "1991-07-01", "1991-12-31"),
        ("первая половина 2008", "2008-01-01", "2008-06-30"),
        ("first half of March 2014", "2014-03-01", "2014-03-15"),
        ("second half of the 1980s", "1985-01-01", "1989-12-31"),
        ("first half of 4 April 1949", "1949-04-04", "1949-04-04"),
        # About a time, and from one to another.
        ("ca. 1990", "1990-01-01", "1990-12-31"),
        ("c. 1990", "1990-01-01", "1990-12-31"),
        ("~1968", "1968-01-01", "1968-12-31"),
        ("approx 1968", "1968-01-01", "1968-12-31"),
        ("up to 1955", MIN, "1955-12-31"),
        ("2014+", "2014-01-01", MAX),
        ("from March to May 2014", "2014-03-01", "2014-05-31"),
        ("vom 4. bis 8. April 1949", "1949-04-04", "1949-04-08"),
        ("de 1989 à 1991", "1989-01-01", "1991-12-31"),
        ("20/21 August 1968", "1968-08-20", "1968-08-21"),
        ("late 2013 – early 2014", "2013-09-01", "2014-04-30"),
        ("early 90s - 2000", "1990-01-01", "2000-12-31"),
        ("early to mid 1990s", "1990-01-01", "1996-12-31"),
        # Decades and centuries in other words.
        ("les années 1990", "1990-01-01", "1999-12-31"),
        ("les années 90", "1990-01-01", "1999-12-31"),
        ("die 1990er Jahre", "1990-01-01", "1999-12-31"),
        ("1990er-Jahre", "1990-01-01", "1999-12-31"),
        ("1990-ті", "1990-01-01", "1999-12-31"),
        ("у 1990-х рр.", "1990-01-01", "1999-12-31"),
        ("21st c.", "2001-01-01", "2100-12-31"),
        ("XXe siècle", "1901-01-01", "2000-12-31"),
        ("20e siècle", "1901-01-01", "2000-12-31"),
        ("3/99", "1999-03-01", "1999-03-31"),
        ("Q1 '99", "1999-01-01", "1999-03-31"),
        ("prior to 2000", MIN, "1999-12-31"),
        ("1999 till today", "1999-01-01", MAX),
        ("au printemps 1999", "1999-03-01", "1999-05-31"),
        ("du 4 au 8 avril 1949", "1949-04-04", "1949-04-08"),
        ("l'été 2014", "2014-06-01", "2014-08-31"),
        ("навесні 2014", "2014-03-01", "2014-05-31"),
        # Counted from today, which is a Saturday.
        ("last summer", "2026-06-01", "2026-08-31"),
        ("last autumn", "2025-09-01", "2025-11-30"),
        ("next winter", "2026-12-01", "2027-02-28"),
        ("this spring", "2026-03-01", "2026-05-31"),
        ("30 years ago today", "1996-11-28", "1996-11-28"),
        ("today 3 months ago", "2026-08-28", "2026-08-28"),
        ("2 weeks ago today", "2026-11-14", "2026-11-14"),
        ("half a century ago", "1976-01-01", "1976-12-31"),
        ("a century ago", "1926-01-01", "1926-12-31"),
        ("vor 10 Jahren", "2016-01-01", "2016-12-31"),
        ("10 лет назад", "2016-01-01", "2016-12-31"),
        ("letzte Woche", "2026-11-16", "2026-11-22"),
        ("у минулому році", "2025-01-01", "2025-12-31"),
        ("last quarter of 2013", "2013-10-01", "2013-12-31"),
        ("all of 2014", "2014-01-01", "2014-12-31"),
        ("the whole 1990s", "1990-01-01", "1999-12-31"),
        ("1 сент. 1999", "1999-09-01", "1999-09-01"),
        ("last February", "2026-02-01", "2026-02-28"),
        ("last December", "2025-12-01", "2025-12-31"),
        ("next March", "2027-03-01", "2027-03-31"),
        ("February last year", "2025-02-01", "2025-02-28"),
        ("el año pasado", "2025-01-01", "2025-12-31"),
        # As EDTF writes what is not known, open or only about: https://www.loc.gov/standards/datetime/.
        ("2014~", "2014-01-01", "2014-12-31"),
        ("2014-02~", "2014-02-01", "2014-02-28"),
        ("2014-02-20%", "2014-02-20", "2014-02-20"),
        ("1999/2004~", "1999-01-01", "2004-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("2014-02-XX", "2014-02-01", "2014-02-28"),
        ("2014-XX-XX", "2014-01-01", "2014-12-31"),
        ("2014/..", "2014-01-01", MAX),
        ("../1990", MIN, "1990-12-31"),
        # A time of day says nothing of the day beside it.
        ("24 February 2022 05:00", "2022-02-24", "2022-02-24"),
        ("2022-02-24T05:00:00Z", "2022-02-24", "2022-02-24"),
        ("Thu, 24 Feb 2022 05:00:00 GMT", "2022-02-24", "2022-02-24"),
        ("Feb 24, 2022 at 5am", "2022-02-24", "2022-02-24"),
        ("5 p.m. on 24 February 2022", "2022-02-24", "2022-02-24"),
        ("24.02.2022 um 5:00 Uhr", "2022-02-24", "2022-02-24"),
        # Numbers and years in words, and days of several words.
        ("nineteen ninety-nine", "1999-01-01", "1999-12-31"),
        ("nineteen eighty four", "1984-01-01", "1984-12-31"),
        ("two thousand and eight", "2008-01-01", "2008-12-31"),
        ("twenty fourteen", "2014-01-01", "2014-12-31"),
        ("nineteen nineties", "1990-01-01", "1999-12-31"),
        ("the twenty fourth of February 2022", "2022-02-24", "2022-02-24"),
        ("eight August two thousand eight", "2008-08-08", "2008-08-08"),
        ("new year 2022", "2022-01-01", "2022-01-01"),
        ("New Year’s Eve 1999", "1999-12-31", "1999-12-31"),
        ("christmas eve 1991", "1991-12-24", "1991-12-24"),
        # Slips of the keyboard in a month beside a number.
        ("febuary 2014", "2014-02-01", "2014-02-28"),
        ("Setpember 11 2001", "2001-09-11", "2001-09-11"),
        ("8 Agust 2008", "2008-08-08", "2008-08-08"),
        ("marhc 1999", "1999-03-01", "1999-03-31"),
        # Parts of a time, and what is beside one.
        ("the last day of 1999", "1999-12-31", "1999-12-31"),
        ("first day of August 1991", "1991-08-01", "1991-08-01"),
        ("the last months of 1989", "1989-09-01", "1989-12-31"),
        ("first three months of 2014", "2014-01-01", "2014-03-31"),
        ("second week of March 2014", "2014-03-08", "2014-03-14"),
        ("last week of 1991", "1991-12-25", "1991-12-31"),
        ("the day before 24 February 2022", "2022-02-23", "2022-02-23"),
        ("the day after 31 December 1991", "1992-01-01", "1992-01-01"),
        ("two days before 24 February 2022", "2022-02-22", "2022-02-22"),
        ("the week before 24 February 2022", "2022-02-17", "2022-02-23"),
        ("the month after 31 March 1999", "1999-04-01", "1999-04-30"),
        ("ten years after 1999", "2009-01-01", "2009-12-31"),
        ("the year before 1999", "1998-01-01", "1998-12-31"),
        ("mid-1989 to late 1991", "1989-05-01", "1991-12-31"),
        ("between mid-1989 and late 1991", "1989-05-01", "1991-12-31"),
        ("> 2014", "2015-01-01", MAX),
        ("<1990", MIN, "1989-12-31"),
        ("1999 → 2004", "1999-01-01", "2004-12-31"),
        ("7. 8. 2008", "2008-08-07", "2008-08-07"),
        # Spanish, Italian, Polish and Turkish.
        ("1º de enero de 1986", "1986-01-01", "1986-01-01"),
        ("el 4 de abril de 1949", "1949-04-04", "1949-04-04"),
        ("de marzo a junio de 1999", "1999-03-01", "1999-06-30"),
        ("entre 1989 y 1991", "1989-01-01", "1991-12-31"),
        ("desde 2014", "2014-01-01", MAX),
        ("antes de 1990", MIN, "1989-12-31"),
        ("los años 90", "1990-01-01", "1999-12-31"),
        ("finales de 1989", "1989-09-01", "1989-12-31"),
        ("siglo XX", "1901-01-01", "2000-12-31"),
        ("verano de 2008", "2008-06-01", "2008-08-31"),
        ("1° gennaio 1999", "1999-01-01", "1999-01-01"),
        ("dal 1999 al 2004", "1999-01-01", "2004-12-31"),
        ("anni '90", "1990-01-01", "1999-12-31"),
        ("w marcu 1999", "1999-03-01", "1999-03-31"),
        ("4 kwietnia 1949 r.", "1949-04-04", "1949-04-04"),
        ("od 1999 do 2004", "1999-01-01", "2004-12-31"),
        ("XX wiek", "1901-01-01", "2000-12-31"),
        ("lata 90.", "1990-01-01", "1999-12-31"),
        ("24 Şubat 2022", "2022-02-24", "2022-02-24"),
        ("Aralık 1991", "1991-12-01", "1991-12-31"),
        ("1990'lar", "1990-01-01", "1999-12-31"),
        ("au mois de mars 1999", "1999-03-01", "1999-03-31"),
        ("début des années 90", "1990-01-01", "1993-12-31"),
        ("l'année dernière", "2025-01-01", "2025-12-31"),
    ],
)
def test_a_time_is_understood_as_it_is_written(text: str, first: str, last: str) -> None:
    assert parse_when(text, TODAY).when == period(first, last)


@pytest.mark.parametrize(
    ("text", "month", "day"),
    [
        ("4/4", 4, 4),
        ("24.02", 2, 24),
        ("24.02.", 2, 24),
        ("04-24", 4, 24),
        ("24-04", 4, 24),
        ("24 февраля", 2, 24),
        ("the first of May", 5, 1),
        ("29 Feb", 2, 29),
        ("today", 11, 28),
        ("tomorrow", 11, 29),
        ("вчера", 11, 27),
        ("the day before yesterday", 11, 26),
        ("day after tomorrow", 11, 30),
        ("Saturday", 11, 28),
        ("next Saturday", 12, 5),
        ("last Saturday", 11, 21),
        ("letzten Freitag", 11, 27),
        ("christmas", 12, 25),
        ("on this day", 11, 28),
        ("wczoraj", 11, 27),
    ],
)
def test_a_day_without_a_year_is_one_of_every_year(text: str, month: int, day: int) -> None:
    assert parse_when(text, TODAY).when == DayOfYear(month, day)


@pytest.mark.parametrize("text", ["dec 91", "Dec. 91", "December 91", "12/91"])
def test_a_number_that_no_month_has_days_of_is_a_year(text: str) -> None:
    assert parse_when(text, TODAY).when == Period(date(1991, 12, 1), date(1991, 12, 31))


@pytest.mark.parametrize("text", ["gestern", "вчера", "ayer", "yesterday"])
def test_yesterday_is_yesterday_in_a_schedule_too(text: str) -> None:
    assert day_of(text, TODAY) == date(2026, 11, 27)


def test_the_hour_of_a_post_is_no_part_of_its_day() -> None:
    with pytest.raises(ValueError, match="2026-12-24 09:00"):
        day_of("2026-12-24 09:00", TODAY)


@pytest.mark.parametrize(("text", "day"), [("last friday", 27), ("last saturday", 21), ("last sunday", 22)])
def test_a_day_of_the_last_seven_is_the_one_before_today(text: str, day: int) -> None:
    assert day_of(text, TODAY) == date(2026, 11, day)


def test_a_month_alone_is_one_of_every_year() -> None:
    assert parse_when("April", TODAY).when == MonthOfYear(4)


@pytest.mark.parametrize(
    ("text", "unit", "length"),
    [
        ("30 February 2008", "day", 29),
        ("29 February 2007", "day", 28),
        ("29.02.1900", "day", 28),
        ("31.06.1999", "day", 30),
        ("31/6/1999", "day", 30),
        ("April 31", "day", 30),
        ("May 35", "day", 31),
        ("April 39", "day", 30),
        ("31/4", "day", 30),
        ("32 January", "day", 31),
        ("0 January 2008", "day", 31),
        ("30.02", "day", 29),
        ("2008-13-01", "month", 12),
        ("13/2008", "month", 12),
        ("13/13/2008", "month", 12),
        ("00/2008", "month", 12),
        ("Q5 2008", "quarter", 4),
        ("third half of 2008", "half", 2),
        ("third half of the 1980s", "half", 2),
        ("2008-W53", "week", 52),
        ("2009-W54", "week", 53),
        ("year 0", "year", 9999),
        ("0000", "year", 9999),
        ("3 April 2008 - 31 April 2008", "day", 30),
        ("30 febuary 2014", "day", 28),
        ("31 Nisan 1999", "day", 30),
        ("thirty-second of August 1991", "day", 31),
        ("44 BC", "year", 9999),
        ("3rd century BC", "year", 9999),
    ],
)
def test_what_does_not_exist_is_told_from_what_is_no_time(text: str, unit: str, length: int) -> None:
    with pytest.raises(NoSuchDateError) as refused:
        parse_when(text, TODAY)

    assert (refused.value.unit, refused.value.length) == (unit, length)


MONTHS = sorted({(name, int(number)) for name, number in cldr.names(cldr.Sort.MONTH)})


@pytest.mark.parametrize(
    "form", ["{day} {name} {year}", "{name} {day}, {year}", "{year} {name} {day}", "{day}. {name} {year}"]
)
@pytest.mark.parametrize("year", [1999, 2024])
def test_every_day_of_a_month_is_read_in_each_language_and_none_that_it_does_not_have(form: str, year: int) -> None:
    for name, month in MONTHS:
        last = monthrange(year, month)[1]
        for day in (1, 12, last):
            text = form.format(day=day, name=name, year=year)
            assert parse_when(text, TODAY).when == Period(date(year, month, day), date(year, month, day)), text
        for day in (0, last + 1, 32):
            with pytest.raises(NoSuchDateError):
                parse_when(form.format(day=day, name=name, year=year), TODAY)


@pytest.mark.parametrize("form", ["{d}.{m}.{y}", "{y}-{m:02}-{d:02}", "{y}/{m}/{d}", "{y}{m:02}{d:02}", "{y}.{m}.{d}"])
def test_a_day_in_numbers_is_read_where_it_exists_and_nowhere_else(form: str) -> None:
    for year, month, day in itertools.product((1900, 2024), range(14), range(33)):
        exists = 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
        with nullcontext() if exists else pytest.raises(ValueError):  # noqa: PT011 - whether any is raised
            read = parse_when(form.format(d=day, m=month, y=year), TODAY).when
            assert read == Period(date(year, month, day), date(year, month, day))


NO_TIMES = ("soon", "banana", "7", "12345", "8:30", "2+4", "", " ", "..", "2008 2009", "x 2008", "day 90")
NO_NUMBERS_OF_TIMES = ("100%", "$1990", "-44", "-0044", "1990th", "the 90th", "17:30 1999", "thousand 8", "nineteen")
NO_WORDS_OF_TIMES = (
    "marsh 1999",
    "augusta 2008",
    "24 Feb 2022 25:00",
    "the last years",
    "1999 do 2004",
    "2022 bc",
    "50/50",
    "4-4-2",
    "1945h",
    "2014-366",
)


@pytest.mark.parametrize("text", [*NO_TIMES, *NO_NUMBERS_OF_TIMES, *NO_WORDS_OF_TIMES])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError) as refused:  # noqa: PT011 - its type is what is looked at
        parse_when(text, TODAY)

    assert type(refused.value) is ValueError


def test_two_numbers_that_may_both_be_the_day_are_asked_about() -> None:
    with pytest.raises(TwoWaysError) as refused:
        parse_when("3/4/2008", TODAY)

    assert refused.value.readings == (period("2008-04-03", "2008-04-03"), period("2008-03-04", "2008-03-04"))


def test_a_month_with_a_number_that_begins_with_0_may_be_of_a_year() -> None:
    with pytest.raises(TwoWaysError) as refused:
        parse_when("Aug 08", TODAY)

    assert refused.value.readings == (DayOfYear(8, 8), period("2008-08-01", "2008-08-31"))
    assert parse_when("Aug 8", TODAY).when == DayOfYear(8, 8)


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("Nov to Feb 2014", (period("2013-11-01", "2014-02-28"), period("2014-02-01", "2014-11-30"))),
        ("2001–02", (period("2001-02-01", "2001-02-28"), period("2001-01-01", "2002-12-31"))),
        ("31 Dec - 2 Jan 2000", (period("1999-12-31", "2000-01-02"), period("2000-01-02", "2000-12-31"))),
    ],
)
def test_what_may_be_one_time_or_another_is_asked_about(text: str, readings: tuple[Period, Period]) -> None:
    with pytest.raises(TwoWaysError) as refused:
        parse_when(text, TODAY, Order.DAY_FIRST)

    assert refused.value.readings == readings


def test_where_the_order_is_known_the_other_reading_is_kept_to_be_offered() -> None:
    american = parse_when("3/4", TODAY, Order.MONTH_FIRST)

    assert (american.when, american.other) == (DayOfYear(3, 4), DayOfYear(4, 3))
    assert parse_when("3/4", TODAY, Order.DAY_FIRST).when == DayOfYear(4, 3)
    assert parse_when("4/4", TODAY, Order.MONTH_FIRST).other is None


@pytest.mark.parametrize(
    ("locale", "zone", "order"),
    [
        ("", "UTC", Order.UNKNOWN),
        ("en", "UTC", Order.UNKNOWN),
        ("en-US", "Europe/Paris", Order.MONTH_FIRST),
        ("en-GB", "UTC", Order.DAY_FIRST),
        ("de", "UTC", Order.DAY_FIRST),
        ("", "Europe/London", Order.DAY_FIRST),
        ("", "America/New_York", Order.MONTH_FIRST),
        ("nonsense", "Nowhere/Nothing", Order.UNKNOWN),
    ],
)
def test_a_place_tells_which_number_is_the_day(locale: str, zone: str, order: Order) -> None:
    assert order_of(locale, zone) is order


@pytest.mark.parametrize(
    ("text", "first", "last", "rest"),
    [
        ("who was SACEUR in 2015?", "2015-01-01", "2015-12-31", "who was SACEUR in ?"),
        ("president of Russia August 2008", "2008-08-01", "2008-08-31", "president of Russia"),
        ("from 1989 to 1991 what happened", "1989-01-01", "1991-12-31", "what happened"),
        ("кто был президентом в 2008 году", "2008-01-01", "2008-12-31", "кто был президентом в"),
        ("who led Russia in the early 1990s", "1990-01-01", "1993-12-31", "who led Russia in the"),
        ("when did the war end in 1991", "1991-01-01", "1991-12-31", "when did the war end in"),
        ("who led Russia on the last day of 1999", "1999-12-31", "1999-12-31", "who led Russia on the"),
        ("what was said in 1990 bc of NATO", "1990-01-01", "1990-12-31", "what was said in bc of NATO"),
        ("at 5:00 on 24 February 2022 what was hit", "2022-02-24", "2022-02-24", "what was hit"),
    ],
)
def test_a_time_is_found_in_a_question(text: str, first: str, last: str, rest: str) -> None:
    within = find_when(text, TODAY)

    assert within
    assert within.dated.when == period(first, last)
    assert " ".join(within.rest.split()) == rest


@pytest.mark.parametrize(
    "text",
    [
        "resolution 1244",
        "Article 5",
        "could NATO march on Kyiv",
        "10 000 troops",
        "MC 14/3",
        "Able Archer 83",
        "in 89 days",
        "the last march of the army",
        "in the last years of the union",
        "marsh and merch",
    ],
)
def test_a_number_that_is_no_year_is_no_time_in_a_question(text: str) -> None:
    assert find_when(text, TODAY) is None


def test_a_day_that_does_not_exist_is_told_in_a_question_too() -> None:
    with pytest.raises(NoSuchDateError):
        find_when("what happened on 31 april 2004", TODAY)


WORDS = (
    *("last", "first", "days", "week", "months", "years", "before", "after", "1999", "0001", "9999", "march", "ten"),
    *("two", "thousand", "31", "2", "bc", "ago", "mid", "to", "do", "od", "at", "5:00", "new", "year", "eve", "-"),
    *("nineteen", "ninety", "/", "..", "~", "<", ">", "XX", "and", "half", "century", "24.02", "febuary", "early"),
)


@given(
    st.text(max_size=120)
    | st.from_regex(r"[0-9a-z .,/'–\-]{0,30}", fullmatch=True)
    | st.lists(st.sampled_from(WORDS), max_size=7).map(" ".join)
)
def test_no_text_breaks_the_reading(text: str) -> None:
    for read in (parse_when, find_when):
        with suppress(ValueError):
            read(text, TODAY)


@pytest.mark.parametrize("text", ["1 " * 2000, "2008 " * 800, "a" * 4000, "–" * 4000, "'" * 4000, "م" * 4000])
def test_no_more_of_a_text_is_looked_at_than_a_time_can_have(text: str) -> None:
    assert len(tokens_of(text)) <= MOST_TOKENS


@given(st.dates(), st.dates())
def test_a_time_that_is_offered_again_is_read_as_itself(one: date, other: date) -> None:
    first, last = sorted((one, other))

    for when in (Period(first, last), Period(first, first), DayOfYear(first.month, first.day), MonthOfYear(last.month)):
        assert parse_when(when_text(when), TODAY).when == when
        assert when_name(catalog("en"), when)
