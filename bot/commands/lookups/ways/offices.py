"""Answers who held an office, when, and who came next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from bot.chat import UsageError
from bot.commands.lookups.ways.asked import TOLD, Answer, Asked, unanswered
from bot.commands.lookups.ways.dates import date_told
from bot.commands.lookups.ways.ranking import NEARLY_ALL, people_called, ranked_facts
from bot.commands.reading.question_words import Ask
from bot.facts.aspects import names_of
from bot.facts.find import How, find
from bot.facts.incumbents import (
    ORDINALS,
    Term,
    is_current,
    is_whole,
    leading_roles,
    roles_as_leader,
    roles_named,
    term_nearest,
    terms_asked,
    terms_beside,
    written_out,
)
from bot.facts.lexicon import FILLERS, variants, words_of
from bot.facts.model import Event, Fact, Kind, Person, Role, Term as FactTerm
from bot.facts.names import fold
from bot.facts.search import rank, stands
from bot.facts.spelling import near
from bot.frozen import replace
from bot.patterns import expression
from bot.replies.catalog import Catalog
from bot.replies.lookups import answers, headings

# Words by which all are asked for who held an office, and so many that they fit on a first screen.
_LISTED = words_of(
    "list all every presidents secretaries generals chancellors ministers commanders saceurs pms leaders heads"
)
MOST_LISTED = 7
# Who held an office longer before, or after, than this is no help.
_LONG = timedelta(days=30 * 365)


def by_office(asked: Asked) -> Answer | None:
    """Answer who held an office, at a time or now; None for a question of something else."""
    question = asked.question
    if question.ask is Ask.HOW_MANY:
        return _how_many(asked)
    words, span = time_of(asked)
    # “French president when NATO was founded” asks for no day.
    is_then = question.ask is Ask.WHEN and span is not None and len(words) < len(question.words)
    if question.ask not in (Ask.WHO, Ask.WORDS, Ask.WHAT) and not is_then:
        return None
    terms = (
        terms_asked(asked.library, words, span) or _terms_called(asked, words, span) or _terms_under(asked, words, span)
    )
    was = bool({"was", "were"} & set(words))
    is_now = question.ask is Ask.WHO and words[1:2] == ("is",) and ORDINALS.keys().isdisjoint(words)
    if span or is_now:
        _refuse_where_unknown(asked, words, span, terms)
    if not terms:
        return None
    terms = _begun_then(words, span, terms)
    if (span and len(terms) > TOLD) or (_LISTED & set(question.words) and len(terms) > 1):
        return _list(asked, terms)
    shown = [term for term in terms if is_current(term)] if not span and not was and len(terms) > 1 else []
    shown = shown or list(terms)
    lines = [held(asked.say, term) for term in shown[:TOLD]]
    current = [term for term in shown if is_current(term) and term.person.as_of]
    notes = (answers.as_of(asked.say, current[0].person.as_of),) if current and current[0].person.as_of else ()
    people = tuple(dict.fromkeys(term.person for term in (*shown, *terms)))
    return Answer(tuple(lines), people[:TOLD], notes)


_BECAME = words_of("became become becomes")


def _begun_then(words: Sequence[str], span: tuple[date, date] | None, terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """Return who came into office in a time where it is asked who “became” that then, if anybody did."""
    if span is None or _BECAME.isdisjoint(words):
        return terms
    return tuple(term for term in terms if span[0] <= term.role.since.first <= span[1]) or terms


def _refuse_where_unknown(
    asked: Asked, words: Sequence[str], span: tuple[date, date] | None, terms: Sequence[Term]
) -> None:
    """Raise UsageError where an office is named of which it is not told who held it then, or holds it now."""
    if terms if span else any(is_current(term) for term in terms):
        return
    then = span[0] if span else asked.today
    nearest = term_nearest(asked.library, words, then)
    if nearest is None:
        return
    until = nearest.role.until.last if nearest.role.until else date.max
    if min(abs(then - nearest.role.since.first), abs(then - until)) > _LONG:
        raise unanswered(asked)
    raise UsageError(asked.say(answers.NOBODY_THEN if span else answers.NOBODY_NOW, answer=held(asked.say, nearest)))


def by_slip_of_office(asked: Asked) -> Answer | None:
    """Answer who held an office where one of the words that name it is a slip, and say so."""
    words = asked.question.words
    for place, word in enumerate(words):
        for meant in near(asked.library, word, names_only=False) if not stands(asked.library, word) else ():
            spelt = replace(asked.question, words=(*words[:place], meant, *words[place + 1 :]))
            if told := by_office(replace(asked, question=spelt)):
                return replace(told, taken=(asked.say(headings.TAKEN_FOR, name=meant, text=word),))
    return None


def time_of(asked: Asked) -> tuple[tuple[str, ...], tuple[date, date] | None]:
    """Return the words of a question without those that name a time, and that time: “when the Berlin Wall fell”."""
    words, span = asked.question.words, asked.question.span
    for mark in ("during", "when", "while", "at", "bei", "wahrend", "als", "pendant", "lors", "quand"):
        if mark in words[1:] and (then := span_of(asked, words[words.index(mark) + 1 :])):
            words, span = words[: words.index(mark)], span or then
    if span is None and "on" in words[1:] and (day := words[words.index("on") + 1 :]) and all(map(str.isdigit, day)):
        # Called like a day, of which the year is known: 9/11.
        words, span = words[: words.index("on")], span_of(asked, day)
    return (words, span) if span or "in" not in words[1:] else _in_period(asked, words)


# What has a time of its own also where no pack has a card of it; “in Moscow” is a place.
_WARS = words_of("war crisis blockade airlift revolution coup uprising")


def _in_period(asked: Asked, words: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[date, date] | None]:
    """Return the words before “in” and the time of the period or war behind it: the president in the Cold War."""
    place = len(words) - 1 - words[::-1].index("in")
    behind = words[place + 1 :]
    fact = fact_called(asked, [word for word in behind if word not in FILLERS])
    is_time = isinstance(fact, FactTerm) and fact.since is not None and fact.kind in ("period", "conflict")
    span = span_of(asked, behind) if is_time or _WARS & set(behind) else None
    return (words[:place], span) if span else (words, None)


def _list(asked: Asked, terms: Sequence[Term]) -> Answer:
    """Return who held an office, the latest first and as many as a first screen holds, and how many there are."""
    latest = sorted(terms, key=lambda term: term.role.since.first, reverse=True)
    lines = [held(asked.say, term) for term in latest[:MOST_LISTED]]
    notes = (answers.shown_of(asked.say, len(lines), len(terms)),) if len(terms) > len(lines) else ()
    return Answer(tuple(lines), tuple(dict.fromkeys(term.person for term in latest))[:TOLD], notes)


def _how_many(asked: Asked) -> Answer | None:
    """Return how many people held an office; None where the packs do not tell of all from the first on."""
    words = [word for word in asked.question.words if word not in FILLERS]
    held = terms_asked(asked.library, words, None) if _LISTED & set(words) and not asked.question.span else ()
    usual = Counter(term.role.title for term in held).most_common(1)
    terms = [term for term in held if term.role.title == usual[0][0]]
    if not terms or not is_whole(terms) or not _is_first(asked, terms[-1]):
        return None
    listed = _list(asked, terms)
    number = answers.holders(asked.say, len({term.person.id for term in terms}), terms[0].role.title)
    newest = next((term.person.as_of for term in terms if is_current(term)), None)
    notes = (*listed.notes, *((answers.as_of(asked.say, newest),) if newest else ()))
    return Answer((number, *listed.lines), listed.facts, notes)


def _is_first(asked: Asked, term: Term) -> bool:
    """Whether it is told of somebody that they were the first in an office."""
    told = (event.text for event in asked.events_of(term.person.id))
    head = term.role.title.partition(" of ")[0]
    return any(f"first {fold(head)} " in f"{fold(text)} " for text in (term.person.text, *told))


def _terms_called(asked: Asked, words: Sequence[str], span: tuple[date, date] | None) -> tuple[Term, ...]:
    """Return who held the office that a term of a pack stands for: who commanded NATO."""
    if asked.question.ask is not Ask.WHO and span is None:
        return ()
    named = " ".join(word for word in written_out(words) if word not in FILLERS)
    found = find(asked.library, named, (Kind.TERM,), allows_slips=False)
    if found.how is not How.EXACT or len(found.facts) != 1:
        return ()
    held = (terms_asked(asked.library, fold(name).split(), span) for name in names_of(found.facts[0]))
    return next((terms for terms in held if terms), ())


def _terms_under(asked: Asked, words: Sequence[str], span: tuple[date, date] | None) -> tuple[Term, ...]:
    """Return who held an office of the state or body that somebody led then: Reagan’s secretary of state."""
    person = _leader_in(asked, words)
    named = {*fold(" ".join(names_of(person))).split(), "under"} if person else set[str]()
    office = [word for word in words if word not in named and word.removesuffix("s") not in named]
    terms: list[Term] = []
    led = leading_roles(person) if person else ()
    for role in (one for one in led if person and one not in roles_named(person, office)):
        of = fold(role.title.partition(" of ")[2]).split()
        # On its first and last day whoever came before, or after, held it, too.
        first, last = role.since.first + _DAY, role.until.last - _DAY if role.until else asked.today
        then = (max(first, span[0]), min(last, span[1])) if span else (first, last)
        terms += terms_asked(asked.library, (*office, *of), then) if then[0] <= then[1] else ()
    return tuple(dict.fromkeys(term for term in terms if term.person != person))


_OWNER = expression(r"([\w-]+)['’]s?(?=\s|$)")


def _leader_in(asked: Asked, words: Sequence[str]) -> Person | None:
    """Return the only one of a name who led a state or a body, where it is asked of those under them."""
    if "under" in words:
        names = [word for word in words if word not in FILLERS | {"under"}]
    else:
        owners = [fold(owner) for owner in _OWNER.findall(asked.question.text)]
        # In a chat the mark is left out: “clintons secretary of state”.
        names = owners or [word.removesuffix("s") for word in words if word.endswith("s") and word not in FILLERS]
    people = {
        fact.id: fact
        for name in names
        for fact in find(asked.library, name, (Kind.PERSON,), allows_slips=False).facts
        if isinstance(fact, Person) and _has_name(fact, name) and leading_roles(fact)
    }
    return next(iter(people.values())) if len(people) == 1 else None


_DAY = timedelta(days=1)
_NEXT = words_of(
    """
    replaced replaces replace succeeded succeed succeeds followed follows after successor took next come comes came
    """
)
_BEFORE = words_of("before precede preceded predecessor precedes previous")
_VERBS_OF_TURN = words_of("replace succeed follow precede")
# Who came to Moscow followed nobody: these words alone ask for no turn.
_COME = words_of("come comes came")


def by_turn(asked: Asked) -> Answer | None:
    """Answer who came after or before somebody in an office."""
    words = set(asked.question.words)
    if asked.question.ask not in (Ask.WHO, Ask.WORDS) or not words & (_NEXT | _BEFORE):
        return None
    rest = [w for w in asked.question.words if w not in FILLERS | _NEXT | _BEFORE]
    if words & (_NEXT | _BEFORE) <= _COME:
        return None
    # Who succeeded him came after him; whom he succeeded came before.
    is_turned = "did" in words and bool(words & _VERBS_OF_TURN)
    step = -1 if bool(words & _BEFORE) is not is_turned else 1
    person = person_in(asked, rest)
    people = (person,) if person else _namesakes_in(asked, rest)
    if len(people) != 1:
        return _turns_of_namesakes(asked, people, step)
    (person,) = people
    terms = terms_beside(asked.library, person, step, without_names(person, rest))
    # One who came before all of somebody's times is told once.
    lines = tuple(dict.fromkeys(held(asked.say, term) for term in terms))
    return Answer(lines, (*dict.fromkeys(term.person for term in terms), person)) if lines else None


def _turns_of_namesakes(asked: Asked, people: Sequence[Person], step: int) -> Answer | None:
    """Answer who came after or before each of those of one name who led something: two presidents Bush."""
    turns = [(person, terms_beside(asked.library, person, step, ())[:1]) for person in people]
    lines = tuple(answers.beside(asked.say, one.name, held(asked.say, term)) for one, terms in turns for term in terms)
    return Answer(lines, tuple(person for person, terms in turns if terms)) if lines else None


# Words of coming into an office and going out of it: “when did Stoltenberg leave office”.
_COMING_AND_GOING = words_of(
    """
    leave leaves left leaving quit resign resigned step stepped come came take took enter entered begin began start
    started end ended stop stopped lose lost finish finished job post until since times terms often serve served serves
    """
)
# “How long was Putin in power” asks for whatever he led.
_IN_POWER = words_of("power office rule ruled rules rule reign reigned lead leading led charge govern governed")


def by_term_of_person(asked: Asked) -> Answer | None:
    """Answer when, or how long, somebody held an office."""
    question = asked.question
    is_rise = question.ask is Ask.HOW and "power" in question.words
    if question.ask not in (Ask.WHEN, Ask.HOW_MANY) and not is_rise:
        return None
    rest = [word for word in question.words if word not in FILLERS and word != "long"]
    person = person_in(asked, rest) if len(rest) > 1 else None
    if person is None:
        return None
    others = without_names(person, rest)
    lines = tuple(_how_long(asked, Term(person, role)) for role in _roles_asked(asked, others, person))
    return Answer(lines, (person,)) if lines else None


def without_names(person: Person, words: Sequence[str]) -> list[str]:
    """Return words without those that are in somebody's names."""
    named = set(fold(" ".join(names_of(person))).split())
    return [word for word in words if word not in named]


