"""Full-text search over everything the packs say, ranked by what a question asks for."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence, Set

from bot.facts.lexicon import FILLERS, SPELT, WEAK, variants
from bot.facts.library import Library
from bot.facts.model import Fact
from bot.facts.names import fold, words
from bot.facts.spelling import near, slip_of
from bot.frozen import Frozen

# The index is written with the most notable facts first, so that the first matches are the best ones, and a word that
# stands in every second fact is no dearer than a rare one.
MOST = 50
# Beyond this many facts a word is common, however many more there are.
COMMON = 300
# Of a long question the rarest words tell most; of a very long one not even all are looked up.
MOST_WORDS, MOST_TELLING = 24, 10
# When so many facts have the rarest words, others need not be looked at.
CANDIDATES = 300
# A share of this is all of it, but for rounding.
WHOLE = 0.999
# How much a word counts that stands nowhere, and one with which a question is only made.
LOST, WEAKER = 0.5, 0.4
# What a word weighs in a title, in another name or place, and in a text.
TITLE, NAME, TEXT = 3.0, 2.2, 1.0
# Control characters that no text of a pack can hold, since YAML forbids them.
_MARKS = "char(2), char(3)"
_WORDS = re.compile(r"\w+")
# Words that begin with as many letters alike are forms of one.
STEM = 5
_MARKED = re.compile("\x02(.+?)\x03")


class Telling(Frozen, frozen=True):
    """A word that says what is asked for, those that mean the same, and whether it was taken for a near one."""

    word: str
    same: frozenset[str]
    is_near: bool = False


class Match(Frozen, frozen=True):
    """A fact's row, how well it fits, the share of what was asked that it has, and that its names have."""

    row: int
    score: float
    share: float
    named: float


