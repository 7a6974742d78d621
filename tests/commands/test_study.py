"""/study: cards come back when they are due, and only their owner sees them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from bot.app import Bot
from bot.chat import Reply, User
from bot.schedule.delivery import End, Result
from bot.shelf import Shelf
from bot.store.store import Store
from bot.trivia.study import Grade, review
from tests.blank import blank
from tests.commands.asking import as_pupil, fields, typed
from tests.platforms import PLATFORMS
from tests.saltmarsh import FOLDER, MAY_DAY, PUPIL, request
from tests.trivia.classroom import Classroom

FACTS = Path(__file__).parents[2] / "facts" / "nato-russia"
DAY = timedelta(days=1)
OTHER = User("console", "school", "other")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """The real pack beside the small one, compiled once."""
    return Shelf([FACTS, FOLDER], tmp_path_factory.mktemp("facts"))


@pytest.fixture
def bot(tmp_path: Path, shelf: Shelf) -> Iterator[Bot]:
    """A bot with more than a sitting's questions."""
    with Store.open(blank(tmp_path / "dateline.db")) as store:
        yield Bot(shelf, store, lambda: Random(7), platforms=PLATFORMS)


def press(bot: Bot, shown: Reply, label: str) -> Reply:
    """Press the button whose label begins so."""
    (choice,) = (choice for choice in shown.choices if choice.label.startswith(label))
    return as_pupil(bot, choice.action)


def graded(bot: Bot, shown: Reply, label: str = "Good") -> Reply:
    """Turn a card over, and grade it."""
    return press(bot, press(bot, shown, "Show answer"), label)


def test_a_card_is_a_question_then_its_answer_then_the_next_card(bot: Bot) -> None:
    question = as_pupil(bot, "/study pack:saltmarsh")
    answer = press(bot, question, "Show answer")
    done = press(bot, answer, "Good")

    assert (question.title, question.text) == ("Card 1 of 1", "Who was the first mayor of Saltmarsh?")
    assert "The answer: Ada Marsh" in answer.text
    assert "Ada Marsh opened the first meeting in 1930." in answer.text
    assert answer.sources
    assert [choice.label for choice in answer.choices] == [
        "Again: 1 minute",
        "Hard: 6 minutes",
        "Good: 10 minutes",
        "Easy: 8 days",
    ]
    assert (done.title, fields(done)["Your cards"]) == ("Done for now", "1")


def test_everything_is_private_and_takes_the_place_of_the_card_before(bot: Bot) -> None:
    question = as_pupil(bot, "/study")
    answer = press(bot, question, "Show answer")
    following = press(bot, answer, "Good")

    assert all(reply.is_private for reply in (question, answer, following))
    assert (question.replaces, answer.replaces, following.replaces) == (False, True, True)


def test_a_sitting_is_ten_cards(bot: Bot) -> None:
    shown = as_pupil(bot, "/study")

    for number in range(1, 11):
        assert shown.title == f"Card {number} of 10"
        shown = graded(bot, shown)

    assert shown.text == "You went through 10 cards."
    assert fields(shown)["Due now"] == "0"
    assert press(bot, shown, "Study more").title == "Card 1 of 10"


def test_a_card_comes_back_when_the_library_says_so_and_before_new_ones(bot: Bot) -> None:
    first = as_pupil(bot, "/study")
    press(bot, graded(bot, first, "Easy"), "Stop")
    due = review(None, Grade.EASY, MAY_DAY).due

    assert as_pupil(bot, "/study", at=due - timedelta(milliseconds=1)).text != first.text
    as_pupil(bot, "card stop")
    assert as_pupil(bot, "/study", at=due).text == first.text


def test_a_typed_answer_is_judged_and_still_graded_by_oneself(bot: Bot) -> None:
    question = as_pupil(bot, "/study pack:saltmarsh")
    form = press(bot, question, "Type the answer").form
    assert form

    right = as_pupil(bot, f"{form.action} answer:Ada")
    wrong = as_pupil(bot, "/study answer:Ida Marsh")
    near = as_pupil(bot, '/study answer:"ada marsch"')

    assert "Not right: Ada." in right.text
    assert "Not right: Ida Marsh." in wrong.text
    assert "Right: ada marsch" in near.text
    assert near.choices[0].label.startswith("Again")


