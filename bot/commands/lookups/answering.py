"""Answers a question in plain words: what is asked for first, then the facts that it rests on, best first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.commands.reading.questions import Ask, Question
from bot.facts import membership
from bot.facts.aspects import names_of
from bot.facts.dates import HistoricalDate, exact
from bot.facts.find import How, find
from bot.facts.incumbents import Term as Incumbency
from bot.facts.incumbents import is_current, roles_named, terms_asked, terms_beside, written_out
from bot.facts.lexicon import FILLERS, english, variants
from bot.facts.library import Library
from bot.facts.model import Event, Fact, Kind, Member, Organization, Person, Term
from bot.facts.names import fold
from bot.facts.naming import names_in
from bot.facts.search import Ranking, rank
from bot.facts.territories import nearly, territories_in, territory_of
from bot.replies.catalog import Catalog
from bot.replies.lookups import answers
from bot.replies.lookups.facts import title

EVERY_KIND = tuple(kind for kind in Kind if kind not in (Kind.SOURCE, Kind.EVENT, Kind.QUESTION))
# So many facts are looked at again once the words have found them, and so many are told.
LOOKED_AT, TOLD = 30, 5
# A fact must have this share of what was asked; below, it is a stranger.
ENOUGH, MUCH, NEARLY_ALL = 0.47, 0.7, 0.9


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and what it is put to."""

    question: Question
    library: Library
    say: Catalog
    today: date


@dataclass(frozen=True, slots=True)
class Answer:
    """The lines that answer, the facts they rest on, best first, and remarks.

    `is_card` tells that the first fact is what was asked for by name; `shows_sides` that it is asked who is right;
    `is_choice` that its facts all have the name that was asked for.
    """

    lines: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    notes: tuple[str, ...] = ()
    is_card: bool = False
    is_choice: bool = False
    shows_sides: bool = False


def answer(question: Question, library: Library, say: Catalog, today: date) -> Answer | None:
    """Return the answer to a question, None when the packs do not know it."""
    asked = Asked(question, library, say, today)
    for way in (
        _by_membership,
        _by_office,
        _by_turn,
        _by_term_of_person,
        _by_name,
        _by_attribute,
        _by_slip_of_name,
        _by_words,
    ):
        if told := way(asked):
            return told
    return None


# Membership

_JOIN = frozenset(
    ["join", "joins", "joined", "joining", "accede", "acceded", "accession", "enter", "entered", "become", "became", "becomes", "admitted", "membership", "member", "members", "beitritt", "trat", "beigetreten", "bei", "vstupila", "vstupil", "vstupili", "vstupilo", "vstuplenie", "vstup", "adhere", "adhesion", "rejoint", "entree", "entry", "access", "chlenom", "chlen", "mitglied", "membre"]
)
_LEAVE = frozenset(
    ["leave", "leaves", "left", "leaving", "quit", "quits", "withdraw", "withdrew", "exit", "exited", "vyshla", "vyshel", "verliess", "quitte"]
)
_COUNTED = frozenset(
    ["member", "members", "countries", "country", "states", "nations", "allies", "ally", "chlenov", "stran", "chleniv", "krayin", "krain", "mitglieder", "lander", "staaten", "membres", "pays", "size"]
)
_FOUND = frozenset(["founded", "founding", "founders", "founder", "original", "established", "created", "signatories", "start"])
_NEWEST = frozenset(["last", "latest", "newest", "recent", "recently", "youngest"])
_PLAIN_MEMBERSHIP = _JOIN | _LEAVE | _COUNTED | _FOUND | _NEWEST | FILLERS | frozenset(
    ["part", "still", "since", "first", "which", "belong", "belongs", "be", "officially", "full", "nation", "current", "number", "many", "alliance", "there", "total", "yet", "ever", "already", "in", "of", "state", "first", "countries", "next", "after", "before", "organization", "organisation", "skolko", "skilki", "combien", "viele"]
)  # fmt: skip


# With these it is asked what might be, or who wished it, and not what is.
_NOT_ASKED = frozenset(["could", "would", "should", "can", "might", "want", "wanted", "wants", "will", "try", "tried", "may", "never"])


