"""Answers with the card of what is named, rightly or by a slip of the keyboard."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.commands.lookups.ways.asked import EVERY_KIND, TOLD, Answer, Asked
from bot.commands.lookups.ways.offices import person_in
from bot.commands.reading.question_words import GENITIVE, Ask
from bot.facts.aspects import names_of
from bot.facts.find import How, find
from bot.facts.incumbents import terms_in
from bot.facts.lexicon import FILLERS, words_of
from bot.facts.model import Country, Fact, Kind, Organization, Person, Term
from bot.facts.names import all_words, fold, words
from bot.facts.naming import fact_named
from bot.facts.search import stands
from bot.replies.lookups import answers, headings
from bot.replies.lookups.facts import title

# A shorter beginning of a name is another word: love is not Lovett.
SHORTEST_BEGINNING = 5


def by_name(asked: Asked) -> Answer | None:
    """Answer with the card of what is named; None when nothing, or more than a name, is asked for."""
    question = asked.question
    if question.ask not in (Ask.WHO, Ask.WHAT, Ask.WORDS, Ask.HAPPENED) or not question.subject:
        return None
    subject = without_ends(question.subject)
    kinds = (Kind.PERSON,) if question.ask is Ask.WHO and _is_person(asked, subject) else EVERY_KIND
    found = find(asked.library, subject, kinds, allows_slips=False)
    if found.how is not How.EXACT or not _is_long_enough(asked, subject, found.facts):
        return None
    facts = _then(asked, found.facts)
    if len(facts) == 1 and (events := _events_then(asked, facts[0])):
        return Answer((), events)
    if len(facts) == 1:
        is_card = question.dated is None or isinstance(facts[0], Person)
        return Answer((), facts, is_card=True) if is_card else None
    same = [fact for fact in facts if fold(subject) in {fold(name) for name in names_of(fact)}]
    if len(same) == 1:
        return Answer((), tuple(same), is_card=True)
    is_choice = all(isinstance(fact, Person) for fact in facts) or len(same) > 1
    return Answer((), tuple(same) if len(same) > 1 else facts, is_choice=True) if is_choice else None


_LIFE = words_of("born birthplace grew live lived lives buried raised hometown")


def by_life(asked: Asked) -> Answer | None:
    """Answer where somebody was born, or lives, with the card that tells of their life."""
    if asked.question.ask is not Ask.WHERE or _LIFE.isdisjoint(asked.question.words):
        return None
    person = person_in(asked, [word for word in asked.question.words if word not in FILLERS | _LIFE])
    return Answer((), (person,), is_card=True) if person else None


def by_capital(asked: Asked) -> Answer | None:
    """Answer which is the capital of a country of the packs."""
    words = [word for word in asked.question.words if word not in FILLERS]
    country = fact_named(asked.library, words[1:]) if words[:1] == ["capital"] else None
    if not isinstance(country, Country) or not country.capital:
        return None
    return Answer((answers.named(asked.say, (country.capital,), country.name),), (country,))


def by_place(asked: Asked) -> Answer | None:
    """Answer where something is with the card that tells it; None where something is said to have been done there."""
    words = asked.question.words
    if asked.question.ask is not Ask.WHERE or words[1:2] not in (("is",), ("are",)):
        return None
    fact = fact_named(asked.library, [word for word in words if word not in FILLERS])
    return Answer((), (fact,), is_card=True) if isinstance(fact, Term | Organization | Country) else None


def _is_long_enough(asked: Asked, subject: str, facts: Sequence[Fact]) -> bool:
    """Whether a subject is a name, or enough of the beginning of one and no other word: Bucha is not Bucharest."""
    if any(_has(fact, subject) for fact in facts):
        # “k” is an answer of its own, and no Calvo y Sotelo.
        return len(fold(subject)) > 1
    # A patronymic is called by nobody: Ustinov is not Chernenko, whose father's name was Ustin.
    begins = any(
        _begins(name, fold(subject)) for fact in facts for name in (title(fact), *getattr(fact, "aliases", ()))
    )
    return begins and len(subject) >= SHORTEST_BEGINNING and not all(stands(asked.library, w) for w in words(subject))


def _begins(name: str, folded: str) -> bool:
    return f" {fold(name)}".find(f" {folded}") >= 0


def _has(fact: Fact, subject: str) -> bool:
    """Whether all words of a subject stand in a fact's names, and are not only the beginning of one."""
    return set(words(subject)) <= all_words((*names_of(fact), *fact.also)) or fact.id == subject


def _events_then(asked: Asked, fact: Fact) -> tuple[Fact, ...]:
    """Return what happened in a matter at the time that was asked about, the greatest first."""
    span = asked.question.span
    if span is None or isinstance(fact, Person):
        return ()
    events = asked.library.timeline(*span, (fact.id,), 0, 100).items
    return tuple(sorted(events, key=lambda event: -event.importance)[:TOLD])


def _is_person(asked: Asked, subject: str) -> bool:
    return find(asked.library, subject, (Kind.PERSON,), allows_slips=False).how is How.EXACT


def _then(asked: Asked, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Return those of some people who held an office at the time that was asked about, if any did."""
    span = asked.question.span
    if span is None or len(facts) == 1:
        return facts
    held = [fact for fact in facts if isinstance(fact, Person) and terms_in(fact, span)]
    return tuple(held) or facts


def without_ends(subject: str) -> str:
    """Return a subject without words at its end that only stood before a time: “german chancellor in”."""
    return re.sub(r"\s+(?:in|on|of|at|since|by|during|for|the|timeline|history)$", "", subject, flags=re.IGNORECASE)


def by_slip_of_name(asked: Asked) -> Answer | None:
    """Answer with the card of what a name is a slip of, and say so."""
    question = asked.question
    if question.ask not in (Ask.WHO, Ask.WHAT, Ask.WORDS) or not question.subject or len(question.subject.split()) > 4:
        return None
    subject = without_ends(question.subject)
    # Who opposed something is not that thing.
    if question.ask is Ask.WHO and words(subject)[:1] == question.words[1:2] and len(words(subject)) > 1:
        return None
    found = find(asked.library, subject, EVERY_KIND, offers=False)
    if found.how is not How.NEAR or len(found.facts) > 3:
        return None
    # Words in another order, or without a genitive, are no slip: “munich speech putin”.
    is_slip = not set(words(GENITIVE.sub("", subject))) <= set(words(GENITIVE.sub("", title(found.facts[0]))))
    taken = (asked.say(headings.TAKEN_FOR, name=title(found.facts[0]), text=subject),) if is_slip else ()
    return Answer((), found.facts, taken=taken, is_card=len(found.facts) == 1, is_choice=len(found.facts) > 1)
