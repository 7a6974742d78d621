"""/timeline: what happened in a time, in order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.chat import ACTION_LIMIT, Choice, Reply, UsageError, action_of
from bot.commands.context import Context
from bot.commands.lookups.onthisday import OnThisDay, onthisday
from bot.commands.options import option
from bot.commands.reading import written
from bot.commands.reading.asking import Asking
from bot.commands.reading.completions import complete_when
from bot.commands.reading.dates import ALWAYS, DayOfYear, MonthOfYear, Period, When
from bot.commands.reading.names import Topic, topic_called
from bot.commands.reading.pages import Paged, limit_of, paged
from bot.commands.row import Outcome, look_up
from bot.facts.dates import HistoricalDate, parse_date
from bot.facts.find import with_name
from bot.facts.library import Library
from bot.facts.model import Person
from bot.replies.catalog import N_, Catalog
from bot.replies.lookups import headings
from bot.replies.lookups.facts import item, title

# So many of the words that are no time are searched for instead, at a press.
LONGEST_SEARCH = 70


def read_when(text: str, asking: Asking) -> When | Topic:
    """Read a time, or a topic of which all is told; what is neither can be searched for."""
    action = action_of("search", text=text[:LONGEST_SEARCH])
    # Quotation marks are longer on a button than they are typed.
    fits = len(action) <= ACTION_LIMIT
    choices = (Choice(headings.search_instead(asking.say), action),) if fits else ()
    try:
        return written.read_when(text, asking, *choices)
    except UsageError:
        if topic := _topic_named(text, asking.context.library):
            return topic
        raise


def _topic_named(text: str, library: Library) -> Topic | None:
    """Return the topic, or the only fact, that is called just so: “of NATO”."""
    name = text.removeprefix("of ")
    named = with_name(library, name)
    return topic_called(name, library) or (Topic(named[0].id, title(named[0])) if len(named) == 1 else None)


class Timeline(Paged):
    """Which time, and what in it."""

    when: When | Topic = option(
        N_("a year, range, decade, month or day, or all"), read=read_when, complete=complete_when
    )
    topic: Topic | None = option(N_("only this topic, organization or treaty"), named=True)
    person: Person | None = option(N_("only events with this person"), named=True)


@look_up(
    "timeline",
    N_("What happened in a year, decade, month or range"),
    "/timeline 2008",
    "/timeline 1999-2004 topic:enlargement",
    "/timeline 1990s person:Yeltsin",
)
def timeline(options: Timeline, context: Context) -> Outcome:
    """Return a page of the events of a period, of all topics or of some."""
    if isinstance(options.when, Topic):
        return timeline.run(replace(options, when=ALWAYS, topic=options.when), context)
    if not isinstance(options.when, Period):
        return Outcome(_every_year(options.when, context))
    say, library, period = context.say, context.library, options.when
    topics = _topics(options)
    page = library.timeline(period.first, period.last, tuple(topics), options.offset, limit_of(context))
    name = period_name(period, say)
    if not page.total:
        raise UsageError(headings.nothing_then(say, _described(name, topics, say), *library.years()))
    reply = Reply(
        title=headings.heading(say, name, tuple(topics.values())),
        items=tuple(item(say, library, event) for event in page.items),
    )
    topic = options.topic.id.removeprefix("#") if options.topic else ""
    person = options.person.id if options.person else ""
    return Outcome(paged(reply, options, context, page.total, when=period_text(period), topic=topic, person=person))


def _every_year(when: DayOfYear | MonthOfYear, context: Context) -> Reply:
    """Return what happened on a day, or the greatest of a month, of any year."""
    if isinstance(when, DayOfYear):
        return onthisday.run(OnThisDay(date=(when.month, when.day)), replace(context, command=onthisday.name)).reply
    events = context.library.in_month(when.month)
    return Reply(
        title=written.when_name(context.say, when),
        items=tuple(item(context.say, context.library, event) for event in events),
    )


def _topics(options: Timeline) -> dict[str, str]:
    """Return what the timeline is narrowed to, as the library takes it, and what that is called."""
    topics = {options.topic.id: options.topic.title} if options.topic else {}
    return topics | ({options.person.id: options.person.name} if options.person else {})


def _described(period: str, topics: dict[str, str], say: Catalog) -> str:
    return f"{period} ({say.several(tuple(topics.values()))})" if topics else period


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


ROWS = (timeline,)
