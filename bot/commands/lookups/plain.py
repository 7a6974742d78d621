"""A line in plain words: a date is a timeline, a name a card, everything else a question to all facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from bot.chat import Choice, Item, Menu, Reply
from bot.commands.lookups.answering import Answer, answer
from bot.commands.reading.dates import DayOfYear, MonthOfYear, NoSuchDateError, Order, Period, TwoWaysError, When
from bot.commands.reading.questions import Ask, Question, read_question
from bot.facts.library import Library
from bot.facts.model import Event, Fact, Person
from bot.facts.names import fold
from bot.replies.catalog import Catalog
from bot.replies.lookups import answers, facts, headings


class Rows(Protocol):
    """The rows that a line may be meant for, as whoever reads it asks them."""

    def period(self, period: Period) -> Reply:
        """Return the timeline of a period."""

    def day(self, day: DayOfYear) -> Reply:
        """Return what happened on a day of the year."""

    def card(self, fact: Fact) -> Reply:
        """Return the card of a fact, with its events."""

    def topic(self, fact: Fact) -> Reply:
        """Return the timeline of what happened in a matter."""

    def again(self, label: str, text: str) -> Choice:
        """Return the button that asks another line."""


@dataclass(frozen=True, slots=True)
class Place:
    """What a line is put to: facts, words, the day of today, which number of a date is the day, and the rows."""

    library: Library
    say: Catalog
    today: date
    order: Order
    rows: Rows


def answer_line(text: str, place: Place) -> Reply:
    """Answer a line; what it cannot be is said in one line."""
    try:
        question = read_question(text, place.today, place.order)
    except NoSuchDateError as error:
        return Reply(text=no_such_date(place.say, text, error))
    except TwoWaysError as error:
        return _which_day(place, text, error)
    if named := _names_a_fact(question, place):
        return named
    if question.is_bare and question.dated:
        return _read_as(place, question, _then(place, question.dated.when))
    told = answer(question, place.library, place.say, place.today)
    return _reply(told, question, place) if told else Reply(text=answers.unknown(place.say, question.text))


def no_such_date(say: Catalog, text: str, error: NoSuchDateError) -> str:
    """Say what is wrong with a date that does not exist."""
    shown = " ".join(text.split())[:60]
    if error.unit == "day" and error.month:
        return answers.days_of_month(say, shown, say.month(error.month, with_year=error.month.year != 2000), error.length)
    if error.unit == "month":
        return answers.months_of_year(say, shown)
    return answers.years(say, shown) if error.unit == "year" else answers.parts_of_year(say, shown, error.length)


def _names_a_fact(question: Question, place: Place) -> Reply | None:
    """Return the card of a fact that is called like a time: “9/11”."""
    if not question.is_bare:
        return None
    ids = place.library.rows("SELECT DISTINCT id FROM name WHERE key = ?", " ".join(sorted(fold(question.text).split())))
    fact = place.library.fact(str(ids[0][0])) if len(ids) == 1 else None
    return place.rows.card(fact) if fact else None


def _then(place: Place, when: When) -> Reply:
    if isinstance(when, Period):
        return place.rows.period(when)
    if isinstance(when, DayOfYear):
        return place.rows.day(when)
    return _month(place, when)


def _month(place: Place, when: MonthOfYear) -> Reply:
    """Return the greatest events of a month in any year, in the order of its days."""
    events = place.library.in_month(when.month)
    items = tuple(facts.item(place.say, place.library, event) for event in events)
    return Reply(title=place.say.month(date(2000, when.month, 1), with_year=False), items=items)


def _read_as(place: Place, question: Question, reply: Reply) -> Reply:
    """Say how a date was read that can be read two ways, and offer the other."""
    dated = question.dated
    if dated is None or dated.other is None:
        return reply
    shown, other = when_text(place.say, dated.when), when_text(place.say, dated.other)
    note = answers.read_as(place.say, question.text, shown)
    return replace(reply, notes=(note, *reply.notes), choices=(*reply.choices, place.rows.again(other, other)))


def _which_day(place: Place, text: str, error: TwoWaysError) -> Reply:
    labels = [when_text(place.say, when) for when in error.readings]
    shown = " ".join(text.split())[:60]
    return Reply(
        text=answers.which_day(place.say, shown),
        choices=tuple(place.rows.again(label, label) for label in labels),
    )


def when_text(say: Catalog, when: When) -> str:
    """Write a time that can be read two ways so that it can be read only one way."""
    if isinstance(when, DayOfYear):
        return say.day_of_year(when.month, when.day)
    if isinstance(when, MonthOfYear):
        return say.month(date(2000, when.month, 1), with_year=False)
    first, last = say.day(when.first), say.day(when.last)
    return first if first == last else f"{first} – {last}"


def _reply(told: Answer, question: Question, place: Place) -> Reply:
    if told.is_card:
        reply = place.rows.card(told.facts[0])
        return replace(reply, notes=(*told.notes, *reply.notes))
    if told.is_choice:
        return _choice(told, question, place)
    if told.shows_sides and not told.lines:
        return _with_sides(told, place)
    return Reply(
        text="\n".join(told.lines),
        items=tuple(_items(place, told.facts, texts=2 if question.ask is Ask.WHY else 1)),
        notes=told.notes,
    )


def _choice(told: Answer, question: Question, place: Place) -> Reply:
    choices = tuple(
        Choice(facts.title(fact), place.rows.again("", fact.id).action, _detail(fact)) for fact in told.facts[:25]
    )
    reply = headings.which(place.say, question.subject, choices, len(told.facts))
    return replace(reply, notes=(*told.notes, *reply.notes))


def _detail(fact: Fact) -> str:
    if isinstance(fact, Person) and fact.roles:
        return max(fact.roles, key=lambda role: role.since.first).title
    return fact.text[:80]


def _items(place: Place, told: Sequence[Fact], texts: int) -> Sequence[Item]:
    """Return facts as entries: the first with their texts, the others a line each."""
    return [_item(place, fact, with_text=number < texts) for number, fact in enumerate(told)]


def _item(place: Place, fact: Fact, *, with_text: bool) -> Item:
    when = place.say.date(fact.date) if isinstance(fact, Event) else ""
    cited = facts.cited(place.say, place.library, fact.sources[:1]) if with_text else ()
    text = fact.text if with_text else ""
    return Item(facts.title(fact), when, text, fact.id, facts.marks(place.say, fact), sources=cited)


def _with_sides(told: Answer, place: Place) -> Reply:
    """Return a disputed fact with what each side says, in a line each, and the other facts below."""
    first, *others = told.facts
    card = facts.card(place.say, place.library, first)
    statements = tuple(replace(statement, sources=(), stake="") for statement in card.statements)
    when = place.say.date(first.date) if isinstance(first, Event) else ""
    return Reply(
        title=facts.title(first),
        text="\n".join(part for part in (when, first.text) if part),
        statements=statements,
        items=tuple(_item(place, fact, with_text=False) for fact in others[:2]),
        notes=told.notes,
        sources=card.sources[:1],
        id=first.id,
    )