def terms_of(asked: Asked, person: Person, words: Sequence[str]) -> Sequence[Term]:
    """Return somebody's times in the office that words name, be it by the name of those who lead: head of NATO."""
    if roles := roles_named(person, words) or roles_as_leader(person, words):
        return [Term(person, role) for role in roles]
    return [term for term in terms_asked(asked.library, words, None) if term.person == person]


def _roles_asked(asked: Asked, words: Sequence[str], person: Person) -> Sequence[Role]:
    """Return the offices of somebody that are asked about; of who left, all in which they led, the last first."""
    offices = [word for word in words if word not in _COMING_AND_GOING | _ELECTED]
    is_elected = asked.question.ask is Ask.WHEN and not _ELECTED.isdisjoint(words)
    if not _ELECTED.isdisjoint(words) and (not is_elected or _tells_of_election(asked, person)):
        return ()
    if not _IN_POWER.issuperset(offices) or not (offices or is_elected or _only_left(asked, words, person)):
        return [term.role for term in terms_of(asked, person, offices)]
    roles = leading_roles(person)
    return sorted(roles, key=lambda role: role.since.first, reverse=True) if _GOING & set(words) else roles


_ELECTED = words_of("elected elect elects election")


def _tells_of_election(asked: Asked, person: Person) -> bool:
    """Whether the title of an event tells that somebody was elected, which says more than an office does."""
    name, events = fold(person.name).split()[-1], asked.events_of(person.id)
    return any(not _ELECTED.isdisjoint(title := fold(event.title).split()) and name in title for event in events)


