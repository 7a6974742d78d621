"""Files that wait to be read are bounded."""

from __future__ import annotations

from concurrent.futures import Future

from bot.chat import User
from bot.files.waiting import MOST, MOST_OF_ONE, Waiting


def test_all_together_have_no_more_files_waiting_than_memory_holds_and_each_that_is_answered_makes_room() -> None:
    waiting, answers = Waiting(), [Future[None]() for _ in range(MOST)]
    for number, answer in enumerate(answers):
        person = User("console", "school", f"teacher {number // MOST_OF_ONE}")
        assert waiting.has_room(person)
        waiting.enter(person, answer)
    late = User("console", "school", "late")

    assert not waiting.has_room(late)
    answers[0].set_result(None)
    assert waiting.has_room(late)
