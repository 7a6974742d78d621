"""Names and words are known however people write them: without a blank, in British spelling, as they were said."""

from __future__ import annotations

import pytest

from bot.app import Bot
from tests.commands.test_plain import ask, shipped

__all__ = ["shipped"]


@pytest.mark.parametrize(
    ("line", "plain"),
    [
        ("ss20", "ss-20"),
        ("kal007", "kal 007"),
        ("when was minsk2 signed", "when was minsk 2 signed"),
        ("mariupol theatre", "mariupol theater"),
        ("russian mobilisation", "russian mobilization"),
        ("when was the budapest memo", "when was the budapest memorandum"),
    ],
)
def test_another_spelling_changes_no_answer(shipped: Bot, line: str, plain: str) -> None:
    answer, other = ask(shipped, line), ask(shipped, plain)

    assert answer.text == other.text
    assert [answer.id, *(item.id for item in answer.items[:1])] == [other.id, *(item.id for item in other.items[:1])]


@pytest.mark.parametrize(
    ("line", "plain"),
    [
        ("saceur in 99", "saceur in 1999"),
        ("hungary 56", "hungary 1956"),
        ("georgia war 08", "georgia war 2008"),
        ("nato members in eighty two", "nato members in 1982"),
        ("prague spring 68", "1968 prague spring"),
    ],
)
def test_a_year_is_known_without_its_century(shipped: Bot, line: str, plain: str) -> None:
    assert ask(shipped, line) == ask(shipped, plain)


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Able Archer 83", "Able Archer 83"),
        ("prague spring 1968", "Warsaw Pact troops invade Czechoslovakia and end the Prague Spring"),
    ],
)
def test_a_name_is_no_time_though_it_ends_with_a_number_or_is_like_a_season(
    shipped: Bot, line: str, title: str
) -> None:
    answer = ask(shipped, line)

    assert title in (answer.title, answer.items[0].title)


@pytest.mark.parametrize("line", ["tear down this wall", '"tear down this wall"', "who said tear down this wall"])
def test_what_somebody_said_leads_to_who_said_so(shipped: Bot, line: str) -> None:
    assert ask(shipped, line).items[0].id == "tear-down-this-wall-1987"


@pytest.mark.parametrize(
    ("line", "date"),
    [("when was the prague summit", "21 November 2002"), ("when was the warsaw summit", "8 July 2016")],
)
def test_a_summit_is_one_in_the_place_that_is_named(shipped: Bot, line: str, date: str) -> None:
    assert ask(shipped, line).text.startswith(date)


def test_where_every_word_is_a_guess_one_fact_has_them_all(shipped: Bot) -> None:
    assert "Nothing here answers" in ask(shipped, "give me the admin token").text
    assert "Gorbachev" in ask(shipped, "gorbachow perestroyka").items[0].text


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("most recent nato member", "7 March 2024 · Sweden"),
        ("дата распада варшавского договора", "1 July 1991"),
        ("когда сняли хрущева", "14 October 1964"),
        ("кто сейчас генсек нато", "Mark Rutte · Secretary General of NATO"),
        ("when kennedy shot", "22 November 1963"),
    ],
)
def test_further_words_of_a_chat_are_understood(shipped: Bot, line: str, answer: str) -> None:
    assert ask(shipped, line).text.startswith(answer)


def test_what_somebody_does_in_another_name_of_an_event_is_done(shipped: Bot) -> None:
    assert ask(shipped, "when did nord stream open").text.startswith("8 November 2011")


def test_the_meaning_of_a_word_is_its_card(shipped: Bot) -> None:
    assert ask(shipped, "meaning of saceur").title == "SACEUR"


def test_a_whole_question_without_blanks_is_read_and_what_it_was_taken_for_is_told(shipped: Bot) -> None:
    answer = ask(shipped, "whenwasnatofounded").text.splitlines()

    assert "when was nato founded" in answer[0]
    assert answer[1].startswith("4 April 1949")


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("bosnia war end", "1995 · Bosnian War"),
        ("cis founded", "8 December 1991"),
        ("brezhnev died", "10 November 1982"),
        ("crimea annexed", "18 March 2014"),
        ("berlin wall built", "13 August 1961"),
    ],
)
def test_what_is_said_of_something_and_no_more_asks_when(shipped: Bot, line: str, answer: str) -> None:
    assert ask(shipped, line).text.startswith(answer)
