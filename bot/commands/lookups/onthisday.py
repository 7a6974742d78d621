"""/onthisday: what happened on a day of the year."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat import Choice, Menu, Reply, button
from bot.commands.context import Context
from bot.commands.lookups.opening import card_of
from bot.commands.options import Options, option
from bot.commands.reading.asking import Asking
from bot.commands.reading.time_completions import complete_day
from bot.commands.reading.written import read_day_of_year
from bot.commands.row import Outcome, look_up
from bot.facts.library import Label
from bot.frozen import replace
from bot.replies.catalog import N_
from bot.replies.lookups import headings, overview
from bot.replies.lookups.pictures import pictured

# A menu holds no more anywhere.
MOST_OTHERS = 25
# The room of the note that there are others, of their menu and of the button that lists all.
OTHERS_ROOM = 80


def read_day(text: str, asking: Asking) -> tuple[int, int]:
    """Read a day of the year as (month, day)."""
    return read_day_of_year(text, asking)


class OnThisDay(Options):
    """Which day, and which event is shown first."""

    date: tuple[int, int] | None = option(
        N_("a day, as 4 April or 04-04; today if left out"), read=read_day, complete=complete_day
    )
    event: str = option(N_("which of the day's events"), default="", hidden=True)


@look_up(
    "onthisday", N_("What happened on this day of the year"), "/onthisday", "/onthisday 4 April", "/onthisday 29 Feb"
)
def onthisday(options: OnThisDay, context: Context) -> Outcome:
    """Return the most notable event of the day in full, the others a press away."""
    month, day = options.date or _today(context)
    name = context.say.day_of_year(month, day)
    offered = context.library.offered_on_day(month, day, -1 if context.whole else MOST_OTHERS + 1)
    if not offered:
        return Outcome(headings.empty_day(context.say, name, _nearest(month, day, context)))
    shown = next((label.id for label in offered if label.id == options.event), offered[0].id)
    (first,) = context.library.events((shown,))
    reply = pictured(card_of(first, context, reserve=OTHERS_ROOM if len(offered) > 1 else 0), first, context.say)
    if context.whole:
        events = [event for event in context.library.on_day(month, day) if event is not first]
        items = overview.entries(context.say, context.library, events, is_whole=True)
        return Outcome(replace(reply, items=items))
    others = [label for label in offered if label.id != shown]
    return Outcome(replace(_offered(reply, others, (month, day), context), replaces=bool(options.event)))


def today(context: Context) -> Reply | None:
    """Return the day's most notable event in full; None on a day without one."""
    events = context.library.on_day(*_today(context), 1)
    return pictured(card_of(events[0], context), events[0], context.say) if events else None


def _today(context: Context) -> tuple[int, int]:
    return context.today.month, context.today.day


def _offered(reply: Reply, others: Sequence[Label], when: tuple[int, int], context: Context) -> Reply:
    """Add the day's other events as buttons, or as a menu where they are many."""
    month, day = when
    choices = tuple(
        button(overview.label(event.text), "onthisday", date=f"{month:02}-{day:02}", event=event.id)
        for event in others[:MOST_OTHERS]
    )
    if not choices:
        return reply
    say, total = context.say, context.library.count_on_day(month, day)
    note = headings.also_on_this_day(say, total - 1, len(choices))
    every = button(overview.all_of(say, total), "timeline", when=f"{month:02}-{day:02}", **{"from": 0})
    moves = (every,) if total - 1 > len(choices) else ()
    menu = Menu(say(headings.OTHERS), choices)
    offered = replace(reply, menu=menu, choices=(*moves, *reply.choices))
    told = replace(offered, notes=(*reply.notes, note))
    # The menu says it too.
    return told if moves or overview.is_screen(told) else offered


def _nearest(month: int, day: int, context: Context) -> tuple[Choice, ...]:
    days = context.library.nearest_days(month, day)
    return tuple(button(context.say.day_of_year(*d), "onthisday", date=f"{d[0]:02}-{d[1]:02}") for d in days)


ROWS = (onthisday,)
