"""Full-text search."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

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


def test_the_language_of_the_index_is_just_words(library: Library) -> None:
    assert search(library, 'title:harbor* OR NOT "').hits == search(library, "title harbor or not").hits


@given(text=st.text(max_size=80))
def test_no_text_breaks_the_search(library: Library, text: str) -> None:
    search(library, text)