def _by_membership(asked: Asked) -> Answer | None:
    """Answer who is a member of what, since when, and how many there are; None for a question of something else."""
    words = tuple(_membership_word(word) for word in asked.question.words)
    named = [name for name in names_in(asked.library, words) if membership.with_members(asked.library, name.ids)]
    taken = {place for name in named for place in range(name.start, name.end)}
    rest = [word if place not in taken else "" for place, word in enumerate(words)]
    countries = [codes for *_, codes in territories_in(rest)]
    for start, end, _ in territories_in(rest):
        rest[start:end] = [""] * (end - start)
    if asked.question.ask is Ask.WHY:
        return None
    left_over = ({word for word in rest if word} - _PLAIN_MEMBERSHIP) | (set(words) & _NOT_ASKED)
    organization = membership.with_members(asked.library, named[0].ids)[0] if named else None
    if left_over or not (organization or _speaks_of_joining(asked, countries, words)):
        return None
    organization = organization or membership.usual_organization(asked.library)
    if organization is None:
        return None
    codes = tuple(dict.fromkeys(code for group in countries for code in group))
    return _membership(asked, organization, codes, frozenset(words))


def _speaks_of_joining(asked: Asked, countries: Sequence[object], words: Sequence[str]) -> bool:
    """Whether words that name no organization can only be about members of one."""
    if not set(words) & (_JOIN | _LEAVE | _COUNTED):
        return False
    return bool(countries) or (bool(set(words) & _JOIN) and asked.question.ask in (Ask.WHO, Ask.HOW_MANY))


def _membership_word(word: str) -> str:
    """Return a word as it is looked up: the English one, and the country's name that it is a slip of."""
    if word in _PLAIN_MEMBERSHIP:
        return word
    translated = english(word)
    return translated if territory_of(translated) != translated else nearly(translated) or translated


def _membership(
    asked: Asked, organization: Organization, codes: tuple[str, ...], words: frozenset[str]
) -> Answer | None:
    ask = asked.question.ask
    if codes and ask is Ask.WHETHER:
        return _whether(asked, organization, codes)
    if codes and (ask is Ask.WHEN or words & (_JOIN | _LEAVE)):
        return _since_when(asked, organization, codes, words)
    if ask is Ask.HOW_MANY and words & _COUNTED and not codes:
        return _how_many(asked, organization, words)
    is_list = not words & (_FOUND | _NEWEST | {"joined", "join", "first"})
    if not codes and words & _COUNTED and is_list and ask in (Ask.WHO, Ask.WHAT, Ask.WORDS):
        return _listed(asked, organization, words)
    if not codes and words & (_JOIN | _FOUND | _NEWEST) and ask in (Ask.WHO, Ask.WHAT, Ask.WORDS):
        return _who_joined(asked, organization, words)
    return None


def _whether(asked: Asked, organization: Organization, codes: Sequence[str]) -> Answer:
    say, short = asked.say, _short_name(organization)
    members = [membership.member_named(organization, code) for code in codes]
    lines, facts = [], []
    for code, member in zip(codes, members, strict=True):
        name = member.name if member else _country_name(asked, code)
        if member and _was_member(asked, member):
            lines.append(answers.is_member(say, name, short, member.since, member.until))
            facts += _accession(asked, organization, member)
        else:
            lines.append(answers.is_no_member(say, name, short))
            lines += [answers.was_member(say, name, member.since, member.until)] if member else []
    lines += [answers.as_of(say, organization.as_of)] if organization.as_of and not asked.question.span else []
    return Answer(tuple(lines), (*dict.fromkeys(facts), organization))


def _was_member(asked: Asked, member: Member) -> bool:
    first, last = asked.question.span or (None, None)
    if first is None or last is None:
        return member.until is None or "was" in asked.question.words or "were" in asked.question.words
    return member.since.first <= last and (member.until is None or first <= member.until.last)


def _since_when(asked: Asked, organization: Organization, codes: Sequence[str], words: frozenset[str]) -> Answer | None:
    say, short = asked.say, _short_name(organization)
    members = [member for code in codes if (member := membership.member_named(organization, code))]
    if not members and words & _LEAVE:
        return None
    if not members:
        lines = [answers.is_no_member(say, _country_name(asked, code), short) for code in codes]
        return Answer(tuple(lines), (organization,))
    leaves = bool(words & _LEAVE)
    lines = []
    for when in dict.fromkeys(member.until if leaves else member.since for member in members):
        names = [member.name for member in members if (member.until if leaves else member.since) == when]
        if when is None:
            continue
        lines.append((answers.left if leaves else answers.joined)(say, when, names, short))
    if not lines:
        return None
    facts = [fact for member in members for fact in _accession(asked, organization, member, leaves=leaves)]
    return Answer(tuple(lines), (*dict.fromkeys(facts), organization))


