"""Ranks the facts in which words stand by what is asked: of which kind, of which time, with a number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from datetime import date
from functools import partial
from math import prod

from bot.commands.lookups.ways.asked import Asked
from bot.commands.lookups.ways.deeds import deed_factor, deed_in
from bot.commands.reading.question_words import Ask
from bot.commands.reading.questions import Question
from bot.facts.aspects import names_of, sides_of, topics_of
from bot.facts.dates import HistoricalDate
from bot.facts.lexicon import FILLERS, telling_in, variants, words_of
from bot.facts.model import Country, Event, Fact, Kind, Organization, Person, Term
from bot.facts.names import fold, words
from bot.facts.naming import fact_named, names_in
from bot.facts.search import STEM, Ranking
from bot.facts.spelling import slip_of
from bot.facts.territories import of_its_country, territories_in
from bot.frozen import Frozen
from bot.replies.lookups.facts import title

# So many facts are looked at again once the words have found them; more, where a time or a name tells them apart.
LOOKED_AT, LOOKED_AT_FOR_NAME, LOOKED_AT_FOR_TIME = 20, 40, 80
# A fact must have this share of what was asked; below, it is a stranger.
ENOUGH, MUCH, NEARLY_ALL = 0.47, 0.7, 0.9
CALLED_SO = 2.0
# What does not speak of a country, or of somebody, that was named is so much less what was asked for.
ELSEWHERE = 0.6
# What says so many words as they were typed is quoted.
QUOTED, SAID_SO = 3, 2.0
# What is of a topic that is named and happened at a place that is: the Warsaw summit.
HELD_THERE = 1.6
# What happened where somebody is asked to have come, and whom a question of who did so names, for they did not.
THERE, AWAY, WHOM = 1.3, 0.8, 0.6
_VISITING = variants("visit") | variants("come") | {"go", "goes", "went"}
_COMING = _VISITING | variants("meet")
NUMBER = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|dozens?|hundreds?|"
    r"thousands?|millions?)\b"
)
# How often something was done.
_TIMES = re.compile(r"\b(?:once|twice|(?:first|second|third|only|last) time)\b")


_Factor = Callable[[Fact], float]


def ranked_facts(asked: Asked, ranking: Ranking) -> tuple[Fact, ...]:
    """Return the facts that fit best, by words, kind and time; those that lack much of it are out."""
    scored = []
    named = _ids_named(asked)
    most = LOOKED_AT_FOR_TIME if asked.question.span else LOOKED_AT_FOR_NAME if named else LOOKED_AT
    looked_at = [match for match in ranking.matches[:most] if match.share >= ENOUGH * 0.9]
    facts = asked.library.facts_at([match.row for match in looked_at])
    factors, called = tuple(_factors(asked, named, facts)), _Called.of(ranking)
    for match, fact in zip(looked_at, facts, strict=True):
        factor = prod((factor(fact) for factor in factors), start=called.factor(fact, match.named))
        scored.append((match.score * factor, fact))
    scored.sort(key=lambda row: -row[0])
    best = scored[0][0] if scored else 0
    return tuple(fact for score, fact in scored if score > best * 0.3)


def _factors(asked: Asked, named: frozenset[str], facts: Sequence[Fact]) -> Iterator[_Factor]:
    """Yield what tells how much better or worse a fact fits than its words alone tell, as far as a question asks it."""
    yield from _factors_of_kind(asked)
    yield from _factors_of_names(asked, named)
    if topics := _topics_asked(asked):
        yield lambda fact: HELD_THERE if _is_held_there(topics, fact) else 1.0
    if there := _places_come_to(asked, facts):
        yield lambda fact: 1.0 if fact.id in named else THERE if there & _places_of(fact) else AWAY


def _factors_of_kind(asked: Asked) -> Iterator[_Factor]:
    question, ask = asked.question, asked.question.ask
    if ask not in (Ask.WORDS, Ask.HAPPENED):
        yield partial(_kind_factor, ask)
        yield partial(deed_factor, deed_in(asked))
    if question.span:
        yield partial(_time_factor, question.span)
    typed, said = fold(question.subject), _said_in(asked)
    yield lambda fact: SAID_SO if typed in map(fold, fact.also) or (said and _says_so(said, fact)) else 1.0
    if ask is Ask.HOW_MANY:
        yield _number_factor(question)
    elif sort := _sort_asked(question):
        yield lambda fact: 1.4 if sort == getattr(fact, "kind", None) else 1.0


def _said_in(asked: Asked) -> str:
    """Return the words that somebody is quoted with, "" for none: “tear down this wall”."""
    text = asked.question.text
    quoted = _QUOTATION.search(text)
    if quoted is None and not deed_in(asked).asks_who_spoke:
        return ""
    said = fold(quoted[1]) if quoted else _ARTICLE.sub("", " ".join(fold(asked.question.subject).split()[1:]))
    return said if said.count(" ") + 1 >= QUOTED else ""


_QUOTATION = re.compile(r'"([^"]+)"')
# The Marshall plan is a name, and no sentence.
_ARTICLE = re.compile(r"^(?:the|an?) ")


def _says_so(said: str, fact: Fact) -> bool:
    return any(said in fold(one) for one in (*names_of(fact), *fact.also, fact.text))


def _factors_of_names(asked: Asked, named: frozenset[str]) -> Iterator[_Factor]:
    if named:
        yield lambda fact: 1.3 if _is_about(fact, named) else 1.0
    if named and asked.question.ask in (Ask.WHETHER, Ask.HOW, Ask.WORDS):
        yield lambda fact: 1.3 if fact.id in named else 1.0
    if asked.question.ask is Ask.WHEN:
        yield lambda fact: 0.7 if _is_person_unnamed(asked.question, fact) else _end_factor(asked, fact)
    if asked.question.ask is Ask.WHO:
        yield lambda fact: WHOM if is_whom(asked.question, fact) else 1.0
    if actors := actors_named(asked):
        yield lambda fact: ELSEWHERE ** len(_not_spoken_of(fact, actors))


# When something was is when it began.
ENDING = variants("ended") - {"over"}


# A summit that ends an operation is over with it by no means.
_ENDS = re.compile(r"\b(?:ends?|collapses|is dissolved|is over)\b(?! (?:the|an?|its|his|their)\b)")


def _end_factor(asked: Asked, fact: Fact) -> float:
    """Return how much worse what merely ended something tells when it was."""
    is_asked = not asked.is_of_time_itself or not ENDING.isdisjoint(asked.question.words)
    return 1.0 if is_asked or not _ENDS.search(title(fact)) else 0.85


def _is_person_unnamed(question: Question, fact: Fact) -> bool:
    """Whether a fact is somebody whose life only touches on what is asked: Britain’s exit is no prime minister."""
    return isinstance(fact, Person) and set(fold(fact.name).split()).isdisjoint(question.words)


def _ids_named(asked: Asked) -> frozenset[str]:
    """Return the ids of what names of several words in a question mean: New START is more than “new” and “start”."""
    names = names_in(asked.library, asked.question.words)
    return frozenset(id for name in names if name.end - name.start > 1 for id in name.ids)


def actors_named(asked: Asked) -> tuple[frozenset[str], ...]:
    """Return for each country and person that is named by one word the words by which a text may speak of it."""
    words = asked.question.words
    places = [start for start, end, _ in territories_in(words, adjectives=True) if end - start == 1]
    places += [place for place, word in enumerate(words) if word not in FILLERS and is_of_person(asked, word)]
    called = (variants(words[place]) | of_its_country(words[place]) for place in dict.fromkeys(places))
    # Of a genitive the mark is lost: Turkey’s parliament.
    return tuple(same | {f"{word}s" for word in same} for same in called)


def is_of_person(asked: Asked, word: str) -> bool:
    """Whether a word is part of a person’s name."""
    return bool(people_called(asked, word))


def people_called(asked: Asked, word: str) -> Set[str]:
    """Return the ids of the people of whose names a folded word is part."""
    return {id for id, kind, is_name in asked.library.with_word(word) if kind == Kind.PERSON and is_name}


_WORD = re.compile(r"(?<!^)(?<![.!?:“‘] )(?<![“‘])\b\w+")


def is_proper(word: str, fact: Fact) -> bool:
    """Whether a word is a number, or a name as a fact writes it: with a capital where no sentence begins."""
    if word.isdigit() or (isinstance(fact, Person) and fold(fact.name).split()[-1] == word):
        return True
    texts = (fact.title, fact.text) if isinstance(fact, Event) else (fact.text, *filter(str.isupper, names_of(fact)))
    written = [one for text in texts for one in _WORD.findall(text) if fold(one) == word]
    return bool(written) and all(one[0].isupper() for one in written)


def is_elsewhere(fact: Fact, actor: frozenset[str]) -> bool:
    """Whether a fact does not speak of somebody at all: the invasion of Ukraine is none of Georgia."""
    return bool(_not_spoken_of(fact, (actor,)))


def _not_spoken_of(fact: Fact, actors: Sequence[frozenset[str]]) -> Sequence[frozenset[str]]:
    """Return those of some of whom neither a fact nor its sides speak."""
    if not isinstance(fact, Event | Term | Country):
        return ()
    told = words(_text_of(fact))
    missing = [actor for actor in actors if actor.isdisjoint(told)]
    said = words(" ".join(f"{side.who} {side.says}" for side in sides_of(fact))) if missing else ()
    return [actor for actor in missing if actor.isdisjoint(said)]


def is_told_of(fact: Fact, actor: frozenset[str]) -> bool:
    """Whether a fact itself speaks of somebody, whatever its sides say."""
    return not actor.isdisjoint(words(_text_of(fact)))


def _text_of(fact: Fact) -> str:
    return " ".join((title(fact), fact.text, *fact.also))


def _topics_asked(asked: Asked) -> Mapping[str, Set[str]]:
    """Return the tags of the packs’ topics that one word of a question names, but for countries; and the other words.

    Of “the Warsaw summit” these are summits, and Warsaw.
    """
    words = frozenset(telling_in(asked.question.words))
    named = {tag: words & variants(fold(name)) for tag, name in asked.library.topics.items()}
    return {tag: words - same for tag, same in named.items() if same and not any(territories_in(list(same)))}


def _is_held_there(topics: Mapping[str, Set[str]], fact: Fact) -> bool:
    """Whether an event is of a topic, and happened at a place that is named."""
    return isinstance(fact, Event) and any(
        not _places_of(fact).isdisjoint(topics[tag]) for tag in fact.tags if tag in topics
    )


def _places_come_to(asked: Asked, facts: Sequence[Fact]) -> frozenset[str]:
    """Return the places of some events to which a question asks that somebody came; none for any other question.

    Who comes to a country comes to its capital.
    """
    if _COMING.isdisjoint(asked.question.words):
        return frozenset()
    aims = (capital for _, capital in _aims(asked))
    return frozenset(asked.question.words).union(*aims) & frozenset().union(*(_places_of(fact) for fact in facts))


def _aims(asked: Asked) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """Yield what a text may call each country to which it is asked that somebody came, and its capital."""
    words = asked.question.words
    behind = words[next((place + 1 for place, word in enumerate(words) if word in _COMING), len(words)) :]
    for start, end, _ in territories_in(behind):
        fact = fact_named(asked.library, behind[start:end])
        if isinstance(fact, Country):
            called = frozenset().union(*map(variants, behind[start:end]))
            yield called, frozenset(fold(fact.capital).split()[-1:])


def is_no_visit(asked: Asked, fact: Fact) -> bool:
    """Whether an event is none of somebody’s coming to a country of which that is asked."""
    if not isinstance(fact, Event):
        return False
    comes = not _VISITING.isdisjoint(fold(fact.title).split())
    return any(
        capital.isdisjoint(_places_of(fact)) and not (comes and is_told_of(fact, called))
        for called, capital in _aims(asked)
    )


def _places_of(fact: Fact) -> frozenset[str]:
    """Return the places of an event, of each the last word: Berlin of West Berlin."""
    return frozenset(fold(place).split()[-1] for place in fact.places) if isinstance(fact, Event) else frozenset()


def is_whom(question: Question, fact: Fact) -> bool:
    """Whether it is asked who did something to somebody: “who killed …”."""
    words = question.words
    is_deed = question.ask is Ask.WHO and len(words) > 1 and words[1] not in FILLERS
    if not is_deed or not isinstance(fact, Person):
        return False
    return is_last_name(fact.name, words[2:]) or not {fold(name) for name in fact.aliases}.isdisjoint(words[2:])


def is_last_name(name: str, words: Sequence[str]) -> bool:
    """Whether one of some words is the last of a name, which another script spells otherwise: Кеннеди."""
    last = fold(name).split()[-1]
    return any(word == last or slip_of(word, (last,)) for word in words)


def _is_about(fact: Fact, ids: frozenset[str]) -> bool:
    return fact.id in ids or (isinstance(fact, Event) and not ids.isdisjoint(topics_of(fact)))


def _sort_asked(question: Question) -> str:
    """Return the sort of thing that “which treaty” or “what operation” asks for, "" when none is named."""
    words = question.words
    return words[1] if len(words) > 1 and words[0] in ("which", "what") else ""


def _number_factor(question: Question) -> _Factor:
    """Prefer what says a number of what is counted: “2,692 missiles”, or how often something was done."""
    if not {"times", "often"}.isdisjoint(question.words):
        return lambda fact: 1.5 if _TIMES.search(f"{title(fact)} {fact.text}") else 1.0
    counted = counted_in(question.words)
    if any(word[:STEM] in DEATH for word in telling_in(question.words)):
        return lambda fact: (1.35 if _tells_of_dead(fact.text) else 1.0) * (1.2 if counts(counted, fact.text) else 1.0)
    return lambda fact: 1.35 if counts(counted, fact.text) else 1.0


# How the words begin by which a text tells of the dead.
DEATH = frozenset(form[:STEM] for form in variants("died") | variants("killed") | {"murdered"})


def _tells_of_dead(text: str) -> bool:
    """Whether a sentence of a text tells a number, and of somebody’s death."""
    sentences = (fold(sentence) for sentence in text.split(". ") if NUMBER.search(sentence.casefold()))
    return any(word.startswith(tuple(DEATH)) for sentence in sentences for word in sentence.split())


_AUXILIARIES = words_of("are were is was do does did has have had")

_PREPOSITIONS = words_of("with in of at for to from on by")


def counted_in(words: Sequence[str]) -> str:
    """Return what is counted: troops of “how many Soviet troops were …”, and people of “how many people died”."""
    behind = list(words[words.index("many") + 1 :]) if "many" in words else []
    ends = next((place for place, word in enumerate(behind) if word in _AUXILIARIES | _PREPOSITIONS), 0)
    return behind[ends - 1] if 0 < ends <= _LONGEST_PHRASE else next(iter(telling_in(words)), "")


_LONGEST_PHRASE = 3


# A number and up to four words behind it. Twenty countries expelled diplomats: of these it is not told how many.
_COUNTED = re.compile(
    rf"(?:{NUMBER.pattern})[\d,]*(?! [\w-]+s [\w-]+ed\b)(?=(?P<behind>(?: [\w-]+){{1,{_LONGEST_PHRASE + 1}}}))"
)


def counts(noun: str, text: str) -> bool:
    """Whether a text tells how many of something there are: 2,000 or so Russian troops."""
    forms = tuple(word[:5] for word in variants(noun))
    numbered = (match["behind"].split() for match in _COUNTED.finditer(text.casefold()))
    return any(word.startswith(forms) for words in numbered for word in words)


class _Called(Frozen, frozen=True):
    """The words that mean what was asked for, how the longer ones begin, and how many were asked."""

    same: frozenset[str]
    stems: frozenset[str]
    number: int

    @classmethod
    def of(cls, ranking: Ranking) -> _Called:
        same = frozenset(part for one in ranking.telling for word in one.same for part in word.split())
        return cls(same, frozenset(word[:STEM] for word in same if len(word) >= STEM), len(ranking.telling))

    def factor(self, fact: Fact, named: float) -> float:
        """Prefer what is called so, most of all by every word; a name that has little of them is no better for it."""
        return 1 + 0.5 * max(map(self._share, (*names_of(fact), *fact.also))) * named if named else 1.0

    def _share(self, name: str) -> float:
        telling = telling_in(words(name))
        number = len([word for word in telling if word in self.same or word[:STEM] in self.stems])
        if telling and number == len(telling) == self.number:
            # What is called neither more nor less than what was asked is meant.
            return CALLED_SO
        return number / len(telling) if telling else 0


def _kind_factor(ask: Ask, fact: Fact) -> float:
    disputed = 1.15 if not isinstance(fact, Person) and fact.positions else 1.0
    if ask in (Ask.WHEN, Ask.WHY, Ask.HOW_MANY):
        return 1.15 if isinstance(fact, Event) else 1.0
    if ask is Ask.WHAT:
        return 1.2 if isinstance(fact, Term | Organization) else 1.0
    return disputed if ask in (Ask.WHETHER, Ask.WHO) else 1.0


def _time_factor(span: tuple[date, date], fact: Fact) -> float:
    since, until = (fact.date, fact.date) if isinstance(fact, Event) else _lasted(fact)
    if since is None:
        return 1.0
    return 1.6 if since.first <= span[1] and (until is None or span[0] <= until.last) else 0.45


def _lasted(fact: Fact) -> tuple[HistoricalDate | None, HistoricalDate | None]:
    """Return from when to when a term was: a war; None for what has no time of its own."""
    return (fact.since, fact.until) if isinstance(fact, Term) else (None, None)
