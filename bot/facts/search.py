"""Full-text search over everything the packs say, ranked by what a question asks for."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import repeat

from bot.facts.lexicon import FILLERS, SPELT, WEAK, variants
from bot.facts.library import Library
from bot.facts.model import Fact
from bot.facts.names import fold, words
from bot.facts.spelling import near, slip_of
from bot.frozen import Frozen, Plain

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


class Match(Plain, frozen=True):
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


Called = Mapping[str, frozenset[str]]


def stands(library: Library, word: str) -> bool:
    """Whether a word, or a form of it, stands anywhere in the packs."""
    return bool(_rows(library, _any_of([fold(word)]), 1))


def says(library: Library, phrase: str) -> bool:
    """Whether some words stand anywhere in the packs one behind another."""
    return bool(_rows(library, f'"{fold(phrase)}"', 1))


def rank(
    library: Library,
    asked: Sequence[str],
    *,
    names: Set[str] = frozenset(),
    called: Called | None = None,
) -> Ranking:
    """Return the rows in which words stand, best first; words that stand nowhere lessen the share.

    `names` are words that are part of a name, where those of which questions are made are meant as they stand; `called`
    tells by which other words, or by which several together, what a word names may be spoken of.
    """
    distinct = tuple(dict.fromkeys(asked))[:MOST_WORDS]
    telling = [word for word in distinct if word not in FILLERS]
    number = _number(library)
    found = {word: _place(library, word, number, names, (called or {}).get(word, frozenset())) for word in telling}
    places = [place for place in found.values() if place]
    missing = tuple(word for word in telling if not found[word])
    lost = sum(_weight(0, number) * (WEAKER if word in WEAK else LOST) for word in missing)
    matches = _scored(library, _with_all(library, places[:MOST_TELLING]), lost) if places else ()
    return Ranking(matches, tuple(place.telling for place in places), missing)


class _Place(Frozen, frozen=True):
    """Where a word stands: its weight by how rare it is, and the factor of each row."""

    telling: Telling
    weight: float
    rows: dict[int, float]


def _place(library: Library, word: str, number: int, names: Set[str], called: frozenset[str]) -> _Place | None:
    """Return where a word stands, as it is or as a slip of a known one; None where it stands nowhere."""
    is_name = word in names & WEAK
    same = (frozenset({word}) if is_name else variants(word)) | called
    rows = _factors(library, same)
    is_near = not rows
    if is_near:
        same = _near(library, word)
        rows = _factors(library, same) if same else {}
    if not rows:
        return None
    # Further rows are those in whose names it stands.
    weight = _weight(min(len(rows), COMMON), number) * (WEAKER if word in WEAK - names else 1)
    return _Place(Telling(word, same, is_near), weight, rows)


def _near(library: Library, word: str) -> frozenset[str]:
    """Return the words that one may be a slip of which stands nowhere, with what means the same."""
    close = near(library, word, names_only=False) or tuple(filter(None, [slip_of(word, SPELT)]))
    return frozenset().union(*map(variants, close))


def _factors(library: Library, same: Iterable[str]) -> dict[int, float]:
    """Return the rows in which one of some words stands, the first of them, each with what the word weighs there."""
    return library.recent(_STANDING, _any_of(same))


# What comes last counts. Whatever stands in a title or another name is among the texts, too.
_STANDING = " UNION ALL ".join(
    f"SELECT * FROM (SELECT rowid, {factor} FROM {table} WHERE {table} MATCH ?1 ORDER BY rowid LIMIT {COMMON})"
    for table, factor in (("search", TEXT), ("called", NAME), ("titled", TITLE))
)


def _with_all(library: Library, places: Sequence[_Place]) -> Sequence[_Place]:
    """Add the rows that have every word, where some of the words are too common for all of their rows to be read."""
    if len(places) > 1 and any(len(place.rows) >= COMMON for place in places):
        every = _rows(library, " AND ".join(f"({_any_of(place.telling.same)})" for place in places), MOST)
        for place in places:
            place.rows.update({row: TEXT for row in every if row not in place.rows})
    return places


def _weight(rows: int, number: int) -> float:
    """Return how much a word tells that so many of all facts have."""
    return math.log(1 + (number - rows + 0.5) / (rows + 0.5)) + 0.3


class _Sums(Plain, frozen=True):
    """The weight of the words that a row has, that weight by where they stand, and of those in its names."""

    had: float
    points: float
    named: float

    @property
    def score(self) -> float:
        """How well the row fits."""
        return self.had * self.points


def _scored(library: Library, places: Sequence[_Place], lost: float) -> tuple[Match, ...]:
    """Return rows by how much of what was asked they have, and where."""
    total = sum(place.weight for place in places) + lost
    levels = library.kept("SELECT first, importance FROM level ORDER BY first")
    firsts = [first for first, _ in levels]
    matches = []
    for row, sums in _best(places):
        share, importance = sums.had / total, levels[bisect_right(firsts, row) - 1][1]
        matches.append(Match(row, share * sums.points * (0.7 + 0.1 * importance), share, sums.named / total))
    return tuple(sorted(matches, key=lambda match: (-match.score, match.row)))


def _best(places: Sequence[_Place]) -> Sequence[tuple[int, _Sums]]:
    """Return the rows that have most of the words, in the best places, and what these weigh."""
    alike: defaultdict[tuple[float, ...], list[int]] = defaultdict(list)
    rows = tuple(_candidates(places))
    # Many rows have the same words in such places: what these weigh is reckoned once.
    factors_of = zip(*(map(place.rows.get, rows, repeat(0.0)) for place in places), strict=True)
    for row, factors in zip(rows, factors_of, strict=True):
        alike[factors].append(row)
    ranked = sorted(((_sums(places, factors), rows) for factors, rows in alike.items()), key=lambda one: -one[0].score)
    best: list[tuple[float, int, _Sums]] = []
    for sums, same in ranked:
        score = sums.score
        if len(best) >= MOST * 2 and -score > best[-1][0]:
            break
        best += [(-score, row, sums) for row in sorted(same)[: MOST * 2]]
    return [(row, sums) for _, row, sums in sorted(best)[: MOST * 2]]


def _sums(places: Sequence[_Place], factors: Sequence[float]) -> _Sums:
    """Return what the words weigh that stand with some factors in one row."""
    weighed = [(place.weight, factor) for place, factor in zip(places, factors, strict=True) if factor]
    return _Sums(
        sum(weight for weight, _ in weighed),
        sum(weight * factor for weight, factor in weighed),
        sum(weight for weight, factor in weighed if factor > TEXT),
    )


def _candidates(places: Sequence[_Place]) -> Set[int]:
    """Return the rows that have one of the rarest words, or of all where these are few."""
    candidates: set[int] = set()
    for place in sorted(places, key=lambda place: -place.weight):
        if len(candidates) > CANDIDATES:
            break
        candidates |= place.rows.keys()
    return candidates


def _number(library: Library) -> int:
    return max((row for (row,) in library.kept("SELECT rowid FROM search ORDER BY rowid DESC LIMIT 1")), default=0)


def _rows(library: Library, match: str, most: int) -> list[int]:
    """Return the first rows that match in all texts."""
    query = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid LIMIT ?"
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
        f"SELECT record.id, highlight(search, 0, {_MARKS}), snippet(search, 1, {_MARKS}, '…', 40), "
        f"snippet(search, 2, {_MARKS}, '…', 40) "
        "FROM search JOIN record ON record.row = search.rowid WHERE search MATCH ? AND search.rowid = ?"
    )
    for id, title, body, said in library.rows(query, _any_of(telling), row):
        fact = library.fact(str(id))
        passage = said if _MARKED.search(said) and not _MARKED.search(body) else body
        matches = dict.fromkeys(_MARKED.findall(f"{title} {passage}"))
        return Hit(fact, _MARKED.sub(r"\1", passage), tuple(matches)) if fact else None
    return None
