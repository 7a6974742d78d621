"""The sentences of questions."""

from __future__ import annotations

import pytest

from bot.replies.catalog import catalog
from bot.replies.trivia.questions import sentence
from bot.trivia.questions.asked import Asked, Form


@pytest.mark.parametrize("form", Form)
def test_every_form_of_question_has_a_sentence(form: Form) -> None:
    asked = Asked("q1", form, "the sea wall", ("one", "two"), 0, when="1950-05-04", listed=("first", "second"))

    assert sentence(catalog("en"), asked)
