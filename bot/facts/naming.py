"""Which facts a text names, wherever their names stand in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.facts.library import Library

LONGEST_NAME, MOST_WORDS = 6, 24


@dataclass(frozen=True, slots=True)
class Naming:
    """Where a name stands in folded words, from which one to before which, and the ids that have it."""

    start: int
    end: int
    ids: tuple[str, ...]


def names_in(library: Library, words: Sequence[str]) -> tuple[Naming, ...]:
    """Return the names that stand in folded words, the longest where they overlap, in order."""
    words = words[:MOST_WORDS]
    spans = {
        (start, start + length): " ".join(sorted(words[start : start + length]))
        for start in range(len(words))
        for length in range(1, min(LONGEST_NAME, len(words) - start) + 1)
    }
    ids = _ids(library, sorted(set(spans.values())))
    found: list[Naming] = []
    taken: set[int] = set()
    for (start, end), key in sorted(spans.items(), key=lambda span: span[0][0] - span[0][1]):
        if key in ids and not taken & set(range(start, end)):
            found.append(Naming(start, end, ids[key]))
            taken.update(range(start, end))
    return tuple(sorted(found, key=lambda naming: naming.start))


def _ids(library: Library, keys: Sequence[str]) -> dict[str, tuple[str, ...]]:
    marks = ", ".join("?" * len(keys))
    ids: dict[str, tuple[str, ...]] = {}
    for key, id in library.rows(f"SELECT key, id FROM name WHERE key IN ({marks}) ORDER BY key, id", *keys):
        ids[key] = (*ids.get(key, ()), str(id))
    return ids
