"""Answers with the facts in which the words of a question stand, or with what one of them is a slip of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from datetime import date
from difflib import SequenceMatcher
from itertools import islice

from bot.commands.lookups.ways.asked import TOLD, Answer, Asked, is_then
from bot.commands.lookups.ways.attacks import only_attacks
from bot.commands.lookups.ways.chance import is_chance
from bot.commands.lookups.ways.dates import begun_on
from bot.commands.lookups.ways.deeds import Deed, before_saying, deed_in, is_asked, is_done
from bot.commands.lookups.ways.firsts import only_firsts
from bot.commands.lookups.ways.meetings import only_meetings
from bot.commands.lookups.ways.names import by_slip_of_name
from bot.commands.lookups.ways.offices import by_slip_of_office, person_in
from bot.commands.lookups.ways.ranking import (
    DEATH,
    ENDING,
    NUMBER,
    actors_named,
    counted_in,
    counts,
    is_last_name,
    is_told_of,
    ranked_facts,
)
from bot.commands.lookups.ways.sides import asks_for_sides, dispute_first
from bot.commands.lookups.ways.strangers import is_answered
from bot.commands.reading.question_words import Ask
from bot.facts.aspects import names_of, sentences_of, topics_of
from bot.facts.incumbents import terms_in, written_out
from bot.facts.lexicon import FILLERS, telling_in, variants, words_of
from bot.facts.model import Event, Fact, Organization, Person, Term
from bot.facts.names import all_words, fold, words
from bot.facts.naming import called, fact_named, names_in
from bot.facts.search import STEM, Ranking, Telling, rank, stands
from bot.facts.territories import in_english, territories_in
from bot.replies.lookups import answers, headings
from bot.replies.lookups.facts import title

# So many names are told of those who did something together.
MOST_NAMED = 4
# With these a reason tells what was done to somebody.
_SUFFERED = words_of("was were been")
# What may stand before who acts: President Kennedy, Soviet leader Khrushchev.
_STYLES = words_of("president chancellor pope queen general soviet russian us american british french german")


def by_words(asked: Asked) -> Answer | None:
    """Answer with the facts in which the words stand, and with the date, the name or the sides that are asked for."""
    words = _words_to_rank(asked)
    ranking = rank(
        asked.library,
        words,
        names=_of_long_names(asked, words),
        called=called(asked.library, words),
    )
    if not _is_called_so(asked, ranking) and (slip := by_slip_of_office(asked) or by_slip_of_name(asked)):
        return slip
    facts = _fitting(asked, ranking)
    if not facts:
        return None
    facts = facts if _lines(asked, ranking, facts) else dispute_first(asked, facts)
    telling = tuple(sorted({part for one in ranking.telling for word in one.same for part in word.split()}))
    shows_sides = asks_for_sides(asked, facts[0]) and not _asks_who_spoke(asked, facts[0])
    taken = tuple(_all_taken(asked, ranking, facts[0]))
    return Answer(_lines(asked, ranking, facts), facts[:TOLD], taken=taken, telling=telling, shows_sides=shows_sides)


def _fitting(asked: Asked, ranking: Ranking) -> tuple[Fact, ...]:
    """Return the facts that answer, best first; none where the best was found by chance, or tells of something else."""
    facts = ranked_facts(asked, ranking) if is_answered(asked, ranking) else ()
    if not facts or _is_of_another_time(asked, facts) or is_chance(asked, ranking, facts[0]):
        return ()
    for only in (_of_the_time, _done, only_attacks, only_firsts, only_meetings):
        facts = only(asked, facts)
    return facts if facts and not _is_not_held(asked, facts[0]) else ()


def _all_taken(asked: Asked, ranking: Ranking, fact: Fact) -> Iterator[str]:
    """Say of what was typed for which word it was taken, and which word stands nowhere in a line that asks nothing."""
    told = all_words((*names_of(fact), fact.text, *fact.also))
    for one in ranking.taken:
        if not told.isdisjoint(one.same) and not _is_case(asked, one):
            yield _taken(asked, one, told)
    if asked.question.ask is Ask.WORDS and not asked.question.is_foreign:
        yield from (asked.say(headings.NOWHERE, text=word) for word in ranking.missing[:1])


def _is_called_so(asked: Asked, ranking: Ranking) -> bool:
    """Whether all that was asked stands, as it was typed, in the names of the best fact: then nothing is a slip."""
    best = asked.library.facts_at([match.row for match in ranking.matches[:1]])
    typed = {one.word for one in ranking.telling}
    return not ranking.missing and any(typed <= all_words(names_of(fact)) for fact in best)


def _is_case(asked: Asked, one: Telling) -> bool:
    """Whether a word of another script is merely declined: берлинскую."""
    return asked.question.is_foreign and any(word.startswith(one.word[:STEM]) for word in one.same)


def _taken(asked: Asked, one: Telling, told: Set[str]) -> str:
    """Say for which word a slip was taken: the one that is most like it, of several one that is told."""
    typed = next((typed for typed in re.findall(r"\w+", asked.question.text) if fold(typed) == one.word), one.word)
    name = max(one.same, key=lambda word: (SequenceMatcher(None, one.word, word).ratio(), word in told, word))
    return asked.say(headings.TAKEN_FOR, name=name, text=typed)


# Who only wished to do something did nothing.
_WISHING = words_of("ask asked want wanted try tried offer offered consider considered think thought")


def _done(asked: Asked, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Return facts; of “has NATO ever attacked Russia” those in which it did, for what others did is no answer."""
    deed = deed_in(asked)
    words = asked.question.words
    is_ever = asked.question.ask is Ask.WHETHER and "ever" in words and _WISHING.isdisjoint(words)
    if not is_ever or not deed.what or deed.mark in ("was", "were"):
        return facts
    actors = actors_named(asked)
    told = (fact for fact in facts if is_done(deed, fact) or _is_never_done(deed, fact))
    return tuple(fact for fact in told if all(is_told_of(fact, actor) for actor in actors))