def _how_many(asked: Asked, organization: Organization, words: frozenset[str]) -> Answer:
    say, short = asked.say, _short_name(organization)
    present = organization.dissolved.first if organization.dissolved else asked.today
    first, last = asked.question.span or (present, present)
    if not asked.question.span and words & _FOUND and organization.founded:
        first = last = organization.founded.last
    last = min(last, present)
    changes = membership.steps(organization, first, last)
    number = len(membership.members_at(organization, last))
    if asked.question.span and words & {"joined", "join", "new"}:
        return _who_joined(asked, organization, words)
    is_now = first == present and organization.as_of is not None
    when = organization.as_of if is_now and organization.as_of else exact(last)
    lines = [answers.number_of_members(say, number, short, when)]
    for step in changes if first != last else ():
        joined, left = [m.name for m in step.joined], [m.name for m in step.left]
        lines.append(answers.number_changed(say, exact(step.on), step.number, joined, left))
    facts = [fact for step in changes for member in step.joined[:1] for fact in _accession(asked, organization, member)]
    return Answer(tuple(lines), (*dict.fromkeys(facts), organization))


def _listed(asked: Asked, organization: Organization, words: frozenset[str]) -> Answer:
    """Return how many members there are, or were, and who."""
    told = _how_many(asked, organization, words)
    present = organization.dissolved.first if organization.dissolved else asked.today
    day = min((asked.question.span or (present, present))[1], present)
    names = sorted(member.name for member in membership.members_at(organization, day))
    return Answer((*told.lines, asked.say.several(names)), told.facts)


def _who_joined(asked: Asked, organization: Organization, words: frozenset[str]) -> Answer | None:
    say, short = asked.say, _short_name(organization)
    days = sorted({member.since.first for member in organization.members})
    if span := asked.question.span:
        days = [day for day in days if span[0] <= day <= span[1]]
    elif words & _FOUND or "first" in words:
        days = days[:1]
    elif words & _NEWEST:
        days = days[-1:]
    else:
        return None
    lines, facts = [], []
    for day in days:
        members = [member for member in organization.members if member.since.first == day]
        lines.append(answers.joined(say, members[0].since, [member.name for member in members], short))
        facts += _accession(asked, organization, members[0])
    number = sum(member.since.first in days for member in organization.members)
    if asked.question.ask is Ask.HOW_MANY:
        lines.insert(0, answers.number_joined(say, number, short))
    return Answer(tuple(lines), (*dict.fromkeys(facts), organization)) if lines else None


def _accession(asked: Asked, organization: Organization, member: Member, *, leaves: bool = False) -> list[Fact]:
    when = member.until if leaves else member.since
    event = membership.event_of(asked.library, organization, member, when) if when else None
    return [event] if event else []


def _country_name(asked: Asked, code: str) -> str:
    """Return what a country is called that is no member."""
    return asked.say.territory(code)


def _short_name(organization: Organization) -> str:
    """Return the name that people use: the first alias where it is a short form of letters."""
    return next((alias for alias in organization.aliases[:1] if alias.isupper()), organization.name)


# Offices


def _by_office(asked: Asked) -> Answer | None:
    """Answer who held an office, at a time or now; None for a question of something else."""
    question = asked.question
    if question.ask not in (Ask.WHO, Ask.WORDS, Ask.WHAT):
        return None
    words, span = question.words, question.span
    for mark in ("during", "when", "while", "at"):
        if mark in words and (then := _span_of(asked, words[words.index(mark) + 1 :])):
            words, span = words[: words.index(mark)], span or then
    terms = terms_asked(asked.library, words, span)
    if not terms:
        return None
    was = bool({"was", "were"} & set(words))
    shown = [term for term in terms if is_current(term)] if not span and not was and len(terms) > 1 else []
    shown = shown or list(terms)
    lines = [_held(asked.say, term) for term in shown[:TOLD]]
    current = [term for term in shown if is_current(term) and term.person.as_of]
    notes = (answers.as_of(asked.say, current[0].person.as_of),) if current and current[0].person.as_of else ()
    people = tuple(dict.fromkeys(term.person for term in (*shown, *terms)))
    return Answer(tuple(lines), people[:TOLD], notes)


_NEXT = frozenset(
    ["replaced", "replaces", "replace", "succeeded", "succeed", "succeeds", "followed", "follows", "after", "successor", "took", "next"]
)
_BEFORE = frozenset(["before", "preceded", "predecessor", "precedes", "previous"])


