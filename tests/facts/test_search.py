"""Full-text search."""

from __future__ import annotations

from hypothesis import given, strategies as st

from bot.facts.library import Library
from bot.facts.search import search


def test_every_word_must_stand_in_what_is_found(library: Library) -> None:
    found = search(library, "harbor ships")

    assert [hit.fact.id for hit in found.hits] == ["harbor-treaty", "treaty-signed"]
    assert not found.is_partial


def test_the_matching_words_are_shown_as_they_stand(library: Library) -> None:
    (hit,) = search(library, "FISHERMEN boat").hits

    assert hit.fact.id == "wall-dispute"
    assert set(hit.matches) == {"fishermen", "boats"}
    assert "our boats out" in hit.passage


def test_names_are_found_in_their_own_script_and_others(library: Library) -> None:
    assert [hit.fact.id for hit in search(library, "Перовский").hits] == ["nikolai-perovsky"]


def test_a_word_too_many_gives_what_has_the_others(library: Library) -> None:
    found = search(library, "great flood penguins")

    assert found.hits[0].fact.id == "great-flood"
    assert found.is_partial


def test_a_question_finds_what_has_its_telling_words(library: Library) -> None:
    found = search(library, "what did the great flood do to us penguins")

    assert found.hits[0].fact.id == "great-flood"
    assert found.is_partial


def test_words_that_stand_together_nowhere_are_left_out_from_the_commonest_on(library: Library) -> None:
    found = search(library, "fishermen penguins zebra town")

    assert "wall-dispute" in [hit.fact.id for hit in found.hits]


def test_words_that_stand_nowhere_find_nothing(library: Library) -> None:
    assert search(library, "penguins and zebras").total == 0


def test_the_language_of_the_index_is_just_words(library: Library) -> None:
    assert search(library, 'title:harbor* OR NOT "').hits == search(library, "title harbor or not").hits


@given(text=st.text(max_size=80))
def test_no_text_breaks_the_search(library: Library, text: str) -> None:
    search(library, text)
