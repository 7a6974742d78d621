"""Finds whom or what a name means: exactly, by its words, by a beginning, or in spite of a slip."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum

from bot.facts.aspects import KINDS, names_of
from bot.facts.library import Library
from bot.facts.model import Fact, Kind
from bot.facts.names import fold, key, words
from bot.facts.spelling import near
from bot.frozen import Frozen

MANY = 100
# So many of the searches find a name as it is written.
EXACT_SEARCHES = 4
# Words that begin with as many letters alike are close to one another.
CLOSE = 5
# A text of more different words is no name.
MOST_WORDS_OF_NAME = 24
# Near words are sought for a sentence's worth, as each is compared with thousands.
MOST_WORDS = 12


class How(StrEnum):
    """How a name was understood."""

    EXACT = "exact"
    NEAR = "near"
    NOBODY = "nobody"


class Found(Frozen, frozen=True):
    """The facts a name may mean, best first; when `how` is NOBODY, the nearest ones, which are not meant."""

    facts: tuple[Fact, ...]
    how: How


def find(
    library: Library, text: str, kinds: Sequence[Kind], *, allows_slips: bool = True, offers: bool = True
) -> Found:
    """Return the facts of these kinds that a name means; several mean it has to be asked which.

    A slip is sought only where it is allowed, and nearest facts only where they are to be offered: that costs most.
    """
    asked = tuple(dict.fromkeys(words(text)))
    if not 0 < len(asked) <= MOST_WORDS_OF_NAME:
        return Found((), How.NOBODY)
    searches: tuple[tuple[Callable[[], list[str]], How], ...] = (
        (lambda: _by_id(library, text, kinds), How.EXACT),
        (lambda: _by_key(library, text, kinds), How.EXACT),
        (lambda: _by_words(library, [{word} for word in asked], kinds), How.EXACT),
        (lambda: _by_beginning(library, fold(text), kinds), How.EXACT),
        (lambda: _by_near_words(library, asked, kinds), How.NEAR),
        (lambda: _nearest(library, asked[:MOST_WORDS], kinds), How.NOBODY),
    )
    last = None if offers and allows_slips else -1 if allows_slips else EXACT_SEARCHES
    for search, how in searches[:last]:
        if ids := search():
            return Found(_ranked(library, ids, text, kinds), how)
    return Found((), How.NOBODY)


def with_name(library: Library, text: str) -> tuple[Fact, ...]:
    """Return the facts of any kind that have this very name."""
    return tuple(fact for id in library.named(key(text)) if (fact := library.fact(id)))


def _by_id(library: Library, text: str, kinds: Sequence[Kind]) -> list[str]:
    # No id has a blank in it.
    record = None if " " in text else library.record(text)
    return [record.id] if record and KINDS[type(record)] in kinds else []


def _by_key(library: Library, text: str, kinds: Sequence[Kind]) -> list[str]:
    """Return the ids that have this very name; a surname alone is never one, for namesakes would be passed over."""
    if tuple(kinds) == (Kind.PERSON,) and len(words(text)) == 1:
        return []
    return library.named(key(text), kinds)


def _by_words(library: Library, asked: Iterable[set[str]], kinds: Sequence[Kind]) -> list[str]:
    """Return the ids in whose names each asked word is, in one of its spellings; else in their offices, too."""
    asked = tuple(asked)
    # All of them are read at once.
    library.with_words(set[str]().union(*asked))
    for names_only in (True, False):
        sets = [_with_word(library, spellings, kinds, names_only) for spellings in asked]
        if ids := set[str].intersection(*sets) if sets else set[str]():
            return sorted(ids)
    return []


def _by_near_words(library: Library, asked: Sequence[str], kinds: Sequence[Kind]) -> list[str]:
    if len(asked) > MOST_WORDS:
        return []
    meant: dict[str, set[str]] = {}
    # Near words cost most, of long ones above all: after one that has none, those of no other are sought.
    for word in sorted(asked, key=len):
        meant[word] = _near(library, word)
        if not meant[word]:
            return []
    spelt = " ".join(next(iter(meant[word])) for word in asked)
    if all(len(close) == 1 for close in meant.values()) and (ids := _by_key(library, spelt, kinds)):
        return ids
    if ids := _by_words(library, meant.values(), kinds):
        return ids
    # What is a word of one name may be a slip of another's: Tensonbert, where Tensonberg is meant.
    either = (close | ({word} if word not in close else {*near(library, word)}) for word, close in meant.items())
    return _by_words(library, either, kinds)


def _with_word(library: Library, spellings: set[str], kinds: Sequence[Kind], names_only: bool) -> set[str]:
    known = library.with_words(spellings)
    rows = (row for word in spellings for row in known[word])
    return {id for id, kind, is_name in rows if kind in kinds and is_name >= names_only}


def _by_beginning(library: Library, folded: str, kinds: Sequence[Kind]) -> list[str]:
    *whole, _ = folded.split()
    # Two letters begin too many names for a guess to help.
    if len(folded) < 3 or not all(_may_be_in_a_name(library, word, kinds) for word in whole):
        return []
    return [label.id for label in library.complete(folded, kinds)]


def _may_be_in_a_name(library: Library, word: str, kinds: Sequence[Kind]) -> bool:
    """Whether a word is one of a name; of all titles the words are not known."""
    return Kind.EVENT in kinds or bool(_with_word(library, {word}, kinds, names_only=True))


def _near(library: Library, word: str) -> set[str]:
    """Return the words of names that this one may be a slip of; itself, if it is one as it stands."""
    if library.with_word(word):
        return {word}
    return set(near(library, word))


def _nearest(library: Library, asked: Sequence[str], kinds: Sequence[Kind]) -> list[str]:
    """Return facts that share something with what was asked: a word, a near word, or a word's beginning."""
    near = {id for word in asked for id in _with_word(library, _near(library, word), kinds, names_only=True)}
    if near:
        return sorted(near)[:MANY]
    starts = (library.complete(word[:CLOSE], kinds, 10) for word in asked if len(word) >= CLOSE)
    return list(dict.fromkeys(label.id for labels in starts for label in labels))[:MANY]


def _ranked(library: Library, ids: Iterable[str], text: str, kinds: Sequence[Kind]) -> tuple[Fact, ...]:
    """Order facts by how like their best name is to what was typed, then by how much they are spoken of."""
    folded = fold(text)
    found = [fact for fact in library.facts(list(ids)[:MANY]) if fact]
    if len(found) == 1:
        return tuple(found)
    return tuple(sorted(found, key=lambda fact: (-_likeness(folded, fact), -_mentions(library, fact), fact.id)))


def _likeness(folded: str, fact: Fact) -> int:
    # 10 ms of a start, which only slips need.
    from rapidfuzz import fuzz

    return round(max(fuzz.token_sort_ratio(folded, fold(name)) for name in names_of(fact)) / 10)


def _mentions(library: Library, fact: Fact) -> int:
    rows = library.kept("SELECT max(weight) FROM label WHERE id = ?", fact.id)
    return int(rows[0][0] or 0) if rows else 0