def _by_turn(asked: Asked) -> Answer | None:
    """Answer who came after or before somebody in an office."""
    words = set(asked.question.words)
    if asked.question.ask not in (Ask.WHO, Ask.WORDS) or not words & (_NEXT | _BEFORE):
        return None
    rest = [w for w in asked.question.words if w not in FILLERS | _NEXT | _BEFORE]
    person = _person_in(asked, rest)
    if person is None:
        return None
    terms = terms_beside(asked.library, person, -1 if words & _BEFORE else 1, rest)
    lines = tuple(_held(asked.say, term) for term in terms)
    return Answer(lines, (*dict.fromkeys(term.person for term in terms), person)) if lines else None


def _by_term_of_person(asked: Asked) -> Answer | None:
    """Answer when, or how long, somebody held an office."""
    question = asked.question
    if question.ask not in (Ask.WHEN, Ask.HOW_MANY):
        return None
    rest = [word for word in question.words if word not in FILLERS and word != "long"]
    person = _person_in(asked, rest) if len(rest) > 1 else None
    if person is None:
        return None
    named = set(fold(" ".join(names_of(person))).split())
    roles = roles_named(person, [word for word in rest if word not in named])
    lines = tuple(_held(asked.say, Incumbency(person, role)) for role in roles)
    return Answer(lines, (person,)) if lines else None


def _person_in(asked: Asked, words: Sequence[str]) -> Person | None:
    """Return the only person whom one of some words, or two in a row, name."""
    for length in (3, 2, 1):
        for start in range(len(words) - length + 1):
            found = find(asked.library, " ".join(words[start : start + length]), (Kind.PERSON,))
            people = [fact for fact in found.facts if isinstance(fact, Person) and _has_name(fact, words[start])]
            if found.how is How.EXACT and len(people) == 1:
                return people[0]
    return None


def _has_name(person: Person, word: str) -> bool:
    return word in fold(" ".join(names_of(person))).split()


def _held(say: Catalog, term: Incumbency) -> str:
    return answers.held(say, term.person.name, term.role.title, term.role.since, term.role.until)


def _span_of(asked: Asked, words: Sequence[str]) -> tuple[date, date] | None:
    """Return the time of what words name, None when they name nothing that has one."""
    named = " ".join(word for word in words if word not in FILLERS)
    facts = find(asked.library, named, (Kind.TERM, Kind.ORGANIZATION)) if named else None
    if not facts or facts.how is not How.EXACT:
        return None
    events = asked.library.timeline(topics=(facts.facts[0].id,), limit=50).items
    if not events:
        return None
    return min(event.date.first for event in events), max(event.date.last for event in events)


# Names


def _by_name(asked: Asked) -> Answer | None:
    """Answer with the card of what is named; None when nothing, or more than a name, is asked for."""
    question = asked.question
    if question.ask not in (Ask.WHO, Ask.WHAT, Ask.WORDS, Ask.HAPPENED) or not question.subject:
        return None
    subject = _without_ends(question.subject)
    kinds = (Kind.PERSON,) if question.ask is Ask.WHO and _is_person(asked, subject) else EVERY_KIND
    found = find(asked.library, subject, kinds)
    if found.how is not How.EXACT:
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


def _events_then(asked: Asked, fact: Fact) -> tuple[Fact, ...]:
    """Return what happened in a matter at the time that was asked about, the greatest first."""
    span = asked.question.span
    if span is None or isinstance(fact, Person):
        return ()
    events = asked.library.timeline(*span, (fact.id,), 0, 100).items
    return tuple(sorted(events, key=lambda event: -event.importance)[:TOLD])


def _is_person(asked: Asked, subject: str) -> bool:
    return find(asked.library, subject, (Kind.PERSON,)).how is How.EXACT


