"""Facts of 29 February are told in years that have none too, and are said to be of that day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.app import Bot
from tests.schedule.moderating import say, sent


def posts(bot: Bot, line: str, year: int) -> dict[str, str]:
    """Return what a schedule posts from 27 February to 2 March, by the day: its title and its notes."""
    start = datetime(year, 2, 27, 0, 0, tzinfo=UTC)
    say(bot, line, start)
    told = {}
    for number in range(5):
        now = start + timedelta(days=number, hours=9)
        for post in sent(bot, now):
            told[f"{now:%m-%d}"] = " ".join((post.reply.title, *post.reply.notes))
    return told


@pytest.mark.parametrize(
    ("year", "options", "day"),
    [
        (2026, "", "02-28"),
        (2027, "leap_day:'1 March'", "03-01"),
        (2100, "", "02-28"),
        (2028, "", "02-29"),
        (2028, "leap_day:'1 March'", "02-29"),
    ],
)
def test_a_fact_of_29_february_is_told_once_in_every_year(bot: Bot, year: int, options: str, day: str) -> None:
    told = posts(bot, f"/schedule daily 9 {options}".replace("'", '"'), year)

    assert list(told) == [day]
    if day == "02-29":
        assert "On this day: 29 February." in told[day]
    else:
        assert f"Day: 29 February. The year {year} has no such day." in told[day]


def test_of_several_facts_those_of_29_february_are_marked(bot: Bot) -> None:
    from datetime import date

    from bot.replies.catalog import catalog
    from bot.replies.schedule.posts import of_the_day

    library = bot.shelf.library(())
    events = (*library.on_day(2, 29), *library.on_day(5, 1))

    reply = of_the_day(catalog("en"), library, events, date(2026, 2, 28))

    assert reply.notes == ("Day: 29 February. The year 2026 has no such day.",)
    assert of_the_day(catalog("en"), library, library.on_day(5, 1), date(2026, 5, 1)).notes == ()
