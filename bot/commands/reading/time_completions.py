"""What is offered while somebody types a time: what has much to tell, and what goes on from what is typed."""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from bot.commands.context import Context
from bot.commands.reading import calendars
from bot.commands.reading.asking import MOST_CHOICES, Completion
from bot.commands.reading.completions import begins, listed, offer
from bot.commands.reading.dates import Period, TwoWaysError, When, parse_when
from bot.commands.reading.periods import month_of
from bot.commands.reading.written import beside, order_in, span_of, when_name, when_text
from bot.facts.library import Library
from bot.facts.model import Kind, Term
from bot.facts.names import fold
from bot.replies.catalog import Catalog
from bot.replies.schedule.schedules import DAYS
from bot.schedule.words import DAYS as DAY_WORDS

# To who has typed nothing of a day so many are offered, from today on.
COMING = 7
# Fewer letters begin too many words.
SHORTEST = 3
_DAYS = ("today", "yesterday", "tomorrow")
_FROM_TODAY = (*_DAYS, *(f"{step} {unit}" for step in ("last", "this") for unit in ("year", "month", "week", "summer")))
_NUMBERS = re.compile(r"[1-9]\d{3}-\d{1,2}(?:-\d?)?")
_Pairs = Iterator[tuple[str, str]]
_SIDE = re.compile(r"(?P<side>since|before|until|after|from|during)(?:\s+the\b)?(?:\s+(?P<time>.*))?", re.IGNORECASE)
_RANGE = re.compile(r"(?P<start>.*?\d.*?)\s*(?:[-–—]|\bto\b|\.\.)\s*(?P<end>\d*)", re.IGNORECASE)


def complete_when(context: Context, beginning: str) -> Completion:
    """Offer periods of the packs, decades, months and the years with most events, and what may end “1999-”.

    Behind “since” it is what has a beginning; a date that is typed is offered by its name.
    """
    typed = _spelt_out(context.say, beginning.strip())
    if side := _SIDE.fullmatch(typed):
        return offer(_beside(context, side["side"], (side["time"] or "").strip()))
    begun = (
        *_ends(context, typed),
        *_numbered(context, typed),
        *_begun(context, typed),
        *(_named(context, fold(typed)) if typed else ()),
    )
    return offer(begun) or offer(_read(context, typed))


def _has_events(context: Context, period: Period) -> bool:
    return bool(context.library.number(period.first, period.last))


def _spelt_out(say: Catalog, typed: str) -> str:
    """Return what is typed with the month that its last word begins, in any language, as it is called here: 24 фев."""
    before, _, last = typed.rpartition(" ")
    begun = fold(last)
    months = {number for name, number in calendars.months().items() if name.startswith(begun)}
    if len(begun) < SHORTEST or len(months) != 1:
        return typed
    month = say.month(date(2000, months.pop(), 1), with_year=False)
    return typed if fold(month).startswith(begun) else f"{before} {month}".strip()


def _beside(context: Context, side: str, typed: str) -> _Pairs:
    """Yield the times that are understood behind a word that says on which side of them."""
    pairs = offer(_begun(context, typed)) or offer(_days(context, fold(typed))) or offer(_read(context, typed))
    spans = dict(_periods(context.library))
    for label, value in pairs:
        period = spans.get(value) or _period(context, value)
        if value != "all" and period and _has_events(context, beside(side, period)):
            yield f"{side} {label}", f"{side} {value}"


def _period(context: Context, text: str) -> Period | None:
    try:
        when = parse_when(text, context.today, order_in(context)).when
    except ValueError:
        return None
    return when if isinstance(when, Period) else None


def _ends(context: Context, typed: str) -> _Pairs:
    """Yield the years with which a time may go on that ends in a dash: 1999-, March 1999-, 1990s to."""
    match = _RANGE.fullmatch(typed)
    try:
        start = parse_when(match["start"], context.today, order_in(context)).when if match else None
    except ValueError:
        start = None
    if match is None or not isinstance(start, Period):
        return
    first, last = context.library.years()
    for year in range(max(start.last.year + 1, first), last + 1):
        if str(year).startswith(match["end"]):
            text = f"{match['start']}{'..' if '-' in match['start'] else '-'}{year}"
            yield text, text


def _numbered(context: Context, typed: str) -> _Pairs:
    """Yield the months of a year, or the days of a month, with events whose numbers begin so: 2008-0, 2008-08-1."""
    if not _NUMBERS.fullmatch(typed):
        return
    year, is_month = int(typed[:4]), typed.count("-") == 1
    days = (date(year, 1, 1) + timedelta(days=number) for number in range(366 if isleap(year) else 365))
    for day in days:
        value = day.isoformat()[:7] if is_month else day.isoformat()
        if value.startswith(typed) and (day.day == 1 or not is_month):
            period = month_of(year, day.month) if is_month else Period(day, day)
            if _has_events(context, period):
                yield _name(context.say, period), value


