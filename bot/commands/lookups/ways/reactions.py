"""Answers how somebody reacted to what is named: with what they did then that speaks of it, else with the matter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot.commands.lookups.ways.asked import TOLD, Answer, Asked
from bot.commands.lookups.ways.offices import person_in
from bot.commands.lookups.ways.ranking import MUCH, ranked_facts
from bot.commands.reading.question_words import Ask
from bot.facts.aspects import names_of, sides_of
from bot.facts.lexicon import FILLERS, WEAK, variants, words_of
from bot.facts.membership import usual_organization
from bot.facts.model import Country, Event, Fact, Person, Term
from bot.facts.names import fold
from bot.facts.naming import called, fact_named, names_in
from bot.facts.search import rank
from bot.facts.territories import of_its_country, territories_in
from bot.frozen import Frozen, replace

_REACTING = words_of("react reacts reacted reaction reactions respond responds responded response responses")
_WEEKS = timedelta(days=60)
# What goes on for longer than this is reacted to when it begins.
_YEAR = timedelta(days=365)
# So many words at the head of a title tell who acts.
_HEAD = 4
# So many of the facts found are weighed for which of them is meant.
_NEAREST = 3


def by_reaction(asked: Asked) -> Answer | None:
    """Answer with what somebody did in the weeks after something that speaks of it; None for any other question."""
    words, ask = asked.question.words, asked.question.ask
    mark = next((place for place, word in enumerate(words) if word in _REACTING), None)
    if mark is None or ask not in (Ask.HAPPENED, Ask.WORDS, Ask.WHAT, Ask.HOW, Ask.WHETHER):
        return None
    if any(name.start <= mark < name.end - 1 for name in names_in(asked.library, words)):
        return None
    who, what = _parted(words[:mark], words[mark + 1 :])
    if asked.question.span and not what:
        return _in_the_weeks_after(asked, fact_named(asked.library, who))
    matter = matter_named(asked, what)
    if matter is None:
        return None
    reactions = _reactions(asked, _Matter(matter, tuple(what)), fact_named(asked.library, who))
    return Answer((), (*reactions, matter)[:TOLD], shows_sides=not reactions and bool(sides_of(matter)))


def _in_the_weeks_after(asked: Asked, actor: Fact | None) -> Answer | None:
    """Answer how somebody reacted to a day with what matters most of what they did in the weeks after it."""
    if asked.question.span is None or actor is None:
        return None
    first, last = asked.question.span
    events = asked.library.weightiest(first, last + _WEEKS, (actor.id,))
    done = sorted((event for event in events if _acts(actor, event)), key=lambda event: -event.importance)
    return Answer((), tuple(done[:TOLD])) if done else None


class _Matter(Frozen, frozen=True):
    """What is reacted to, and the words by which it is asked for."""

    fact: Fact
    words: tuple[str, ...]


def _parted(before: Sequence[str], behind: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return who reacted and to what: also of “the reaction of Russia to …”."""
    if "of" in behind and "to" in behind[behind.index("of") :]:
        before, behind = (*before, *behind[: behind.index("to")]), behind[behind.index("to") :]
    return [word for word in before if word not in FILLERS], [word for word in behind if word not in FILLERS]


def matter_named(asked: Asked, words: Sequence[str]) -> Fact | None:
    """Return the term that words name, what matters most of a person, or the greatest event that has the words."""
    named = fact_named(asked.library, words)
    if isinstance(named, Term):
        return named
    person = person_in(asked, words) if len(words) < _NEAREST else None
    if person:
        return max(asked.events_of(person.id), key=_weight, default=None)
    ranking = rank(asked.library, words, called=called(asked.library, words)) if words else None
    if ranking is None or not ranking.matches or ranking.matches[0].share < MUCH:
        return None
    alone = replace(asked.question, ask=Ask.WORDS, words=tuple(words), text=" ".join(words))
    facts = [fact for fact in ranked_facts(replace(asked, question=alone), ranking) if _is_then(fact, alone.span)]
    is_term = bool(facts) and isinstance(facts[0], Term) and len(words) > 1
    return facts[0] if is_term else max(facts[:_NEAREST], key=_weight, default=None)


def _is_then(fact: Fact, span: tuple[date, date] | None) -> bool:
    """Whether a fact happened, or a matter began, in a time; any such fact where it is none."""
    begun = fact.date if isinstance(fact, Event) else fact.since if isinstance(fact, Term) else None
    return isinstance(fact, Event | Term) if span is None else bool(begun and span[0] <= begun.first <= span[1])


def _weight(fact: Fact) -> int:
    return fact.importance if isinstance(fact, Event) else 0


def _reactions(asked: Asked, matter: _Matter, actor: Fact | None) -> tuple[Event, ...]:
    """Return what the actor did that speaks of a matter, within weeks of it, the best told first."""
    fact = matter.fact
    begun = fact.date if isinstance(fact, Event) else fact.since if isinstance(fact, Term) else None
    ended = fact.until if isinstance(fact, Term) and fact.until else begun
    if begun is None or ended is None or actor is None:
        return ()
    last = min(ended.last, begun.last + _YEAR) + _WEEKS
    events = asked.library.timeline(begun.first, last, (actor.id,)).items
    marks = _marks(asked, matter, actor)
    speaking = [
        event
        for event in events
        if event != fact and _acts(actor, event) and _speaks(marks, event.title, event.text, *event.also)
    ]
    return tuple(sorted(speaking, key=lambda event: (not _speaks(marks, event.title), -event.importance)))[: TOLD - 1]


def _acts(actor: Fact, event: Event) -> bool:
    """Whether somebody acts in an event, not only spoken of: at the head of its title, or by who has an office."""
    if isinstance(actor, Person):
        return True
    own = _own(actor)
    offices = (fold(person.office) for person in event.people if person.office)
    return _speaks(own, " ".join(event.title.split()[:_HEAD])) or any(_speaks(own, office) for office in offices)


def _own(actor: Fact) -> frozenset[str]:
    """Return the names of somebody, and what is of their country; a government is called by where it sits."""
    names = [fold(name) for name in names_of(actor)]
    seats = [fold(name) for name in (actor.capital, *actor.also)] if isinstance(actor, Country) else []
    return frozenset(same for name in names for same in (name, *of_its_country(name), *filter(None, seats)))


def _marks(asked: Asked, matter: _Matter, actor: Fact) -> frozenset[str]:
    """Return the words of which one stands in what speaks of a matter: whom and where it names, else what it was."""
    words, titled = matter.words, fold(getattr(matter.fact, "title", ""))
    names = [words[start:end] for start, end, _ in territories_in(words, adjectives=True)]
    countries = frozenset(word for name in names for word in (" ".join(name), *_of(name)))
    places = frozenset(fold(place) for place in getattr(matter.fact, "places", ()) if _speaks({fold(place)}, titled))
    usual = usual_organization(asked.library)
    everywhere = {word for fact in (usual, actor) if fact for name in names_of(fact) for word in fold(name).split()}
    others = (word for word in words if word not in WEAK | everywhere) if not countries else ()
    own = {same for word in everywhere for same in (word, *of_its_country(word))}
    return (countries | places | frozenset(same for word in others for same in variants(word))) - own


def _of(name: Sequence[str]) -> frozenset[str]:
    return of_its_country(name[0]) if len(name) == 1 else frozenset()


def _speaks(marks: frozenset[str] | set[str], *texts: str) -> bool:
    said = f" {' '.join(fold(text) for text in texts)} "
    return any(f" {mark} " in said for mark in marks)
