"""Whom or what a name means, however it is written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from bot.facts.find import How, find
from bot.facts.library import Library
from bot.facts.model import Kind
from bot.shelf import open_library
from tests.facts.test_packs import pack, spoil

__all__ = ["pack"]

EVERYTHING = (Kind.PERSON, Kind.ORGANIZATION, Kind.TERM)


class Counting(Library):
    """A library that counts what it is asked."""

    asked = 0

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Count, and answer."""
        self.asked += 1
        return super().rows(query, *values)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Ada Marsh", "ada-marsh"),
        ("marsh, ada", "ada-marsh"),
        ("LADY MARSH", "ada-marsh"),
        ("ada", "ada-marsh"),
        ("Perovsky", "nikolai-perovsky"),
        ("Перовский", "nikolai-perovsky"),
        ("perowskij", "nikolai-perovsky"),
        ("Nikolaï", "nikolai-perovsky"),
        ("nikolai-perovsky", "nikolai-perovsky"),
        ("Perov", "nikolai-perovsky"),
        ("Harbor Master", "nikolai-perovsky"),
        ("the council", "town-council"),
        ("TCS", "town-council"),
        ("article 9", "harbor-treaty"),
        ("sea-wall", "sea-wall"),
    ],
)
def test_a_name_means_one_however_it_is_written(library: Library, text: str, meant: str) -> None:
    found = find(library, text, EVERYTHING)

    assert ([fact.id for fact in found.facts], found.how) == ([meant], How.EXACT)


@pytest.mark.parametrize(
    ("text", "meant"),
    [("Perofsky", "nikolai-perovsky"), ("Nikoali Perovski", "nikolai-perovsky"), ("Counsil", "town-council")],
)
def test_a_slip_is_understood_and_said_to_be_one(library: Library, text: str, meant: str) -> None:
    found = find(library, text, EVERYTHING)

    assert ([fact.id for fact in found.facts], found.how) == ([meant], How.NEAR)


def test_names_that_begin_so_are_sought_where_each_word_but_the_last_is_one_of_a_name(library: Library) -> None:
    counting = Counting(library.index)
    counting.asked = 0

    assert find(counting, "Zebra Perov", (Kind.PERSON,), allows_slips=False).how is How.NOBODY
    assert counting.asked == 2, "who has the name, and who has its words"
    assert [fact.id for fact in find(counting, "Nikolai Perov", (Kind.PERSON,)).facts] == ["nikolai-perovsky"]


def test_a_name_of_several_means_all_of_them(library: Library) -> None:
    assert {fact.id for fact in find(library, "Marsh", (Kind.PERSON,)).facts} == {"ada-marsh", "ida-marsh"}


def test_a_surname_that_one_has_as_an_alias_still_means_the_namesakes(pack: Path, tmp_path: Path) -> None:
    spoil(pack, "people.yaml", "aliases: [Lady Marsh]", "aliases: [Marsh]")
    spoiled, _ = open_library([pack], tmp_path / "cache")

    assert {fact.id for fact in find(spoiled, "marsh", (Kind.PERSON,)).facts} == {"ada-marsh", "ida-marsh"}


def test_an_office_means_those_who_held_it(library: Library) -> None:
    assert {fact.id for fact in find(library, "Mayor", (Kind.PERSON,)).facts} == {"ada-marsh", "ida-marsh"}


def test_nobody_is_guessed_and_the_nearest_are_offered(library: Library) -> None:
    found = find(library, "Ada Lovelace", (Kind.PERSON,))

    assert found.how is How.NOBODY
    assert [fact.id for fact in found.facts] == ["ada-marsh"]


def test_a_short_word_must_be_right(library: Library) -> None:
    assert find(library, "Oda", (Kind.PERSON,)).how is How.NOBODY


@pytest.mark.parametrize(
    "text", ["perofsky" * 10, "perofskyperofskyperofskyperofsky " * 500, " ".join(f"perofsk{n}" for n in range(500))]
)
def test_what_is_sent_in_place_of_a_name_costs_a_bounded_number_of_look_ups(library: Library, text: str) -> None:
    counting = Counting(library.index)

    assert find(counting, text, (Kind.PERSON,)).how is How.NOBODY
    # Two steps compare each of at most twelve words with those of its length; the others ask a few times a word.
    assert counting.asked < 2 * 50 * 12 + 10 * 24


@given(text=st.text(max_size=60))
def test_no_name_breaks_the_search(library: Library, text: str) -> None:
    find(library, text, EVERYTHING)


def test_what_names_mean_is_asked_together_and_once(library: Library) -> None:
    counting = Counting(library.index)
    counting.asked = 0

    counting.with_names(["ada marsh", "nobody", "council town"])
    counting.with_words(["ada", "nobody"])
    counting.named("ada marsh")
    counting.with_word("nobody")

    assert counting.asked == 2
    assert counting.named("ada marsh") == ["ada-marsh"]
