"""What schedules make of their time: one post a day, and nothing left out in silence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest
from sqlalchemy import text

from bot.app import Bot
from bot.chat import Channel
from bot.community import Settings, SettingsChanged
from bot.outbox.outbox import Outbox
from bot.schedule.delivery import End, State
from bot.schedule.rule import Kind, Pause, Policy, Rule
from bot.shelf import Shelf
from bot.store.keys import community_of
from bot.store.store import Store
from tests.saltmarsh import request
from tests.schedule.deeds import (
    DAY,
    HOUR,
    MORNING,
    NINE,
    QUIZ,
    SCHOOL,
    SECOND,
    all_of,
    copy_schedule,
    end,
    make,
    notices,
    on,
    save,
    wake,
)

SLACK = Channel("slack", "school", "room")


def test_a_daily_post_is_planned_and_handed_out_once(store: Store, outbox: Outbox) -> None:
    make(store)

    assert wake(outbox, MORNING - SECOND) == ()
    assert len(wake(outbox)) == 1
    assert wake(outbox, MORNING + SECOND) == ()


def test_of_several_missed_days_the_latest_counts(store: Store, outbox: Outbox) -> None:
    make(store, QUIZ)

    (delivery,) = wake(outbox, MORNING + 3 * DAY + HOUR)

    assert delivery.due_at == MORNING + 3 * DAY
    states = [state for state, _ in all_of(store).values()]
    assert states == [State.SKIPPED] * 3 + [State.SENDING]


def test_a_channel_that_refuses_three_times_pauses_its_schedule_and_tells_once(store: Store, outbox: Outbox) -> None:
    make(store, QUIZ)
    for number in range(5):
        for delivery in wake(outbox, MORNING + number * DAY):
            if delivery.reply.title != "Schedule 1 is paused":
                end(outbox, delivery, End.REFUSED, MORNING + number * DAY, "missing_access")

    assert [notice.reply.title for notice in notices(store)] == ["Schedule 1 is paused"]
    assert len([key for key in all_of(store) if key.startswith("s1:")]) == 3


def test_an_accepted_post_forgives_the_refused_ones(store: Store, outbox: Outbox) -> None:
    make(store, QUIZ)
    for number, how in enumerate((End.REFUSED, End.REFUSED, End.SENT, End.REFUSED, End.REFUSED)):
        (delivery,) = wake(outbox, MORNING + number * DAY)
        end(outbox, delivery, how, MORNING + number * DAY)

    assert notices(store) == []


def test_no_fact_comes_again_before_all_of_the_day_were_told(store: Store, outbox: Outbox, shelf: Shelf) -> None:
    number = len(shelf.full.on_day(5, 1))
    make(store)
    told = []
    for year in range(number + 1):
        at = MORNING.replace(year=2026 + year)
        (delivery,) = [one for one in wake(outbox, at)]
        told.append(delivery.reply.id)
        end(outbox, delivery, End.SENT, at)

    assert len(set(told[:number])) == number
    assert told[number] == told[0]


def test_a_day_without_facts_is_skipped_and_recorded(store: Store, outbox: Outbox) -> None:
    make(store, replace(NINE, topics=("#no-such-topic",)))

    assert wake(outbox) == ()
    assert all_of(store) == {"s1:2026-05-01": (State.SKIPPED, "nothing")}


def test_holidays_and_pauses_are_recorded(store: Store, outbox: Outbox) -> None:
    make(store, replace(NINE, holidays="DE", pauses=(Pause(date(2026, 5, 4), date(2026, 5, 4)),)), MORNING - DAY)

    wake(outbox, MORNING)
    wake(outbox, MORNING + DAY)
    wake(outbox, MORNING + 2 * DAY)

    recorded = {
        key: reason for key, (state, reason) in all_of(store).items() if state is State.SKIPPED and reason != "nothing"
    }
    assert recorded == {"s1:2026-05-04": "pause"}


def test_a_single_post_is_made_once(store: Store, outbox: Outbox) -> None:
    make(store, replace(on("2026-05-01"), kind=Kind.POST, text="Exam today."))

    (delivery,) = wake(outbox)
    end(outbox, delivery, End.SENT)

    assert delivery.reply.text == "Exam today."
    assert set(all_of(store)) == {"o1"}
    assert wake(outbox, MORNING + DAY) == ()


def test_a_question_is_answered_after_the_time_that_was_set(store: Store, outbox: Outbox) -> None:
    make(store, Rule(Kind.QUESTION, time(9), "UTC", reveal=60))
    (asked,) = wake(outbox)
    end(outbox, asked, End.SENT)

    (answer,) = wake(outbox, MORNING + HOUR)

    assert asked.reply.title == "Question of the day"
    assert answer.reply.title == "The answer"


def test_the_next_question_tells_the_answer_to_the_last(store: Store, outbox: Outbox) -> None:
    make(store, QUIZ)
    (asked,) = wake(outbox)
    end(outbox, asked, End.SENT)

    (following,) = wake(outbox, MORNING + DAY)

    assert following.reply.fields[0].value == asked.reply.text


@pytest.mark.parametrize(("policy", "state"), [(Policy.POST, State.SENDING), (Policy.SKIP, State.SKIPPED)])
def test_a_post_without_approval_follows_the_policy(policy: Policy, state: State, store: Store, outbox: Outbox) -> None:
    make(store, replace(NINE, approval="mods", policy=policy), MORNING - 3 * HOUR)

    (shown,) = wake(outbox, MORNING - 2 * HOUR)
    end(outbox, shown, End.SENT, MORNING - 2 * HOUR)
    assert shown.channel.id == "mods"
    assert all_of(store)["s1:2026-05-01"] == (State.WAITING, "")

    wake(outbox, MORNING)
    assert all_of(store)["s1:2026-05-01"][0] is state


def test_the_answer_to_a_question_that_was_refused_does_not_come(store: Store, outbox: Outbox) -> None:
    make(store, Rule(Kind.QUESTION, time(9), "UTC", reveal=60))
    (asked,) = wake(outbox)
    end(outbox, asked, End.REFUSED)

    assert wake(outbox, MORNING + HOUR) == ()
    assert all_of(store)["a1:2026-05-01"] == (State.SKIPPED, "unasked")


def test_that_an_answer_does_not_come_is_told_to_nobody(store: Store, outbox: Outbox) -> None:
    save(store, SettingsChanged(community_of(SCHOOL), Settings(moderator_channel="mods")))
    make(store, Rule(Kind.QUESTION, time(9), "UTC", reveal=60))
    (asked,) = wake(outbox)
    end(outbox, asked, End.REFUSED)
    refusals = len(notices(store))

    wake(outbox, MORNING + HOUR)

    assert refusals == len(notices(store)) == 1


def test_a_late_post_names_the_time_in_the_zone_of_its_schedule(store: Store, outbox: Outbox) -> None:
    make(store, Rule(Kind.QUESTION, time(18), "Asia/Tokyo"))

    (late,) = wake(outbox, MORNING + HOUR)

    assert "18:00 (Asia/Tokyo)" in late.reply.notes[-1]


def test_new_rules_of_a_zone_move_what_is_planned(store: Store, outbox: Outbox) -> None:
    make(store, Rule(Kind.QUESTION, time(9), "Europe/Paris"), MORNING - 3 * HOUR)
    hour = int(HOUR.total_seconds() * 1000)
    store.run(
        lambda connection: connection.execute(
            text("UPDATE schedules SET zones = '1999a', next_at = next_at + :hour, wake_at = wake_at + :hour"),
            {"hour": hour},
        )
    )

    assert wake(outbox, MORNING - 2 * HOUR - SECOND) == ()
    assert [each.due_at for each in wake(outbox, MORNING - 2 * HOUR)] == [MORNING - 2 * HOUR]


def test_schedules_that_are_alike_post_each_to_its_own_channel(store: Store, outbox: Outbox) -> None:
    channels = {make(store, channel=Channel("discord", f"school {n}", f"room {n}")): f"room {n}" for n in range(3)}

    posted = wake(outbox)

    assert {each.channel.id for each in posted} == set(channels.values())
    assert set(all_of(store)) == {f"s{number}:2026-05-01" for number in channels}


def test_less_is_planned_at_once_while_people_ask(store: Store, shelf: Shelf) -> None:
    bot = Bot(shelf, store)
    make(store)
    copy_schedule(store, 6000)

    bot.outbox.plan(MORNING)
    beside_nobody = len(all_of(store))
    bot.handle(request("timeline", {"when": "2008"}))
    bot.outbox.plan(MORNING)

    assert 0 < len(all_of(store)) - beside_nobody < beside_nobody
