"""A community's own packs in rounds and in study, and their tags as topics."""

from __future__ import annotations

import threading

from sqlalchemy import Connection, Engine, event

from bot.app import Bot
from tests.commands.asking import as_pupil, fields
from tests.commands.packing import CLUB, TAGGED, aiken, imported
from tests.trivia.classroom import Classroom


def test_a_question_of_an_own_pack_is_studied(bot: Bot) -> None:
    imported(bot)

    shown = as_pupil(bot, "/study pack:walls")
    answer = as_pupil(bot, shown.choices[0].action)

    assert (shown.title, shown.notes[0]) == ("Card 1 of 2", "walls")
    assert "The answer: Ada Marsh" in answer.text
    assert fields(as_pupil(bot, as_pupil(bot, answer.choices[2].action).choices[-1].action))["Your cards"] == "1"


def test_a_pack_is_read_beside_those_who_write_and_not_while_they_wait(bot: Bot) -> None:
    imported(bot)
    threads: list[str] = []

    def note(connection: Connection, cursor: object, statement: str, *_: object) -> None:
        if "pieces" in statement:
            threads.append(threading.current_thread().name.partition("_")[0])

    event.listen(Engine, "before_cursor_execute", note)
    try:
        as_pupil(bot, "/study pack:walls")
        as_pupil(bot, "/study two-of-three")
    finally:
        event.remove(Engine, "before_cursor_execute", note)

    assert set(threads) == {"store-read"}


def test_a_question_keeps_what_was_learned_when_its_pack_is_imported_again(bot: Bot) -> None:
    imported(bot, aiken(1), "one.txt")
    answer = as_pupil(bot, as_pupil(bot, "/study pack:one").choices[0].action)
    as_pupil(bot, answer.choices[3].action)

    imported(bot, aiken(2), "one.txt")

    assert as_pupil(bot, "/study pack:one").text == "Question 1?"


def test_a_round_is_drawn_from_an_own_pack(bot: Bot) -> None:
    imported(bot)
    classroom = Classroom(bot)

    assert not classroom.ask("/trivia start pack:walls number:2").is_error

    questions = classroom.started().round.plan.questions
    assert {one.answer for one in questions} == {"Ada Marsh", "1930"}
    assert classroom.started().round.plan.title == "walls"


def test_a_round_has_no_more_questions_than_its_pack(bot: Bot) -> None:
    imported(bot)

    assert "2 questions for this" in Classroom(bot).ask("/trivia start pack:walls number:3").text
    assert "no question for this" in Classroom(bot).ask("/trivia start pack:walls number:1 years:1930").text


def test_a_question_without_wrong_choices_is_asked_only_where_answers_are_typed(bot: Bot) -> None:
    imported(bot, b"question,answer\r\nWhen?,1930\r\n", "typed.csv")
    classroom = Classroom(bot)

    assert classroom.ask("/trivia start pack:typed number:1").is_error
    assert not classroom.ask("/trivia start pack:typed number:1 mode:type").is_error


def test_the_tags_of_the_community_s_own_pack_are_topics(bot: Bot) -> None:
    imported(bot, TAGGED, "places.csv")
    classroom = Classroom(bot)

    assert not classroom.ask("/trivia start greece number:1").is_error
    assert [one.subject for one in classroom.started().round.plan.questions] == ["Where is Delphi?"]
    assert as_pupil(bot, "/study rome").text.startswith("Where is Ostia?")


def test_a_topic_narrows_a_pack_and_one_that_is_none_of_it_says_which_are(bot: Bot) -> None:
    imported(bot, TAGGED, "places.csv")

    card = as_pupil(bot, "/study rome pack:places")
    refused = as_pupil(bot, "/study egypt pack:places")

    assert (card.title, card.text.splitlines()[0]) == ("Card 1 of 1", "Where is Ostia?")
    assert "There are: greece and rome" in refused.text


def test_other_communities_do_not_have_these_topics(bot: Bot) -> None:
    imported(bot, TAGGED, "places.csv")

    assert as_pupil(bot, "/study greece", user=CLUB).is_error
