"""Times of day and days of the week are read in the words that people type."""

from __future__ import annotations

from datetime import date

import pytest

from bot.commands.reading.days import day_of
from bot.schedule.words import DAYS, time_of, weekdays_of

TIMES = {
    "09:00": ("9", "9am", "9 AM", "0900", "09.00", "9 uhr", "nine", "nine o’clock", "nine in the morning", "9:00"),
    "09:30": ("9.30", "9 30", "930", "0930", "half past nine", "9 Uhr 30", "9h30"),
    "09:15": ("quarter past nine", "a quarter after 9"),
    "08:45": ("quarter to nine",),
    "21:30": ("21h30", "2130", "9:30 pm", "930pm", "half past 9 pm", "9:30 in the evening"),
    "00:00": ("midnight", "0", "12am", "0000"),
    "12:00": ("noon", "12pm", "twelve", "midday"),
    "23:45": ("quarter to midnight",),
    "10:30": ("ten thirty",),
}


@pytest.mark.parametrize(("text", "at"), [(text, at) for at, texts in TIMES.items() for text in texts])
def test_a_time_is_read_as_it_is_said(text: str, at: str) -> None:
    assert f"{time_of(text):%H:%M}" == at


@pytest.mark.parametrize(
    "text",
    ["24", "24:00", "25:00", "9:60", "13pm", "half nine", "half to nine", "quarter past 9:30", "soon", "", "9:5"],
)
def test_what_is_no_time_or_may_be_two_is_refused_with_the_text(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{text}$"):
        time_of(text)


WEEKS = {
    "mon,tue,wed,thu,fri": (
        "mo-fr",
        "m-f",
        "Monday thru Friday",
        "from monday to friday",
        "montag bis freitag",
        "пн-пт",
        "lun-ven",
        "werktags",
        "business days",
        "all but weekends",
    ),
    "mon,wed,fri": ("Mo, Mi, Fr", "M,W,F", "mon/wed/fri", "mon + wed + fri"),
    "sat,sun": ("weekends", "Sa und So", "every day except weekdays"),
    "mon,tue,wed,thu,fri,sat": ("except sunday", "every day but not on sundays", "daily except sun"),
    "tue,thu": ("tu th", "tues & thurs", "вторник и четверг"),
    "mon": ("понедельник", "lundi", "Mondays"),
}


@pytest.mark.parametrize(("text", "days"), [(text, days) for days, texts in WEEKS.items() for text in texts])
def test_days_are_read_in_the_languages_people_ask_in(text: str, days: str) -> None:
    assert ",".join(DAYS[day] for day in weekdays_of(text)) == days


@pytest.mark.parametrize("text", ["", "someday", "1-5", "every second monday", "mon to", "every day except all", "t"])
def test_what_names_no_days_is_refused_with_the_text(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{text}$"):
        weekdays_of(text)


@pytest.mark.parametrize(
    ("text", "day"), [("friday", 3), ("Freitag", 3), ("пятница", 3), ("next tue", 7), ("tomorrow", 1)]
)
def test_a_day_is_the_next_one_of_its_name(text: str, day: int) -> None:
    assert day_of(text, date(2024, 4, 30)) == date(2024, 5, day)


def test_a_month_is_no_day_though_another_language_calls_one_so() -> None:
    with pytest.raises(ValueError, match="mar"):
        day_of("mar", date(2024, 4, 30))