def _is_never_done(deed: Deed, fact: Fact) -> bool:
    """Whether a term tells that it was never done: Russia never applied."""
    never = rf"\bnever (?:\w+ )?(?:{'|'.join(sorted(deed.what))})\b"
    return isinstance(fact, Term) and re.search(never, fold(fact.text)) is not None


def _is_of_another_time(asked: Asked, facts: Sequence[Fact]) -> bool:
    """Whether it is asked who did something at a time, or when in it, and nothing found is of that time, or anybody."""
    span, ask = asked.question.span, asked.question.ask
    if ask not in (Ask.WHO, Ask.WHEN) or span is None:
        return False
    is_told = any(isinstance(fact, Event) and is_then(fact, span) for fact in facts)
    if ask is Ask.WHEN:
        return not is_told and isinstance(facts[0], Event)
    return not is_told and not any(isinstance(fact, Person) and terms_in(fact, span) for fact in facts)


def _of_the_time(asked: Asked, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Return facts; where none is of the time that was asked about, what somebody who is named did then."""
    span = asked.question.span
    if span and asked.question.ask is Ask.HAPPENED:
        then = tuple(fact for fact in facts if isinstance(fact, Event) and is_then(fact, span))
        facts = then or facts
    if span and asked.question.ask is Ask.WHY and not any(_is_of_time(fact, span) for fact in facts[:TOLD]):
        return _of_country(asked, span) or facts
    is_told = any(not isinstance(fact, Event) or (span and is_then(fact, span)) for fact in facts[:TOLD])
    if span is None or (is_told and "role" not in asked.question.words):
        return facts
    person = person_in(asked, telling_in(asked.question.words))
    events = asked.library.timeline(*span, (person.id,), 0, 100).items if person else ()
    return tuple(sorted(events, key=lambda event: -event.importance)[:TOLD]) or facts


def _of_country(asked: Asked, span: tuple[date, date]) -> tuple[Fact, ...]:
    """Return what matters most of what happened in a time in the countries that are named."""
    words = asked.question.words
    facts = (fact_named(asked.library, words[start:end]) for start, end, _ in territories_in(words))
    events = (event for fact in facts if fact for event in asked.library.weightiest(*span, (fact.id,)))
    return tuple(sorted(events, key=lambda event: -event.importance)[:TOLD])


def _is_of_time(fact: Fact, span: tuple[date, date]) -> bool:
    """Whether an event happened in a time, or a matter that has a time of its own went on in it."""
    if isinstance(fact, Term) and fact.since:
        return fact.since.first <= span[1] and (fact.until is None or span[0] <= fact.until.last)
    return isinstance(fact, Event) and is_then(fact, span)


def _of_long_names(asked: Asked, words: Sequence[str]) -> frozenset[str]:
    """Return the words that are part of a name of several words."""
    names = names_in(asked.library, words)
    return frozenset(word for name in names if name.end - name.start > 1 for word in words[name.start : name.end])


# With these a place is asked for, or what somebody did, and they say nothing else of it.
_OF_PLACE = words_of("city town place country held hold located situated location venue deployed stationed")
_OF_PERSON = words_of("person president leader politician")
_OF_PART = words_of("role part play played plays involvement")


def _words_to_rank(asked: Asked) -> tuple[str, ...]:
    words = asked.question.words
    if asked.question.ask is Ask.WHERE:
        words = tuple(word for word in words if word not in _OF_PLACE)
    if "role" in words:
        words = tuple(word for word in words if word not in _OF_PART)
    if words[:1] == ("which",) and not _OF_PERSON.isdisjoint(words[1:2]):
        words = words[2:]
    telling = [word for word in words if word not in FILLERS]
    if not telling and asked.question.dated:
        return tuple(fold(asked.question.text).split())
    english = tuple(in_english(words))
    # The packs write Turkey where lists of countries have come to write Türkiye.
    strange = any(word not in words and not stands(asked.library, word) for word in english)
    return written_out(words if strange else english)


def _lines(asked: Asked, ranking: Ranking, facts: Sequence[Fact]) -> tuple[str, ...]:
    ask, say = asked.question.ask, asked.say
    if ask is Ask.WHEN:
        return _when(asked, ranking, facts)
    if ask is Ask.WHO and (not asks_for_sides(asked, facts[0]) or _asks_who_spoke(asked, facts[0])):
        return _who(asked, facts[0]) or _who_signed(asked, facts)
    if ask is Ask.WHERE:
        there = facts[0] if isinstance(facts[0], Event) else _event_of(facts) or _greatest_of(asked, facts[0])
        return (answers.named(say, there.places, there.title),) if there and there.places else ()
    if ask is Ask.HOW_MANY and (sentence := _sentence_with_number(asked, facts[0])):
        return (sentence,) if _is_number_asked(asked, sentence) else ()
    return ()


def _when(asked: Asked, ranking: Ranking, facts: Sequence[Fact]) -> tuple[str, ...]:
    more = _more_said(ranking, facts[0])
    if not more and asked.is_of_time_itself and (begun := begun_on(facts[0])):
        return (answers.attribute(asked.say, begun[0], asked.say(begun[1]), title(facts[0])),)
    if isinstance(facts[0], Event) and (ended := _told_of_its_end(asked, facts[0])):
        return ended
    event = (_event_told(asked, facts, more) if more else None) or _greatest_of(asked, facts[0])
    # What is merely about a matter is not when it was rejected.
    if event and not isinstance(facts[0], Event) and not all(is_told_of(event, same) for same in more):
        event = None
    # What is merely about a matter is not how it ended.
    if event and not isinstance(facts[0], Event) and _asks_of_an_end(asked) and ENDING.isdisjoint(words(event.title)):
        event = None
    # What comes next is none of what was.
    event = None if event and "next" in asked.question.words and event.date.last < asked.today else event
    if not isinstance(facts[0], Event) and (event is None or _is_untold(asked, facts[0], event, more)):
        return _dated_sentence(facts[0], _beside_its_name(facts[0], more)) or _told_on(asked, event)
    return _told_on(asked, event)


def _asks_of_an_end(asked: Asked) -> bool:
    asked_for = set(asked.question.words)
    return not ENDING.isdisjoint(asked_for) or "over" in asked_for


def _told_on(asked: Asked, event: Event | None) -> tuple[str, ...]:
    return (answers.dated(asked.say, event.date, event.title),) if event else ()


def _beside_its_name(fact: Fact, more: Sequence[frozenset[str]]) -> Sequence[frozenset[str]]:
    named = all_words(names_of(fact))
    return [same for same in more if named.isdisjoint(same)]


def _is_untold(asked: Asked, fact: Fact, event: Event, more: Sequence[frozenset[str]]) -> bool:
    """Whether no title tells what is asked of somebody, nor the time: that Navalny was poisoned."""
    span = asked.question.span
    if span and is_then(event, span):
        return False
    titled = words(event.title)
    return all(same.isdisjoint(titled) for same in _beside_its_name(fact, more))


def _told_of_its_end(asked: Asked, event: Event) -> tuple[str, ...]:
    """Return the sentence of an event that tells when it ended, where that is asked and no title tells it."""
    ended = variants("ended") - {"over"}
    if ended.isdisjoint(asked.question.words) or not ended.isdisjoint(words(event.title)):
        return ()
    return _dated_sentence(event, (ended,))


def _event_told(asked: Asked, facts: Sequence[Fact], more: Sequence[frozenset[str]]) -> Event | None:
    """Return the best event; of what is about somebody or something that whose title tells most of what is asked.

    It is one of the time that is asked about, if any is, and none that tells what somebody said of it.
    """
    if isinstance(facts[0], Event):
        return _event_of(facts)
    deed, span = deed_in(asked), asked.question.span
    about = [fact for fact in facts[:TOLD] if isinstance(fact, Event) and _event_of((facts[0], fact))]
    events = [event for event in about if is_asked(deed, event.title)]
    then = [event for event in events if span and is_then(event, span)]
    return max(
        then or events, key=lambda event: sum(not same.isdisjoint(words(event.title)) for same in more), default=None
    )


def _dated_sentence(fact: Fact, more: Sequence[frozenset[str]]) -> tuple[str, ...]:
    """Return the sentence that tells of what is asked for, with its time: “begun in June 2014”."""
    told = (
        one for one in sentences_of(fact) if _DAYS.search(one) and all(same & set(fold(one).split()) for same in more)
    )
    return tuple(islice(told, 1 if more else 0))


def _asks_who_spoke(asked: Asked, fact: Fact) -> bool:
    return isinstance(fact, Event) and deed_in(asked).asks_who_spoke


def _more_said(ranking: Ranking, fact: Fact) -> Sequence[frozenset[str]]:
    """Return what a question says more than what a term is called: that it fell, and not only the Berlin Wall."""
    called = all_words((*names_of(fact), *fact.also)) if isinstance(fact, Term) else set[str]()
    told = (*(one.same for one in ranking.telling), *(frozenset({word}) for word in ranking.missing))
    return [same for same in told if called.isdisjoint(same)]


def _event_of(facts: Sequence[Fact]) -> Event | None:
    """Return the best event of those found; where a term was asked for, of those that are about it."""
    events = [fact for fact in facts[:3] if isinstance(fact, Event)]
    if isinstance(facts[0], Term | Organization):
        events = [event for event in events if facts[0].id in topics_of(event)]
    return next(iter(events), None)


def _greatest_of(asked: Asked, fact: Fact) -> Event | None:
    """Return what matters most of a matter that is no event: of several what names it, then the earliest."""
    events = asked.library.timeline(topics=(fact.id,), limit=100).items
    called = fold(title(fact))
    return max(events, key=lambda event: (event.importance, called in fold(event.title)), default=None)


def _who(asked: Asked, fact: Fact) -> tuple[str, ...]:
    if not isinstance(fact, Event):
        return ()
    named = [(actor, person) for actor in fact.people if (person := asked.library.fact(actor.person))]
    told = fold(fact.title).split()
    # Who did what is asked for by the reason why they are named, “he signed for Russia”; one of several is not all.
    names = [title(person) for actor, person in named if _did_so(asked, actor.why)]
    if len(names) < min(len(named), 2):
        # Who acts stands at the head of a title; whoever else takes part may be just whom it happened to.
        # What is said to somebody else, too, is said by the first.
        head = fold(before_saying(fact.title).partition(" to ")[0]).split()
        acting = [title(person) for _, person in named if fold(title(person)).split()[-1] in head[:6]]
        names = acting[:3] if told and any(told[0] in (*fold(name).split(), *_STYLES) for name in acting) else []
    # Whom a question names it does not ask for: who was poisoned has poisoned nobody.
    others = [name for name in names if not is_last_name(name, asked.question.words)]
    return (answers.named(asked.say, others[:MOST_NAMED], fact.title),) if others else ()


def _who_signed(asked: Asked, facts: Sequence[Fact]) -> tuple[str, ...]:
    """Return who signed a treaty, where an event of it tells that of several."""
    if not isinstance(facts[0], Term) or facts[0].signed is None:
        return ()
    events = (fact for fact in facts[:TOLD] if isinstance(fact, Event) and facts[0].id in topics_of(fact))
    told = (event for event in events if sum(_did_so(asked, actor.why) for actor in event.people) > 1)
    return next((_who(asked, event) for event in told), ())


def _did_so(asked: Asked, why: str) -> bool:
    """Whether a reason tells that somebody did what a question asks who did."""
    verb, said = telling_in(asked.question.words)[:1], fold(why).split()
    # Who attended the signing need not have signed.
    done = {word for word in variants(verb[0]) if not word.endswith("ing")} if verb else set[str]()
    return _SUFFERED.isdisjoint(said) and not done.isdisjoint(said)


_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
# What numbers a text has that count nothing.
_DAYS = re.compile(
    rf"\b(?:\d{{1,2}} )?(?:(?:{_MONTHS}) )?(?:1[89]|20)\d\ds?\b|\b\d{{1,2}} (?:{_MONTHS})\b|\b\d+(?:st|nd|rd|th)\b"
)


def _is_not_held(asked: Asked, fact: Fact) -> bool:
    """Whether it is asked how many of something a country has, and no sentence of a fact speaks of both."""
    if asked.question.ask is not Ask.HOW_MANY or not {"does", "do"} & set(asked.question.words):
        return False
    said = set(fold(_sentence_with_number(asked, fact)).split())
    return "have" in asked.question.words and any(said.isdisjoint(actor) for actor in actors_named(asked))


def _is_number_asked(asked: Asked, sentence: str) -> bool:
    """Whether a sentence counts what is asked for; where it is asked how long or how much, and of the dead, any may."""
    words = asked.question.words
    is_counted = "many" in words and not any(word[:5] in DEATH for word in telling_in(words))
    counted = counted_in(words)
    forms = _STATES if counted in _STATES else (counted,)
    return not is_counted or any(counts(form, _DAYS.sub("", sentence)) for form in forms)


_STATES = words_of("countries states nations")


def _sentence_with_number(asked: Asked, fact: Fact) -> str:
    """Return the sentence that tells how many, with most of what was asked; "" for none, and of how often.

    The one that counts what is asked for is better than any other. What the title says too tells no sentence from
    another; of the dead only one speaks that has a word of death.
    """
    if "times" in asked.question.words:
        return ""
    titled = fold(title(fact)).split()
    counted = counted_in(asked.question.words)
    others = (word for word in telling_in(asked.question.words) if word != counted)
    words = [word for word in others if variants(word).isdisjoint(titled)]
    forms = [{form[:5] for form in variants(word)} for word in words]
    forms = [same | DEATH if same & DEATH else same for same in forms]
    of_the_dead = [same for same in forms if same >= DEATH]
    asks_of_dead = any(form[:5] in DEATH for word in telling_in(asked.question.words) for form in variants(word))
    best, most = "", (False, 0)
    for sentence in sentences_of(fact):
        said, numbered = fold(sentence).split(), _DAYS.sub("", sentence)
        shared = [same for same in forms if any(word.startswith(tuple(same)) for word in said)]
        fits = counts(counted, numbered), len(shared)
        # So many died of them is not how many there were.
        is_of_dead = any(word.startswith(tuple(DEATH)) for word in said)
        is_meant = all(same in shared for same in of_the_dead) and (asks_of_dead or not is_of_dead)
        if NUMBER.search(numbered) and is_meant and fits > most:
            best, most = sentence, fits
    return best
