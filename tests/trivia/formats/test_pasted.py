"""What somebody pastes costs no more than its length."""

from __future__ import annotations

from time import process_time

import pytest

from bot.trivia.formats.known import read


def seconds(blanks: int) -> float:
    """Return what a pasted question with so many blanks within a choice costs."""
    pasted = f"Who?\na) Ada{' ' * blanks}Marsh *\nb) Ida\n".encode()
    began = process_time()
    imported = read("x.txt", pasted, "quizlet")
    spent = process_time() - began
    assert imported.questions[0].answer.split() == ["Ada", "Marsh"]
    return spent


def test_sixteen_times_the_blanks_cost_at_most_sixty_times_as_much() -> None:
    few, many = (min(seconds(blanks) for _ in range(3)) for blanks in (4_000, 64_000))

    assert many < 60 * few


@pytest.mark.parametrize("mark", ["*", " ✓", " (correct)", "(right)"])
def test_what_stands_behind_a_choice_marks_it_as_right(mark: str) -> None:
    (question,) = read("x.txt", f"Who?\na) Ida\nb) Ada{mark}\n".encode(), "quizlet").questions

    assert (question.answer, question.choices) == ("Ada", ("Ida",))
