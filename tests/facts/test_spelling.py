"""What a misspelt word may be a slip of is found without comparing it with every word that is known."""

from __future__ import annotations

from random import Random
from string import ascii_lowercase

import pytest
from rapidfuzz.distance import OSA

from bot.facts.library import Library
from bot.facts.names import slips
from bot.facts.spelling import LONG, near

LONG_WORDS = 80


@pytest.fixture(scope="module")
def known(library: Library) -> tuple[str, ...]:
    return tuple(word for (word,) in library.rows("SELECT word FROM spelling ORDER BY word"))


def _with_a_slip(word: str, rng: Random) -> str:
    """Return a word with a letter wrong, missing or too many, or two of them changed round."""
    at, letter = rng.randrange(len(word) - 1), rng.choice(ascii_lowercase)
    changed = (f"{letter}{word[at + 1 :]}", word[at + 1 :], f"{letter}{word[at:]}", f"{word[at + 1]}{word[at]}")
    which = rng.randrange(4)
    return word[:at] + changed[which] + (word[at + 2 :] if which == 3 else "")


def test_a_long_word_with_its_first_letter_and_another_wrong_finds_what_comparing_with_all_finds(
    library: Library, known: tuple[str, ...]
) -> None:
    rng = Random(7)
    # Of one letter less they are still long.
    long_words = [word for word in known if len(word) > LONG + 1 and word.isalpha()]
    for word in rng.choices(long_words, k=LONG_WORDS):
        misspelt = _with_a_slip(rng.choice(ascii_lowercase) + word[1:], rng)
        allowed = slips(misspelt)
        distances = {other: OSA.distance(misspelt, other) for other in known if other != misspelt}
        of_its_letter = [d for other, d in distances.items() if other[0] == misspelt[0] and d <= allowed]
        best = min(of_its_letter or distances.values())

        expected = {other for other, d in distances.items() if d == best <= allowed}
        if of_its_letter:
            expected = {other for other in expected if other[0] == misspelt[0]}
        found = set(near(library, misspelt, names_only=False))
        assert found <= expected
        assert best > 1 or found == expected
