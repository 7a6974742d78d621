"""/timeline: what happened in a time, the greatest of it first to be seen."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat import ACTION_LIMIT, Choice, Picture, Reply, UsageError, action_of, button
from bot.commands.context import Context
from bot.commands.lookups.nearest import nearest, neighbors, years_of
from bot.commands.lookups.onthisday import OnThisDay, onthisday
from bot.commands.lookups.parts import Parts, Unit, closed, like, parts_of, period_name, period_text
from bot.commands.lookups.picturing import picture_of
from bot.commands.options import option
from bot.commands.reading import written
from bot.commands.reading.asking import Asking
from bot.commands.reading.dates import ALWAYS, DayOfYear, MonthOfYear, Period, When
from bot.commands.reading.names import Topic, topic_called
from bot.commands.reading.packs import complete_packs, read_pack
from bot.commands.reading.pages import Paged, limit_of, offered, page_of, paged
from bot.commands.reading.time_completions import complete_when
from bot.commands.row import Outcome, look_up
from bot.facts.aspects import pack_topic
from bot.facts.find import with_name
from bot.facts.greatest import SHOWN
from bot.facts.library import Library
from bot.facts.model import Event, PackInfo, Person
from bot.frozen import replace
from bot.replies.catalog import N_, Catalog
from bot.replies.lookups import headings, overview
from bot.replies.lookups.facts import title

# So many of the words that are no time are searched for instead, at a press.
LONGEST_SEARCH = 70
# A list of no more than this is shown whole.
FEW = 10


def read_when(text: str, asking: Asking) -> When | Topic:
    """Read a time, or a topic of which all is told; what is neither can be searched for."""
    try:
        return written.read_when(text, asking, lambda: _search_instead(text, asking))
    except UsageError:
        if topic := _topic_named(text, asking.context.library):
            return topic
        raise


def _search_instead(text: str, asking: Asking) -> tuple[Choice, ...]:
    action = action_of("search", text=text[:LONGEST_SEARCH])
    # Quotation marks are longer on a button than they are typed.
    return (Choice(asking.say(headings.SEARCH_INSTEAD), action),) if len(action) <= ACTION_LIMIT else ()


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
    pack: PackInfo | None = option(N_("only facts of this pack"), named=True, read=read_pack, complete=complete_packs)
    parts: bool = option(N_("the months, years or decades of it"), default=False, hidden=True)

    @property
    def topics(self) -> dict[str, str]:
        """What the timeline is narrowed to, as the library takes it, and what that is called."""
        topic = {self.topic.id: self.topic.title} if self.topic else {}
        person = {self.person.id: self.person.name} if self.person else {}
        return topic | person | ({pack_topic(self.pack.id): self.pack.title} if self.pack else {})

    @property
    def narrowed(self) -> dict[str, str]:
        """The options that narrow another time in the same way."""
        topic = {"topic": self.topic.id.removeprefix("#")} if self.topic else {}
        person = {"person": self.person.id} if self.person else {}
        return topic | person | ({"pack": self.pack.id} if self.pack else {})

    def again(self, period: Period, **more: object) -> str:
        """Return the action that asks the same of another time."""
        return action_of("timeline", when=period_text(period), **self.narrowed, **more)

    def typed(self, period: Period) -> str:
        """Return how one types what asks the same of another time."""
        return action_of(f"timeline {period_text(period)}", **self.narrowed)


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
        return timeline.run(options.but(when=ALWAYS, topic=options.when), context)
    if not isinstance(options.when, Period):
        return Outcome(_every_year(options.when, options, context))
    return Outcome(_of_period(closed(options.when, context.library), options, context))


def _of_period(period: Period, options: Timeline, context: Context) -> Reply:
    total = context.library.number(period.first, period.last, tuple(options.topics))
    if not total:
        raise _nothing(period, options, context)
    if options.from_ is not None or context.whole or (total <= FEW and not options.parts):
        return _page(period, options, context)
    parts = parts_of(period, context.library)
    if parts and (parts.is_long or options.parts):
        return _by_parts(parts, period, options, context, total)
    return _overview(period, options, context, total)


def _every_year(when: DayOfYear | MonthOfYear, options: Timeline, context: Context) -> Reply:
    """Return what happened on a day, or in a month, of any year."""
    if isinstance(when, DayOfYear) and options.from_ is not None:
        return _on_day(when, options, context)
    if isinstance(when, DayOfYear):
        return onthisday.run(OnThisDay(date=(when.month, when.day)), replace(context, command=onthisday.name)).reply
    return _in_month(when, options, context)


def _on_day(when: DayOfYear, options: Timeline, context: Context) -> Reply:
    """Return a page of all that happened on a day of any year, in order of time."""
    events = sorted(context.library.on_day(when.month, when.day), key=lambda event: event.date.first)
    reply = _listed(page_of(events, options, context), context, written.when_name(context.say, when))
    return paged(reply, options, context, len(events), when=written.when_text(when))


def _in_month(when: MonthOfYear, options: Timeline, context: Context) -> Reply:
    """Return the greatest events of a month of any year, or a page of all of them."""
    library, say, name = context.library, context.say, written.when_name(context.say, when)
    total, typed = library.number_in_month(when.month), written.when_text(when)
    if options.from_ is None and not context.whole and total > FEW:
        events = library.in_month(when.month)
        choice = button(overview.all_of(say, total), "timeline", when=typed, **{"from": 0})
        return replace(_listed(events, context, overview.greatest_of(say, name, len(events), total)), choices=(choice,))
    if not total:
        years = years_of(library, ())
        raise UsageError(headings.nothing_then(say, name, *years, action_of("timeline all")))
    limit = limit_of(context) if options.from_ is not None else -1
    reply = _listed(library.all_in_month(when.month, options.offset, limit or -1), context, name)
    return paged(reply, options, context, total, when=typed)


def _nothing(period: Period, options: Timeline, context: Context) -> UsageError:
    """Return the refusal of a time without events, with the nearest that has some."""
    say, library, topics = context.say, context.library, tuple(options.topics)
    name = period_name(period, say)
    described = headings.heading(say, name, tuple(options.topics.values())) if topics else name
    near = nearest(period, library, topics)
    if near is None:
        return UsageError(headings.nothing_at_all(say, tuple(options.topics.values())))
    text = headings.nothing_then(say, described, *years_of(library, topics), options.typed(near))
    return UsageError(text, offered(say, ((period_name(near, say), options.again(near)),))[0])


def _page(period: Period, options: Timeline, context: Context) -> Reply:
    """Return a page of all events."""
    topics, say = tuple(options.topics), context.say
    limit = 0 if context.whole else max(limit_of(context), FEW if options.from_ is None else 0)
    page = context.library.timeline(period.first, period.last, topics, options.offset, limit)
    title = _title(period, options, say)
    is_list = len(page.items) < page.total
    picture = _picture(period, page.items, options, context, is_list=is_list)
    jump = _jump(period, options, context) if page.total > FEW else ()
    moves = () if context.whole else (*jump, *_beside(period, options, context))
    reply = replace(_listed(page.items, context, title, period), picture=picture, choices=offered(say, moves)[0])
    return paged(reply, options, context, page.total, when=period_text(period), **options.narrowed)


def _overview(period: Period, options: Timeline, context: Context, total: int) -> Reply:
    say = context.say
    events = context.library.weightiest(period.first, period.last, tuple(options.topics), SHOWN)
    title = _title(period, options, say)
    heading = overview.greatest_of(say, title, len(events), total)
    reply = _listed(events, context, heading, period)
    picture = _picture(period, events, options, context)
    return _with_moves(replace(reply, picture=picture), period, options, context, total)


def _by_parts(parts: Parts, period: Period, options: Timeline, context: Context, total: int) -> Reply:
    """Return a longer time: of each part how many events it has, and the greatest of them."""
    say, library, topics = context.say, context.library, tuple(options.topics)
    items, events, menu = [], list[Event](), list[tuple[str, str]]()
    for part in parts.periods:
        number = library.number(part.first, part.last, topics)
        if greatest := library.weightiest(part.first, part.last, topics, 1):
            events += greatest
            entry = overview.entry(say, greatest[0])
            items.append(replace(entry, date=f"{_part_name(part, parts, say)} · {say.number(number)}", id=""))
            menu.append((period_name(part, say), options.again(part)))
    title = _title(period, options, say)
    reply = Reply(
        title=overview.all_events_of(say, title, total),
        items=tuple(items),
        picture=_picture(period, events, options, context, is_list=True),
        notes=(say(overview.GREATEST_OF_EACH[parts.unit]),),
        sources=overview.short_sources(say, library, events),
        menu=overview.parts_menu(say, offered(say, menu)[0]),
        replaces=options.parts,
    )
    unexplained = replace(reply, notes=())
    shorter = replace(unexplained, items=overview.marked_in_short(say, items))
    told = [_with_moves(one, period, options, context, total) for one in (reply, unexplained, shorter)]
    return next(filter(overview.is_screen, told), told[-1])


def _part_name(part: Period, parts: Parts, say: Catalog) -> str:
    """Return what a part is called below the time that it is of: a month of a year by its name alone."""
    if parts.unit is Unit.MONTH and like(part, part.first) == part:
        return say.month(part.first, with_year=False)
    return period_name(part, say)


def _listed(events: Sequence[Event], context: Context, heading: str, period: Period | None = None) -> Reply:
    say = context.say
    year = period.first.year if period and period.first.year == period.last.year else 0
    return Reply(
        title=heading,
        items=overview.entries(say, context.library, events, year, is_whole=context.whole),
        sources=overview.short_sources(say, context.library, events),
        menu=None if context.whole else overview.opening(say, events),
    )


def _with_moves(reply: Reply, period: Period, options: Timeline, context: Context, total: int) -> Reply:
    """Add the buttons to all events, to the parts unless they are shown, and to the times before and after."""
    say = context.say
    every, typed = offered(say, ((overview.all_of(say, total), options.again(period, **{"from": 0})),))
    jump = () if reply.menu and not any(item.id for item in reply.items) else _jump(period, options, context)
    moves, _ = offered(say, (*jump, *_beside(period, options, context)))
    return replace(reply, choices=(*every, *moves), notes=(*typed, *reply.notes))


_Moves = tuple[tuple[str, str], ...]


def _jump(period: Period, options: Timeline, context: Context) -> _Moves:
    """Return the label and the action that lead to the parts of a time, if it has any."""
    parts = parts_of(period, context.library)
    return ((context.say(headings.BY_UNIT[parts.unit]), options.again(period, parts="yes")),) if parts else ()


def _beside(period: Period, options: Timeline, context: Context) -> _Moves:
    """Return the labels and the actions that lead to the times before and after."""
    say = context.say
    before, after = neighbors(period, context.library, tuple(options.topics))
    moves = ((before, headings.earlier), (after, headings.later))
    return tuple((label(say, period_name(other, say)), options.again(other)) for other, label in moves if other)


def _picture(
    period: Period, events: Sequence[Event], options: Timeline, context: Context, *, is_list: bool = False
) -> Picture | None:
    title, topics = _title(period, options, context.say), tuple(options.topics)
    return picture_of(period, title, events, context, topics, options.person, is_list=is_list)


def _title(period: Period, options: Timeline, say: Catalog) -> str:
    names = tuple(options.topics.values())
    if names and period == ALWAYS:
        return say.several(names)
    name = period_name(period, say)
    return headings.heading(say, name, names) if names else name


ROWS = (timeline,)
