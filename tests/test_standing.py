"""What is wrong is told when it begins, changes and ends; not at each try."""

from __future__ import annotations

import logging

import pytest

from bot.standing import Standing


def test_changes_are_told_and_tries_are_not(caplog: pytest.LogCaptureFixture) -> None:
    standing = Standing(logging.getLogger("standing"))
    for cause in ("full", "full", "full", "gone", "full", "gone"):
        standing.is_wrong("store", cause)
    standing.is_well("store")
    standing.is_well("store")
    standing.is_wrong("store", "full")

    assert [record.getMessage() for record in caplog.records] == [
        "store: full",
        "store: gone",
        "store: well again",
        "store: full",
    ]


def test_what_was_never_wrong_is_not_told_to_be_well(caplog: pytest.LogCaptureFixture) -> None:
    Standing(logging.getLogger("standing")).is_well("store")

    assert caplog.records == []
