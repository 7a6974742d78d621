"""Which known words a word may be a slip of: some letters wrong, missing, doubled or changed round."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import chain
from weakref import WeakKeyDictionary

from bot.facts.library import Library
from bot.facts.names import LONGEST, slips
from bot.frozen import Frozen

SHORT, LONG = 4, 7
# So many letters of a long word, at its beginning or its end, are right where its first one and another are wrong.
PART = 3


class _Words(Frozen, frozen=True):
    """The known words by length and first letter, or by length and some letters: behind the first, or the last ones."""

    by_first: Mapping[tuple[int, str], Sequence[str]]
    by_part: Mapping[tuple[int, bool, str], Sequence[str]]


# One question seeks the same slip several times.
REMEMBERED = 1024
_Seek = Callable[[str], Mapping[str, int]]
# What seeks among the known words of each library that is in use: the shelf keeps a handful of libraries.
_SEEK: WeakKeyDictionary[Library, _Seek] = WeakKeyDictionary()


def near(library: Library, word: str, *, names_only: bool = True) -> tuple[str, ...]:
    """Return the known words that this one may be a slip of, the nearest and no others; () for a short word.

    People know how a word begins: only a long one may have its first letter wrong.
    """
    return _nearest(library, _seek(library)(word), names_only) if slips(word) else ()


# A shorter part is in too many words by chance.
SHORTEST_PART = 3


def apart(library: Library, word: str) -> str:
    """Return the two words of names that were typed as one; "" for none."""
    places = range(SHORTEST_PART, min(len(word), LONGEST) - SHORTEST_PART + 1)
    pairs = [(word[:place], word[place:]) for place in places]
    known = library.with_words({part for pair in pairs for part in pair})
    return next((f"{left} {right}" for left, right in pairs if known[left] and known[right]), "")


def _known_near(known: _Words, word: str) -> Mapping[str, int]:
    """Return the known words that are within the slips that a word may have, and how many there are in each."""
    allowed = slips(word)
    # Of four letters one may be missing, or two changed round; with one of them wrong they are another word.
    shortest = len(word) + 1 if len(word) == SHORT else len(word) - allowed
    lengths = range(shortest, len(word) + allowed + 1)
    begun = chain.from_iterable(known.by_first.get((n, word[0]), ()) for n in lengths)
    found = _within(word, allowed, chain(begun, _turned_round(known, word) if len(word) == SHORT else ()))
    if not found and len(word) > LONG:
        found = _within(word, allowed, _begun_otherwise(known, word, lengths))
    return found


def _turned_round(known: _Words, word: str) -> Iterator[str]:
    """Yield the known words that have the letters of a short one in another order: Kohl of Khol."""
    return (other for other in known.by_first.get((len(word), word[0]), ()) if sorted(other) == sorted(word))


def slip_of(word: str, known: Iterable[str]) -> str:
    """Return the word among some of which this one is most likely a slip, "" when it is of none."""
    allowed = slips(word)
    close = _within(word, allowed, (one for one in known if one[0] == word[0])) if allowed else {}
    return min(close, key=lambda one: (close[one], -len(one), one), default="")


def _within(word: str, allowed: int, words: Iterable[str]) -> Mapping[str, int]:
    """Return the words that are at most so many slips away, and how many."""
    # 10 ms of a start, which only slips need.
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    near = process.extract(word, list(words), scorer=OSA.distance, score_cutoff=allowed, limit=None)
    return {other: distance for other, distance, _ in near if other != word}


def _begun_otherwise(known: _Words, word: str, lengths: Iterable[int]) -> Iterator[str]:
    """Yield the long words of some lengths that may begin with another letter.

    One slip is in the first letter then, and one at most behind it: the letters after the first are right, or the last
    ones. The first may be another letter, too many, missing, or changed round with the second.
    """
    beginnings = (word[1:], word[2:], word, f"{word[0]}{word[2:]}")
    parts = {(False, text[:PART]) for text in beginnings} | {(True, word[-PART:])}
    return chain.from_iterable(known.by_part.get((n, *part), ()) for n in lengths for part in sorted(parts))


def _nearest(library: Library, found: Mapping[str, int], names_only: bool) -> tuple[str, ...]:
    best = min(found.values(), default=0)
    nearest = sorted(other for other, distance in found.items() if distance == best)
    if best > 1 or names_only:
        # Two letters make another word of one that is no name.
        names = library.with_words(nearest)
        nearest = [other for other in nearest if names[other]]
    return tuple(nearest)


def _seek(library: Library) -> _Seek:
    seek = _SEEK.get(library)
    if seek is None:
        known = _sorted(word for (word,) in library.rows("SELECT word FROM spelling"))
        seek = _SEEK[library] = lru_cache(maxsize=REMEMBERED)(partial(_known_near, known))
    return seek


def _sorted(words: Iterable[str]) -> _Words:
    by_first: dict[tuple[int, str], list[str]] = {}
    by_part: dict[tuple[int, bool, str], list[str]] = {}
    for word in words:
        by_first.setdefault((len(word), word[0]), []).append(word)
        # What a long word is a slip of may be two letters shorter.
        if len(word) > LONG - 2:
            by_part.setdefault((len(word), False, word[1 : PART + 1]), []).append(word)
            by_part.setdefault((len(word), True, word[-PART:]), []).append(word)
    return _Words(by_first, by_part)
