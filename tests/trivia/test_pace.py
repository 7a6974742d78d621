"""A question does not stay open when everybody has answered it, and the host goes on by a word."""

from __future__ import annotations

import pytest

from bot.trivia.round import Phase
from tests.trivia.classroom import Classroom


def test_a_question_that_all_have_answered_closes_two_seconds_later(classroom: Classroom) -> None:
    classroom.ask("/trivia start number:2 seconds:60")
    classroom.ask("/trivia join", "ann")
    classroom.ask("/trivia join", "bob")
    classroom.wait(6)
    classroom.answers(right="ann")
    classroom.wait(3)
    assert classroom.started().round.state.phase is Phase.OPEN

    classroom.answers(right="bob")
    classroom.wait(3)

    assert classroom.started().round.state.phase is Phase.REVEALED


def test_who_answered_none_of_the_last_two_is_not_waited_for(classroom: Classroom) -> None:
    classroom.ask("/trivia start number:4 seconds:60")
    classroom.ask("/trivia join", "gone")
    classroom.wait(6)
    for _ in range(2):
        classroom.answers(right="ann")
        classroom.wait(70)
    classroom.answers(right="ann")
    classroom.wait(3)
    assert classroom.started().round.state.question == 2

    assert classroom.started().round.state.phase is Phase.REVEALED


def test_the_host_goes_on_by_a_word(classroom: Classroom) -> None:
    classroom.ask("/trivia start number:2 seconds:60")

    assert classroom.ask("/trivia go").text == "The question is asked."
    assert classroom.ask("/trivia go").text == "The answer is told."
    assert classroom.started().round.state.phase is Phase.REVEALED


def test_a_lobby_that_is_to_wait_waits_for_the_host(classroom: Classroom) -> None:
    classroom.ask("/trivia start number:2 lobby:wait")
    classroom.wait(3600)
    assert classroom.started().round.state.phase is Phase.LOBBY

    classroom.ask("/trivia go")

    assert classroom.started().round.state.phase is Phase.OPEN


@pytest.mark.parametrize(
    ("options", "begins"),
    [
        ("", "in 5 seconds"),
        ("teams:2", "in 30 seconds"),
        ("teams:2 lobby:1", "in 1 second"),
        ("lobby:0", "at once"),
        ("lobby:wait", "when the host begins, with /trivia go"),
    ],
)
def test_the_start_of_a_round_says_when_its_first_question_comes(
    classroom: Classroom, options: str, begins: str
) -> None:
    told = classroom.ask(f"/trivia start number:2 {options}")

    assert {field.name: field.value for field in told.fields}["First question"] == begins


@pytest.mark.parametrize("lobby", ["soon", "901", "-1", "1.5"])
def test_a_lobby_that_is_neither_seconds_nor_a_wait_is_refused_with_both(classroom: Classroom, lobby: str) -> None:
    told = classroom.ask(f"/trivia start lobby:{lobby}").text

    assert "900" in told
    assert "or wait" in told


@pytest.mark.parametrize(
    ("options", "told"), [("until:2026-12-24", "add mode:own"), ("years:1400", "give no question for this")]
)
def test_a_round_that_cannot_be_as_it_was_asked_for_is_refused(classroom: Classroom, options: str, told: str) -> None:
    assert told in classroom.ask(f"/trivia start {options}").text


def test_nobody_but_the_host_goes_on(classroom: Classroom) -> None:
    classroom.ask("/trivia start number:2")

    assert classroom.ask("/trivia go", "bob").is_error


def test_who_was_removed_does_not_come_back_with_the_next_press(classroom: Classroom) -> None:
    classroom.ask("/trivia start number:2 seconds:60")
    classroom.ask("/trivia join name:Heron", "ann")
    classroom.ask("/trivia join name:Wren", "bob")
    classroom.wait(6)
    classroom.answers(right="ann")
    classroom.ask("/trivia remove Heron")

    reply = classroom.press(classroom.right(), "ann")

    assert reply.is_error
    assert [player.name for player in classroom.started().round.players] == ["Wren"]
    assert classroom.started().round.answers == ()


def test_the_number_of_somebody_who_was_removed_goes_to_nobody(classroom: Classroom) -> None:
    classroom.ask("/trivia start number:2 seconds:60")
    classroom.ask("/trivia join", "ann")
    classroom.ask("/trivia join", "bob")

    classroom.ask("/trivia remove 1")

    assert [(player.id, player.number) for player in classroom.started().round.players] == [("bob", 2)]


def test_a_locked_round_lets_in_nobody_new(classroom: Classroom) -> None:
    classroom.ask("/trivia start number:2 seconds:60")
    classroom.ask("/trivia join", "ann")
    classroom.ask("/trivia lock")

    assert classroom.ask("/trivia join", "bob").is_error
    assert not classroom.ask("/trivia join name:Heron", "ann").is_error

    classroom.ask("/trivia lock no")
    assert not classroom.ask("/trivia join", "bob").is_error


def test_extra_time_is_given_by_nickname_and_to_nobody_who_does_not_play(classroom: Classroom) -> None:
    classroom.ask("/trivia start number:2 seconds:60")
    classroom.ask("/trivia join name:Heron", "ann")

    assert "Heron" in classroom.ask("/trivia extra Heron 15").text
    assert classroom.ask("/trivia extra Nobody 15").is_error
    assert [(player.id, player.extra.seconds) for player in classroom.started().round.players] == [("ann", 15)]
