"""The outbox: claimed once, posted once, and nothing lost in silence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from bot.chat import Channel
from bot.outbox.outbox import Outbox
from bot.schedule.delivery import End, State
from bot.schedule.limiter import LIMITS, Limit
from bot.schedule.rule import Kind, Pause, Policy, Rule
from bot.shelf import Shelf
from bot.store.store import Store
from tests.saltmarsh import FOLDER
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

SLACK = Channel("slack", "school", "room")


@pytest.fixture
def shelf(cache: Path) -> Shelf:
    return Shelf([FOLDER], cache)


@pytest.fixture
def outbox(store: Store, shelf: Shelf) -> Outbox:
    return Outbox(store, shelf, "one")


@pytest.fixture
def other(store: Store, shelf: Shelf) -> Outbox:
    return Outbox(store, shelf, "two")


def test_a_daily_post_is_planned_and_handed_out_once(store: Store, outbox: Outbox) -> None:
    make(store)

    assert wake(outbox, MORNING - SECOND) == ()
    assert len(wake(outbox)) == 1
    assert wake(outbox, MORNING + SECOND) == ()


def test_a_post_that_was_accepted_is_final(store: Store, outbox: Outbox) -> None:
    save(store, order())
    (delivery,) = wake(outbox)

    end(outbox, delivery, End.SENT, text="4711")

    assert all_of(store) == {"o1": (State.SENT, "")}
    assert wake(outbox, MORNING + HOUR) == ()


def test_the_same_key_is_stored_once(store: Store, outbox: Outbox) -> None:
    save(store, order(), order())

    assert len(wake(outbox)) == 1


def test_two_processes_share_the_posts(store: Store, outbox: Outbox, other: Outbox) -> None:
    save(store, *(order(f"o{number}", channel=replace(SCHOOL, id=str(number))) for number in range(8)))

    first, second = wake(outbox), wake(other, MORNING + SECOND)

    assert {each.id for each in first}.isdisjoint({each.id for each in second})
    assert len(first) + len(second) == 8


def test_no_more_are_handed_out_than_the_platform_permits(store: Store, outbox: Outbox) -> None:
    save(store, *(order(f"o{number}", channel=replace(SCHOOL, id=str(number))) for number in range(100)))

    handed = sum(len(wake(outbox, MORNING + number * timedelta(milliseconds=10))) for number in range(100))

    assert 45 <= handed <= 50


def test_a_clock_that_steps_back_does_not_stop_the_posts(store: Store, outbox: Outbox) -> None:
    due = [replace(order(f"o{n}", MORNING - 3 * HOUR), channel=replace(SCHOOL, id=str(n))) for n in range(20)]
    save(store, *(replace(one, expires_at=MORNING + DAY) for one in due))
    assert len(wake(outbox)) == 5

    assert wake(outbox, MORNING - 2 * HOUR + SECOND)


def test_a_channel_gets_one_post_at_a_time(store: Store, outbox: Outbox) -> None:
    save(store, order("o1"), order("o2"))

    assert len(wake(outbox)) == 1
    assert wake(outbox, MORNING + SECOND) == ()
    assert len(wake(outbox, MORNING + 2 * SECOND)) == 1


def test_a_community_with_many_schedules_does_not_keep_others_waiting(store: Store, shelf: Shelf) -> None:
    outbox = Outbox(store, shelf, "one", {"discord": Limit(1.0, 5, timedelta()), "slack": LIMITS["slack"]}, 5)
    for number in range(40):
        make(store, channel=Channel("discord", "huge", str(number)))
    make(store, channel=Channel("discord", "small", "room"))

    assert "small" in {each.channel.community for each in wake(outbox)}


def test_what_is_not_accepted_now_is_tried_again_later(store: Store, outbox: Outbox) -> None:
    save(store, order())
    (delivery,) = wake(outbox)

    end(outbox, delivery, End.NOT_NOW, wait=30)

    assert wake(outbox, MORNING + 29 * SECOND) == ()
    (again,) = wake(outbox, MORNING + 31 * SECOND)
    assert (again.nonce, again.attempt) == (delivery.nonce, 2)


def test_a_permit_that_was_not_used_goes_back(store: Store, outbox: Outbox) -> None:
    save(store, order())
    (delivery,) = wake(outbox)

    end(outbox, delivery, End.UNUSED)

    assert len(wake(outbox, MORNING + 2 * SECOND)) == 1


def test_who_has_lost_the_lease_changes_nothing(store: Store, outbox: Outbox, other: Outbox) -> None:
    save(store, order())
    (lost,) = wake(outbox)
    (taken,) = wake(other, MORNING + 31 * SECOND)

    end(outbox, lost, End.REFUSED, MORNING + 31 * SECOND, "unknown_channel")
    end(other, taken, End.SENT, MORNING + 32 * SECOND, "4711")

    assert all_of(store) == {"o1": (State.SENT, "")}


def test_on_discord_an_unknown_outcome_is_posted_again_under_the_same_nonce(store: Store, outbox: Outbox) -> None:
    save(store, order())
    (delivery,) = wake(outbox)
    end(outbox, delivery, End.UNKNOWN)

    (again,) = wake(outbox, MORNING + 30 * SECOND)

    assert (again.nonce, again.is_lookup) == (delivery.nonce, False)


def test_when_the_nonce_is_forgotten_the_channel_is_read(store: Store, outbox: Outbox) -> None:
    save(store, order())
    wake(outbox)

    (looked,) = wake(outbox, MORNING + 3 * MINUTE)

    assert looked.is_lookup
    assert looked.first_call_at == MORNING


def test_what_is_found_in_the_channel_is_not_posted_again(store: Store, outbox: Outbox) -> None:
    save(store, order())
    wake(outbox)
    (looked,) = wake(outbox, MORNING + 3 * MINUTE)

    end(outbox, looked, End.SENT, MORNING + 3 * MINUTE, "4711")

    assert all_of(store) == {"o1": (State.SENT, "")}
    assert notices(store) == []


def test_what_is_not_in_the_channel_is_posted(store: Store, outbox: Outbox) -> None:
    save(store, order())
    wake(outbox)
    (looked,) = wake(outbox, MORNING + 3 * MINUTE)

    end(outbox, looked, End.ABSENT, MORNING + 3 * MINUTE)

    (again,) = wake(outbox, MORNING + 4 * MINUTE)
    assert not again.is_lookup


def test_where_the_channel_cannot_be_read_moderators_are_asked(store: Store, outbox: Outbox) -> None:
    save(store, order())
    wake(outbox)
    (looked,) = wake(outbox, MORNING + 3 * MINUTE)

    end(outbox, looked, End.UNREADABLE, MORNING + 3 * MINUTE)

    assert all_of(store)["o1"] == (State.FAILED, "unknown")
    assert len(notices(store)) == 1


def test_on_slack_moderators_are_asked_at_once(store: Store, outbox: Outbox) -> None:
    save(store, order(channel=SLACK))
    wake(outbox)

    (notice,) = wake(outbox, MORNING + 31 * SECOND)

    assert all_of(store)["o1"] == (State.FAILED, "unknown")
    assert [choice.action for choice in notice.reply.choices] == [
        "schedule again delivery:1",
        "schedule there delivery:1",
    ]


def test_a_first_call_by_a_clock_ahead_is_not_trusted(store: Store, outbox: Outbox) -> None:
    save(store, order(at=MORNING - HOUR))
    wake(outbox, MORNING)

    (looked,) = wake(outbox, MORNING - 30 * MINUTE)

    assert looked.is_lookup


def test_a_post_past_its_grace_is_skipped_and_recorded(store: Store, outbox: Outbox) -> None:
    save(store, order())

    assert wake(outbox, MORNING + 2 * HOUR) == ()
    assert all_of(store) == {"o1": (State.SKIPPED, "missed")}


def test_a_late_post_says_so(store: Store, outbox: Outbox) -> None:
    save(store, order())

    (delivery,) = wake(outbox, MORNING + HOUR)

    assert "comes late" in delivery.reply.notes[-1]


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


def test_a_bucket_filled_by_a_clock_ahead_empties_again(store: Store, outbox: Outbox) -> None:
    due = [replace(order(f"o{n}", MORNING), channel=replace(SCHOOL, id=str(n))) for n in range(20)]
    save(store, *due)
    wake(outbox, MORNING + 10 * MINUTE)

    wake(outbox, MORNING + SECOND)

    assert wake(outbox, MORNING + 2 * SECOND)
