"""Reminders: in private, at a local time, once a day, and only when something is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from bot.chat import Channel, User
from bot.community import CommunityLeft, PersonForgotten
from bot.outbox.outbox import Outbox
from bot.schedule.delivery import End, State
from bot.schedule.history import CommunityStopped
from bot.schedule.reminder import Reminder, ReminderSet, ReminderStopped
from bot.schedule.rule import Kind, Rule
from bot.shelf import Shelf
from bot.store.store import Store
from bot.trivia.study import Card, Grade, Studied, review
from tests.platforms import PLATFORMS
from tests.saltmarsh import FOLDER
from tests.schedule.deeds import DAY, HOUR, MINUTE, MORNING, SECOND, all_of, end, notices, save, wake
from tests.store.memories import SCHOOL
from tests.trivia.rounds import MAYOR, YEAR

ADA, BOB = User("discord", "school", "4711"), User("discord", "school", "4712")
NINE = Rule(Kind.DAILY, time(9), "UTC")
ALONE = Channel("discord", "school", "@4711")


@pytest.fixture
def outbox(store: Store, cache: Path) -> Outbox:
    return Outbox(store, Shelf([FOLDER], cache), "one", PLATFORMS)


def ask(store: Store, rule: Rule = NINE, user: User = ADA, now: datetime = MORNING - HOUR, cards: int = 2) -> None:
    """Learn some cards that are due, and ask for a reminder."""
    memory = review(None, Grade.AGAIN, MORNING - DAY)
    save(store, *(Studied(user, Card(asked, memory)) for asked in (MAYOR, YEAR)[:cards]))
    save(store, ReminderSet(Reminder(user, rule, "en").ahead(now)))


def reminder(store: Store, user: User = ADA) -> Reminder | None:
    return store.read(lambda records: records.reminder(user))


def test_somebody_with_due_cards_is_told_how_many_in_private_and_once(store: Store, outbox: Outbox) -> None:
    ask(store)

    assert wake(outbox, MORNING - SECOND) == ()
    (delivery,) = wake(outbox)
    assert (delivery.channel, delivery.reply.text) == (ALONE, "2 cards are due.")
    assert [choice.action for choice in delivery.reply.choices] == ["study", "study remind:off"]
    end(outbox, delivery, End.SENT)
    assert wake(outbox, MORNING + HOUR) == ()
    assert len(wake(outbox, MORNING + DAY)) == 1


def test_two_processes_remind_once(store: Store, outbox: Outbox, cache: Path) -> None:
    ask(store)
    other = Outbox(store, Shelf([FOLDER], cache), "two", PLATFORMS)

    assert len((*wake(outbox), *wake(other))) == 1


def test_nobody_is_told_that_nothing_is_due(store: Store, outbox: Outbox) -> None:
    ask(store, cards=0)

    assert wake(outbox) == ()
    assert all_of(store) == {}
    found = reminder(store)
    assert found
    assert found.next_at == MORNING + DAY


def test_cards_of_others_do_not_count(store: Store, outbox: Outbox) -> None:
    ask(store, user=BOB)
    ask(store, cards=0)

    assert [delivery.channel.person for delivery in wake(outbox)] == [BOB.id]


def test_a_reminder_keeps_to_its_days_and_zone(store: Store, outbox: Outbox) -> None:
    # 1 May 2026 is a Friday; Paris is two hours ahead of UTC in summer, and one in winter.
    ask(store, Rule(Kind.DAILY, time(18), "Europe/Paris", weekdays=(0,)))

    found = reminder(store)
    assert found
    assert found.next_at == MORNING + 3 * DAY + 7 * HOUR
    assert wake(outbox, MORNING + 3 * DAY + 7 * HOUR - SECOND) == ()
    assert len(wake(outbox, MORNING + 3 * DAY + 7 * HOUR)) == 1


def test_a_time_that_the_clocks_skip_comes_an_hour_later(store: Store) -> None:
    before = datetime.fromisoformat("2026-03-28T12:00:00+00:00")
    ask(store, Rule(Kind.DAILY, time(2, 30), "Europe/Paris"), now=before)

    found = reminder(store)
    assert found
    assert found.next_at == datetime.fromisoformat("2026-03-29T01:30:00+00:00")


@pytest.mark.parametrize(("late", "count"), [(2 * HOUR - SECOND, 1), (2 * HOUR + SECOND, 0)])
def test_after_an_outage_a_reminder_still_comes_within_two_hours(
    store: Store, outbox: Outbox, late: timedelta, count: int
) -> None:
    ask(store)

    assert len(wake(outbox, MORNING + late)) == count
    found = reminder(store)
    assert found
    assert found.next_at == MORNING + DAY


def test_who_takes_no_private_messages_is_reminded_no_more(store: Store, outbox: Outbox) -> None:
    ask(store)
    ask(store, user=BOB)
    ada, bob = sorted(wake(outbox), key=lambda delivery: delivery.channel.id)

    end(outbox, ada, End.REFUSED, text="closed_messages")
    end(outbox, bob, End.SENT)

    found, other = reminder(store), reminder(store, BOB)
    assert found
    assert other
    assert (found.is_refused, found.next_at) == (True, None)
    assert (other.is_refused, other.next_at) == (False, MORNING + DAY)


def test_moderators_do_not_hear_of_a_reminder_of_unknown_outcome(store: Store, outbox: Outbox) -> None:
    ask(store, user=replace(ADA, platform="slack"))
    (delivery,) = wake(outbox)
    end(outbox, delivery, End.UNKNOWN)

    (looked,) = wake(outbox, MORNING + MINUTE)
    end(outbox, looked, End.UNREADABLE, now=MORNING + MINUTE)

    assert [state for state, _ in all_of(store).values()] == [State.FAILED]
    assert notices(store) == []


def test_what_is_on_its_way_is_called_back_when_somebody_wants_no_more(store: Store, outbox: Outbox) -> None:
    ask(store)
    outbox.plan(MORNING)

    save(store, ReminderStopped(ADA, MORNING))

    assert wake(outbox, MORNING + SECOND) == ()
    assert reminder(store) is None
    assert [state for state, _ in all_of(store).values()] == [State.CANCELLED]


def test_nothing_of_a_reminder_is_left_when_its_person_is_forgotten(store: Store, outbox: Outbox) -> None:
    ask(store)
    wake(outbox)
    kept = store.read(lambda records: records.kept(ADA))
    assert "reminder" in {one.name for one in kept}

    save(store, PersonForgotten(ADA))

    assert store.read(lambda records: records.kept(ADA)) == ()
    assert all_of(store) == {}


def test_a_community_that_removed_the_bot_has_no_reminders(store: Store, outbox: Outbox) -> None:
    ask(store)

    save(store, CommunityLeft(SCHOOL, MORNING), CommunityStopped(SCHOOL, MORNING))

    assert wake(outbox) == ()
    assert reminder(store) is None


def test_one_asks_for_reminders_in_one_community_and_is_known_in_private(store: Store) -> None:
    ask(store)

    found = store.read(lambda records: records.reminder_anywhere(User("discord", "dm-4711", "4711")))

    assert found
    assert found.user == ADA
