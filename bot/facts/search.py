"""Full-text search over everything the packs say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.facts.library import Library
from bot.facts.model import Fact
from bot.facts.names import words

# The index is written with the most notable facts first, so that the first matches are the best ones, and a word that
# stands in every second fact is no dearer than a rare one.
MOST = 50
# Beyond this many facts a word is common, however many more there are.
COMMON = 1000
# Words of which a question is made and that say nothing of what is asked for.
FILLERS = frozenset(
    words(
        "a about all an and are as at be been by can could did do does for from get give had has have he her his how i "
        "in is it its many me much of on or she so tell that the their them then there they this to up us was we were "
        "what when where which who whom whose why will with would you"
    )
)
# Control characters that no text of a pack can hold, since YAML forbids them.
_MARKS = "char(2), char(3)"
_MARKED = re.compile("\x02(.+?)\x03")


@dataclass(frozen=True, slots=True)
class Hit:
    """A fact that was found, the passage that shows why, and the words in it that match."""

    fact: Fact
    passage: str
    matches: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hits:
    """A page of what a search found, best first, of `total` in all, or of even more than are counted (`has_more`).

    `is_partial`: no fact has all the words, these lack one of them.
    """

    hits: tuple[Hit, ...]
    total: int = 0
    is_partial: bool = False
    has_more: bool = False


def search(library: Library, text: str, offset: int = 0, limit: int = MOST) -> Hits:
    """Return facts in which every word of the text stands; failing that, those with the words that matter most.

    Only the facts of the page are read, for quoting what matches costs more than finding it.
    """
    asked = _asked(text)
    rows = _matching(library, asked)
    is_partial = not rows
    if is_partial:
        rows = _nearly_matching(library, asked)
    counted = rows[:MOST]
    hits = tuple(hit for row in counted[offset : offset + limit] if (hit := _hit(library, asked, row)))
    return Hits(hits, len(counted), is_partial and bool(rows), len(rows) > MOST)


def _asked(text: str) -> tuple[str, ...]:
    """Return at most twelve different words: a sentence's worth."""
    return tuple(dict.fromkeys(words(text)))[:12]


def _matching(library: Library, asked: tuple[str, ...]) -> list[int]:
    """Return the rows that have every word, those that have it in the title first."""
    if not asked:
        return []
    every = _quoted(asked, " ")
    return list(dict.fromkeys((*_rows(library, f"title : ({every})", MOST), *_rows(library, every, MOST + 1))))


def _nearly_matching(library: Library, asked: tuple[str, ...]) -> list[int]:
    """Return the rows that have all the telling words, or lack one; failing these, the commonest word is left out, too.

    What a question is merely made of, and what stands nowhere, tells nothing.
    """
    telling = [word for word in asked if word not in FILLERS] or asked
    rarity = {word: number for word in telling if (number := len(_rows(library, f'"{word}"', COMMON)))}
    kept = tuple(sorted(rarity, key=lambda word: rarity[word]))
    rows = _matching(library, kept)
    while not rows and len(kept) > 1:
        shorter = (tuple(word for word in kept if word != left_out) for left_out in kept)
        rows = sorted({row for some in shorter for row in _matching(library, some)})
        kept = kept[:-1]
    return rows


def _rows(library: Library, match: str, most: int) -> list[int]:
    query = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid LIMIT ?"
    return [int(row) for (row,) in library.rows(query, match, most)]


def _quoted(asked: Iterable[str], between: str) -> str:
    """Write words in FTS5's query language, where a quoted word is nothing but a word."""
    return between.join(f'"{word}"' for word in asked)


def _hit(library: Library, asked: tuple[str, ...], row: int) -> Hit | None:
    query = (
        f"SELECT found.id, highlight(search, 0, {_MARKS}), snippet(search, 1, {_MARKS}, '…', 40), "
        f"snippet(search, 2, {_MARKS}, '…', 40) "
        "FROM search JOIN found ON found.rowid = search.rowid WHERE search MATCH ? AND search.rowid = ?"
    )
    for id, title, body, said in library.rows(query, _quoted(asked, " OR "), row):
        fact = library.fact(str(id))
        passage = said if _MARKED.search(said) and not _MARKED.search(body) else body
        matches = dict.fromkeys(_MARKED.findall(f"{title} {passage}"))
        return Hit(fact, _MARKED.sub(r"\1", passage), tuple(matches)) if fact else None
    return None
