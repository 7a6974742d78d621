"""/onthisday: what happened on a day of the year."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.chat import Choice, Menu, Reply, Request, UsageError
from bot.commands.context import Context
from bot.commands.reading.dates import parse_day
from bot.commands.row import Command, Kind, Option, Outcome, button
from bot.facts.model import Event
from bot.replies.catalog import N_
from bot.replies.lookups import headings
from bot.replies.lookups.facts import card, item

# More than these make a menu, which holds no more anywhere.
MOST_BUTTONS = 4
MOST_OTHERS = 25
# The label of a button and of a menu's option has no more anywhere.
LABEL_LIMIT = 75


def onthisday(request: Request, context: Context) -> Outcome:
    """Return the most notable event of the day in full, the others a press away."""
    month, day = _day(request, context)
    name = context.say.day_of_year(month, day)
    events = context.library.on_day(month, day, -1 if request.whole else MOST_OTHERS + 1)
    if not events:
        return Outcome(headings.empty_day(context.say, name, _nearest(month, day, context)))
    chosen = _chosen(events, request)
    told = card(context.say, context.library, chosen)
    others = [event for event in events if event is not chosen]
    if request.whole:
        items = tuple(item(context.say, context.library, event) for event in others)
        return Outcome(replace(told, items=items))
    offered = _offered(told, others, (month, day), context)
    return Outcome(replace(offered, replaces="event" in request.options))


def today(context: Context, request: Request) -> Reply | None:
    """Return the day's most notable event in full; None on a day without one."""
    month, day = _day(replace(request, options={}), context)
    events = context.library.on_day(month, day, 1)
    return card(context.say, context.library, events[0]) if events else None


def _day(request: Request, context: Context) -> tuple[int, int]:
    text = request.options.get("date", "")
    if not text or text.casefold() == "today":
        local = request.at.astimezone(ZoneInfo(context.settings.zone))
        return local.month, local.day
    try:
        return parse_day(text)
    except ValueError:
        raise UsageError(headings.not_a_day(context.say, text)) from None


def _chosen(events: tuple[Event, ...], request: Request) -> Event:
    wanted = request.options.get("event", "")
    return next((event for event in events if event.id == wanted), events[0])


def _offered(told: Reply, others: list[Event], when: tuple[int, int], context: Context) -> Reply:
    """Add the day's other events as buttons, or as a menu where they are many."""
    month, day = when
    choices = tuple(
        button(
            f"{event.date.first.year}: {event.title}"[:LABEL_LIMIT],
            "onthisday",
            date=f"{month:02}-{day:02}",
            event=event.id,
        )
        for event in others[:MOST_OTHERS]
    )
    if len(choices) <= MOST_BUTTONS:
        return replace(told, choices=choices)
    total = context.library.count_on_day(month, day)
    note = headings.also_on_this_day(context.say, total - 1, len(choices))
    return replace(told, menu=Menu(headings.others(context.say), choices), notes=(*told.notes, note))


def _nearest(month: int, day: int, context: Context) -> tuple[Choice, ...]:
    days = context.library.nearest_days(month, day)
    return tuple(button(context.say.day_of_year(*d), "onthisday", date=f"{d[0]:02}-{d[1]:02}") for d in days)


ROWS = (
    Command(
        "onthisday",
        onthisday,
        N_("What happened on this day of the year"),
        (
            Option("date", N_("a day, as 4 April or 04-04; today if left out")),
            Option("event", N_("which of the day's events"), Kind.TEXT, hidden=True),
        ),
        ("/onthisday", "/onthisday 4 April", "/onthisday 29 Feb"),
        steady=True,
    ),
)
