"""The sentences of questions."""

from __future__ import annotations

import pytest

from bot.replies.catalog import catalog
from bot.replies.trivia.questions import sentence
from bot.replies.trivia.rounds import choice_label
from bot.trivia.questions.asked import Asked, Form


@pytest.mark.parametrize("form", Form)
def test_every_form_of_question_has_a_sentence(form: Form) -> None:
    asked = Asked("q1", form, "the sea wall", ("one", "two"), 0, when="1950-05-04", listed=("first", "second"))

    assert sentence(catalog("en"), asked)


@pytest.mark.parametrize(("length", "label"), [(40, f"A: {'a' * 40}"), (41, "A")])
def test_a_choice_that_is_too_long_for_its_button_is_there_by_its_letter(length: int, label: str) -> None:
    asked = Asked("q1", Form.WRITTEN, "Which?", ("a" * length, "b"), 0)

    assert choice_label(catalog("en"), asked, 0) == label
