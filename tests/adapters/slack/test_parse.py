"""The least that Slack sends of a control, a shortcut and a message: nothing is asked, and nothing is wrong with it."""

from __future__ import annotations

from adapters.slack.parse import Place, direct, on_message, pressed


def test_a_control_that_carries_nothing_asks_nothing() -> None:
    assert pressed({"user": {"id": "U1"}, "actions": [{}]}) == ("", Place("U1"))


def test_the_option_of_a_menu_that_was_emptied_asks_nothing() -> None:
    action = {"selected_option": None, "block_id": "U2|0"}

    assert pressed({"user": {"id": "U1"}, "actions": [action]}) == ("", Place("U1", asker="U2"))


def test_a_message_without_blocks_has_no_controls() -> None:
    body = {"user": {"id": "U1"}, "message": {"ts": "1.2"}}

    assert on_message(body) == ("1.2", (), Place("U1"))


def test_a_message_without_words_asks_for_help() -> None:
    assert direct({"user": "U1", "channel": "D1"}) == ("help", Place("U1", "D1"))