class Ranking(Frozen, frozen=True):
    """The rows that fit, best first; `missing` are words that stand nowhere, `taken` those taken for near ones."""

    matches: tuple[Match, ...] = ()
    telling: tuple[Telling, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def taken(self) -> tuple[Telling, ...]:
        """The words that were taken for a near one."""
        return tuple(telling for telling in self.telling if telling.is_near)


class Hit(Frozen, frozen=True):
    """A fact that was found, the passage that shows why, and the words in it that match."""

    fact: Fact
    passage: str
    matches: tuple[str, ...]


class Hits(Frozen, frozen=True):
    """A page of what a search found, best first, of `total` in all, or of even more than are counted (`has_more`).

    `is_partial`: no fact has all the words, these lack one of them.
    """

    hits: tuple[Hit, ...]
    total: int = 0
    is_partial: bool = False
    has_more: bool = False


def search(library: Library, text: str, offset: int = 0, limit: int = MOST) -> Hits:
    """Return facts in which the words of a text stand, those first that have all of them and have them in the title.

    Only the facts of the page are read, for quoting what matches costs more than finding it.
    """
    ranking = rank(library, words(text))
    whole = tuple(match for match in ranking.matches if match.share >= WHOLE)
    matches = whole or ranking.matches
    counted = matches[:MOST]
    telling = [word for telling in ranking.telling for word in telling.same]
    hits = tuple(hit for match in counted[offset : offset + limit] if (hit := quote(library, telling, match.row)))
    return Hits(hits, len(counted), bool(counted) and not whole, len(matches) > MOST)


def facts_at(library: Library, rows: Sequence[int]) -> tuple[Fact | None, ...]:
    """Return the fact of each row that was found."""
    marks = ", ".join("?" * len(rows))
    ids = dict(library.rows(f"SELECT rowid, id FROM found WHERE rowid IN ({marks})", *rows))
    return library.facts([str(ids[row]) for row in rows])


Called = Mapping[str, frozenset[str]]


def stands(library: Library, word: str) -> bool:
    """Whether a word, or a form of it, stands anywhere in the packs."""
    return bool(_rows(library, _any_of([fold(word)]), 1))


def rank(
    library: Library,
    asked: Sequence[str],
    *,
    lost_counts: bool = True,
    names: Set[str] = frozenset(),
    called: Called | None = None,
) -> Ranking:
    """Return the rows in which words stand, best first; words that stand nowhere lessen the share, if `lost_counts`.

    `names` are words that are part of a name, where those of which questions are made are meant as they stand; `called`
    tells by which other words, or by which several together, what a word names may be spoken of.
    """
    distinct = tuple(dict.fromkeys(asked))[:MOST_WORDS]
    telling = [word for word in distinct if word not in FILLERS]
    known, missing = _known(library, telling, names, called or {})
    if not known:
        return Ranking((), (), tuple(missing))
    number = _number(library)
    places = _with_all(
        library,
        [_places(library, one, number, is_weak=one.word in WEAK - names) for one in known[:MOST_TELLING]],
        known,
    )
    lost = sum(_weight(0, number) * (WEAKER if word in WEAK else LOST) for word in missing if lost_counts)
    matches = _scored(library, places, lost)
    return Ranking(matches, tuple(known), tuple(missing))


class _Places(Frozen, frozen=True):
    """Where a word stands: its weight by how rare it is, and the factor of each row."""

    weight: float
    rows: Mapping[int, float]


def _known(
    library: Library, telling: Iterable[str], names: Set[str], called: Called
) -> tuple[list[Telling], list[str]]:
    """Return the words that stand somewhere, as they are or as a slip of a known one, and those that do not."""
    known: list[Telling] = []
    missing: list[str] = []
    for word in telling:
        same = (frozenset({word}) if word in names & WEAK else variants(word)) | called.get(word, frozenset())
        if _rows(library, _any_of(same), 1):
            known.append(Telling(word, same))
        elif close := near(library, word, names_only=False):
            known.append(Telling(word, frozenset().union(*map(variants, close)), is_near=True))
        elif (verb := slip_of(word, SPELT)) and _rows(library, _any_of(variants(verb)), 1):
            known.append(Telling(word, variants(verb), is_near=True))
        else:
            missing.append(word)
    return known, missing


def _places(library: Library, telling: Telling, number: int, *, is_weak: bool) -> _Places:
    same = _any_of(telling.same)
    rows = dict.fromkeys(_rows(library, same, COMMON), TEXT)
    weight = _weight(len(rows), number) * (WEAKER if is_weak else 1)
    rows.update(dict.fromkeys(_rows(library, same, COMMON, "called"), NAME))
    rows.update(dict.fromkeys(_rows(library, same, COMMON, "titled"), TITLE))
    return _Places(weight, rows)


def _with_all(library: Library, places: list[_Places], known: Sequence[Telling]) -> list[_Places]:
    """Add the rows that have every word, where some of the words are too common for all of their rows to be read."""
    if len(places) < 2 or all(len(place.rows) < COMMON for place in places):
        return places
    every = _rows(library, " AND ".join(f"({_any_of(one.same)})" for one in known[:MOST_TELLING]), MOST)
    return [_Places(place.weight, {**dict.fromkeys(every, TEXT), **place.rows}) for place in places]


def _weight(rows: int, number: int) -> float:
    """Return how much a word tells that so many of all facts have."""
    return math.log(1 + (number - rows + 0.5) / (rows + 0.5)) + 0.3


def _scored(library: Library, places: Sequence[_Places], lost: float) -> tuple[Match, ...]:
    """Return rows by how much of what was asked they have, and where."""
    total = sum(place.weight for place in places) + lost
    had, points, named = _counted(places, _candidates(places))
    best = [row for _, row in sorted([(-had[row] * points[row], row) for row in had])[: MOST * 2]]
    importance = _importance(library, best)
    matches = (
        Match(
            row,
            had[row] / total * points[row] * (0.7 + 0.1 * importance[row]),
            had[row] / total,
            named.get(row, 0.0) / total,
        )
        for row in best
    )
    return tuple(sorted(matches, key=lambda match: (-match.score, match.row)))


_Sums = dict[int, float]


def _counted(places: Sequence[_Places], candidates: Set[int]) -> tuple[_Sums, _Sums, _Sums]:
    """Return by row the weight of the words it has, that weight by where they stand, and of those in its names."""
    had: _Sums = dict.fromkeys(candidates, 0.0)
    points: _Sums = dict.fromkeys(candidates, 0.0)
    named: _Sums = {}
    for place in places:
        weight = place.weight
        for row in candidates & place.rows.keys():
            factor = place.rows[row]
            had[row] += weight
            points[row] += weight * factor
            if factor > TEXT:
                named[row] = named.get(row, 0.0) + weight
    return had, points, named


def _candidates(places: Sequence[_Places]) -> Set[int]:
    """Return the rows that have one of the rarest words, or of all where these are few."""
    candidates: set[int] = set()
    for place in sorted(places, key=lambda place: -place.weight):
        if len(candidates) > CANDIDATES:
            break
        candidates |= place.rows.keys()
    return candidates


def _importance(library: Library, rows: Sequence[int]) -> Mapping[int, int]:
    levels = library.kept("SELECT first, importance FROM level ORDER BY first")
    firsts = [first for first, _ in levels]
    return {row: levels[bisect_right(firsts, row) - 1][1] for row in rows}


def _number(library: Library) -> int:
    ((number,),) = library.kept("SELECT coalesce(max(rowid), 0) FROM found")
    return int(number)


def _rows(library: Library, match: str, most: int, table: str = "search") -> list[int]:
    """Return the first rows that match in all texts, in titles alone, or in what else facts are called."""
    query = f"SELECT rowid FROM {table} WHERE {table} MATCH ? ORDER BY rowid LIMIT ?"
    # Whether a word stands anywhere is asked several times while one question is answered.
    ask = library.kept if most == 1 else library.rows
    return [row for (row,) in ask(query, match, most)]


def _any_of(asked: Iterable[str]) -> str:
    """Write words in FTS5's query language, where a quoted word is nothing but a word; of several all must be there."""
    return " OR ".join("(" + " AND ".join(f'"{part}"' for part in word.split()) + ")" for word in sorted(asked))


def matching(text: str, telling: Iterable[str]) -> tuple[str, ...]:
    """Return the whole words of a text by which it was found, as they stand in it."""
    same = frozenset(telling)
    stems = {word[:STEM] for word in same if len(word) >= STEM}
    found = (word for word in _WORDS.findall(text) if (folded := fold(word)) in same or folded[:STEM] in stems)
    return tuple(dict.fromkeys(found))


def quote(library: Library, telling: Iterable[str], row: int) -> Hit | None:
    """Return the fact of a row with the passage in which the words stand."""
    query = (
        f"SELECT found.id, highlight(search, 0, {_MARKS}), snippet(search, 1, {_MARKS}, '…', 40), "
        f"snippet(search, 2, {_MARKS}, '…', 40) "
        "FROM search JOIN found ON found.rowid = search.rowid WHERE search MATCH ? AND search.rowid = ?"
    )
    for id, title, body, said in library.rows(query, _any_of(telling), row):
        fact = library.fact(str(id))
        passage = said if _MARKED.search(said) and not _MARKED.search(body) else body
        matches = dict.fromkeys(_MARKED.findall(f"{title} {passage}"))
        return Hit(fact, _MARKED.sub(r"\1", passage), tuple(matches)) if fact else None
    return None