def test_how_many_cards_are_due_is_told_when_some_are(bot: Bot) -> None:
    first = as_pupil(bot, "/study")
    press(bot, graded(bot, first, "Easy"), "Stop")

    assert first.notes == ()
    assert as_pupil(bot, "/study", at=MAY_DAY + 30 * DAY).notes == ("1 card is due in all.",)


def test_an_old_button_grades_nothing_twice(bot: Bot) -> None:
    answer = press(bot, as_pupil(bot, "/study"), "Show answer")
    press(bot, answer, "Easy")

    again = press(bot, answer, "Again")

    assert again.is_error
    assert "graded already" in again.text
    assert as_pupil(bot, "/study").title == "Card 2 of 10"


def test_the_last_grade_can_be_taken_back_and_leaves_no_card(bot: Bot) -> None:
    first = as_pupil(bot, "/study")
    second = graded(bot, first, "Easy")

    back = press(bot, second, "Undo")

    assert (back.title, back.text) == (first.title, first.text)
    assert as_pupil(bot, "card undo").is_error
    assert "Cards you study" not in fields(as_pupil(bot, "/privacy show"))


def test_the_last_grade_of_a_card_that_was_known_goes_back_to_what_it_was(bot: Bot) -> None:
    done = graded(bot, as_pupil(bot, "/study pack:saltmarsh"), "Easy")
    before = fields(done)["Next card"]
    later = MAY_DAY + 30 * DAY
    shown = as_pupil(bot, "/study pack:saltmarsh", at=later)
    answer = as_pupil(bot, shown.choices[0].action, at=later)
    done = as_pupil(bot, answer.choices[3].action, at=later)
    assert fields(done)["Next card"] != before

    press(bot, done, "Undo")

    stopped = as_pupil(bot, "card stop")
    assert fields(stopped)["Next card"] == before


def test_a_card_that_was_not_known_comes_again_in_the_same_sitting(bot: Bot) -> None:
    shown = as_pupil(bot, "/study pack:saltmarsh")

    again = graded(bot, shown, "Again")

    assert (again.title, again.text) == ("Card 2 of 2", shown.text)


def test_a_sitting_goes_on_where_it_stood(bot: Bot) -> None:
    second = graded(bot, as_pupil(bot, "/study"))

    assert as_pupil(bot, "/study").text == second.text


def test_a_topic_narrows_what_is_asked(bot: Bot) -> None:
    shown = as_pupil(bot, "/study enlargement")

    assert shown.notes[0] == "NATO enlargement"


def test_what_is_already_known_is_not_asked_again_before_it_is_due(bot: Bot) -> None:
    graded(bot, as_pupil(bot, "/study pack:saltmarsh"), "Easy")

    nothing = as_pupil(bot, "/study pack:saltmarsh")

    assert nothing.title == "Nothing to study now"
    assert "2024" in fields(nothing)["Next card"]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("/study missed:yes", "nothing you had wrong"),
        ("/study pack:atlantis", "No pack here is called “atlantis”"),
        ("/study qqqq", "I find"),
        ("/study answer:1949", "You have no open card"),
        ("card stop", "You have no open card"),
        ("card undo", "no grade to take back"),
        ("card grade card:1-0 grade:good", "You have no open card"),
    ],
)
def test_what_cannot_be_done_says_why(bot: Bot, line: str, says: str) -> None:
    said = as_pupil(bot, line)

    assert said.is_error
    assert says in said.text


def test_what_somebody_had_wrong_in_a_round_is_studied(bot: Bot) -> None:
    classroom = Classroom(bot)
    classroom.ask("/trivia start number:1")
    classroom.wait(6)
    classroom.answers(wrong="ann")
    asked = classroom.started().round.asked
    classroom.wait(60)

    shown = classroom.ask("/study missed:yes", "ann")

    assert asked
    assert shown.title == "Card 1 of 1"
    assert asked.subject in shown.text
    assert classroom.ask("/study missed:yes", "bob").is_error


