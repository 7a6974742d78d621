"""Answers when something was founded, signed or ended, or somebody was born or died, from its card."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set

from bot.commands.lookups.ways.asked import EVERY_KIND, TOLD, Answer, Asked
from bot.commands.lookups.ways.ranking import ranked_facts
from bot.commands.reading.question_words import Ask
from bot.facts.aspects import names_of
from bot.facts.dates import HistoricalDate, exact
from bot.facts.find import How, find
from bot.facts.lexicon import FILLERS, english, telling_in, variants, words_of
from bot.facts.model import Country, Fact, Organization, Person, Term
from bot.facts.names import all_words, fold
from bot.facts.naming import names_in
from bot.facts.search import rank, stands
from bot.facts.spelling import slip_of
from bot.frozen import Frozen
from bot.replies.lookups import answers
from bot.replies.lookups.facts import title

_Date = Callable[[Fact], HistoricalDate | None]
_ATTRIBUTES: tuple[tuple[str, str, _Date], ...] = (
    ("founded", answers.FOUNDED, lambda fact: getattr(fact, "founded", None)),
    ("signed", answers.SIGNED, lambda fact: getattr(fact, "signed", None)),
    ("force", answers.IN_FORCE, lambda fact: getattr(fact, "in_force", None)),
    ("effect", answers.IN_FORCE, lambda fact: getattr(fact, "in_force", None)),
    (
        "ended",
        answers.DISSOLVED,
        lambda fact: fact.until if isinstance(fact, Country) else getattr(fact, "dissolved", None),
    ),
    ("ended", answers.ENDED, lambda fact: getattr(fact, "ended", None) or getattr(fact, "until", None)),
    ("independent", answers.INDEPENDENT, lambda fact: fact.since if isinstance(fact, Country) else None),
    ("began", answers.BEGAN, lambda fact: fact.since if isinstance(fact, Term) else None),
    ("founded", answers.BEGAN, lambda fact: fact.since if isinstance(fact, Term) else None),
    ("began", answers.FOUNDED, lambda fact: getattr(fact, "founded", None)),
    ("born", answers.BORN, lambda fact: getattr(fact, "born", None)),
    ("birthday", answers.BORN, lambda fact: getattr(fact, "born", None)),
    ("died", answers.DIED, lambda fact: getattr(fact, "died", None)),
)


# A state ends by these; a wall falls otherwise, and has no such date on its card.
_FALLEN = words_of(
    """
    collapse collapses collapsed break broke broken breakup disintegrate disintegrated fall fell apart split splits
    """
)


def _verbs_of(attribute: str) -> Set[str]:
    """Return the verbs by which the day of an attribute is asked for."""
    return variants(attribute) | (_FALLEN if attribute == "ended" else frozenset())


_VERBS = sorted({verb for attribute, *_ in _ATTRIBUTES for verb in _verbs_of(attribute)})
# A treaty runs out.
_RUN = words_of("run runs ran running")
_TAKE = words_of("take takes took taken")
_LASTED = words_of("last lasted stand stood exist existed going go days months years")
_LENGTH = words_of("long days")
# Words of coming and going, with which a date is asked: when it went into force.
_COMING = words_of("when into come came go went take")


def by_date_of_card(asked: Asked) -> Answer | None:
    """Answer when something was founded, signed or ended, or somebody was born or died, from its card."""
    ask = asked.question.ask
    is_length = ask is Ask.HOW_MANY and not _LENGTH.isdisjoint(asked.question.words)
    if (ask is Ask.HOW_MANY and "old" in asked.question.words) or "age" in asked.question.words:
        return _of_age(asked)
    if ask not in (Ask.WHEN, Ask.WHY) and not is_length:
        return None
    # What is taken over is not over, and so is not told by the day of an end.
    is_taken = bool(_TAKE & set(asked.question.words))
    words = [word for word in asked.question.words if word not in _COMING and not (is_taken and word == "over")]
    if is_length:
        # A time may be part of a name: the August 2008 war.
        spoken = [word for word in fold(asked.question.text).split() if word not in _COMING | {"long"}]
        named = words if asked.question.dated is None else spoken
        return _of_period(asked, [word for word in named if word not in _LASTED])
    if parts := _several_told(asked, words):
        return parts
    if told := date_told(asked, words):
        ranked = ranked_facts(asked, rank(asked.library, asked.question.words))
        line = answers.attribute(asked.say, told.when, told.label, title(told.fact))
        facts = tuple(dict.fromkeys((told.fact, *ranked[: TOLD - 1])))
        # Why it ended is told by no day.
        return Answer((line,) if ask is Ask.WHEN else (), facts)
    return _of_period(asked, words) if ask is Ask.WHEN else None


def by_place_of_card(asked: Asked) -> Answer | None:
    """Answer where something was signed or founded, with the event of the day on its card."""
    if asked.question.ask is not Ask.WHERE:
        return None
    told = date_told(asked, [word for word in asked.question.words if word not in _PLACES])
    if told is None or isinstance(told.fact, Person):
        return None
    events = asked.library.weightiest(told.when.first, told.when.last, (told.fact.id,), 1)
    lines = tuple(answers.named(asked.say, event.places, event.title) for event in events if event.places)
    return Answer(lines, (*events, told.fact)) if lines else None


_PLACES = words_of("where place city town country")


def _several_told(asked: Asked, words: Sequence[str]) -> Answer | None:
    """Answer when each part was signed of what was signed in parts: the Minsk agreements."""
    signed = variants("signed") & set(words)
    whole = one_named(asked, [word for word in words if word not in signed]) if signed else None
    if not isinstance(whole, Term) or whole.signed or asked.question.ask is not Ask.WHEN:
        return None
    events = asked.events_of(whole.id)
    terms = (asked.library.fact(id) for event in events for id in event.terms)
    parts = {term.id: term for term in terms if isinstance(term, Term) and term.signed and _is_part(term, whole)}
    lines = tuple(
        answers.attribute(asked.say, part.signed, asked.say(answers.SIGNED), part.name)
        for part in parts.values()
        if part.signed
    )
    return Answer(lines, (*parts.values(), whole)) if len(lines) > 1 else None


def _is_part(term: Term, whole: Term) -> bool:
    """Whether a term is called like part of another: Minsk I of the Minsk agreements."""
    return fold(term.name).split()[0] == fold(whole.name).split()[0]


def _of_age(asked: Asked) -> Answer | None:
    """Answer how old somebody is, or became."""
    person = one_named(asked, [word for word in asked.question.words if word not in FILLERS | {"old", "age"}])
    if not isinstance(person, Person) or person.born is None:
        return None
    line = answers.attribute(asked.say, person.born, asked.say(answers.BORN), person.name)
    return Answer((answers.length(asked.say, person.born, person.died or exact(asked.today), line),), (person,))


class Told(Frozen, frozen=True):
    """What a card tells of a day: of which fact, the day, and what was then, in words."""

    fact: Fact
    when: HistoricalDate
    label: str


def date_told(asked: Asked, words: Sequence[str]) -> Told | None:
    """Return the day on a card that words ask for by a verb and a name: “NATO was founded”."""
    slips = [word for word in words if word not in FILLERS and _is_slip(asked, word)]
    for verb, label, read in _ATTRIBUTES:
        verbs = _verbs_of(verb)
        spoken = {word for word in words if english(word) in verbs}
        spoken |= {word for word in slips if slip_of(word, sorted(verbs))}
        if verb == "ended" and "out" in asked.question.words:
            spoken |= _RUN & set(words)
        if not spoken:
            continue
        fact = one_named(asked, [word for word in words if word not in spoken])
        if fact and (when := read(fact)):
            return Told(fact, when, asked.say(label))
    return None


def _of_period(asked: Asked, words: Sequence[str]) -> Answer | None:
    """Answer when a period was that nothing else is asked of, or how long: from when to when.

    When a treaty was is when it was signed, and when a body was, when it was founded.
    """
    # A verb among the words is no slip of a name.
    is_deed = asked.question.ask is Ask.WHEN and not asked.is_of_time_itself
    fact = one_named(asked, words, allows_slips=not is_deed)
    is_spelt = fact is not None and set(telling_in(words)) <= all_words(names_of(fact))
    if asked.is_of_time_itself and fact and is_spelt and (begun := begun_on(fact)):
        return Answer((answers.attribute(asked.say, begun[0], asked.say(begun[1]), title(fact)),), (fact,))
    if not isinstance(fact, Term) or fact.since is None:
        return None
    if fact.until is None:
        return Answer((answers.attribute(asked.say, fact.since, asked.say(answers.BEGAN), title(fact)),), (fact,))
    if fact.since == fact.until:
        return Answer((answers.dated(asked.say, fact.since, title(fact)),), (fact,))
    line = answers.lasted(asked.say, title(fact), fact.since, fact.until)
    if asked.question.ask is Ask.HOW_MANY:
        line = answers.length(asked.say, fact.since, fact.until, line)
    return Answer((line,), (fact,))


def begun_on(fact: Fact) -> tuple[HistoricalDate, str] | None:
    """Return when a treaty was signed, or a body founded, and how that is called."""
    if isinstance(fact, Term) and fact.signed:
        return fact.signed, answers.SIGNED
    return (fact.founded, answers.FOUNDED) if isinstance(fact, Organization) and fact.founded else None


def _is_slip(asked: Asked, word: str) -> bool:
    """Whether a word that stands nowhere is a slip of a verb by which a day is asked for."""
    return not stands(asked.library, word) and bool(slip_of(word, _VERBS))


def _called(fact: Fact) -> Set[str]:
    return all_words((*names_of(fact), *fact.also))


def one_named(asked: Asked, spoken: Sequence[str], *, allows_slips: bool = True) -> Fact | None:
    """Return the one fact that words name, by a name of several words as it stands, else by what tells among them."""
    words = telling_in(spoken)
    long = [name for name in names_in(asked.library, spoken) if name.end - name.start > 1]
    if len(long) == 1 and len(long[0].ids) == 1 and set(words) <= set(spoken[long[0].start : long[0].end]):
        return asked.library.fact(long[0].ids[0])
    if not words:
        return None
    found = find(asked.library, " ".join(words), EVERY_KIND, allows_slips=allows_slips, offers=False)
    if found.how is How.NOBODY or (len(found.facts) > 1 and found.how is How.NEAR):
        return None
    folded = " ".join(words)
    same = [fact for fact in found.facts if folded in {fold(name) for name in names_of(fact)}]
    one = same or [fact for fact in found.facts if found.how is How.NEAR or set(words) <= _called(fact)]
    return one[0] if len(one) == 1 else None
