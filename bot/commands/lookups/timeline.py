"""/timeline: what happened in a time, the greatest of it first to be seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.chat import ACTION_LIMIT, Choice, Picture, Reply, UsageError, action_of, button
from bot.commands.context import Context
from bot.commands.lookups.onthisday import OnThisDay, onthisday
from bot.commands.lookups.parts import Part, neighbors, parts_of, period_name, period_text
from bot.commands.lookups.picturing import picture_of
from bot.commands.options import option
from bot.commands.reading import written
from bot.commands.reading.asking import Asking
from bot.commands.reading.completions import complete_when
from bot.commands.reading.dates import ALWAYS, DayOfYear, MonthOfYear, Period, When
from bot.commands.reading.names import Topic, topic_called
from bot.commands.reading.pages import Paged, limit_of, paged
from bot.commands.row import Outcome, look_up
from bot.facts.find import with_name
from bot.facts.greatest import SHOWN
from bot.facts.library import Library
from bot.facts.model import Event, Person
from bot.replies.catalog import N_, Catalog
from bot.replies.lookups import headings, overview
from bot.replies.lookups.facts import title

# So many of the words that are no time are searched for instead, at a press.
LONGEST_SEARCH = 70
# A list of no more than this is shown whole.
FEW = 10


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
    """Which time, and what in it. Without `from` the greatest events are shown of many, with it a page of all."""

    when: When | Topic = option(
        N_("a year, range, decade, month or day, or all"), read=read_when, complete=complete_when
    )
    topic: Topic | None = option(N_("only this topic, organization or treaty"), named=True)
    person: Person | None = option(N_("only events with this person"), named=True)

    @property
    def topics(self) -> dict[str, str]:
        """What the timeline is narrowed to, as the library takes it, and what that is called."""
        topics = {self.topic.id: self.topic.title} if self.topic else {}
        return topics | ({self.person.id: self.person.name} if self.person else {})

    def again(self, period: Period, **more: object) -> dict[str, object]:
        """Return the options that ask the same of another time."""
        topic = {"topic": self.topic.id.removeprefix("#")} if self.topic else {}
        person = {"person": self.person.id} if self.person else {}
        return {"when": period_text(period), **topic, **person, **more}


@look_up(
    "timeline",
    N_("What happened in a year, decade, month or range"),
    "/timeline 2008",
    "/timeline 1999-2004 topic:enlargement",
    "/timeline 1990s person:Yeltsin",
)
def timeline(options: Timeline, context: Context) -> Outcome:
    """Return the greatest events of a period, its parts where it is long, or a page of all that happened in it."""
    if isinstance(options.when, Topic):
        return timeline.run(replace(options, when=ALWAYS, topic=options.when), context)
    if not isinstance(options.when, Period):
        return Outcome(_every_year(options.when, context))
    return Outcome(_of_period(options.when, options, context))


def _of_period(period: Period, options: Timeline, context: Context) -> Reply:
    total = context.library.timeline(period.first, period.last, tuple(options.topics), limit=1).total
    if not total:
        raise UsageError(_nothing(period, options, context))
    if options.from_ is not None or context.whole or total <= FEW:
        return _page(period, options, context)
    parts = parts_of(period, context.library)
    return _parts(parts, period, options, context, total) if parts else _overview(period, options, context, total)


def _every_year(when: DayOfYear | MonthOfYear, context: Context) -> Reply:
    """Return what happened on a day, or the greatest of a month, of any year."""
    if isinstance(when, DayOfYear):
        return onthisday.run(OnThisDay(date=(when.month, when.day)), replace(context, command=onthisday.name)).reply
    return _listed(context.library.in_month(when.month), context, written.when_name(context.say, when))


def _nothing(period: Period, options: Timeline, context: Context) -> str:
    say, name = context.say, period_name(period, context.say)
    described = f"{name} ({say.several(tuple(options.topics.values()))})" if options.topics else name
    return headings.nothing_then(say, described, *context.library.years())


def _page(period: Period, options: Timeline, context: Context) -> Reply:
    """Return a page of all events."""
    topics, say = tuple(options.topics), context.say
    limit = 0 if context.whole else max(limit_of(context), FEW if options.from_ is None else 0)
    page = context.library.timeline(period.first, period.last, topics, options.offset, limit)
    title = _title(period, options, say)
    is_list = len(page.items) < page.total
    picture = _picture(period, page.items, options, context, is_list=is_list)
    reply = replace(_listed(page.items, context, title, period), picture=picture)
    again = {name: str(value) for name, value in options.again(period).items()}
    return paged(reply, options, context, page.total, **again)


def _overview(period: Period, options: Timeline, context: Context, total: int) -> Reply:
    say = context.say
    events = context.library.weightiest(period.first, period.last, tuple(options.topics), SHOWN)
    title = _title(period, options, say)
    heading = overview.greatest_of(say, title, len(events), total)
    reply = _listed(events, context, heading, period)
    return replace(
        reply, picture=_picture(period, events, options, context), choices=_moves(period, options, context, total)
    )


def _parts(parts: Sequence[Part], period: Period, options: Timeline, context: Context, total: int) -> Reply:
    """Return a long time: of each part how many events it has, and the greatest of them."""
    say, library, topics = context.say, context.library, tuple(options.topics)
    items, events, menu = [], list[Event](), list[Choice]()
    for part in parts:
        number = library.timeline(part.period.first, part.period.last, topics, limit=1).total
        if greatest := library.weightiest(part.period.first, part.period.last, topics, 1):
            events += greatest
            name = period_name(part.period, say)
            entry = overview.entry(say, greatest[0])
            items.append(replace(entry, date=f"{name} · {say.number(number)}", id=""))
            menu.append(button(name, "timeline", **options.again(part.period)))
    title = _title(period, options, say)
    return Reply(
        title=overview.greatest_of(say, title, len(events), total),
        items=tuple(items),
        picture=_picture(period, events, options, context, is_list=True),
        sources=overview.short_sources(say, library, events),
        choices=_moves(period, options, context, total),
        menu=overview.parts_menu(say, tuple(menu)),
    )


def _listed(events: Sequence[Event], context: Context, heading: str, period: Period | None = None) -> Reply:
    say = context.say
    year = period.first.year if period and period.first.year == period.last.year else 0
    return Reply(
        title=heading,
        items=overview.entries(say, context.library, events, year, is_whole=context.whole),
        sources=overview.short_sources(say, context.library, events),
        menu=None if context.whole else overview.opening(say, events),
    )


def _moves(period: Period, options: Timeline, context: Context, total: int) -> tuple[Choice, ...]:
    """Return the buttons to all events, and to the times before and after."""
    say = context.say
    every = button(overview.all_of(say, total), "timeline", **options.again(period, **{"from": 0}))
    before, after = neighbors(period, context.library)
    moves = ((before, headings.earlier), (after, headings.later))
    beside = (
        button(label(say, period_name(other, say)), "timeline", **options.again(other))
        for other, label in moves
        if other
    )
    return (every, *beside)


def _picture(
    period: Period, events: Sequence[Event], options: Timeline, context: Context, *, is_list: bool = False
) -> Picture | None:
    names, say = tuple(options.topics.values()), context.say
    title = say.several(names) if names and period == ALWAYS else _title(period, options, say)
    return picture_of(period, title, events, context, tuple(options.topics), options.person, is_list=is_list)


def _title(period: Period, options: Timeline, say: Catalog) -> str:
    name = period_name(period, say)
    return headings.heading(say, name, tuple(options.topics.values())) if options.topics else name


ROWS = (timeline,)
