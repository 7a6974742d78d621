"""What is typed into /schedule: times, days, holidays and topics as people write them, and what completes them."""

from __future__ import annotations

import pytest

from bot.app import Bot
from tests.saltmarsh import request
from tests.schedule.moderating import say


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("/schedule daily 25:00", "no time of day"),
        ("/schedule daily 9:00 zone:Atlantis", "no time zone"),
        ("/schedule daily 9:00 weekdays:someday", "no days of the week"),
        ("/schedule daily 9:00 pauses:soon", "no range of days"),
        ("/schedule daily 9:00 pauses:2026-12-20..2026-12-01", "no range of days"),
        ("/schedule daily 9:00 skip_holidays:Atlantis", "no holidays"),
        ("/schedule daily 9:00 skip_holidays:DE-XX", "Its parts are"),
        ("/schedule daily 9:00 count:9", "whole number from 1 to 5"),
        ("/schedule daily 9:00 topics:unheard-of", "unheard-of"),
        ("/schedule post 2020-01-01 09:00 Too late.", "no such time to come"),
        ("/schedule post soon 09:00 What?", "no day"),
        ("/schedule post 31 June 09:00 What?", "June has 30 days"),
        ("/schedule post 2027-01-01 09:00", "Give either"),
        ("/schedule show 9", "no schedule 9"),
    ],
)
def test_every_mistake_is_explained(bot: Bot, line: str, told: str) -> None:
    reply = say(bot, line)

    assert reply.is_error
    assert told in reply.text


@pytest.mark.parametrize("text", ["9 am", "09:00", "9.00", "9h00", "9", "09", "at 9", "9 o'clock", "9h"])
def test_times_are_read_as_people_write_them(bot: Bot, text: str) -> None:
    reply = say(bot, f'/schedule question "{text}"')

    assert "at 09:00" in reply.fields[0].value


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("monday to friday", "Monday – Friday"),
        ("Monday - Friday", "Monday – Friday"),
        ("every weekday", "Monday – Friday"),
        ("each monday and thursday", "Monday and Thursday"),
        ("weekends", "Saturday and Sunday"),
        ("fridays, sun", "Friday and Sunday"),
        ("every day", "every day"),
        ("sat–mon", "Monday, Saturday and Sunday"),
    ],
)
def test_days_of_the_week_are_read_as_people_write_them(bot: Bot, text: str, days: str) -> None:
    assert days in say(bot, f'/schedule question 9 weekdays:"{text}"').fields[0].value


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("tomorrow", "1 May 2024"),
        ("today", "30 April 2024"),
        ("friday", "3 May 2024"),
        ("tuesday", "7 May 2024"),
        ("next friday", "3 May 2024"),
        ("Freitag", "3 May 2024"),
        ("3 June", "3 June 2024"),
        ("April 3rd", "3 April 2025"),
        ("3 June 2026", "3 June 2026"),
        ("29 Feb", "29 February 2028"),
        ("2024-06-03", "3 June 2024"),
    ],
)
def test_a_day_is_read_as_people_write_it(bot: Bot, text: str, day: str) -> None:
    assert day in say(bot, f'/schedule post "{text}" 23:00 Test').fields[0].value


@pytest.mark.parametrize("text", ["someday", "June 2026", "2026", "fri-sun"])
def test_what_is_no_single_day_is_refused(bot: Bot, text: str) -> None:
    assert "is no day I understand" in say(bot, f'/schedule post "{text}" 23:00 Test').text


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("Bavaria", "Bavaria, Germany"),
        ("Bayern", "Bavaria, Germany"),
        ("DE-BY", "Bavaria, Germany"),
        ("France", "France"),
        ("Deutschland", "Germany"),
        ("California", "California, United States"),
        ('"Bavaria, Germany"', "Bavaria, Germany"),
        ('"USA, Georgia"', "Georgia, United States"),
        ("Vienna", "Vienna, Austria"),
    ],
)
def test_holidays_are_those_of_a_place_by_its_name(bot: Bot, text: str, region: str) -> None:
    fields = {field.name: field.value for field in say(bot, f"/schedule daily 9 skip_holidays:{text}").fields}

    assert fields["Holidays left out"] == region


def test_half_a_name_of_a_region_is_asked_about(bot: Bot) -> None:
    question = say(bot, "/schedule daily 9 skip_holidays:Bayer")

    assert question.text == "I know no holidays of “Bayer”. Do you mean Bavaria, Germany?"
    reply = say(bot, question.choices[0].action)
    assert "Bavaria, Germany" in [field.value for field in reply.fields]


def test_a_name_of_two_places_is_asked_about_and_a_button_answers(bot: Bot) -> None:
    question = say(bot, "/schedule daily 9 skip_holidays:Georgia")

    assert [choice.label for choice in question.choices] == ["Georgia", "Georgia, United States"]
    reply = say(bot, question.choices[1].action)
    assert "Georgia, United States" in [field.value for field in reply.fields]


def test_pauses_are_read_as_people_write_them(bot: Bot) -> None:
    reply = say(bot, '/schedule daily 9 pauses:"20 Dec 2026 to 6 Jan 2027, 2027-05-01"')

    assert "20 December 2026 – 6 January 2027, 1 May 2027" in " ".join(field.value for field in reply.fields)


def test_topics_complete_after_a_comma(bot: Bot) -> None:
    typing = request("schedule daily", is_moderator=True)

    first = bot.complete(typing, "topics", "")
    (label, value), *_ = bot.complete(typing, "topics", f"{first[0][1]}, ")

    assert value.startswith(f"{first[0][1]},")
    assert label.startswith(first[0][1])


def test_regions_complete_by_name(bot: Bot) -> None:
    typing = request("schedule daily", is_moderator=True)

    assert ("Bavaria, Germany (DE-BY)", "DE-BY") in bot.complete(typing, "skip_holidays", "bava")


def test_who_has_typed_nothing_is_offered_the_regions_and_zones_of_this_place_first(bot: Bot) -> None:
    say(bot, "/settings set zone:Wien")
    typing = request("schedule daily", is_moderator=True)

    regions, zones = (bot.complete(typing, name, "") for name in ("skip_holidays", "zone"))

    assert [label for label, _ in regions][:2] == ["Austria (AT)", "Burgenland, Austria (AT-1)"]
    assert "United States (US)" in dict(regions)
    assert [zone for _, zone in zones][:2] == ["Europe/Vienna", "America/New_York"]
