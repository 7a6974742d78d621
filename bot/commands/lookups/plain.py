"""A line in plain words: a date is a timeline, a name a card, everything else a question to all facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Protocol

from bot.chat import Choice, Item, Reply, UsageError, action_of, button
from bot.commands.lookups.answering import answer
from bot.commands.lookups.opening import card_in_short, further
from bot.commands.lookups.respelling import respelt, spaced
from bot.commands.lookups.ways.asked import Answer
from bot.commands.reading.asking import MOST_CHOICES
from bot.commands.reading.dates import DayOfYear, MonthOfYear, NoSuchDateError, Order, Period, TwoWaysError, When
from bot.commands.reading.greetings import is_greeting, is_of_anything
from bot.commands.reading.names import Topic, topic_called
from bot.commands.reading.question_words import Ask
from bot.commands.reading.questions import LONGEST, Question, read_question, subject_of, without_frame
from bot.commands.reading.written import age_of, no_such_date, reign_named, shown, when_name, when_text
from bot.facts.find import with_name
from bot.facts.library import Library
from bot.facts.membership import usual_organization
from bot.facts.model import Event, Fact, Organization, Person, Term
from bot.facts.names import fold
from bot.facts.search import matching, stands
from bot.facts.territories import territories_in
from bot.frozen import Frozen, replace
from bot.replies.catalog import Catalog
from bot.replies.lookups import answers, facts, headings, overview


class Rows(Protocol):
    """The rows that a line may be meant for, as whoever reads it asks them."""

    def period(self, period: Period, topic: Topic | None = None) -> Reply:
        """Return the timeline of a period, or what of it is about a topic."""

    def day(self, day: DayOfYear) -> Reply:
        """Return what happened on a day of the year."""

    def month(self, month: MonthOfYear) -> Reply:
        """Return what happened in a month of any year."""

    def topic(self, topic: Topic) -> Reply:
        """Return the timeline of a topic, or of a fact."""

    def card(self, fact: Fact) -> Reply:
        """Return the card of a fact, with its events."""

    def named(self, row: str, name: str) -> Reply:
        """Return what /who or /what answers to a name; UsageError, which offers the closest, where nothing has it."""


class Place(Frozen, frozen=True):
    """What a line is put to: facts, words, the day of today, which number of a date is the day, and the rows."""

    library: Library
    say: Catalog
    today: date
    order: Order
    rows: Rows
    # The command of which the line may be a slip, as it would be typed; "" for none.
    meant: str = ""


def answer_line(text: str, place: Place) -> Reply:
    """Answer a line; UsageError says in one line what it cannot be, or that nothing answers it."""
    if is_greeting(text):
        raise UsageError(place.say(answers.GREETED), (Choice(place.say.typed("/help"), "help"),))
    if is_of_anything(text):
        return place.rows.day(DayOfYear(place.today.month, place.today.day))
    is_slip = place.meant and not stands(place.library, text.split()[0])
    text = respelt(text, place.library)
    reply = None if is_slip else _read_and_answered(text, place) or _answered_apart(text, place)
    if reply:
        return reply
    if place.meant:
        raise _did_you_mean(text, place)
    if match := _OF_A_NAME.fullmatch(text.rstrip("?!. ")):
        return place.rows.named(match["row"].casefold(), match["name"])
    raise UsageError(place.say(answers.UNKNOWN, text=shown(text)))


# “what harbr wharf”: the command without its slash, in so few words that they can be a name; no question of a verb.
_VERBS = (
    r"(?:is|are|was|were|am|be|do|does|did|has|have|had|can|could|will|would|should|happen\w*|\w+ed|began|broke|built|came"
    r"|fell|gave|got|held|left|led|lost|made|met|ran|said|saw|sent|shot|spoke|took|went|won|wrote)\b"
)
_OF_A_NAME = re.compile(rf"(?P<row>who|what) (?!{_VERBS})(?P<name>\S+(?: \S+){{0,2}})", re.IGNORECASE)


def _read_and_answered(text: str, place: Place) -> Reply | None:
    try:
        question = read_question(text, place.today, place.order)
    except NoSuchDateError as error:
        raise UsageError(no_such_date(place.say, text, error)) from None
    except TwoWaysError as error:
        if fact := _called_so(without_frame(subject_of(text)), place):
            return place.rows.card(fact)
        raise _which_day(place, text, error) from None
    return _answered(question, place)


def _answered_apart(text: str, place: Place) -> Reply | None:
    """Return the answer to a line in which words were typed as one, and say so; None where there are no such words."""
    line = " ".join(text[:LONGEST].split())
    apart = spaced(line, place.library)
    reply = _read_and_answered(apart, place) if apart != line else None
    return headings.told_first(reply, place.say(headings.TAKEN_FOR, name=apart, text=shown(text))) if reply else None


def _answered(question: Question, place: Place) -> Reply | None:
    """Return the answer to a question, None where nothing answers it."""
    if named := _names_a_fact(question, place):
        return named
    if question.is_bare and question.dated:
        return _read_as(place, question, _then(place, question.dated.when))
    if period := reign_named(place.library, without_frame(question.text)):
        return place.rows.period(period)
    if topic := _topic(question, place):
        return _timeline_of(topic, place)
    told = answer(question, place.library, place.say, place.today)
    return headings.told_first(_reply(told, question, place), *told.taken) if told else None


def _did_you_mean(text: str, place: Place) -> UsageError:
    """Say of a line that may be a slip of a command which one that is."""
    choice = Choice(place.say(answers.COMMAND, command=place.meant), place.meant)
    return UsageError(place.say(answers.MEANT, text=shown(text), command=place.meant), (choice,))


def _names_a_fact(question: Question, place: Place) -> Reply | None:
    """Return the card of a fact that is called like a time: “9/11”."""
    fact = _called_so(question.text, place) if question.is_bare else None
    return place.rows.card(fact) if fact else None


def _called_so(text: str, place: Place) -> Fact | None:
    """Return the one fact that has this very name."""
    called = with_name(place.library, text)
    return called[0] if len(called) == 1 else None


_ALL_OF = re.compile(r"(?:timeline|history|events) (?:of |in |on )?(?P<of>.+)|(?P<name>.+) (?:timeline|history|events)")


def _topic(question: Question, place: Place) -> Topic | None:
    """Return what all is asked of: “timeline of NATO”, “Cold War timeline”, or a topic that no fact is called like."""
    match = _ALL_OF.fullmatch(fold(question.text))
    name = (match["of"] or match["name"]) if match else question.subject
    facts_called = with_name(place.library, name)
    if match and len(facts_called) == 1:
        return Topic(facts_called[0].id, facts.title(facts_called[0]))
    if facts_called or question.dated:
        return None
    return topic_called(name, place.library) or topic_called(_of_everything(name, place.library), place.library)


_EVERY = re.compile(r"^(?:(?:list|all|every|the|of|main|major|important) )+")
_NO_MORE = re.compile(r" (?:of|by|list)$")


def _of_everything(name: str, library: Library) -> str:
    """Return a name without what nearly all is about, and words that ask for all: “list of all NATO summits”."""
    usual = usual_organization(library)
    short = {fold(one) for one in usual.aliases if one.isupper()} if usual else set()
    words = [word for word in _EVERY.sub("", fold(name)).split() if word not in short]
    # A country with an organization is a question of its own.
    return "" if any(territories_in(words)) else _NO_MORE.sub("", " ".join(words))


def _timeline_of(topic: Topic, place: Place) -> Reply:
    """Return the timeline of a topic; of a period, that of its time."""
    fact = place.library.fact(topic.id)
    span = age_of(fact) if fact else None
    return place.rows.period(span) if span else place.rows.topic(topic)


def _then(place: Place, when: When) -> Reply:
    if isinstance(when, Period):
        return place.rows.period(when)
    return place.rows.day(when) if isinstance(when, DayOfYear) else place.rows.month(when)


def _read_as(place: Place, question: Question, reply: Reply) -> Reply:
    """Say how a date was read that can be read two ways, and offer the other."""
    dated = question.dated
    if dated is None or dated.other is None:
        return reply
    note = place.say(answers.READ_AS, text=shown(question.text), date=when_name(place.say, dated.when))
    return replace(reply, notes=(note, *reply.notes), choices=(*reply.choices, _again(place, dated.other)))


def _which_day(place: Place, text: str, error: TwoWaysError) -> UsageError:
    choices = tuple(_again(place, when) for when in error.readings)
    return UsageError(place.say(answers.WHICH_DAY, text=shown(text)), choices)


def _again(place: Place, when: When) -> Choice:
    return button(when_name(place.say, when), "search", text=when_text(when))


def _reply(told: Answer, question: Question, place: Place) -> Reply:
    if told.time:
        topics = [Topic(fact.id, facts.title(fact)) for fact in told.facts]
        return place.rows.period(told.time, next(iter(topics), None))
    if told.is_card:
        return place.rows.card(told.facts[0])
    if told.is_choice:
        return _choice(told, question, place)
    if told.shows_sides and not told.lines:
        return _with_sides(told, place)
    reply = Reply(
        text="\n".join(told.lines),
        items=tuple(_items(place, told, texts=2 if question.ask is Ask.WHY else told.texts)),
        notes=told.notes,
        menu=overview.opening(place.say, told.facts[:MOST_CHOICES]),
    )
    # The menu opens what a first screen has no room for.
    shown = (replace(reply, items=reply.items[:number]) for number in range(len(reply.items), 1, -1))
    return next(filter(overview.is_screen, shown), replace(reply, items=reply.items[:1]))


def _choice(told: Answer, question: Question, place: Place) -> Reply:
    choices = tuple(Choice(facts.title(fact), _card_action(fact), _detail(fact)) for fact in told.facts[:MOST_CHOICES])
    return headings.which(place.say, told.called or question.subject, choices, len(told.facts))


def _card_action(fact: Fact) -> str:
    if isinstance(fact, Event):
        return action_of("open", id=fact.id)
    return action_of("who" if isinstance(fact, Person) else "what", name=fact.id)


def _detail(fact: Fact) -> str:
    if isinstance(fact, Person) and fact.roles:
        return max(fact.roles, key=lambda role: role.since.first).title
    return overview.label(fact.text)


def _items(place: Place, told: Answer, texts: int) -> Iterator[Item]:
    """Yield facts as entries: the first with their texts, the others a line each."""
    for number, fact in enumerate(told.facts):
        entry = _item(place, fact, with_text=number < texts)
        yield replace(entry, matches=matching(f"{entry.title} {entry.text}", told.telling))


def _item(place: Place, fact: Fact, *, with_text: bool) -> Item:
    when = place.say.date(fact.date) if isinstance(fact, Event) else ""
    cited = facts.cited(place.say, place.library, fact.sources[:1]) if with_text else ()
    text = fact.text if with_text else ""
    return Item(_title(fact), when, text, fact.id, facts.marks(place.say, fact, is_told=with_text), sources=cited)


def _title(fact: Fact) -> str:
    """Return what a fact is called, with the short form of letters by which people know it: SHAPE."""
    name = facts.title(fact)
    aliases = fact.aliases if isinstance(fact, Organization | Term) else ()
    short = next((alias for alias in aliases if alias.isascii() and alias.isalpha() and alias.isupper()), "")
    return f"{name} ({short})" if short and short not in name else name


def _with_sides(told: Answer, place: Place) -> Reply:
    """Return a disputed fact with what each side says, and the other facts below as far as there is room.

    What each says is shortened for nobody: where it is no first screen even without what it is about, the fact's card
    tells what is at stake for each.
    """
    first, *others = told.facts
    say, card = place.say, facts.card(place.say, place.library, first)
    said = facts.all_statements(say, place.library, first)
    when = facts.day_and_place(say, first) if isinstance(first, Event) else ""
    all_told = replace(
        card,
        text="\n".join(part for part in (when, first.text) if part),
        statements=tuple(replace(statement, sources=(), stake="") for statement in said),
        fields=(),
        items=tuple(_item(place, fact, with_text=False) for fact in others[:2]),
        notes=(),
        sources=card.sources[:1],
        choices=further(first, say),
        menu=overview.opening(say, told.facts[:3]),
    )
    alone = replace(all_told, items=(), menu=None)
    stakes = replace(alone, text=card.text, statements=card.statements)
    begins = replace(alone, text="\n".join(part for part in (when, facts.begun(first.text)) if part))
    without = tuple(replace(statement, sources=()) for statement in card.statements)
    at_stake = replace(stakes, text="\n".join(filter(None, (when, *facts.differing(say, first)))), statements=without)
    shorter = (all_told, alone, begins, replace(alone, text=when), stakes, at_stake)
    in_short = card_in_short(replace(card, choices=alone.choices), first, say, place.library)
    return next(filter(overview.is_screen, shorter), in_short)
