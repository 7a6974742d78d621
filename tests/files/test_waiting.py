"""Files that wait to be read are bounded."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from threading import Barrier

from bot.chat import User
from bot.files.waiting import MOST, MOST_OF_ONE, Waiting


def test_of_many_files_that_come_in_one_instant_no_more_wait_than_one_person_may_have() -> None:
    waiting, instant = Waiting(), Barrier(4 * MOST_OF_ONE)

    def send(answer: Future[None]) -> bool:
        instant.wait()
        return waiting.enter("teacher", answer)

    with ThreadPoolExecutor(instant.parties) as threads:
        assert sum(threads.map(send, [Future() for _ in range(instant.parties)])) == MOST_OF_ONE


def test_all_together_have_no_more_files_waiting_than_memory_holds_and_each_that_is_answered_makes_room() -> None:
    waiting, answers = Waiting(), [Future[None]() for _ in range(MOST)]
    for number, answer in enumerate(answers):
        person = User("console", "school", f"teacher {number // MOST_OF_ONE}")
        assert waiting.enter(person, answer)
    late = User("console", "school", "late")

    assert not waiting.has_room(late)
    assert not waiting.enter(late, Future())
    answers[0].set_result(None)
    assert waiting.has_room(late)
    assert waiting.enter(late, Future())
