"""Which known words a word may be a slip of: some letters wrong, missing, doubled or changed round."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from weakref import WeakKeyDictionary

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.facts.library import Library
from bot.facts.names import slips

SHORT, LONG = 4, 7
# The known words of each library that is in use, by length and first letter: the shelf keeps a handful of libraries.
_KNOWN: WeakKeyDictionary[Library, Mapping[tuple[int, str], Sequence[str]]] = WeakKeyDictionary()


def near(library: Library, word: str, *, names_only: bool = True) -> tuple[str, ...]:
    """Return the known words that this one may be a slip of, the nearest and no others; () for a short word.

    People know how a word begins: only a long one may have its first letter wrong.
    """
    allowed = slips(word)
    if not allowed:
        return ()
    # Of four letters one may be missing; with one of them wrong they are another word.
    shortest = len(word) + 1 if len(word) == SHORT else len(word) - allowed
    lengths = range(shortest, len(word) + allowed + 1)
    found = _within(library, word, allowed, lengths, word[0])
    if not found and len(word) > LONG:
        found = _within(library, word, allowed, lengths, "")
    return _nearest(library, found, names_only)


def _within(library: Library, word: str, allowed: int, lengths: Iterable[int], letter: str) -> Mapping[str, int]:
    """Return the known words of some lengths that are at most so many slips away, and how many."""
    found: dict[str, int] = {}
    for length in lengths:
        known = _known(library, length, letter)
        for other, distance, _ in process.extract(word, known, scorer=OSA.distance, score_cutoff=allowed, limit=None):
            found[other] = distance
    found.pop(word, None)
    return found


def _nearest(library: Library, found: Mapping[str, int], names_only: bool) -> tuple[str, ...]:
    best = min(found.values(), default=0)
    nearest = sorted(other for other, distance in found.items() if distance == best)
    if best > 1 or names_only:
        # Two letters make another word of one that is no name.
        nearest = [other for other in nearest if library.kept("SELECT 1 FROM word WHERE word = ? LIMIT 1", other)]
    return tuple(nearest)


def _known(library: Library, length: int, letter: str) -> Sequence[str]:
    """Return the words of a length that begin with a letter, or all of that length for ""."""
    known = _KNOWN.get(library)
    if known is None:
        by_both: dict[tuple[int, str], list[str]] = {}
        for (word,) in library.rows("SELECT word FROM spelling"):
            by_both.setdefault((len(word), ""), []).append(word)
            by_both.setdefault((len(word), word[0]), []).append(word)
        known = _KNOWN[library] = by_both
    return known.get((length, letter), ())
