"""Rounds over restarts and several processes, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from bot.app import Bot
from bot.shelf import Shelf
from bot.store.store import Store
from tests.platforms import PLATFORMS
from tests.saltmarsh import request
from tests.trivia.classroom import CLASS, Classroom, Luck


def test_a_round_goes_on_after_a_restart_with_its_answers(shelf: Shelf, place: str) -> None:
    with Store.open(place) as store:
        before = Classroom(Bot(shelf, store, Luck(), platforms=PLATFORMS))
        before.ask("/trivia start number:1")
        before.wait(6)
        before.answers(right="ann", wrong="bob")
    with Store.open(place) as store:
        after = Classroom(Bot(shelf, store, Luck(), platforms=PLATFORMS))
        after.now = before.now
        after.wait(60)

        assert after.posts()[-1].text == "The winner: Player 1!"
        assert len(after.posts()) == 3


def test_two_processes_never_both_move_a_round(classroom: Classroom) -> None:
    classroom.ask("/trivia start number:3")
    with ThreadPoolExecutor(4) as processes:
        for _ in range(120):
            classroom.now += timedelta(seconds=1)
            list(processes.map(classroom.bot.step_rounds, [classroom.now] * 4))

    assert classroom.titles()[0::2] == ["Question 1 of 3", "Question 2 of 3", "Question 3 of 3", "The round is over"]


def test_players_are_offered_on_every_database(classroom: Classroom) -> None:
    classroom.ask("/trivia start number:1")
    classroom.ask("/trivia join name:Heron", "ann")

    asked = request("trivia remove", channel=CLASS)

    assert classroom.bot.complete(asked, "user", "her") == (("Heron", "Heron"),)
