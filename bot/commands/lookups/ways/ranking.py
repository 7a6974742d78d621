"""Ranks the facts in which words stand by what is asked: of which kind, of which time, with a number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from bot.commands.lookups.ways.asked import Asked
from bot.commands.reading.question_words import Ask
from bot.commands.reading.questions import Question
from bot.facts.aspects import names_of, topics_of
from bot.facts.lexicon import FILLERS, variants
from bot.facts.library import Library
from bot.facts.model import Event, Fact, Organization, Person, Term
from bot.facts.names import fold
from bot.facts.naming import names_in
from bot.facts.search import Ranking
from bot.facts.territories import of_its_country, territories_in

# So many facts are looked at again once the words have found them; more, where a time or a name tells them apart.
LOOKED_AT, LOOKED_AT_CLOSELY = 20, 80
# A fact must have this share of what was asked; below, it is a stranger.
ENOUGH, MUCH, NEARLY_ALL = 0.47, 0.7, 0.9
NUMBER = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|dozens?|hundreds?|"
    r"thousands?|millions?)\b"
)

_DID = frozenset({"did", "was", "were", "has", "have"})
# A title that tells what somebody meant to do, or said of it.
_TOLD = re.compile(
    r"\b(?:will|would|wants?|plans?|decides?|promises?|proposes?|threatens?|condemns?|asks?|says?|tells?|calls?|warns?"
    r"|demands?|protests?|criticizes?|denies|announces?|urges?|speaks?)\b"
)


def ranked_facts(asked: Asked, ranking: Ranking) -> tuple[Fact, ...]:
    """Return the facts that fit best, by words, kind and time; those that lack much of it are out."""
    scored = []
    named = _ids_named(asked)
    looked_at = ranking.matches[: LOOKED_AT_CLOSELY if named or asked.question.span else LOOKED_AT]
    for match, fact in zip(looked_at, _facts_at(asked.library, [match.row for match in looked_at]), strict=True):
        if fact is not None:
            factor = _factor(asked, ranking, fact, match.named) * (1.3 if _is_about(fact, named) else 1.0)
            scored.append((match.score * factor, match.share, fact))
    scored.sort(key=lambda row: -row[0])
    best = scored[0][0] if scored else 0
    return tuple(fact for score, share, fact in scored if share >= ENOUGH * 0.9 and score > best * 0.3)


def _ids_named(asked: Asked) -> frozenset[str]:
    """Return the ids of what names of several words in a question mean: New START is more than “new” and “start”."""
    names = names_in(asked.library, asked.question.words)
    return frozenset(id for name in names if name.end - name.start > 1 for id in name.ids)


def _is_about(fact: Fact, ids: frozenset[str]) -> bool:
    return bool(ids) and (fact.id in ids or (isinstance(fact, Event) and not ids.isdisjoint(topics_of(fact))))


def _facts_at(library: Library, rows: Sequence[int]) -> list[Fact | None]:
    marks = ", ".join("?" * len(rows))
    ids = dict(library.rows(f"SELECT rowid, id FROM found WHERE rowid IN ({marks})", *rows))
    return [library.fact(str(ids[row])) for row in rows]


def _factor(asked: Asked, ranking: Ranking, fact: Fact, named: float) -> float:
    """Return how much better or worse a fact fits than its words alone tell."""
    factor = (
        _title_factor(ranking, fact, named)
        * _kind_factor(asked.question.ask, fact)
        * _time_factor(asked.question, fact)
        * _deed_factor(asked.question, fact)
    )
    if asked.question.ask is Ask.HOW_MANY:
        return factor * _number_factor(asked.question, fact)
    sort = _sort_asked(asked.question)
    return factor * (1.4 if sort and sort == getattr(fact, "kind", None) else 1.0)


def _sort_asked(question: Question) -> str:
    """Return the sort of thing that “which treaty” or “what operation” asks for, "" when none is named."""
    words = question.words
    return words[1] if len(words) > 1 and words[0] in ("which", "what") else ""


def _number_factor(question: Question, fact: Fact) -> float:
    """Prefer what says a number of what is counted: “2,692 missiles” to how many missiles."""
    nouns = [word[:5] for word in telling_in(question.words)][:1]
    if not nouns:
        return 1.0
    counted = re.search(rf"(?:{NUMBER.pattern})[^.;]{{0,20}}\b{nouns[0]}", fact.text.casefold())
    return 1.35 if counted else 1.0


def _title_factor(ranking: Ranking, fact: Fact, named: float) -> float:
    """Prefer what is called just so; a name that has little of what was asked is no better for being short."""
    same = {part for telling in ranking.telling for word in telling.same for part in word.split()}
    stems = {word[:5] for word in same if len(word) >= 5}
    shares = []
    for name in (*names_of(fact), *fact.also):
        words = _telling_of(name)
        shares.append(sum(word in same or word[:5] in stems for word in words) / len(words) if words else 0)
    return 1 + 0.5 * max(shares, default=0) * named


@lru_cache(maxsize=8192)
def _telling_of(name: str) -> tuple[str, ...]:
    return tuple(word for word in fold(name).split() if word not in FILLERS)


def _kind_factor(ask: Ask, fact: Fact) -> float:
    disputed = 1.15 if not isinstance(fact, Person) and fact.positions else 1.0
    if ask in (Ask.WHEN, Ask.WHY, Ask.HOW_MANY):
        return 1.15 if isinstance(fact, Event) else 1.0
    if ask is Ask.WHAT:
        return 1.2 if isinstance(fact, Term | Organization) else 1.0
    return disputed if ask in (Ask.WHETHER, Ask.WHO) else 1.0


def _deed_factor(question: Question, fact: Fact) -> float:
    """Prefer the deed to who spoke of it, and what was done by whom it is asked about; for why, who spoke of it."""
    if not isinstance(fact, Event):
        return 1.0
    told = _TOLD.search(fact.title)
    is_asked = told is not None and not variants(told[0].rstrip("s")).isdisjoint(question.words)
    if question.ask is Ask.WHY:
        return 1.1 if told else 1.0
    if question.ask not in (Ask.WHEN, Ask.WHERE) or _DID.isdisjoint(question.words):
        return 1.0
    return (0.7 if told and not is_asked else 1.0) * _actor_factor(question, fact.title)


# So many words of a title may stand between who does something and what is done: Soviet troops invade.
_NEAR = 3
_GENITIVE = re.compile(r"(?<=\w)['’]s?(?=\s|$)")
_PASSIVE = frozenset({"is", "are"})


def _actor_factor(question: Question, title: str) -> float:
    """Prefer a title in which who is asked about acts so, “did Russia suspend”; what “was signed” did not sign."""
    mark = next((word for word in ("did", "was", "were") if word in question.words), "")
    asked = telling_in(question.words[question.words.index(mark) + 1 :]) if mark else []
    acts = _acts(asked, fold(_GENITIVE.sub("", title)).split()) if asked else False
    if mark == "did":
        return 1.2 if acts else 1.0
    return 0.7 if acts else 1.0


def _acts(asked: Sequence[str], told: Sequence[str]) -> bool:
    """Whether a title tells of the first of some words that it did what the word behind it means."""
    # A name may be of two words, as Soviet Union is; a verb follows it.
    length = next((end for start, end, _ in territories_in(asked) if start == 0), 0)
    verbs = [variants(verb) for verb in (asked[length : length + 1] if length else asked[1:3])]
    places = [place for place, word in enumerate(told) if word in of_its_country(asked[0]) | variants(asked[0])]
    behind = [told[place + 1 : place + 1 + _NEAR] for place in places]
    return any(word in verb and _PASSIVE.isdisjoint(words) for words in behind for word in words for verb in verbs)


def _time_factor(question: Question, fact: Fact) -> float:
    span = question.span
    if span is None:
        return 1.0
    when = fact.date if isinstance(fact, Event) else None
    if when is None:
        return 1.0
    return 1.6 if when.first <= span[1] and span[0] <= when.last else 0.45


def telling_in(words: Iterable[str]) -> list[str]:
    """Return the words that say what is asked for."""
    return [word for word in words if word not in FILLERS]
