"""Edits of messages already posted: after the posts, never in doubt, dropped when they come too late."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.chat import Reply
from bot.community import Settings, SettingsChanged
from bot.outbox.outbox import Outbox
from bot.schedule.delivery import LEASE, End, Order, Purpose, State, Urgency, edit_key
from bot.schedule.dispatcher import Way, way
from bot.store.keys import community_of
from bot.store.store import Store
from tests.schedule.deeds import HOUR, MINUTE, MORNING, SCHOOL, SECOND, all_of, end, notices, order, save, wake

QUESTION = replace(order("q1"), purpose=Purpose.ROUND, urgency=Urgency.ROUND)


def edit() -> Order:
    """Return the edit of a question that is posted in the same minute."""
    return replace(
        QUESTION,
        key=edit_key("q1"),
        reply=Reply(text="Closed."),
        purpose=Purpose.EDIT,
        urgency=Urgency.EDIT,
        expires_at=MORNING + 2 * MINUTE,
    )


def ask(store: Store, outbox: Outbox) -> None:
    """Post the question."""
    save(store, QUESTION)
    (delivery,) = wake(outbox)
    end(outbox, delivery, End.SENT, text="4711")


def test_an_edit_names_the_message_that_it_is_of(store: Store, outbox: Outbox) -> None:
    ask(store, outbox)
    save(store, edit())

    (delivery,) = wake(outbox, MORNING + 2 * SECOND)
    assert (delivery.edits, delivery.reply.text) == ("4711", "Closed.")


def test_a_post_makes_a_message_of_its_own(store: Store, outbox: Outbox) -> None:
    save(store, QUESTION)

    assert [one.edits for one in wake(outbox)] == [""]


def test_posts_go_before_edits(store: Store, outbox: Outbox) -> None:
    ask(store, outbox)
    save(store, edit(), order("o1"))

    assert [one.edits for one in wake(outbox, MORNING + 2 * SECOND)] == [""]
    assert [one.edits for one in wake(outbox, MORNING + 4 * SECOND)] == ["4711"]


def test_an_edit_waits_for_the_message_it_is_of(store: Store, outbox: Outbox) -> None:
    save(store, QUESTION)
    (delivery,) = wake(outbox)
    save(store, edit())

    assert wake(outbox, MORNING + 2 * SECOND) == ()
    end(outbox, delivery, End.SENT, text="4711")
    assert [one.edits for one in wake(outbox, MORNING + 4 * SECOND)] == ["4711"]


def test_nobody_looks_for_an_edit_that_waits_more_than_once_a_second(store: Store, outbox: Outbox) -> None:
    save(store, QUESTION)
    wake(outbox)
    save(store, edit())
    now = MORNING + 2 * SECOND

    next_at = outbox.claim(now, ("discord",)).next_at

    assert next_at
    assert next_at >= now + SECOND


def test_what_was_never_posted_is_not_edited(store: Store, outbox: Outbox) -> None:
    save(store, QUESTION)
    (delivery,) = wake(outbox)
    end(outbox, delivery, End.REFUSED, text="missing_access")
    save(store, edit())

    assert all(one.edits == "" for one in wake(outbox, MORNING + 2 * SECOND))
    assert all_of(store)[edit_key("q1")][0] is State.SKIPPED


def test_an_edit_that_comes_too_late_is_dropped_and_nobody_is_told(store: Store, outbox: Outbox) -> None:
    ask(store, outbox)
    save(store, edit())

    assert wake(outbox, MORNING + 3 * MINUTE) == ()
    assert all_of(store)[edit_key("q1")][0] is State.SKIPPED
    assert notices(store) == []


def test_an_edit_of_unknown_outcome_is_made_again_and_nobody_is_asked(store: Store, outbox: Outbox) -> None:
    ask(store, outbox)
    save(store, edit())
    (delivery,) = wake(outbox, MORNING + 2 * SECOND)
    end(outbox, delivery, End.UNKNOWN)

    (again,) = wake(outbox, MORNING + 3 * SECOND + LEASE)

    assert (again.edits, again.is_lookup) == ("4711", False)
    assert notices(store) == []


def test_an_edit_is_never_in_doubt_even_where_a_post_would_be() -> None:
    assert way(Purpose.EDIT, MORNING, timedelta(), True, MORNING + HOUR) is Way.AGAIN


def test_an_edit_that_is_refused_is_told_to_nobody(store: Store, outbox: Outbox) -> None:
    save(store, SettingsChanged(community_of(SCHOOL), Settings(moderator_channel="mods")))
    ask(store, outbox)
    save(store, edit())
    (delivery,) = wake(outbox, MORNING + 2 * SECOND)
    end(outbox, delivery, End.REFUSED, text="404 10008")

    wake(outbox, MORNING + HOUR)
    assert notices(store) == []
