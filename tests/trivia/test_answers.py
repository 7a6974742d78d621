"""Typed answers: what passes and what does not."""

from __future__ import annotations

import pytest

from bot.trivia.answers import accepts, initial, is_right
from bot.trivia.questions.asked import Asked, Form
from tests.trivia.rounds import MAYOR, YEAR


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("george robertson", "George Robertson"),
        ("  George   Robertson. ", "George Robertson"),
        ("Robertson, George", "George Robertson"),
        ("Georg Robertson", "George Robertson"),
        ("George Robertsen", "George Robertson"),
        ("the Warsaw Pact", "Warsaw Pact"),
        ("Warsaw Pact", "The Warsaw Pact"),
        ("Warsawpact", "Warsaw Pact"),
        ("Горбачёв", "Gorbachev"),
        ("Gorbachov", "Gorbachev"),
        ("Yeltsin", "Ельцин"),
        ("Jose Manuel Barroso", "José Manuel Barroso"),
        ("in 1949", "1949"),
        ("500.000", "500,000"),
        ("500 000", "500,000"),
        ("U2", "U-2"),
        ("Sevastopol", "Sebastopol"),
        ("An air base near Rome", "At an air base near Rome"),
    ],
)
def test_spellings_order_articles_and_small_slips_pass(text: str, answer: str) -> None:
    assert accepts(text, (answer,))


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("1948", "1949"),
        ("194", "1949"),
        ("1949 1950", "1949"),
        ("1949 or 1950", "1949"),
        ("Article 4", "Article 5"),
        ("SS-21", "SS-20"),
        ("Iraq", "Iran"),
        ("Bonn", "Bern"),
        ("Mali", "Malta"),
        ("Paris or London", "Paris"),
        ("Paris, London, Rome", "Paris"),
        ("Paris London", "Paris"),
        ("George Robertson Javier Solana", "George Robertson"),
        ("Robertson", "George Robertson"),
        ("not Paris", "Paris"),
        ("", "Paris"),
        ("the", "Paris"),
        ("?!", "Paris"),
    ],
)
def test_another_answer_another_number_and_a_list_do_not(text: str, answer: str) -> None:
    assert not accepts(text, (answer,))


def test_a_slip_that_is_another_choice_is_that_choice() -> None:
    assert accepts("Austrla", ("Austria",))
    assert not accepts("Slovenia", ("Slovakia",), ("Slovenia",))
    assert not is_right("Ida Marsh", MAYOR)


def test_what_the_pack_accepts_counts() -> None:
    asked = Asked("q", Form.WRITTEN, "Where?", ("Vienna", "Geneva"), 0, accept=("Wien",))

    assert is_right("wien", asked)
    assert is_right("1932", YEAR)


def test_a_hint_shows_first_letters_and_lengths() -> None:
    assert initial("Ada Marsh") == "A·· M····"


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("fifteen", "15"),
        ("15", "fifteen"),
        ("nineteen forty-nine", "1949"),
        ("ten sixty-six", "1066"),
        ("nineteen ten", "1910"),
        ("one hundred forty", "140"),
        ("one hundred one forty", "101 40"),
        ("flight nine eleven", "flight 911"),
        ("100 and counting", "one hundred and counting"),
        ("one hundred and fifty", "150"),
        ("two thousand and eight", "2008"),
        ("Rock and Roll", "Rock & Roll"),
        ("minus five", "-5"),
        ("c plus plus", "C++"),
        ("1975", "1973..1977"),
        ("1973", "1973..1977"),
        ("1.5", "1..2"),
        ("3,5", "3.5"),
        ("-2", "-3..-1"),
    ],
)
def test_what_is_spoken_otherwise_passes(text: str, answer: str) -> None:
    assert accepts(text, (answer,))


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("5", "-5"),
        ("-5", "5"),
        ("C", "C++"),
        ("C++", "C"),
        ("C", "C#"),
        ("15", "1.5"),
        ("1972", "1973..1977"),
        ("fifty", "15"),
        ("five", "6"),
        ("2", "-3..-1"),
        ("about 1975", "1973..1977"),
    ],
)
def test_what_only_looks_alike_does_not_pass(text: str, answer: str) -> None:
    assert not accepts(text, (answer,))


SEVERAL = Asked("q", Form.WRITTEN, "Which two?", ("Latvia", "Sweden", "Estonia", "Finland"), 0, several=(0, 2))


@pytest.mark.parametrize(
    "text", ["Latvia, Estonia", "Estonia and Latvia", "latvia & estonia", "A C", "c,a", "AC", "Estonia Latvja"]
)
def test_all_that_must_be_chosen_pass_in_any_order(text: str) -> None:
    assert is_right(text, SEVERAL)


@pytest.mark.parametrize(
    "text", ["Latvia", "A", "Latvia, Sweden", "A B C", "ABCD", "AA", "Latvia, Estonia, Sweden", "A D", ""]
)
def test_one_too_few_or_too_many_does_not_pass(text: str) -> None:
    assert not is_right(text, SEVERAL)


def test_what_must_be_chosen_is_told_together() -> None:
    assert (SEVERAL.answer, SEVERAL.wrong) == ("Latvia, Estonia", ("Sweden", "Finland"))
