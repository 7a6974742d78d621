"""Answers with the facts in which the words of a question stand."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.commands.lookups.ways.asked import TOLD, Answer, Asked
from bot.commands.lookups.ways.ranking import ENOUGH, MUCH, NEARLY_ALL, NUMBER, ranked_facts, telling_in
from bot.commands.reading.question_words import Ask
from bot.facts.incumbents import written_out
from bot.facts.lexicon import FILLERS
from bot.facts.model import Event, Fact, Person
from bot.facts.names import fold
from bot.facts.search import Ranking, rank
from bot.replies.lookups import answers
from bot.replies.lookups.facts import title


def by_words(asked: Asked) -> Answer | None:
    """Answer with the facts in which the words stand, and with the date, the name or the sides that are asked for."""
    ranking = rank(asked.library, _words_to_rank(asked), lost_counts=not asked.question.is_foreign)
    if not _is_answered(asked, ranking):
        return None
    facts = ranked_facts(asked, ranking)
    if not facts or _is_of_another_time(asked, facts):
        return None
    notes = tuple(answers.taken_for(asked.say, sorted(one.same)[0], one.word) for one in ranking.taken)
    telling = tuple(sorted(word for one in ranking.telling for word in one.same))
    return Answer(_lines(asked, facts), facts[:TOLD], notes, telling, shows_sides=_asks_for_sides(asked, facts[0]))


def _is_answered(asked: Asked, ranking: Ranking) -> bool:
    """Whether the best match has enough of what was asked not to be a stranger."""
    if not ranking.matches:
        return False
    best, question = ranking.matches[0], asked.question
    counted = next(iter(telling_in(question.words)), "")
    if question.ask is Ask.HOW_MANY and counted in (*ranking.missing, *(one.word for one in ranking.taken)):
        return False
    if question.ask is Ask.HOW or (question.ask is Ask.WHETHER and len(ranking.telling) < 2):
        return best.share >= NEARLY_ALL
    if question.ask is Ask.WHAT and question.subject != question.text and best.named < ENOUGH * 0.6:
        return False
    if len(ranking.telling) == 1 and question.subject != question.text and not ranking.missing:
        return best.named > 0
    return best.share >= MUCH or (best.share >= ENOUGH and best.named >= ENOUGH * 0.8)


def _is_of_another_time(asked: Asked, facts: Sequence[Fact]) -> bool:
    """Whether it is asked who did something at a time, and nothing found is of that time, or anybody."""
    span = asked.question.span
    if asked.question.ask is not Ask.WHO or span is None:
        return False
    events = (fact.date for fact in facts if isinstance(fact, Event))
    is_then = any(when.first <= span[1] and span[0] <= when.last for when in events)
    return not is_then and not any(isinstance(fact, Person) for fact in facts)


def _words_to_rank(asked: Asked) -> tuple[str, ...]:
    words = asked.question.words
    telling = [word for word in words if word not in FILLERS]
    if telling or not asked.question.dated:
        return written_out(words)
    return tuple(fold(asked.question.text).split())


def _asks_for_sides(asked: Asked, fact: Fact) -> bool:
    return not isinstance(fact, Person) and bool(fact.positions)


def _lines(asked: Asked, facts: Sequence[Fact]) -> tuple[str, ...]:
    ask, say = asked.question.ask, asked.say
    if ask is Ask.WHEN:
        event = next((fact for fact in facts[:3] if isinstance(fact, Event)), None) or _greatest_of(asked, facts[0])
        return (answers.dated(say, event.date, event.title),) if event else ()
    if ask is Ask.WHO:
        return _who(asked, facts[0])
    if ask is Ask.HOW_MANY and (sentence := _sentence_with_number(facts[0].text)):
        return (sentence,)
    return ()


def _greatest_of(asked: Asked, fact: Fact) -> Event | None:
    """Return what matters most of a matter that is no event, the earliest of several."""
    events = asked.library.timeline(topics=(fact.id,), limit=100).items
    return max(events, key=lambda event: event.importance, default=None)


def _who(asked: Asked, fact: Fact) -> tuple[str, ...]:
    if not isinstance(fact, Event) or fact.positions:
        return ()
    people = [person for actor in fact.people if (person := asked.library.fact(actor.person))]
    told = fold(fact.title).split()
    # Who acts stands at the head of a title; whoever else takes part may be just whom it happened to.
    acting = [title(person) for person in people if fold(title(person)).split()[-1] in told[:6]]
    names = acting[:3] if told and any(told[0] in fold(name).split() for name in acting) else []
    return (answers.named(asked.say, names, fact.title),) if names else ()


def _sentence_with_number(text: str) -> str:
    sentences = re.split(r"(?<=[.!?]) (?=[A-Z“])", text)
    return next((sentence for sentence in sentences if NUMBER.search(sentence)), "")