def test_cards_are_each_person_s_own(bot: Bot) -> None:
    shown = as_pupil(bot, "/study")
    answer = press(bot, shown, "Show answer")

    assert as_pupil(bot, answer.choices[0].action, user=OTHER).is_error
    assert as_pupil(bot, "/study", user=OTHER).title == "Card 1 of 10"


def test_cards_are_exported_and_deleted_with_everything_else(bot: Bot) -> None:
    graded(bot, as_pupil(bot, "/study"))

    (file,) = as_pupil(bot, "/privacy export").files
    kept = json.loads(file.content)["communities"][PUPIL.community]
    assert (len(kept["card"]), len(kept["sitting"])) == (1, 1)

    as_pupil(bot, "/privacy delete sure:yes")
    assert as_pupil(bot, "/privacy show").text.startswith("Nothing.")


def test_every_button_fits_a_button() -> None:
    longest = f"card grade card:{10**6}-{99} grade:{max(Grade, key=len)}"

    assert len(longest) < 98


def test_a_reminder_is_set_changed_and_switched_off(bot: Bot) -> None:
    first = as_pupil(bot, "/study remind:18:00 zone:Paris weekdays:mon-fri")
    changed = as_pupil(bot, '/study remind:"7 am" zone:Auckland')
    stopped = press(bot, changed, "No more reminders")

    # The first of May 2026 is a Friday; 18:00 in Paris, and 7:00 the next day in Auckland, are still to come.
    assert "18:00" in first.text
    assert "Europe/Paris" in first.text
    assert "Pacific/Auckland" in changed.text
    assert stopped.text == "You are not reminded any more."
    assert bot.wake(MAY_DAY + DAY) == ()


def test_a_reminder_leads_to_the_cards_that_are_due(bot: Bot) -> None:
    graded(bot, as_pupil(bot, "/study"), "Again")
    as_pupil(bot, "/study remind:18:00 zone:Paris")

    (delivery,) = bot.wake(MAY_DAY.replace(hour=16))

    assert delivery.channel.person == PUPIL.id
    assert delivery.reply.text == "1 card is due."
    assert press(bot, delivery.reply, "Study now").title.startswith("Card ")


def test_a_reminder_needs_a_time_that_can_be_read(bot: Bot) -> None:
    assert as_pupil(bot, "/study zone:Paris").is_error
    assert as_pupil(bot, "/study remind:25:00").is_error
    assert as_pupil(bot, "/study remind:18:00 zone:Atlantis").is_error
    assert as_pupil(bot, "/study remind:off").is_error


def test_who_could_not_be_reminded_hears_it_once_at_the_next_study(bot: Bot) -> None:
    graded(bot, as_pupil(bot, "/study"), "Again")
    as_pupil(bot, "/study remind:18:00 zone:UTC")
    (delivery,) = bot.wake(MAY_DAY.replace(hour=18))
    bot.outbox.settle([Result(delivery, End.REFUSED, "closed_messages")], MAY_DAY.replace(hour=18))

    first, second = as_pupil(bot, "/study"), as_pupil(bot, "/study")

    assert any("switched off" in note for note in first.notes)
    assert not any("switched off" in note for note in second.notes)


def test_cards_of_a_community_go_on_where_its_reminder_came(bot: Bot) -> None:
    shown = as_pupil(bot, "/study")
    as_pupil(bot, "/study remind:18:00")
    alone = replace(PUPIL, community="dm-pupil")

    found = typed(bot, "/study", replace(request("", user=alone), is_direct=True))

    assert found.text == shown.text


def test_a_reminder_is_part_of_what_is_exported(bot: Bot) -> None:
    as_pupil(bot, "/study remind:18:00 zone:Paris")

    (file,) = as_pupil(bot, "/privacy export").files

    assert b"reminder" in file.content
    assert b"Europe/Paris" in file.content
