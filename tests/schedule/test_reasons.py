"""Why a post did not go out, and what becomes of one of which nobody knows."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.replies.schedule.history import REASONS
from bot.schedule.delivery import Purpose
from bot.schedule.dispatcher import CALL_MARGIN, Way, way
from bot.schedule.reasons import Reason
from tests.schedule.deeds import MORNING, SECOND

NONCE = timedelta(minutes=2)
LAST = NONCE - CALL_MARGIN


def test_every_reason_has_a_sentence() -> None:
    assert set(REASONS) == set(Reason)


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        (timedelta(), Way.AGAIN),
        (LAST - SECOND, Way.AGAIN),
        (LAST, Way.LOOK),
        (NONCE - SECOND, Way.LOOK),
        (-SECOND, Way.LOOK),
    ],
)
def test_a_post_is_repeated_only_while_its_nonce_is_known_until_the_call_ends(since: timedelta, expected: Way) -> None:
    assert way(Purpose.POST, MORNING, NONCE, True, MORNING + since) is expected


def test_a_notice_is_repeated_whatever_the_nonce() -> None:
    assert way(Purpose.NOTICE, MORNING, timedelta(), False, MORNING + timedelta(days=1)) is Way.AGAIN


def test_where_nothing_can_be_read_the_moderators_are_told() -> None:
    assert way(Purpose.POST, MORNING, timedelta(), False, MORNING + SECOND) is Way.TELL
