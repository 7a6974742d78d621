"""The outbox: claimed once, posted once, and nothing lost in silence."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.chat import Channel, Platform, Rate, User
from bot.community import Community
from bot.outbox.outbox import Outbox, Woken
from bot.schedule.delivery import End, Order, Purpose, Result, State
from bot.schedule.dispatcher import LONGEST_LEASE
from bot.schedule.history import ScheduleChanged
from bot.schedule.rule import Standing
from bot.shelf import Shelf
from bot.store.posts.deliveries import rate_buckets
from bot.store.store import Store
from tests.schedule.deeds import (
    DAY,
    HOUR,
    MINUTE,
    MORNING,
    SCHOOL,
    SECOND,
    all_of,
    end,
    make,
    notices,
    order,
    save,
    wake,
)

SLACK = Channel("slack", "school", "room")


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
    save(store, *(order(f"o{number}", channel=replace(SCHOOL, id=str(number))) for number in range(6)))

    first, second = wake(outbox), wake(other, MORNING + SECOND)

    assert {each.id for each in first}.isdisjoint({each.id for each in second})
    assert len(first) + len(second) == 6


def test_no_more_are_handed_out_than_the_platform_permits(store: Store, outbox: Outbox) -> None:
    save(store, *(order(f"o{number}", channel=replace(SCHOOL, id=str(number))) for number in range(100)))

    handed = sum(len(wake(outbox, MORNING + number * timedelta(milliseconds=10))) for number in range(100))

    assert 45 <= handed <= 50


def workspaces(*names: str) -> list[Order]:
    """Return posts that are due, each in a channel of its own of a workspace of this name."""
    return [order(f"o{at}", channel=Channel("slack", name, str(at))) for at, name in enumerate(names)]


def test_slack_counts_by_workspace_so_a_busy_one_does_not_slow_the_others(store: Store, outbox: Outbox) -> None:
    save(store, *workspaces(*["busy"] * 10, "T1", "T2", "T3", "T4"))

    assert Counter(each.channel.community for each in wake(outbox)) == {"busy": 2, "T1": 1, "T2": 1, "T3": 1, "T4": 1}


def test_one_workspace_is_written_to_no_faster_than_slack_permits_by_all_processes_together(
    store: Store, outbox: Outbox, other: Outbox
) -> None:
    save(store, *workspaces(*["busy"] * 20))
    moments = [MORNING + number * timedelta(milliseconds=50) for number in range(20)]

    handed = [len(wake(one, moment)) for moment in moments for one in (outbox, other)]

    assert (handed[:2], sum(handed)) == ([2, 0], 6)


def test_a_workspace_that_has_had_its_share_is_waited_for_as_long_as_that_takes(store: Store, outbox: Outbox) -> None:
    save(store, *workspaces(*["busy"] * 3))

    woken = outbox.wake(MORNING, ("slack",))

    assert woken.next_at == MORNING + timedelta(milliseconds=200)


def test_what_is_counted_by_workspace_is_not_kept(store: Store, outbox: Outbox) -> None:
    save(store, *workspaces("T1", "T2"))
    wake(outbox)

    store.purge(MORNING + SECOND)

    assert (
        store.run(lambda connection: connection.execute(select(func.count()).select_from(rate_buckets)).scalar()) == 0
    )


def test_how_a_post_ended_is_stored_when_its_schedule_is_long_gone(store: Store, outbox: Outbox) -> None:
    number = make(store)
    (delivery,) = wake(outbox)
    schedule = store.read(lambda records: records.schedule(Community("discord", "school"), number))
    assert schedule
    save(store, ScheduleChanged(replace(schedule, standing=Standing.REMOVED), MORNING))

    store.purge(MORNING + 91 * DAY)
    end(outbox, delivery, End.REFUSED, MORNING + 91 * DAY, "forbidden")

    assert all_of(store)[f"s{number}:2026-05-01"] == (State.FAILED, "forbidden")


def test_a_clock_that_steps_back_does_not_stop_the_posts(store: Store, outbox: Outbox) -> None:
    due = [replace(order(f"o{n}", MORNING - 3 * HOUR), channel=replace(SCHOOL, id=str(n))) for n in range(20)]
    save(store, *(replace(one, expires_at=MORNING + DAY) for one in due))
    assert len(wake(outbox)) == 3

    assert wake(outbox, MORNING - 2 * HOUR + SECOND)


def test_a_channel_gets_one_post_at_a_time(store: Store, outbox: Outbox) -> None:
    save(store, order("o1"), order("o2"))

    assert len(wake(outbox)) == 1
    assert wake(outbox, MORNING + SECOND) == ()
    assert len(wake(outbox, MORNING + 2 * SECOND)) == 1


def test_a_community_with_many_schedules_does_not_keep_others_waiting(store: Store, shelf: Shelf) -> None:
    outbox = Outbox(store, shelf, "one", {"discord": Platform("discord", Rate(1.0, 5, timedelta()))}, 5)
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


def test_on_slack_the_channel_is_read_and_where_it_cannot_be_moderators_are_asked(store: Store, outbox: Outbox) -> None:
    save(store, order(channel=SLACK))
    wake(outbox)
    (looked,) = wake(outbox, MORNING + 31 * SECOND)
    assert looked.is_lookup
    end(outbox, looked, End.UNREADABLE, MORNING + 31 * SECOND)

    (notice,) = wake(outbox, MORNING + 32 * SECOND)

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


def test_what_only_asks_does_not_say_that_it_comes_late(store: Store, outbox: Outbox) -> None:
    save(store, replace(order(), purpose=Purpose.NOTICE))

    (delivery,) = wake(outbox, MORNING + HOUR)

    assert delivery.reply.notes == ()


def test_a_bucket_filled_by_a_clock_ahead_empties_again(store: Store, outbox: Outbox) -> None:
    due = [replace(order(f"o{n}", MORNING), channel=replace(SCHOOL, id=str(n))) for n in range(20)]
    save(store, *due)
    wake(outbox, MORNING + 10 * MINUTE)

    wake(outbox, MORNING + SECOND)

    assert wake(outbox, MORNING + 2 * SECOND)


def test_a_notice_by_a_clock_ahead_is_not_held_back(store: Store, outbox: Outbox) -> None:
    save(store, order(channel=SLACK))
    wake(outbox)
    (looked,) = wake(outbox, MORNING + HOUR)
    end(outbox, looked, End.UNREADABLE, MORNING + HOUR)
    (notice,) = wake(outbox, MORNING + HOUR + SECOND)
    end(outbox, notice, End.UNUSED, MORNING + HOUR + SECOND)

    # The bucket was filled by that clock too.
    wake(outbox, MORNING + MINUTE)
    assert [each.id for each in wake(outbox, MORNING + MINUTE + SECOND)] == [notice.id]


# A silence that is longer than the longest lease is kept as long as that one.
@pytest.mark.parametrize(("asked", "kept"), [(20 * SECOND, 20 * SECOND), (90 * SECOND, LONGEST_LEASE)])
def test_where_one_channel_is_to_wait_the_others_go_on(
    store: Store, outbox: Outbox, asked: timedelta, kept: timedelta
) -> None:
    rooms = [order("o1"), order("o2", MORNING + SECOND), order("o3", MORNING + SECOND, replace(SCHOOL, id="hall"))]
    save(store, *rooms)
    (limited,) = wake(outbox)

    outbox.settle([Result(limited, End.NOT_NOW, wait=asked, is_everywhere=False)], MORNING)

    assert [each.channel.id for each in wake(outbox, MORNING + 2 * SECOND)] == ["hall"]
    assert "room" in [each.channel.id for each in wake(outbox, MORNING + kept + SECOND)]


def test_where_all_are_to_wait_nobody_goes_on(store: Store, outbox: Outbox) -> None:
    save(store, order("o1"), order("o2", MORNING + SECOND, replace(SCHOOL, id="hall")))
    (limited,) = wake(outbox)

    outbox.settle([Result(limited, End.NOT_NOW, wait=20 * SECOND, is_everywhere=True)], MORNING)

    assert wake(outbox, MORNING + 19 * SECOND) == ()
    assert len(wake(outbox, MORNING + 21 * SECOND)) == 2


def test_no_more_are_under_way_than_a_claim_holds(store: Store, outbox: Outbox) -> None:
    save(store, *(order(f"o{number}", channel=replace(SCHOOL, id=str(number))) for number in range(8)))

    claimed = outbox.claim(MORNING, ("discord",), {"discord": outbox.most - 1})

    assert len(claimed.deliveries) == 1
    assert outbox.claim(MORNING + SECOND, ("discord",), {"discord": outbox.most}) == Woken((), None)


def test_a_refusal_is_told_to_who_set_the_schedule_up(store: Store, outbox: Outbox) -> None:
    make(store, maker=User("discord", "school", "ada"))
    (delivery,) = wake(outbox)

    end(outbox, delivery, End.REFUSED, text="missing_access")

    assert [notice.channel.person for notice in notices(store)] == ["ada"]
