"""Full-text search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from hypothesis import given, strategies as st

from bot.authoring.packs import load_pack
from bot.facts.index import compile_in_memory
from bot.facts.library import Library
from bot.facts.search import NAME, TEXT, TITLE, Telling, _best, _Place, rank, search
from tests.facts.test_find import Counting
from tests.saltmarsh import FOLDER


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


def test_where_a_word_stands_is_asked_once(library: Library) -> None:
    counting = Counting(library.index)
    counting.asked = 0

    rank(counting, ["harbor", "treaty"])
    assert counting.asked == 4, "where each word stands, how many facts there are, and how much they matter"

    rank(counting, ["treaty", "harbor"])
    assert counting.asked == 4


def test_what_two_packs_have_is_found_once_and_as_the_first_has_it(library: Library) -> None:
    first = load_pack(FOLDER).pack
    assert first
    second = replace(first, info=replace(first.info, id="second"))
    both = Library(compile_in_memory([first, second]))

    found = [hit.fact for hit in search(both, "harbor").hits]

    assert found == [hit.fact for hit in search(library, "harbor").hits]
    assert {both.pack_of(fact.id).id for fact in found} == {first.info.id}


_Rows = st.dictionaries(st.integers(1, 300), st.sampled_from((TEXT, NAME, TITLE)), max_size=200)


@given(st.lists(st.tuples(st.sampled_from((0.5, 1.5, 4.0)), _Rows), min_size=1, max_size=4))
def test_the_best_rows_are_those_that_have_most_in_the_best_places(
    places: list[tuple[float, dict[int, float]]],
) -> None:
    best = _best([_Place(Telling("", frozenset()), weight, dict(rows)) for weight, rows in places])

    candidates = {row for row, _ in best}
    scores = {row: _score(places, row) for row in candidates}
    assert [row for row, _ in best] == sorted(candidates, key=lambda row: (-scores[row], row))
    assert [sums.score for _, sums in best] == [scores[row] for row, _ in best]
    if len(places) == 1:
        every = places[0][1]
        assert [row for row, _ in best] == sorted(every, key=lambda row: (-_score(places, row), row))[:100]


def _score(places: Sequence[tuple[float, Mapping[int, float]]], row: int) -> float:
    had = sum(weight for weight, rows in places if row in rows)
    return had * sum(weight * rows[row] for weight, rows in places if row in rows)