_GOING = words_of("leave leaves left leaving quit resign resigned step stepped")


def _only_left(asked: Asked, words: Sequence[str], person: Person) -> bool:
    """Whether it is asked when somebody went who is told of only by the end of an office, and not by an event."""
    going = {same for word in words if word in _GOING for same in variants(word)}
    if not going or not _COMING_AND_GOING.issuperset(words):
        return False
    events = asked.events_of(person.id)
    name, titles = fold(person.name).split()[-1], (fold(event.title).split() for event in events)
    return not any(one == name and verb in going for title in titles for one, verb in pairwise(title))


def _how_long(asked: Asked, term: Term) -> str:
    line, role = held(asked.say, term), term.role
    if asked.question.ask is Ask.HOW_MANY and role.until:
        return answers.length(asked.say, role.since, role.until, line)
    return line


def person_in(asked: Asked, words: Sequence[str]) -> Person | None:
    """Return the only person whom one of some words, or two or three in a row, name."""
    known = asked.library.with_words(words)
    called = [people_called(asked, word) for word in words]
    told = [{id for id, kind, _ in known[word] if kind == Kind.PERSON} for word in words]
    for length in (3, 2, 1):
        for start in (one for one, ids in enumerate(called) if ids and one + length <= len(words)):
            # Names are read only where they may be of one person: to read all who are called by a word takes long.
            ids = set.intersection(*told[start : start + length]) if length > 1 else called[start]
            if not ids or (length == 1 and len(ids) > 1):
                continue
            found = find(asked.library, " ".join(words[start : start + length]), (Kind.PERSON,), allows_slips=False)
            people = [fact for fact in found.facts if isinstance(fact, Person) and _has_name(fact, words[start])]
            if found.how is How.EXACT and len(people) == 1:
                return people[0]
    return None


