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
