"""Over both nights on which clocks are turned, a post keeps its local hour, however its zone is named."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from bot.app import Bot
from bot.chat import Reply
from bot.replies.catalog import catalog
from tests.schedule.moderating import say, sent

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
AUTUMN, SPRING = date(2026, 10, 25), date(2027, 3, 28)
AMERICAN = date(2026, 11, 1), date(2027, 3, 14)
# The two nights of a year by zone, and the ways in which people name it: by its name, a city, a country, in other
# languages, by an abbreviation of either half of the year, by what its clock is called. The last three turn nothing.
ZONES: dict[str, tuple[tuple[date, date], str]] = {
    "Europe/Rome": ((AUTUMN, SPRING), "Europe/Rome, Roma, Italy, Italien, Milano, Рим, CET"),
    "Europe/London": ((AUTUMN, SPRING), "europe/london, London, Londres, United Kingdom, BST, Лондон"),
    "Europe/Berlin": (
        (AUTUMN, SPRING),
        "Europe/Berlin, Berlin, Deutschland, München, CEST, CET, Central European Time",
    ),
    "America/New_York": (
        AMERICAN,
        "America/New_York, America/New York, New York, ET, EST, EDT, Eastern Time, Нью-Йорк",
    ),
    "America/Los_Angeles": (AMERICAN, "America/Los_Angeles, LA, Los Angeles, PST, PDT, Pacific Time, San Francisco"),
    "America/Denver": (AMERICAN, "America/Denver, Denver, MST, MDT, Mountain Time"),
    "Australia/Sydney": ((date(2026, 10, 4), date(2027, 4, 4)), "Australia/Sydney, Sydney, Sídney, AEDT, AEST"),
    "Africa/Cairo": (
        (date(2026, 10, 30), date(2027, 4, 30)),
        "Africa/Cairo, Cairo, القاهرة, Egypt, Ägypten, Le Caire, EET",
    ),
    "America/Santiago": (
        (date(2026, 9, 6), date(2027, 4, 4)),
        "America/Santiago, Santiago, Chile, Chili, Santiago de Chile",
    ),
    "Pacific/Auckland": (
        (date(2026, 9, 27), date(2027, 4, 4)),
        "Pacific/Auckland, Auckland, New Zealand, Neuseeland, NZDT, NZST",
    ),
    "Asia/Tokyo": ((AUTUMN, SPRING), "Asia/Tokyo, JST, 東京, Japan"),
    "Etc/GMT-2": ((AUTUMN, SPRING), "UTC+2, GMT+02:00, utc +2"),
    "Etc/GMT+8": (AMERICAN, "GMT-8, UTC−8"),
}
NIGHTS = [(zone, night, ways.split(", ")) for zone, (nights, ways) in ZONES.items() for night in nights]


@pytest.mark.parametrize(("zone", "night", "ways"), NIGHTS)
def test_posts_keep_the_local_hour_that_was_said_back(bot: Bot, zone: str, night: date, ways: Sequence[str]) -> None:
    start = datetime.combine(night - DAY, time(12, 30), ZoneInfo(zone)).astimezone(UTC)
    lines = [f'/schedule question 09:00 channel:#room{number} zone:"{way}"' for number, way in enumerate(ways)]
    replies = [settled(bot, line, zone, start) for line in lines]
    # Also where the zone is the community's, and no schedule names any.
    settled(bot, f'/settings set zone:"{ways[0]}"', zone, start)
    replies.append(say(bot, "/schedule question 09:00 channel:#own", start))

    said = {field.value for reply in replies for field in reply.fields if field.name == "Next"}
    nines = [datetime.combine(day, time(9), ZoneInfo(zone)).astimezone(UTC) for day in (night, night + DAY)]
    for nine in nines:
        assert sent(bot, nine - MINUTE) == []
        assert [post.due_at for post in sent(bot, nine)] == [nine] * len(replies)

    assert said == {catalog("").moment(nines[0], zone)}
    assert all("It is 12:30" in " ".join(reply.notes) for reply in replies)


# Clocks that are turned at midnight, at one, at two and at three.
TURNED = ("Africa/Cairo", "Europe/London", "America/New_York", "Europe/Rome", "Pacific/Auckland")


@pytest.mark.parametrize(("zone", "night", "ways"), [one for one in NIGHTS if one[0] in TURNED])
def test_a_post_of_the_night_itself_comes_once_a_day_when_it_was_said_to(
    bot: Bot, zone: str, night: date, ways: Sequence[str]
) -> None:
    start = datetime.combine(night - DAY, time(12), ZoneInfo(zone)).astimezone(UTC)
    hours = [time(0, 15), time(1, 30), time(2, 30)]
    for hour in hours:
        settled(bot, f'/schedule question {hour:%H:%M} channel:#h{hour.hour} zone:"{ways[0]}"', zone, start)
    week = [item.date for item in say(bot, "/schedule week", start).items]

    midnights = [datetime.combine(night + number * DAY, time(0), ZoneInfo(zone)).astimezone(UTC) for number in (0, 1)]
    halves = [midnight + number * 30 * MINUTE for midnight in midnights for number in range(-2, 9)]
    posts = [post for half in halves for post in sent(bot, half)]

    days = [datetime.combine(night + number * DAY, hour) for number in (0, 1) for hour in hours]
    assert len(posts) == len(days)
    said = [catalog("").moment(post.due_at, zone).partition(" (")[0] for post in posts]
    assert said == week[: len(posts)]
    assert all(before.due_at <= after.due_at for before, after in pairwise(posts))


def settled(bot: Bot, line: str, zone: str, at: datetime) -> Reply:
    """Ask for something, and answer the question which of several places is meant."""
    reply = say(bot, line, at)
    if not reply.is_error:
        return reply
    assert "several places" in reply.text
    return say(bot, next(choice.action for choice in reply.choices if zone in choice.action), at)