def _then(asked: Asked, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Return those of some people who held an office at the time that was asked about, if any did."""
    span = asked.question.span
    if span is None or len(facts) == 1:
        return facts
    held = [
        fact
        for fact in facts
        if isinstance(fact, Person)
        and any(
            role.since.first <= span[1] and (role.until is None or span[0] <= role.until.last) for role in fact.roles
        )
    ]
    return tuple(held) or facts


def _without_ends(subject: str) -> str:
    """Return a subject without words at its end that only stood before a time: “german chancellor in”."""
    return re.sub(r"\s+(?:in|on|of|at|since|by|during|for|the|timeline|history)$", "", subject, flags=re.IGNORECASE)


def _by_slip_of_name(asked: Asked) -> Answer | None:
    """Answer with the card of what a name is a slip of, and say so."""
    question = asked.question
    if question.ask not in (Ask.WHO, Ask.WHAT, Ask.WORDS) or not question.subject or len(question.subject.split()) > 4:
        return None
    subject = _without_ends(question.subject)
    found = find(asked.library, subject, EVERY_KIND)
    if found.how is not How.NEAR or len(found.facts) > 3:
        return None
    remark = answers.taken_for(asked.say, title(found.facts[0]), subject)
    return Answer((), found.facts, (remark,), is_card=len(found.facts) == 1, is_choice=len(found.facts) > 1)


# Dates of a card

_Date = Callable[[Fact], HistoricalDate | None]
_ATTRIBUTES: tuple[tuple[str, Callable[[Catalog], str], _Date], ...] = (
    ("founded", answers.founded, lambda fact: getattr(fact, "founded", None)),
    ("signed", answers.signed, lambda fact: getattr(fact, "signed", None)),
    ("force", answers.in_force, lambda fact: getattr(fact, "in_force", None)),
    ("effect", answers.in_force, lambda fact: getattr(fact, "in_force", None)),
    ("ended", answers.dissolved, lambda fact: getattr(fact, "dissolved", None)),
    ("ended", answers.ended, lambda fact: getattr(fact, "ended", None) or getattr(fact, "until", None)),
    ("began", answers.began, lambda fact: getattr(fact, "since", None)),
    ("born", answers.born, lambda fact: getattr(fact, "born", None)),
    ("birthday", answers.born, lambda fact: getattr(fact, "born", None)),
    ("died", answers.died, lambda fact: getattr(fact, "died", None)),
)


# A state ends by these; a wall falls otherwise, and has no such date on its card.
_FALLEN = frozenset(
    ["collapse", "collapses", "collapsed", "break", "broke", "broken", "breakup", "disintegrate", "disintegrated", "fall", "fell", "apart"]
)


def _by_attribute(asked: Asked) -> Answer | None:
    """Answer when something was founded, signed or ended, or somebody was born or died, from its card."""
    if asked.question.ask is not Ask.WHEN:
        return None
    words = [
        word for word in asked.question.words if word not in ("when", "into", "come", "came", "go", "went", "take")
    ]
    for verb, label, read in _ATTRIBUTES:
        verbs = (variants(verb) | _FALLEN) if verb == "ended" else variants(verb)
        if not any(english(word) in verbs for word in words):
            continue
        fact = _one_named(asked, [word for word in words if english(word) not in verbs and word not in FILLERS])
        if fact and (when := read(fact)):
            ranked = _ranked_facts(asked, rank(asked.library, asked.question.words))
            line = answers.attribute(asked.say, when, label(asked.say), title(fact))
            return Answer((line,), tuple(dict.fromkeys((fact, *ranked[: TOLD - 1]))))
    return None


def _one_named(asked: Asked, words: Sequence[str]) -> Fact | None:
    if not words:
        return None
    found = find(asked.library, " ".join(words), EVERY_KIND)
    if found.how is How.NOBODY or (len(found.facts) > 1 and found.how is How.NEAR):
        return None
    folded = " ".join(words)
    same = [fact for fact in found.facts if folded in {fold(name) for name in names_of(fact)}]
    one = same or list(found.facts)
    return one[0] if len(one) == 1 else None


# Words


def _by_words(asked: Asked) -> Answer | None:
    """Answer with the facts in which the words stand, and with the date, the name or the sides that are asked for."""
    ranking = rank(asked.library, _words_to_rank(asked))
    if not _is_answered(asked, ranking):
        return None
    facts = _ranked_facts(asked, ranking)
    if not facts:
        return None
    notes = tuple(answers.taken_for(asked.say, sorted(one.same)[0], one.word) for one in ranking.taken)
    return Answer(_lines(asked, facts), facts[:TOLD], notes, shows_sides=_asks_for_sides(asked, facts[0]))


def _is_answered(asked: Asked, ranking: Ranking) -> bool:
    """Whether the best match has enough of what was asked not to be a stranger."""
    if not ranking.matches:
        return False
    best, question = ranking.matches[0], asked.question
    counted = next(iter(_telling(question.words)), "")
    if question.ask is Ask.HOW_MANY and counted in (*ranking.missing, *(one.word for one in ranking.taken)):
        return False
    if question.ask is Ask.HOW or (question.ask is Ask.WHETHER and len(ranking.telling) < 2):
        return best.share >= NEARLY_ALL
    if question.ask is Ask.WHAT and question.subject != question.text and best.named < ENOUGH * 0.6:
        return False
    if len(ranking.telling) == 1 and question.subject != question.text and not ranking.missing:
        return best.named > 0
    return best.share >= MUCH or (best.share >= ENOUGH and best.named >= ENOUGH * 0.8)


def _telling(words: Iterable[str]) -> list[str]:
    return [word for word in words if word not in FILLERS]


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
        event = next((fact for fact in facts[:3] if isinstance(fact, Event)), None)
        return (answers.dated(say, event.date, event.title),) if event else ()
    if ask is Ask.WHO:
        return _who(asked, facts[0])
    if ask is Ask.HOW_MANY and (sentence := _sentence_with_number(facts[0].text)):
        return (sentence,)
    return ()


def _who(asked: Asked, fact: Fact) -> tuple[str, ...]:
    if not isinstance(fact, Event) or fact.positions:
        return ()
    people = [person for actor in fact.people if (person := asked.library.fact(actor.person))]
    told = fold(fact.title).split()
    # Who acts stands at the head of a title; whoever else takes part may be just whom it happened to.
    acting = [title(person) for person in people if fold(title(person)).split()[-1] in told[:6]]
    names = acting[:3] if told and any(told[0] in fold(name).split() for name in acting) else []
    return (answers.named(asked.say, names, fact.title),) if names else ()


_NUMBER = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|thousand)\b"
)


def _sentence_with_number(text: str) -> str:
    sentences = re.split(r"(?<=[.!?]) (?=[A-Z“])", text)
    return next((sentence for sentence in sentences if _NUMBER.search(sentence)), "")


def _ranked_facts(asked: Asked, ranking: Ranking) -> tuple[Fact, ...]:
    """Return the facts that fit best, by words, kind and time; those that lack much of what the best one has are out."""
    scored = []
    for match in ranking.matches[:LOOKED_AT]:
        fact = _fact_at(asked.library, match.row)
        if fact is not None:
            scored.append((match.score * _factor(asked, ranking, fact), match.share, fact))
    scored.sort(key=lambda row: -row[0])
    best = scored[0][0] if scored else 0
    return tuple(fact for score, share, fact in scored if share >= ENOUGH * 0.9 and score > best * 0.3)


def _fact_at(library: Library, row: int) -> Fact | None:
    rows = library.rows("SELECT id FROM found WHERE rowid = ?", row)
    return library.fact(str(rows[0][0])) if rows else None


def _factor(asked: Asked, ranking: Ranking, fact: Fact) -> float:
    """Return how much better or worse a fact fits than its words alone tell."""
    factor = _title_factor(ranking, fact) * _kind_factor(asked.question.ask, fact) * _time_factor(asked.question, fact)
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
    nouns = [word[:5] for word in _telling(question.words)][:1]
    if not nouns:
        return 1.0
    counted = re.search(rf"(?:{_NUMBER.pattern})[^.;]{{0,20}}\b{nouns[0]}", fact.text.casefold())
    return 1.35 if counted else 1.0


def _title_factor(ranking: Ranking, fact: Fact) -> float:
    same = {word for telling in ranking.telling for word in telling.same}
    stems = {word[:5] for word in same if len(word) >= 5}
    shares = []
    for name in names_of(fact):
        words = [word for word in fold(name).split() if word not in FILLERS]
        shares.append(sum(word in same or word[:5] in stems for word in words) / len(words) if words else 0)
    return 1 + 0.5 * max(shares, default=0)


def _kind_factor(ask: Ask, fact: Fact) -> float:
    disputed = 1.15 if not isinstance(fact, Person) and fact.positions else 1.0
    if ask in (Ask.WHEN, Ask.WHY, Ask.HOW_MANY):
        return 1.15 if isinstance(fact, Event) else 1.0
    if ask is Ask.WHAT:
        return 1.2 if isinstance(fact, Term | Organization) else 1.0
    return disputed if ask in (Ask.WHETHER, Ask.WHO) else 1.0


def _time_factor(question: Question, fact: Fact) -> float:
    span = question.span
    if span is None:
        return 1.0
    when = fact.date if isinstance(fact, Event) else None
    if when is None:
        return 1.0
    return 1.6 if when.first <= span[1] and span[0] <= when.last else 0.45


def known(facts: Iterable[Fact]) -> tuple[str, ...]:
    """Return what facts are called."""
    return tuple(title(fact) for fact in facts)
