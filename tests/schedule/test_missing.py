"""Missing with a word, always: who hears that a post does not appear, and of what they hear once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.app import Bot
from bot.chat import Channel, User
from bot.community import Community, PersonForgotten, Settings, SettingsChanged
from bot.outbox.outbox import Outbox
from bot.schedule.delivery import End, Purpose, Urgency
from bot.schedule.rule import Pause, Standing
from bot.shelf import Shelf
from bot.store.store import Store
from bot.trivia.records import Started
from tests.blank import blank
from tests.platforms import PLATFORMS
from tests.schedule.deeds import (
    DAY,
    HOUR,
    MINUTE,
    MORNING,
    NINE,
    QUIZ,
    SCHOOL,
    SECOND,
    all_of,
    end,
    make,
    notices,
    on,
    order,
    save,
    wake,
)
from tests.trivia.rounds import lobby

ADA = User("discord", "school", "ada")
PLACE = Community("discord", "school")
STAFF = Settings(moderator_channel="staff")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """What is told to whom is decided alike on both databases; `test_outbox.py` tells of a refusal on both."""
    with Store.open(blank(tmp_path / "dateline.db")) as opened:
        yield opened


def refuse(outbox: Outbox, at: datetime = MORNING, reason: str = "missing_access") -> None:
    """Have all posts that are due refused, but notices."""
    for delivery in wake(outbox, at):
        if delivery.channel.id == "room":
            end(outbox, delivery, End.REFUSED, at, reason)


def places(store: Store) -> list[str]:
    return [notice.channel.id for notice in notices(store)]


def test_the_first_refusal_is_told_in_the_moderators_channel_with_its_cause(store: Store, outbox: Outbox) -> None:
    save(store, SettingsChanged(PLACE, STAFF))
    make(store, maker=ADA)

    refuse(outbox)

    (notice,) = notices(store)
    assert notice.channel.id == "staff"
    assert [field.value for field in notice.reply.fields][1] == "I may not see the channel"
    assert "“View Channel”" in notice.reply.fields[2].value


def test_without_a_moderators_channel_who_set_it_up_is_told_in_private(store: Store, outbox: Outbox) -> None:
    make(store, maker=ADA)

    refuse(outbox)

    assert places(store) == ["@ada"]


def test_a_single_post_that_is_refused_is_told_too(store: Store, outbox: Outbox) -> None:
    make(store, on("2026-05-01"), maker=ADA)

    refuse(outbox)

    assert places(store) == ["@ada"]


def test_of_one_channel_and_cause_there_is_one_notice(store: Store, outbox: Outbox) -> None:
    save(store, SettingsChanged(PLACE, STAFF))
    for _ in range(3):
        make(store, QUIZ, maker=ADA)
    for number in range(3):
        refuse(outbox, MORNING + 2 * number * SECOND)

    refuse(outbox, MORNING + 6 * SECOND)
    assert len(notices(store)) == 1

    refuse(outbox, MORNING + DAY, "unknown_channel")
    assert len(notices(store)) == 2


def test_a_channel_that_took_something_meanwhile_is_told_of_again(store: Store, outbox: Outbox) -> None:
    make(store, QUIZ, maker=ADA)
    refuse(outbox)
    (delivery,) = (one for one in wake(outbox, MORNING + DAY) if one.channel.id == "room")
    end(outbox, delivery, End.SENT, MORNING + DAY)

    refuse(outbox, MORNING + 2 * DAY)

    assert places(store) == ["@ada", "@ada"]


def test_what_the_moderators_channel_does_not_take_its_maker_hears(store: Store, outbox: Outbox) -> None:
    save(store, SettingsChanged(PLACE, STAFF))
    make(store, maker=ADA)
    refuse(outbox)
    (notice,) = wake(outbox, MORNING + 2 * SECOND)

    end(outbox, notice, End.REFUSED, MORNING + 2 * SECOND, "missing_permissions")

    assert places(store) == ["staff", "@ada"]
    told = notices(store)[1].reply
    assert "I may not write in the channel" in [field.value for field in told.fields]


def test_a_notice_that_nobody_takes_is_not_repeated(store: Store, outbox: Outbox) -> None:
    make(store, maker=ADA)
    refuse(outbox)
    (notice,) = wake(outbox, MORNING + 2 * SECOND)

    end(outbox, notice, End.REFUSED, MORNING + 2 * SECOND, "closed_messages")

    assert len(notices(store)) == 1


def test_a_refused_notice_does_not_count_against_its_schedule(store: Store, outbox: Outbox) -> None:
    save(store, SettingsChanged(PLACE, STAFF))
    number = make(store, maker=ADA)
    refuse(outbox)
    (notice,) = wake(outbox, MORNING + 2 * SECOND)

    end(outbox, notice, End.SENT, MORNING + 2 * SECOND)

    schedule = store.read(lambda records: records.schedule(PLACE, number))
    assert schedule
    assert schedule.failures == 1
    assert store.read(lambda records: [one.purpose for one in records.history(PLACE, number, 9)]) == [Purpose.POST]


def test_a_post_left_out_because_the_bot_was_down_is_told_once_a_day(store: Store, outbox: Outbox) -> None:
    make(store, maker=ADA)
    make(store, QUIZ, maker=ADA)

    wake(outbox, MORNING + 5 * HOUR)

    (notice,) = notices(store)
    assert "I was not running" in notice.reply.text
    assert notice.channel.person == "ada"


def test_after_an_outage_notices_come_after_what_is_due(store: Store, outbox: Outbox) -> None:
    make(store, maker=ADA)
    wake(outbox, MORNING + 5 * HOUR)

    query = text("SELECT priority FROM deliveries WHERE purpose = 'notice'")

    assert store.read(lambda records: records.connection.execute(query).scalars().all()) == [Urgency.REMINDER]


def test_a_post_that_was_tried_in_vain_is_told_with_its_true_reason(store: Store, outbox: Outbox) -> None:
    make(store, maker=ADA)
    (delivery,) = wake(outbox)
    end(outbox, delivery, End.UNUSED)

    wake(outbox, MORNING + 2 * HOUR)

    assert all_of(store)["s1:2026-05-01"][1] == "too_late"
    assert "could not send it in time" in notices(store)[0].reply.text


def test_what_a_moderator_chose_is_no_notice(store: Store, outbox: Outbox) -> None:
    days = replace(NINE, pauses=(Pause(MORNING.date(), MORNING.date()),))
    make(store, days, MORNING - DAY, maker=ADA)
    make(store, replace(NINE, topics=("#nothing",)), maker=ADA)

    for number in range(-1, 3):
        for delivery in wake(outbox, MORNING + number * DAY):
            end(outbox, delivery, End.SENT, MORNING + number * DAY)

    assert notices(store) == []


def test_a_channel_that_is_deleted_is_told_of(store: Store, shelf: Shelf) -> None:
    bot = Bot(shelf, store, platforms=PLATFORMS)
    number = make(store, maker=ADA)

    bot.channel_gone(SCHOOL, MORNING)
    bot.channel_gone(SCHOOL, MORNING + MINUTE)

    assert places(store) == ["@ada"]
    schedule = store.read(lambda records: records.schedule(PLACE, number))
    assert schedule
    assert schedule.standing is Standing.PAUSED


def test_a_channel_without_schedules_goes_without_a_word(store: Store, shelf: Shelf) -> None:
    make(store, maker=ADA)

    Bot(shelf, store, platforms=PLATFORMS).channel_gone(replace(SCHOOL, id="hall"), MORNING)

    assert notices(store) == []


def test_the_host_hears_that_a_round_cannot_be_shown(store: Store, outbox: Outbox) -> None:
    save(store, Started(lobby(), SCHOOL, ADA, MORNING))
    question = replace(order("tab12:1"), purpose=Purpose.ROUND, urgency=Urgency.ROUND)
    save(store, question)

    refuse(outbox)

    assert places(store) == ["@ada"]


@pytest.mark.parametrize("platform", ["discord", "slack"])
def test_who_is_forgotten_is_not_written_to(store: Store, outbox: Outbox, platform: str) -> None:
    channel = Channel(platform, "school", "room")
    make(store, channel=channel, maker=User(platform, "school", "ada"))
    save(store, PersonForgotten(User(platform, "school", "ada")))

    refuse(outbox)

    assert notices(store) == []
