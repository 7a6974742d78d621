"""Resolves the names people type to one record, or asks which is meant."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat import ACTION_LIMIT, Choice, Reply, UsageError, action_of
from bot.commands.context import Context
from bot.commands.reading.asking import MOST_CHOICES, Asking, Completion
from bot.commands.reading.completions import offer, with_events
from bot.commands.reading.question_words import Ask
from bot.commands.reading.questions import read_question, subject_of
from bot.commands.reading.written import order_in
from bot.facts.aspects import names_of
from bot.facts.find import Found, How, find, with_name
from bot.facts.incumbents import Term, is_current, terms_asked, terms_in
from bot.facts.library import Library
from bot.facts.model import Event, Fact, Kind, Person, Record, Role
from bot.facts.names import all_words, fold, key, words
from bot.facts.search import rank, search
from bot.frozen import Frozen
from bot.replies.lookups import headings, overview
from bot.replies.lookups.facts import title

NOT_PEOPLE = (Kind.COUNTRY, Kind.ORGANIZATION, Kind.TERM)
FACTS = (Kind.EVENT, Kind.PERSON, *NOT_PEOPLE)
# Of what nothing is called so many of the closest are offered, at most so many of them events whose titles have so much
# of what was typed.
CLOSEST, EVENTS, MOSTLY = 5, 2, 0.6
# A pack's ids are no longer.
LONGEST_ID = 60
# What is between two, in whichever order they are named: “relations between Russia and NATO”.
_RELATIONS = frozenset({"relation", "relations", "relationship", "between", "and", "of", "the", "with", "today", "now"})


class Resolved(Frozen, frozen=True):
    """One record, and a remark when the name was not quite its own; of a person the office that was asked for."""

    fact: Fact
    remark: str = ""
    role: Role | None = None


class Topic(Frozen, frozen=True):
    """What a look-up may be narrowed to: `id` is a tag with a leading `#`, or a record's id."""

    id: str
    title: str


def resolve(text: str, kinds: Sequence[Kind], command: str, option: str, context: Context) -> Resolved | Reply:
    """Return the one record that a name means, or a reply that asks which; UsageError when there is none.

    The choices of that reply ask `command` again with `option` set to the id that was chosen.
    """
    held = _held(context, text) if Kind.PERSON in kinds and not _is_full_name(context.library, text) else ()
    if len(held) == 1:
        return Resolved(held[0].person, role=held[0].role)
    if held:
        choices, people = _terms(held, command, option, context), {term.person.id for term in held}
        return headings.which(context.say, subject_of(text), choices, len(people))
    matches = _matches(context, text, kinds)
    if matches.how is How.NOBODY:
        raise _unknown(text, matches.facts, command, option, context)
    if len(matches.facts) > 1:
        choices = _choices(matches.facts, command, option, context)
        return headings.which(context.say, text, choices, len(matches.facts))
    fact = matches.facts[0]
    return Resolved(
        fact, context.say(headings.TAKEN_FOR, name=title(fact), text=text) if matches.how is How.NEAR else ""
    )


def _is_full_name(library: Library, text: str) -> bool:
    """Whether somebody has this very name, of several words: then no office is asked for."""
    return " " in fold(text) and bool(library.named(key(text), (Kind.PERSON,)))


def _held(context: Context, text: str) -> tuple[Term, ...]:
    """Return who held the office that a text names, or was one of those it names, at the time that stands in it."""
    try:
        question = read_question(text, context.today, order_in(context))
    except ValueError:
        return ()
    terms = terms_asked(context.library, question.words, question.span)
    if terms or question.span is None:
        asks_now = question.ask is Ask.WHO and question.words[1:2] == ("is",)
        return tuple(filter(is_current, terms)) if asks_now and len(terms) > 1 else terms
    people = find(context.library, question.subject, (Kind.PERSON,))
    if people.how is not How.EXACT:
        return ()
    return tuple(
        term for fact in people.facts if isinstance(fact, Person) for term in terms_in(fact, question.span)[:1]
    )


def _terms(held: Sequence[Term], command: str, option: str, context: Context) -> tuple[Choice, ...]:
    """Return a choice for each of some people, told apart by the office that was asked for."""
    latest: dict[str, Term] = {}
    for term in held:
        latest.setdefault(term.person.id, term)
    return tuple(
        Choice(term.person.name, action_of(command, **{option: id}), _role(term.role, context))
        for id, term in list(latest.items())[:MOST_CHOICES]
    )


def _role(role: Role, context: Context) -> str:
    say = context.say
    dates = say.span(role.since, role.until) if role.until else headings.from_then_on(say, role.since)
    return f"{role.title}, {dates}"


def _matches(context: Context, text: str, kinds: Sequence[Kind]) -> Found:
    """Return whom or what a name means: of these kinds, or else of any; without the words of a question around it."""
    matches = find(context.library, text, kinds)
    if matches.how is How.EXACT and (_is_in_a_name(text, matches.facts) or not with_name(context.library, text)):
        return matches
    names = dict.fromkeys((text, subject_of(text), subject_of(f"what {text}")))
    # The first of these has been tried.
    for name, among in [(name, among) for name in names for among in (kinds, (*NOT_PEOPLE, Kind.PERSON))][1:]:
        other = find(context.library, name, among, allows_slips=False)
        if other.how is How.EXACT and _is_in_a_name(name, other.facts):
            return other
    return matches


