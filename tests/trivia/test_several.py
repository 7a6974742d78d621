"""Questions of which all and only the right choices must be chosen: in rounds of every kind, in study, in reports."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from bot.app import Bot
from bot.chat import Fill, Reply
from bot.community import Community
from bot.facts.model import Question
from bot.trivia.answers import chosen, is_right
from bot.trivia.formats.gift.gift import read
from bot.trivia.material import card_of
from bot.trivia.own import PackImported, named, pack_of
from bot.trivia.plan import Mode, Plan
from bot.trivia.questions.asked import Asked, Form
from bot.trivia.questions.written import is_shown, written_asked
from bot.trivia.round import Verdict
from tests.commands.asking import as_pupil
from tests.trivia.classroom import NINE, Classroom
from tests.trivia.rounds import ADA, SECOND, deadline, given, opened

RIGHT, WRONG = ("Riga", "Tallinn"), ("Oslo", "Bergen")
ASKED = Asked("q-two", Form.WRITTEN, "Which two?", ("Riga", "Oslo", "Tallinn", "Bergen"), 0, several=(0, 2))
GIFT = b"Which two stood open? {~%50%Riga ~%50%Tallinn ~%-50%Oslo ~%-50%Bergen}\n"


@pytest.fixture
def classroom(bot: Bot) -> Classroom:
    """A class over one database: what is chosen is stored as any typed answer is."""
    return Classroom(bot)


def question(right: int, wrong: int) -> Question:
    texts = tuple(f"right {number}" for number in range(right))
    others = tuple(f"wrong {number}" for number in range(wrong))
    return Question("q", "Which?", ", ".join(texts), "", (), (), others, 2, (), (), texts)


def import_pack(bot: Bot) -> None:
    pack = pack_of(named(read(GIFT)), "gates.gift", "", NINE)
    bot.store.transact(lambda records: (None, (PackImported(Community("console", "school"), pack),)))


def begin(classroom: Classroom, options: str = "") -> Reply:
    """Begin a round of the one question, and return how it was asked."""
    import_pack(classroom.bot)
    classroom.ask(f"/trivia start pack:gates number:1 {options}", is_moderator=True)
    classroom.wait(6)
    return classroom.posts()[0]


def letters(shown: Reply, *texts: str) -> str:
    return ",".join(field.name for field in shown.fields if field.value in texts)


def choose(classroom: Classroom, shown: Reply, chosen: str, user: str) -> Reply:
    """Tick boxes of the form that the button opens, and send it."""
    form = classroom.ask(shown.choices[0].action, user).form
    assert form
    return classroom.ask(f"{form.action} {form.inputs[0].name}:{chosen}", user)


@pytest.mark.parametrize("mode", ["", "mode:first", "mode:type"])
def test_all_and_only_the_right_ones_count(classroom: Classroom, mode: str) -> None:
    shown = begin(classroom, mode)

    for user, texts in (("ann", ("Riga",)), ("bob", ("Riga", "Tallinn", "Oslo")), ("cat", RIGHT)):
        assert not choose(classroom, shown, letters(shown, *texts), user).is_error

    classroom.wait(30)
    answers = {one.player: one.is_right for one in classroom.started().round.answers}
    assert answers == {"ann": False, "bob": False, "cat": True}


def test_one_button_opens_a_form_with_a_box_for_each_choice(classroom: Classroom) -> None:
    shown = begin(classroom)

    form = classroom.ask(shown.choices[0].action, "ann").form

    assert [choice.label for choice in shown.choices] == ["Choose"]
    assert sorted(field.value for field in shown.fields) == sorted((*RIGHT, *WRONG))
    assert "Several are right" in shown.notes[0]
    assert form
    (boxes,) = form.inputs
    assert boxes.fill is Fill.SEVERAL
    assert [value for value, _ in boxes.choices] == ["A", "B", "C", "D"]


def test_an_answer_that_may_be_changed_is_shown_again_in_the_form(classroom: Classroom) -> None:
    shown = begin(classroom, "change:yes")
    choose(classroom, shown, letters(shown, *RIGHT), "ann")

    form = classroom.ask(shown.choices[0].action, "ann").form

    assert form
    assert form.inputs[0].value == letters(shown, *RIGHT)


def test_the_form_of_a_question_that_is_over_is_refused(classroom: Classroom) -> None:
    shown = begin(classroom)
    classroom.wait(60)

    assert classroom.ask(shown.choices[0].action, "ann").is_error


def test_what_is_typed_beside_the_form_counts_by_letters_and_by_words(classroom: Classroom) -> None:
    shown = begin(classroom)

    said = classroom.ask("/answer Tallinn and Riga", "ann")
    again = classroom.ask(f"/answer {letters(shown, *RIGHT).replace(',', ' ')}", "bob")

    assert "Riga and " in said.text or "Tallinn and " in said.text
    assert said.text == again.text
    assert {one.is_right for one in classroom.started().round.answers} == {True}


def test_the_reveal_names_all_that_were_right_and_counts_each_choice(classroom: Classroom) -> None:
    shown = begin(classroom)
    choose(classroom, shown, letters(shown, "Riga", "Oslo"), "ann")
    choose(classroom, shown, letters(shown, "Riga"), "bob")
    classroom.wait(30)

    revealed = classroom.posts()[1]
    lettered = [field for field in revealed.fields if ": " in field.name]
    counts = {field.name.partition(": ")[2]: field.value for field in lettered}
    assert all(text in revealed.title for text in RIGHT)
    assert counts == {"Riga": "2", "Tallinn": "0", "Oslo": "1", "Bergen": "0"}
    assert {field.name[5:] for field in lettered if field.name.startswith("✓ ")} == set(RIGHT)
    assert revealed.picture
    assert "Riga ✓ – 2" in revealed.picture.alt
    assert "Oslo – 1" in revealed.picture.alt


def test_what_was_missed_is_told_in_words(classroom: Classroom) -> None:
    shown = begin(classroom)
    choose(classroom, shown, letters(shown, "Riga"), "ann")
    classroom.wait(60)

    (item,) = classroom.ask("/trivia review", "ann").items
    assert "You said: Riga. Right: " in item.text


def test_at_everyones_own_tempo_it_is_judged_at_once(classroom: Classroom) -> None:
    import_pack(classroom.bot)
    started = classroom.ask("/trivia start pack:gates number:1 mode:own until:2026-05-06", is_moderator=True)
    shown = classroom.ask(started.choices[0].action, "ann")

    said = choose(classroom, shown, letters(shown, "Oslo"), "ann")

    assert said.text.startswith("Not right: Oslo. The answer: ")


def test_a_survey_takes_any_of_them(classroom: Classroom) -> None:
    shown = begin(classroom, "mode:survey")

    choose(classroom, shown, letters(shown, "Riga", "Bergen"), "ann")
    classroom.wait(30)

    assert {field.value for field in classroom.posts()[1].fields} == {"0", "1"}


def test_one_choice_alone_is_wrong_however_it_is_given() -> None:
    current = opened(Plan((ASKED,), mode=Mode.FIRST))
    at = deadline(current) - SECOND

    verdicts = [current.answer(one)[1] for one in (given(ADA, 0, at), given(ADA, -1, at, text="A"))]

    assert verdicts == [Verdict.WRONG, Verdict.WRONG]
    assert current.answer(given(ADA, -1, at, text="A, C"))[1] is Verdict.RIGHT


@pytest.mark.parametrize(
    ("text", "picks"),
    [("A, C", (0, 2)), ("c a", (0, 2)), ("oslo", (1,)), ("Riga and Bergen", (0, 3)), ("Riga, Paris", ()), ("A E", ())],
)
def test_choices_are_named_by_letters_or_in_full(text: str, picks: tuple[int, ...]) -> None:
    assert chosen(text, ASKED) == picks


def test_a_choice_that_has_an_and_in_it_is_one_choice() -> None:
    asked = replace(ASKED, choices=("Bosnia and Herzegovina", "Serbia", "Albania"), several=(0, 2))

    assert is_right("Albania and Bosnia and Herzegovina", asked)
    assert chosen("Bosnia and Herzegovina", asked) == (0,)


@pytest.mark.parametrize(("right", "wrong", "shown"), [(2, 2, 4), (3, 9, 8), (9, 3, 8)])
def test_at_least_one_choice_is_wrong_and_no_more_are_shown_than_there_are_letters(
    right: int, wrong: int, shown: int
) -> None:
    for asked in (written_asked(question(right, wrong), Random(3)), card_of(question(right, wrong))):
        assert len(asked.choices) == shown
        assert asked.wrong
        assert all(asked.choices[index].startswith("right") for index in asked.several)
        assert all(text.startswith("wrong") for text in asked.wrong)


@pytest.mark.parametrize(("wrong", "is_typed", "is_asked"), [(2, False, True), (0, False, False), (0, True, True)])
def test_without_a_wrong_choice_they_are_typed(wrong: int, is_typed: bool, is_asked: bool) -> None:
    assert is_shown(question(2, wrong), is_typed=is_typed) is is_asked


def test_a_card_shows_its_choices_and_is_answered_in_the_form(bot: Bot) -> None:
    import_pack(bot)
    shown = as_pupil(bot, "/study pack:gates")
    action = next(choice.action for choice in shown.choices if choice.label == "Choose")

    form = as_pupil(bot, action).form
    assert form
    (boxes,) = form.inputs
    right = ",".join(letter for letter, text in boxes.choices if text.endswith(RIGHT))
    told = as_pupil(bot, f"{form.action} answer:{right}")

    assert "A: Bergen\nB: Oslo\nC: Riga\nD: Tallinn" in shown.text
    assert "Several are right" in shown.notes[1]
    assert "Right: Riga and Tallinn" in told.text
    assert "Not right: Riga." in as_pupil(bot, f"{form.action} answer:C").text