def _begun(context: Context, typed: str) -> _Pairs:
    """Yield the times that go on from what is typed, or have it in their name: 19, cold."""
    if not typed.isdigit():
        yield from (pair for pair in _times(context.library) if fold(typed) in fold(pair[0]))
        return
    first, last = context.library.years()
    years = (f"{year:03}" for year in range(last, first - 1, -1))
    decades = (f"{year:03}s" for year in range(first // 10 * 10, last + 1, 10))
    yield from ((text, text) for text in (*years, *decades) if text.startswith(typed))


def _named(context: Context, folded: str) -> _Pairs:
    """Yield months and days of this name, and topics with a word that begins so: all of a topic is a time, too."""
    yield from ((text, text) for text in _FROM_TODAY if text.startswith(folded) and _may_lead(context, text))
    yield from _months(context, folded)
    yield from _days(context, folded)
    yield from ((name, tag) for tag, name in context.library.topics.items() if begins(name, folded))


def _may_lead(context: Context, text: str) -> bool:
    """Whether something happened at a time that is said by the calendar; a day is one of every year."""
    period = _period(context, text)
    return period is None or _has_events(context, period)


def _months(context: Context, folded: str) -> _Pairs:
    """Yield the months whose name begins so, and the years in which they have most events."""
    for number in range(1, 13):
        label = context.say.month(date(2000, number, 1), with_year=False)
        if fold(label).startswith(folded) or folded.startswith(f"{fold(label)} "):
            first_days = (date(int(year), number, 1) for year in context.library.fullest_years_of(number))
            months = ((context.say.month(day, with_year=True), day.isoformat()[:7]) for day in first_days)
            yield from ((name, value) for name, value in ((label, label), *months) if fold(name).startswith(folded))


def _days(context: Context, folded: str) -> _Pairs:
    """Yield the days that begin so, with a letter of the month at least, and such a day in each year with events."""
    for label, value, names in _days_of_year(context.say):
        if " " in folded and any(name.startswith(folded) for name in names):
            yield label, value
        if folded in names or any(folded.startswith(f"{name} ") for name in names):
            number = folded.split()[-1] if folded not in names else ""
            days = (event.date.first for event in context.library.on_day(*_month_and_day(value)))
            dated = (day for day in days if str(day.year).startswith(number))
            yield from ((context.say.day(day), day.isoformat()) for day in dated)


def _month_and_day(value: str) -> tuple[int, int]:
    return int(value[:2]), int(value[3:])


def _read(context: Context, typed: str) -> _Pairs:
    """Yield the time that is typed, or each that it may be, by its name."""
    try:
        whens: tuple[When, ...] = (parse_when(typed, context.today, order_in(context)).when,)
    except TwoWaysError as error:
        whens = tuple(error.readings)
    except ValueError:
        return
    yield from ((_name(context.say, when), when_text(when)) for when in whens if _has_ends(when))


def _has_ends(when: When) -> bool:
    return not isinstance(when, Period) or (when.first > date.min and when.last < date.max)


def _name(say: Catalog, when: When) -> str:
    """Return what a time is called, a whole month by its name."""
    if isinstance(when, Period) and when.months == 1 and (when.last - when.first).days >= 27:
        return say.month(when.first, with_year=True)
    return when_name(say, when)


def complete_day(context: Context, beginning: str) -> Completion:
    """Offer days of the year by their names, and today and the days after it to who has typed nothing."""
    spelt = _spelt_out(context.say, beginning.strip())
    typed = fold(spelt)
    if not typed:
        days = (context.today + timedelta(days=number) for number in range(COMING))
        return offer((context.say.day_of_year(day.month, day.day), f"{day:%m-%d}") for day in days)
    named = [
        (label, value)
        for label, value, names in _days_of_year(context.say)
        if value.startswith(spelt) or any(name.startswith(typed) for name in names)
    ]
    return offer((*((text, text) for text in _DAYS if text.startswith(typed)), *(named or _days_read(context, spelt))))


def _days_read(context: Context, typed: str) -> _Pairs:
    """Yield the day that is typed, or each that it may be, without its year."""
    yield from ((label, value) for label, value in _read(context, typed) if ".." not in value and value[:1].isdigit())


@lru_cache(maxsize=8)
def _days_of_year(say: Catalog) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Return the name, the number and the folded names, the month last or first, of each day of a leap year."""
    days = (date(2000, 1, 1) + timedelta(days=number) for number in range(366))
    return tuple(_named_day(say, day) for day in days)


def _named_day(say: Catalog, day: date) -> tuple[str, str, tuple[str, ...]]:
    name, month = say.day_of_year(day.month, day.day), say.month(day, with_year=False)
    return name, f"{day:%m-%d}", (fold(name), fold(f"{month} {day.day}"))


def _times(library: Library) -> _Pairs:
    """Yield everything, the packs' periods, the decades, and the years with most events."""
    yield "all", "all"
    yield from ((name, name) for name, _ in _periods(library))
    first, last = library.years()
    yield from ((f"{year:03}s", f"{year:03}s") for year in range(first // 10 * 10, last + 1, 10))
    yield from ((year, year) for year in library.fullest_years(MOST_CHOICES))


def _periods(library: Library) -> Iterator[tuple[str, Period]]:
    """Yield the names and the times of the packs' periods."""
    for label in library.complete("", (Kind.TERM,), 500):
        term = library.fact(label.id)
        if isinstance(term, Term) and (span := span_of(term)):
            yield term.name, span


def _complete_weekday(context: Context, beginning: str) -> Completion:
    """Offer the days of the week, from Monday to Friday first, and what may end “mon-”."""
    say, typed = context.say, fold(beginning.replace("-", " to "))
    days = [(say(name), word) for name, word in zip(DAYS, DAY_WORDS, strict=True)]
    spans = [
        (say("{first} – {last}", first=first[0], last=last[0]), f"{first[1]}-{last[1]}")
        for number, first in enumerate(days)
        for last in days[number + 1 :]
    ]
    working = next(pair for pair in spans if pair[1] == f"{DAY_WORDS[0]}-{DAY_WORDS[4]}")
    offered = (working, *days, *spans) if "to" in typed.split() else (working, *days)
    return offer(
        (label, value)
        for label, value in offered
        if fold(label.replace("–", "to")).startswith(typed) or fold(value.replace("-", " to ")).startswith(typed)
    )


complete_weekdays = listed(_complete_weekday)