def _namesakes_in(asked: Asked, words: Sequence[str]) -> Sequence[Person]:
    """Return the people of one family name that a word is who led something, as they came one after another."""
    found = (find(asked.library, word, (Kind.PERSON,), allows_slips=False) for word in words)
    people = next((one.facts for one in found if one.how is How.EXACT and len(one.facts) > 1), ())
    leaders = [one for one in people if isinstance(one, Person) and leading_roles(one) and _is_family(one, words)]
    return sorted(leaders, key=lambda person: leading_roles(person)[0].since.first)


def _is_family(person: Person, words: Sequence[str]) -> bool:
    return fold(person.name).split()[-1] in words


def _has_name(person: Person, word: str) -> bool:
    return word in fold(" ".join(names_of(person))).split()


def held(say: Catalog, term: Term) -> str:
    """Return who held an office, and from when to when."""
    return answers.held(say, term.person.name, term.role.title, term.role.since, term.role.until)


def span_of(asked: Asked, words: Sequence[str]) -> tuple[date, date] | None:
    """Return the time of what words name, None when they name nothing that has one."""
    if told := date_told(asked, words):
        return told.when.first, told.when.last
    fact = fact_called(asked, words) or fact_called(asked, [word for word in words if word not in FILLERS])
    if fact is None:
        return _day_of(asked, words)
    if isinstance(fact, FactTerm) and fact.since:
        return fact.since.first, fact.until.last if fact.until else asked.today
    events = asked.library.timeline(topics=(fact.id,), limit=50).items
    if not events:
        return None
    return min(event.date.first for event in events), max(event.date.last for event in events)


def fact_called(asked: Asked, words: Sequence[str]) -> Fact | None:
    """Return the term or organization that words name and nothing else."""
    kinds = (Kind.TERM, Kind.ORGANIZATION)
    found = find(asked.library, " ".join(words), kinds, allows_slips=False) if words else None
    return found.facts[0] if found and found.how is How.EXACT else None


def _day_of(asked: Asked, words: Sequence[str]) -> tuple[date, date] | None:
    """Return the time of the one event that has all words: when the Berlin Wall fell."""
    event = event_named(asked, words)
    return (event.date.first, event.date.last) if event else None


def event_named(asked: Asked, words: Sequence[str]) -> Event | None:
    """Return the best event that has all words."""
    ranking = rank(asked.library, words)
    facts = ranked_facts(asked, ranking) if ranking.matches and ranking.matches[0].share >= NEARLY_ALL else ()
    return next((fact for fact in facts if isinstance(fact, Event)), None)
