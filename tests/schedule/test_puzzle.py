"""/schedule puzzle: the morning's invitation to the daily game, and how the last one ended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from bot.app import Bot
from bot.chat import Delivery
from bot.community import Settings
from bot.schedule.delivery import End, Result
from bot.shelf import Shelf
from bot.store.store import Store
from tests.almanac import write_almanac
from tests.blank import blank
from tests.commands.asking import fields
from tests.platforms import PLATFORMS
from tests.school import DAY, HOUR, NOON, School

# The morning after.
NINE = NOON + timedelta(hours=21)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """An almanac of eighty years."""
    folder = tmp_path_factory.mktemp("puzzle")
    return Shelf([write_almanac(folder, 80)], folder / "cache")


@pytest.fixture
def bot(shelf: Shelf, tmp_path: Path) -> Iterator[Bot]:
    """A bot over a SQLite file of its own."""
    with Store.open(blank(tmp_path / "dateline.db")) as store:
        yield Bot(shelf, store, lambda: Random(7), platforms=PLATFORMS)


@pytest.fixture
def school(bot: Bot) -> School:
    """A community in which nobody has played yet."""
    return School(bot, "school")


def posts(school: School, now: datetime = NINE) -> list[Delivery]:
    """Let what is due be posted."""
    found = list(school.bot.wake(now, ["console"]))
    school.bot.outbox.settle([Result(each, End.SENT, "4711") for each in found], now)
    return found


def test_the_invitation_comes_at_its_time_with_the_day_s_number_and_a_button(school: School) -> None:
    assert "is set" in school.moderate("/schedule puzzle 09:00 channel:#games").text

    (post,) = posts(school)

    assert (post.channel.id, post.reply.title) == ("games", "Place it 332")
    assert [choice.action for choice in post.reply.choices] == ["daily"]
    assert (post.reply.fields, post.reply.items) == ((), ())


def test_it_tells_how_many_played_and_the_order_with_sources(school: School) -> None:
    school.moderate("/schedule puzzle 09:00")
    school.play()
    school.play(wrong=2, who="other")
    school.ask("/daily", who="a third, who does not end it")

    (post,) = posts(school)

    assert fields(post.reply) == {"Yesterday": "2 played, 1 had all five. This was the order:"}
    assert [item.title for item in post.reply.items] == [piece.title for piece in school.puzzle().row]
    assert {item.sources[0].publisher for item in post.reply.items} == {"Saltmarsh Museum"}
    assert "pupil" not in repr(post.reply)


def test_each_community_hears_of_its_own_game(bot: Bot) -> None:
    one, two = School(bot, "one"), School(bot, "two")
    for school in (one, two):
        school.moderate("/schedule puzzle 09:00")
    one.play()

    told = {post.channel.community: fields(post.reply) for post in posts(one)}

    assert told == {"one": {"Yesterday": "1 played, 1 had all five. This was the order:"}, "two": {}}


def test_as_long_as_yesterday_s_may_be_ended_its_order_is_not_told(school: School) -> None:
    school.moderate("/schedule puzzle 02:59")
    school.play(at=NOON - DAY)
    school.play()

    (post,) = posts(school, NINE - 6 * HOUR)

    assert fields(post.reply) == {"Place it 330": "1 played, 1 had all five. This was the order:"}


def test_the_day_is_the_community_s_though_the_schedule_has_another_zone(school: School) -> None:
    school.set(Settings(zone="Pacific/Auckland"))
    school.moderate("/schedule puzzle 12:00 zone:UTC")

    (post,) = posts(school, NOON + DAY)

    # In Auckland it is one o'clock of the 29th.
    assert post.reply.title == "Place it 333"


def test_who_looks_at_the_next_post_is_not_told_the_order_of_the_day(school: School) -> None:
    school.moderate("/schedule puzzle 09:00")
    school.play()

    for line in ("/schedule preview 1", "schedule day schedule:1 day:2026-11-28"):
        shown = school.moderate(line)
        assert (shown.title, shown.items) == ("Place it 332", ())


def test_the_week_lists_invitations(school: School) -> None:
    school.moderate("/schedule puzzle 09:00")

    assert [item.title for item in school.moderate("/schedule week").items] == [
        f"Place it {number}" for number in range(332, 339)
    ]


def test_a_form_asks_for_what_it_needs_and_no_more(school: School) -> None:
    form = school.moderate("/schedule new puzzle").form

    assert form
    assert [field.name for field in form.inputs] == ["time", "zone", "channel"]
    assert "is set" in school.moderate(f"{form.action} time:09:00 zone:Paris").text


def test_days_can_be_changed_and_what_it_has_not_cannot(school: School) -> None:
    school.moderate("/schedule puzzle 09:00")

    assert "is changed" in school.moderate("/schedule edit 1 weekdays:mon-fri").text
    for option in ("approval:#mods", "topics:#weather", "count:3"):
        assert school.moderate(f"/schedule edit 1 {option}").is_error
    form = school.moderate("schedule change schedule:1").form
    assert form
    assert "topics" not in [field.name for field in form.inputs]


def test_with_too_few_events_there_is_no_invitation_and_the_history_says_why(school: School) -> None:
    school.moderate("/schedule puzzle 09:00")
    school.set(Settings(packs_off=("almanac-80",)))

    assert posts(school) == []
    assert "too few events" in repr(school.moderate("/schedule history 1").items)
    refused = school.moderate("/schedule puzzle 10:00")
    assert "The daily game is off here" in refused.text


def test_it_is_off_by_default(school: School) -> None:
    school.play()

    assert posts(school) == []
