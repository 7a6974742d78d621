"""/timeline: what happened in a time, in order."""

from __future__ import annotations

from datetime import date

from bot.chat import Choice, Reply, Request, UsageError
from bot.commands.context import Context
from bot.commands.lookups.searching import LONGEST
from bot.commands.reading.dates import ALWAYS, Period, parse_period
from bot.commands.reading.names import NOT_PEOPLE, complete_topic, complete_year, completing, resolve_one
from bot.commands.reading.pages import FROM, limit_of, offset_of, paged
from bot.commands.row import Command, Option, Outcome, button
from bot.facts.dates import HistoricalDate, parse_date
from bot.facts.model import Kind
from bot.facts.names import fold
from bot.replies.catalog import N_, Catalog
from bot.replies.lookups import headings
from bot.replies.lookups.facts import item, title


def timeline(request: Request, context: Context) -> Outcome:
    """Return a page of the events of a period, of all topics or of some."""
    say, library = context.say, context.library
    when = request.options["when"]
    search = button(headings.search_instead(say), "search", text=when[:LONGEST])
    period = period_of(when, say, search)
    topics = _topics(request, context)
    page = library.timeline(period.first, period.last, tuple(topics), offset_of(request), limit_of(request))
    name = period_name(period, say)
    if not page.total:
        raise UsageError(headings.nothing_then(say, _described(name, topics, say), *library.years()))
    reply = Reply(
        title=headings.heading(say, name, tuple(topics.values())),
        items=tuple(item(say, library, event) for event in page.items),
    )
    chosen = {name: request.options.get(name, "") for name in ("topic", "person")}
    return Outcome(paged(reply, request, context, page.total, when=period_text(period), **chosen))


def period_text(period: Period) -> str:
    """Write a period as briefly as it can be typed."""
    if period == ALWAYS:
        return "all"
    first, last = period.first, period.last
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        # With three digits it is a year, and may be typed: 988, 050.
        return f"{first.year:03}" if first.year == last.year else f"{first.year:03}-{last.year:03}"
    return first.isoformat() if first == last else f"{first}..{last}"


def period_name(period: Period, say: Catalog) -> str:
    """Return what a period is called in a heading."""
    if period == ALWAYS:
        return headings.always(say)
    whole = _whole(period)
    if whole:
        return say.date(whole)
    first, last = (_edge(day, period) for day in (period.first, period.last))
    return headings.between(say, first, last)


def _whole(period: Period) -> HistoricalDate | None:
    """Return the day, month, year or decade that a period is, if it is just one."""
    first = period.first
    day = first.isoformat()
    # Of a decade there is none before the year 10.
    for text in (day, day[:7], day[:4], f"{day[:3]}X" if first.year > 9 else day):
        when = parse_date(text)
        if (when.first, when.last) == (period.first, period.last):
            return when
    return None


def _edge(day: date, period: Period) -> HistoricalDate:
    years = (period.first.month, period.first.day, period.last.month, period.last.day) == (1, 1, 12, 31)
    return parse_date(f"{day.year:04}" if years else day.isoformat())


def period_of(text: str, say: Catalog, *choices: Choice) -> Period:
    """Read a period; UsageError for what is none, with what may be done instead."""
    try:
        return parse_period(text)
    except ValueError:
        raise UsageError(headings.not_a_time(say, text), choices) from None


def _topics(request: Request, context: Context) -> dict[str, str]:
    """Return what the timeline is narrowed to: topics, as the library takes them, and what they are called."""
    topics: dict[str, str] = {}
    if text := request.options.get("topic"):
        topics.update([topic_of(text, context)])
    if text := request.options.get("person"):
        person = resolve_one(text, (Kind.PERSON,), "who", "name", context)
        topics[person.id] = title(person)
    return topics


def topic_of(text: str, context: Context) -> tuple[str, str]:
    """Return a topic as the library takes it, and what it is called; UsageError for what is none."""
    for tag, name in context.library.topics.items():
        if fold(text) in {fold(tag), fold(name)}:
            return f"#{tag}", name
    fact = resolve_one(text, NOT_PEOPLE, "what", "name", context)
    return fact.id, title(fact)


def _described(period: str, topics: dict[str, str], say: Catalog) -> str:
    return f"{period} ({say.several(tuple(topics.values()))})" if topics else period


ROWS = (
    Command(
        "timeline",
        timeline,
        N_("What happened in a year, decade, month or range"),
        (
            Option("when", N_("a year, range, decade, month or day, or all"), required=True, complete=complete_year),
            Option("topic", N_("only this topic, organization or treaty"), named=True, complete=complete_topic),
            Option("person", N_("only events with this person"), named=True, complete=completing(Kind.PERSON)),
            FROM,
        ),
        ("/timeline 2008", "/timeline 1999-2004 topic:enlargement", "/timeline 1990s person:Yeltsin"),
        steady=True,
    ),
)