def _is_in_a_name(text: str, facts: Sequence[Fact]) -> bool:
    """Whether what was typed stands in a fact's names, and not only in an office."""
    typed = set(words(text))
    return any(typed <= all_words(names_of(fact)) for fact in facts) or bool(facts and facts[0].id == text)


def resolve_one(text: str, kinds: Sequence[Kind], command: str, option: str, context: Context) -> Fact:
    """Return the one record that a name means; UsageError, with what it may mean, otherwise."""
    resolved = resolve(text, kinds, command, option, context)
    if isinstance(resolved, Resolved):
        return resolved.fact
    raise UsageError(resolved.title, resolved.menu.choices if resolved.menu else ())


def read_person(text: str, asking: Asking) -> Fact:
    """Read the name of a person."""
    return _one_of(text, (Kind.PERSON,), asking)


def read_fact(text: str, asking: Asking) -> Fact:
    """Read the name of a fact of any kind."""
    return _one_of(text, FACTS, asking)


def _one_of(text: str, kinds: Sequence[Kind], asking: Asking) -> Fact:
    """Return the one record that a name means; each of several asks the same again, where a button has room for it."""
    others = {name: value for name, value in asking.request.options.items() if name != asking.name}
    again = action_of(asking.request.command, **others)
    has_room = len(again) + len(asking.name) + LONGEST_ID + 2 <= ACTION_LIMIT
    command, option = (again, asking.name) if has_room else ("what", "name")
    return resolve_one(text, kinds, command, option, asking.context)


def record_called(text: str, library: Library) -> Record | None:
    """Return the record with this id, or the only fact with this very title, but for its article; None for none."""
    if record := library.record(text.casefold()):
        return record
    called = fold(text).removeprefix("the ")
    near = (hit.fact for hit in search(library, text, limit=CLOSEST).hits)
    same = tuple(fact for fact in near if fold(title(fact)).removeprefix("the ") == called)
    return same[0] if len(same) == 1 else None


def read_topic(text: str, asking: Asking) -> Topic:
    """Read the name of a topic."""
    if topic := topic_called(text, asking.context.library):
        return topic
    return _topic_of(_one_of(text, NOT_PEOPLE, asking))


def topic_called(text: str, library: Library) -> Topic | None:
    """Return the packs' topic that is called so, with or without its article; None when none is."""
    folded = fold(text).removeprefix("the ")
    between = sorted(set(folded.split()) - _RELATIONS)
    for tag, name in library.topics.items():
        is_of_two = len(between) > 1 and between == sorted(fold(tag).split())
        if is_of_two or folded in {fold(tag), fold(name).removeprefix("the ")}:
            return Topic(f"#{tag}", name)
    return None


def topic_named(text: str, context: Context) -> Topic:
    """Return the topic, organization or term that a name means; UsageError for what is none."""
    if topic := topic_called(text, context.library):
        return topic
    return _topic_of(resolve_one(text, NOT_PEOPLE, "what", "name", context))


def _topic_of(fact: Fact) -> Topic:
    return Topic(fact.id, title(fact))


def complete_topic(context: Context, beginning: str) -> Completion:
    """Offer the packs' topics, then organizations and terms, as far as events tell of them."""
    folded = fold(beginning)
    topics = ((name, tag) for tag, name in context.library.topics.items() if folded in fold(f"{name} {tag}"))
    return offer((*topics, *with_events(*NOT_PEOPLE)(context, beginning)))


def _unknown(text: str, nearest: Sequence[Fact], command: str, option: str, context: Context) -> UsageError:
    events = _events_told_of(text, context.library)
    if not nearest and not events:
        return UsageError(context.say(headings.UNKNOWN, text=text))
    opening = (Choice(title(one), action_of("open", id=one.id), context.say.date(one.date)) for one in events)
    called = _choices(nearest[: CLOSEST - len(events)], command, option, context)
    return UsageError(context.say(headings.DID_YOU_MEAN, text=text), (*opening, *called))


def _events_told_of(text: str, library: Library) -> tuple[Event, ...]:
    """Return the events whose titles have most of the words that were typed, best first: they have no other name."""
    rows = [match.row for match in rank(library, words(text)).matches[:CLOSEST] if match.named >= MOSTLY]
    return tuple(fact for fact in library.facts_at(rows) if isinstance(fact, Event))[:EVENTS]


def _choices(facts: Sequence[Fact], command: str, option: str, context: Context) -> tuple[Choice, ...]:
    return tuple(
        Choice(title(fact), action_of(command, **{option: fact.id}), _detail(fact, context))
        for fact in facts[:MOST_CHOICES]
    )


def _detail(fact: Fact, context: Context) -> str:
    """Return what tells one record from another of the same name."""
    if isinstance(fact, Person) and fact.roles:
        return _role(max(fact.roles, key=lambda role: role.since.first), context)
    return context.say.date(fact.date) if isinstance(fact, Event) else overview.label(fact.text)
