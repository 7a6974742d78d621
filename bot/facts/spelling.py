"""Which known words a word may be a slip of: some letters wrong, missing, doubled or changed round."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from weakref import WeakKeyDictionary

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.facts.library import Library
from bot.facts.names import slips

SHORT, LONG = 4, 7
# The known words of each library that is in use, by length: the shelf keeps a handful of libraries.
_KNOWN: WeakKeyDictionary[Library, Mapping[int, Sequence[str]]] = WeakKeyDictionary()


def near(library: Library, word: str, *, names_only: bool = True) -> tuple[str, ...]:
    """Return the known words that this one may be a slip of, the nearest and no others; () for a short word.

    People know how a word begins: only a long one may have its first letter wrong.
    """
    allowed = slips(word)
    if not allowed:
        return ()
    # Of four letters one may be missing; with one of them wrong they are another word.
    shortest = len(word) + 1 if len(word) == SHORT else len(word) - allowed
    best = allowed + 1
    found: dict[str, int] = {}
    for length in range(shortest, len(word) + allowed + 1):
        known = _known(library).get(length, ())
        for other, distance, _ in process.extract(word, known, scorer=OSA.distance, score_cutoff=allowed, limit=None):
            if other != word and (other[0] == word[0] or len(word) > LONG):
                found[other] = distance
                best = min(best, distance)
    nearest = sorted(other for other, distance in found.items() if distance == best)
    if best > 1 or names_only:
        # Two letters make another word of one that is no name.
        nearest = [other for other in nearest if library.rows("SELECT 1 FROM word WHERE word = ? LIMIT 1", other)]
    return tuple(nearest)


def _known(library: Library) -> Mapping[int, Sequence[str]]:
    known = _KNOWN.get(library)
    if known is None:
        by_length: dict[int, list[str]] = {}
        for (word,) in library.rows("SELECT word FROM spelling"):
            by_length.setdefault(len(word), []).append(word)
        known = _KNOWN[library] = by_length
    return known
