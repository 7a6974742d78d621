"""Which facts a text names, wherever their names stand in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from bot.facts.aspects import names_of
from bot.facts.lexicon import FILLERS
from bot.facts.library import Library
from bot.facts.model import Fact
from bot.facts.names import fold
from bot.facts.territories import of_its_country
from bot.frozen import Frozen

LONGEST_NAME, MOST_WORDS = 6, 24


class Naming(Frozen, frozen=True):
    """Where a name stands in folded words, from which one to before which, and the ids that have it."""

    start: int
    end: int
    ids: tuple[str, ...]


def names_in(library: Library, words: Sequence[str]) -> tuple[Naming, ...]:
    """Return the names that stand in folded words, the longest where they overlap, in order."""
    spans = _spans(tuple(words[:MOST_WORDS]))
    called = library.with_names(key for *_, key in spans)
    found: list[Naming] = []
    taken: set[int] = set()
    for start, end, key in spans:
        if called[key] and taken.isdisjoint(range(start, end)):
            found.append(Naming(start, end, tuple(id for id, _ in called[key])))
            taken.update(range(start, end))
    return tuple(sorted(found, key=lambda naming: naming.start))


# One question is looked through for names eight times, mostly as it stands.
@lru_cache(maxsize=64)
def _spans(words: tuple[str, ...]) -> Sequence[tuple[int, int, str]]:
    """Return where a name may stand, from which word to before which, the longest first, and the key it would have."""
    lengths = range(min(LONGEST_NAME, len(words)), 0, -1)
    spans = [(start, start + length) for length in lengths for start in range(len(words) - length + 1)]
    return [(start, end, " ".join(sorted(words[start:end]))) for start, end in spans]


def fact_named(library: Library, words: Sequence[str]) -> Fact | None:
    """Return the one fact that folded words name, and nothing else."""
    names = names_in(library, words) if words else ()
    is_all = len(names) == 1 and len(names[0].ids) == 1 and names[0].end - names[0].start == len(words)
    return library.fact(names[0].ids[0]) if is_all else None


def called(library: Library, words: Sequence[str]) -> Mapping[str, frozenset[str]]:
    """Return by which other words texts may speak of what folded words name.

    A country and what is of it; a name in full, of which all words together count, where a short form was typed; a
    Roman numeral.
    """
    others = {word: of_its_country(word) for word in words}
    for name in names_in(library, words):
        fact = library.fact(name.ids[0]) if len(name.ids) == 1 else None
        if fact:
            last = words[name.end - 1]
            others[last] |= _in_full(words[name.start : name.end], [fold(one) for one in names_of(fact)])
            if name.end - name.start == 1:
                others[last] |= _in_english(last, names_of(fact))
    return {word: same for word, same in others.items() if same}


def _in_english(word: str, names: Sequence[str]) -> frozenset[str]:
    """Return what texts call that which is called otherwise abroad: of OTAN the letters, of Майдан the word."""
    own = [name for name in names if name.isascii() and " " not in name]
    is_foreign = any(name[0] > "\u036f" and fold(name) == word for name in names) and word not in map(fold, own)
    return frozenset(fold(name) for name in own if is_foreign or name.isupper())


def _in_full(typed: Sequence[str], names: Sequence[str]) -> frozenset[str]:
    """Return the name in full of which a short form was typed, or the numeral with which another of them ends."""
    full = [word for word in names[0].split() if word not in FILLERS]
    if len(typed) == 1:
        return frozenset({" ".join(full)}) if len(full) > 1 and typed[0] not in full else frozenset()
    numerals = (name.split()[-1] for name in names if name.split()[:-1] == list(typed[:-1]))
    return frozenset(numerals) if typed[-1].isdigit() else frozenset()
