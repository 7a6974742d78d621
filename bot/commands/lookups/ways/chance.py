"""Tells whether a fact was found by chance: by words that it has, while it is of something else."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from bot.commands.lookups.ways.asked import Asked
from bot.commands.lookups.ways.ranking import (
    ENOUGH,
    MUCH,
    actors_named,
    is_elsewhere,
    is_no_visit,
    is_of_person,
    is_whom,
)
from bot.commands.reading.question_words import Ask
from bot.facts.aspects import names_of, sentences_of, sides_of, topics_of
from bot.facts.lexicon import FILLERS, WEAK, english, telling_in, variants
from bot.facts.model import Event, Fact, Organization, Person, Term
from bot.facts.names import all_words, fold
from bot.facts.naming import called, names_in
from bot.facts.search import STEM, Ranking
from bot.facts.territories import territories_in
from bot.patterns import expression
from bot.replies.lookups.facts import title

# What so few facts speak of is meant by its place.
FEW = 10


def is_chance(asked: Asked, ranking: Ranking, fact: Fact) -> bool:
    """Whether a fact does not answer what is asked, though it is the best that was found."""
    return (
        _rests_on_slips(asked, ranking, fact)
        or _merely_happened_there(asked, ranking, fact)
        or _is_of_others(asked, fact)
        or _is_another_saying(asked, fact)
        or _has_another_number(asked, fact)
        or _is_no_death(asked, fact)
        or _is_told_apart(asked, fact)
        or _is_of_another_joiner(asked, fact)
        or _is_of_somebody_else(asked, ranking, fact)
    )


def _is_of_somebody_else(asked: Asked, ranking: Ranking, fact: Fact) -> bool:
    """Whether words alone are those of a thing, and only somebody was found by what they were once in charge of."""
    if asked.question.ask is not Ask.WORDS or not isinstance(fact, Person) or asked.question.is_foreign:
        return False
    called, told = all_words((*names_of(fact), *fact.also)), all_words((*names_of(fact), fact.text, *fact.also))
    is_named = any(called & one.same for one in ranking.telling)
    return not is_named and not all(told & one.same for one in ranking.telling)


def _is_of_another_joiner(asked: Asked, fact: Fact) -> bool:
    """Whether it is asked when a country joined what it may never have joined, and an event is of another one."""
    words = asked.question.words
    is_asked = asked.question.ask in (Ask.WHEN, Ask.WHETHER) and any(english(word) in _JOINED for word in words)
    if not is_asked or not isinstance(fact, Event):
        return False
    named = [frozenset().union(*map(variants, words[start:end])) for start, end, _ in territories_in(words)]
    titled = all_words((fact.title, *fact.also))
    return bool(named) and all(titled.isdisjoint(called) for called in named)


_JOINED = variants("joined")


def _is_told_apart(asked: Asked, fact: Fact) -> bool:
    """Whether it is asked when a place did something, and an event there tells of that in another sentence."""
    told = telling_in(asked.question.words)
    if asked.question.ask is not Ask.WHEN or asked.is_of_time_itself or len(told) != 2:
        return False
    is_there = isinstance(fact, Event) and told[0] in all_words(fact.places)
    return isinstance(fact, Event) and is_there and not _tells_of_both(asked, fact, told)


def _tells_of_both(asked: Asked, event: Event, told: Sequence[str]) -> bool:
    """Whether words, or others that mean the same, stand together in the title, the names or a sentence of an event."""
    others = called(asked.library, told)
    meant = (" ".join(variants(word) | others.get(word, frozenset())) for word in told)
    stems = [tuple(word[:STEM] for word in words.split()) for words in meant]
    sentences = (fold(part).split() for part in (event.title, *sentences_of(event), *event.also))
    return any(all(any(word.startswith(one) for word in said) for one in stems) for said in sentences)


def _is_no_death(asked: Asked, fact: Fact) -> bool:
    """Whether it is asked when somebody was born or died, and an event tells of no such thing in its title."""
    named = [word for word in asked.question.words if word not in FILLERS | variants("died") | variants("born")]
    same = [verbs for verb in ("born", "died") if not (verbs := variants(verb)).isdisjoint(asked.question.words)]
    if asked.question.ask is not Ask.WHEN or len(named) != 1 or not same or not isinstance(fact, Event):
        return False
    titled = frozenset(fold(fact.title).split())
    return (same[0] | variants("killed")).isdisjoint(titled) or variants(named[0]).isdisjoint(titled)


_QUOTED = expression(r"[\"“«„'‘].+[\"”»“'’]")


def _is_another_saying(asked: Asked, fact: Fact) -> bool:
    """Whether words are quoted of which only one tells anything, and a fact has that one but not what was said."""
    text = asked.question.text
    if len(telling_in(asked.question.words)) > 1 or len(text.split()) < 2 or not _QUOTED.fullmatch(text):
        return False
    said = (*names_of(fact), fact.text, *fact.also, *(side.says for side in sides_of(fact)))
    return not any(fold(text) in fold(one) for one in said)


def _has_another_number(asked: Asked, fact: Fact) -> bool:
    """Whether what is to be defined has a number that a fact does not have: Article 6 is not Article 13."""
    numbers = {word for word in asked.question.words if word.isdigit()}
    is_defined = asked.question.ask is Ask.WHAT and asked.question.subject != asked.question.text
    return (is_defined or asked.question.ask is Ask.WHETHER) and not numbers <= all_words(
        (*names_of(fact), fact.text, *fact.also)
    )


def _is_of_others(asked: Asked, fact: Fact) -> bool:
    """Whether it is asked whether somebody did so, or when a person did, and a fact does not speak of them."""
    if is_whom(asked.question, fact):
        return True
    if asked.question.ask in (Ask.WHEN, Ask.WHETHER) and is_no_visit(asked, fact):
        return True
    if asked.question.ask is Ask.WHEN and (who := _who_did(asked)):
        return isinstance(fact, Event) and is_elsewhere(fact, who)
    if asked.question.ask not in (Ask.WHETHER, Ask.WHO):
        return False
    return _is_of_another_matter(asked, fact) or (asked.question.ask is Ask.WHETHER and _is_of_nobody(asked, fact))


def _is_of_nobody(asked: Asked, fact: Fact) -> bool:
    return any(is_elsewhere(fact, actor) for actor in actors_named(asked)) or _is_of_no_body(asked, fact)


def _is_of_no_body(asked: Asked, fact: Fact) -> bool:
    """Whether a body is named by one word, and an event neither is of it nor speaks of it: did NATO troops fight."""
    ids = (name.ids[0] for name in names_in(asked.library, asked.question.words) if len(name.ids) == 1)
    bodies = [body for body in asked.library.facts(list(ids)) if isinstance(body, Organization)]
    short = {body.id: frozenset(fold(name) for name in names_of(body) if " " not in name) for body in bodies}
    return isinstance(fact, Event) and any(
        id not in fact.organizations and is_elsewhere(fact, called) for id, called in short.items() if called
    )


def _is_of_another_matter(asked: Asked, fact: Fact) -> bool:
    """Whether a question names a term by several words, or by letters, and a fact neither is it nor speaks of it."""
    words = asked.question.words
    # START is a name, and a word of which questions are made.
    names = [one for one in names_in(asked.library, words) if not WEAK.issuperset(words[one.start : one.end])]
    named = (asked.library.fact(name.ids[0]) for name in names if len(name.ids) == 1)
    terms = [term for term in named if isinstance(term, Term) and term.kind != "place"]
    told = frozenset({fact.id, *(topics_of(fact) if isinstance(fact, Event) else ())})
    return any(term.id not in told and not _speaks_of(fact, term) for term in terms)


def _speaks_of(fact: Fact, term: Term) -> bool:
    said = f" {fold(' '.join((title(fact), fact.text, *(side.says for side in sides_of(fact)))))} "
    return any(f" {fold(name)} " in said for name in names_of(term))


def _who_did(asked: Asked) -> frozenset[str]:
    """Return the words that name a person behind “did”, or none."""
    words = asked.question.words
    behind = telling_in(words[words.index("did") + 1 :]) if "did" in words else []
    named = takewhile(lambda word: is_of_person(asked, word), behind)
    called = frozenset().union(*(variants(word) for word in named))
    # Of a genitive the mark is lost: Prigozhin’s.
    return called | {f"{word}s" for word in called}


def _rests_on_slips(asked: Asked, ranking: Ranking, fact: Fact) -> bool:
    """Whether a fact has nothing of what was typed but words that were guessed: “nuclear triad” is no trial."""
    is_name = not isinstance(fact, Event) and asked.question.ask is not Ask.WHO
    if is_name or len(ranking.taken) in (0, len(ranking.telling)):
        return False
    beside = (*fact.places, *fact.tags) if isinstance(fact, Event) else ()
    told = all_words((*names_of(fact), fact.text, *fact.also, *beside))
    stems = {word[:STEM] for word in told if len(word) >= STEM}
    sure = {part for one in ranking.telling if not one.is_near for word in one.same for part in word.split()}
    return told.isdisjoint(sure) and stems.isdisjoint(word[:STEM] for word in sure if len(word) >= STEM)


def _merely_happened_there(asked: Asked, ranking: Ranking, fact: Fact) -> bool:
    """Whether a fact that is to tell when something happened shares little but a place with it, as many others do."""
    best = ranking.matches[0].share
    if asked.question.ask is not Ask.WHEN or not isinstance(fact, Event) or best >= MUCH:
        return False
    if sum(match.share > best * ENOUGH for match in ranking.matches) <= FEW:
        return False
    told = {telling.word for telling in ranking.telling if telling.same & set(fold(fact.title).split())}
    return bool(told) and told <= all_words(fact.places)
