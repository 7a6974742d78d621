"""Answers why something was done, who is to blame and who was right, with what each side says of it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands.lookups.ways.asked import Answer, Asked
from bot.commands.reading.question_words import Ask
from bot.facts.aspects import sides_of
from bot.facts.lexicon import WEAK, english, telling_in, variants, words_of
from bot.facts.model import Event, Fact, Organization, Person, Term
from bot.facts.names import fold
from bot.facts.naming import names_in
from bot.replies.lookups.facts import title

# So many of the facts found may be of the same matter.
_NEAREST = 5
# So many letters are alike in the forms of a verb.
_STEM = 4

# Words that ask for a judgment, which each side gives for itself.
_JUDGING = words_of(
    """
    aggression blame blamed excuse fair fault guilty illegal illegitimate justified justify lawful legal legally
    legitimate mistake mistakes necessary provoked responsibility responsible right unjustified unlawful unprovoked
    wrong
    """
)


def asks_for_sides(asked: Asked, fact: Fact) -> bool:
    """Whether each side is to be heard: on what is disputed always, on other matters where a judgment is asked for."""
    if isinstance(fact, Person):
        return False
    return bool(fact.positions or (fact.views and _is_judged(asked)))


def dispute_first(asked: Asked, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Return facts, first of them what is disputed of the matter, where just that is asked: who shot the plane down."""
    ask = asked.question.ask
    if ask not in (Ask.WHO, Ask.WHETHER) or not facts or _has_sides(facts[0]):
        return facts
    disputed = (fact for fact in facts[1:_NEAREST] if _has_sides(fact))
    first = next((fact for fact in disputed if _is_asked(asked, fact) and _is_as_near(asked, fact, facts[0])), None)
    return (first, *(fact for fact in facts if fact != first)) if first else facts


def _has_sides(fact: Fact) -> bool:
    return not isinstance(fact, Person) and bool(fact.positions)


def _is_as_near(asked: Asked, fact: Fact, best: Fact) -> bool:
    """Whether a fact tells of all in a question that the best one tells of, but for what is disputed."""
    disputed = fold(getattr(fact, "disputed", "")).split()
    forms = (variants(word) for word in telling_in(asked.question.words) if word not in WEAK)
    said, told = (set(fold(f"{title(one)} {one.text}").split()) for one in (best, fact))
    return all(same.isdisjoint(said) or not same.isdisjoint(told | set(disputed)) for same in forms)


def _is_asked(asked: Asked, fact: Fact) -> bool:
    """Whether what is disputed of a fact is what is asked: who did something, or with a word that both have."""
    disputed, words = fold(getattr(fact, "disputed", "")).split(), asked.question.words
    if asked.question.ask is Ask.WHO and disputed[:1] in (["who"], ["whose"]) and _tells_deed(words[1:2], fact):
        return True
    if asked.question.ask is Ask.WHETHER and not _JUDGING.isdisjoint(words):
        return True
    return any(not variants(word).isdisjoint(disputed) for word in telling_in(words) if word not in WEAK)


def _tells_deed(words: Sequence[str], fact: Fact) -> bool:
    """Whether the word behind “who” is a deed of which a fact tells by the same word, whatever its form."""
    deeds = [english(word)[:_STEM] for word in telling_in(words)]
    said = fold(f"{title(fact)} {fact.text}").split()
    return any(word.startswith(deed) for deed in deeds for word in said)


def by_beginning(asked: Asked) -> Answer | None:
    """Answer why or by whom a war was begun, or an organization founded, with the event of that day."""
    begun = next((one for one in _named(asked) if _is_of_its_beginning(asked, one)), None)
    event = (_event_that_began(asked, begun) or _event_on(asked, begun)) if begun else None
    if begun is None or event is None:
        return None
    return Answer((), (event, begun), shows_sides=bool(sides_of(event)))


def by_judgment(asked: Asked) -> Answer | None:
    """Answer whether something was right with what each side says of the one thing named on which sides differ."""
    if asked.question.ask is not Ask.WHETHER or _JUDGING.isdisjoint(asked.question.words):
        return None
    facts = [fact for fact in _named(asked) if not isinstance(fact, Person) and sides_of(fact)]
    # Of what was done with it something else may be told: whether the annexation of Crimea was legal.
    named = (asked.question.words[name.start : name.end] for name in names_in(asked.library, asked.question.words))
    if not set(telling_in(asked.question.words)) <= _JUDGING.union(*named):
        return None
    return Answer((), tuple(facts), shows_sides=True) if len(facts) == 1 else None


def _is_judged(asked: Asked) -> bool:
    return asked.question.ask is Ask.WHY or not _JUDGING.isdisjoint(asked.question.words)


def _named(asked: Asked) -> tuple[Fact, ...]:
    """Return what a question names, where each name is of one fact alone."""
    names = names_in(asked.library, asked.question.words)
    return tuple(fact for name in names if len(name.ids) == 1 and (fact := asked.library.fact(name.ids[0])))


def _is_of_its_beginning(asked: Asked, fact: Fact) -> bool:
    """Whether it is asked why or by whom a war was begun, or who is right in it, or an organization was founded."""
    words, ask = {english(word) for word in asked.question.words}, asked.question.ask
    if isinstance(fact, Organization):
        return ask in (Ask.WHY, Ask.WHO) and not variants("founded").isdisjoint(words)
    is_begun = not variants("began").isdisjoint(words)
    if isinstance(fact, Term) and fact.kind == "movement":
        return ask is Ask.WHY and is_begun
    return isinstance(fact, Term) and fact.kind == "conflict" and ((ask is Ask.WHO and is_begun) or _is_judged(asked))


def _event_that_began(asked: Asked, begun: Fact) -> Event | None:
    """Return the event of a movement whose title says that it began."""
    events = asked.events_of(begun.id) if isinstance(begun, Term) and begun.since is None else ()
    return next((one for one in events if not variants("began").isdisjoint(fold(one.title).split())), None)


def _event_on(asked: Asked, begun: Fact) -> Event | None:
    """Return what matters most of what is told of a fact on the day on which it began."""
    day = begun.founded if isinstance(begun, Organization) else begun.since if isinstance(begun, Term) else None
    if day is None or day.first != day.last:
        return None
    events = asked.library.timeline(day.first, day.last, (begun.id,)).items
    return max(events, key=lambda event: event.importance, default=None)
