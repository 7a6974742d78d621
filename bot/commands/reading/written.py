"""Makes times of what was typed for an option, and says what is wrong with one that cannot be."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from bot.chat import Choice, UsageError, button
from bot.commands.context import Context
from bot.commands.reading import periods
from bot.commands.reading.asking import Asking
from bot.commands.reading.dates import (
    DayOfYear,
    MonthOfYear,
    NoSuchDateError,
    Order,
    Period,
    TwoWaysError,
    When,
    day_of_year,
    parse_when,
)
from bot.facts.aspects import names_of
from bot.facts.find import How, find
from bot.facts.incumbents import leader_called, reign_of
from bot.facts.library import Library
from bot.facts.model import Country, Fact, Kind, Term
from bot.facts.names import key
from bot.replies.catalog import Catalog
from bot.replies.lookups import answers, headings

# So much of a text that is refused is said again.
SHOWN = 60


def read_when(text: str, asking: Asking, instead: Callable[[], tuple[Choice, ...]] = tuple) -> When:
    """Read a time; UsageError for what is none, with what may be done instead."""
    try:
        return _parsed(text, asking)
    except ValueError:
        if period := period_named(asking.context.library, text):
            return period
        raise UsageError(asking.say(headings.NOT_A_TIME, text=shown(text)), instead()) from None


def read_period(text: str, asking: Asking) -> Period:
    """Read a time that is not of every year; UsageError for what is none."""
    when = read_when(text, asking)
    if not isinstance(when, Period):
        raise UsageError(asking.say(headings.NOT_A_TIME, text=shown(text)))
    return when


def read_day_of_year(text: str, asking: Asking) -> tuple[int, int]:
    """Read a day of the year as (month, day); a year may stand with it. UsageError for what is none."""
    try:
        day = day_of_year(_parsed(text, asking))
    except ValueError:
        day = None
    if day is None:
        raise UsageError(asking.say(headings.NOT_A_DAY, text=shown(text)))
    return day.month, day.day


def _parsed(text: str, asking: Asking) -> When:
    """Return the time that a text is; ValueError for none, UsageError for one that is no day or may be two."""
    try:
        return parse_when(text, asking.context.today, order_in(asking.context)).when
    except NoSuchDateError as error:
        raise UsageError(no_such_date(asking.say, text, error)) from None
    except TwoWaysError as error:
        raise UsageError(asking.say(answers.WHICH_DAY, text=shown(text)), _readings(error, asking)) from None


def _readings(error: TwoWaysError, asking: Asking) -> tuple[Choice, ...]:
    """Return a button for each way in which a date can be read; they ask the same command again."""
    return tuple(
        button(when_name(asking.say, when), asking.request.command, **{asking.name: when_text(when)})
        for when in error.readings
    )


# What stands before the name of a period: which side of it is meant, and which of its ends.
_SIDE = re.compile(r"(?:(?P<side>before|until|during|in|from|since|after) )?(?:the )?(?P<name>.+)", re.IGNORECASE)
_END = re.compile(
    r"(?:(?P<end>end|fall|collapse|breakup)|start|beginning|outbreak) of (?:the )?(?P<name>.+)", re.IGNORECASE
)
_SIDES: Mapping[str, Callable[[Period], Period]] = {
    "before": periods.before,
    "until": periods.until,
    "since": periods.since,
    "from": periods.since,
    "after": periods.after,
}


def period_named(library: Library, text: str) -> Period | None:
    """Return the time of what a pack calls so, or what is before, during or after it, or one of its ends."""
    if period := _called(library, text, Kind.TERM):
        return period
    match = _SIDE.fullmatch(" ".join(text.split()))
    if match is None:
        return None
    kinds = (Kind.TERM, Kind.COUNTRY) if match["side"] else (Kind.TERM,)
    period = _called(library, match["name"], *kinds) or reign_named(library, match["name"])
    period = period or _end_named(library, match["name"])
    return beside(match["side"] or "", period) if period else None


def _end_named(library: Library, text: str) -> Period | None:
    """Return the day on which what a pack calls so ended or began: the fall of the Soviet Union."""
    match = _END.fullmatch(text)
    period = _called(library, match["name"], Kind.TERM, Kind.COUNTRY) if match else None
    if match is None or period is None:
        return None
    day = period.last if match["end"] else period.first
    return Period(day, day)


def beside(side: str, period: Period) -> Period:
    """Return the time before, until, since or after a period; the period itself for any other word."""
    move = _SIDES.get(side.casefold())
    return move(period) if move else period


# As the time in which somebody led a state is called.
_REIGN = re.compile(
    r"(?:(?:in|during) )?(?:the )?(?P<name>.+?)(?:['’]s?)? (?:(?P<president>presidency)|era|years|administration|rule)"
    r"|(?:under|при|за|unter|sous) (?P<under>.+)",
    re.IGNORECASE,
)


def reign_named(library: Library, text: str) -> Period | None:
    """Return the time in which somebody led a state: under Gorbachev, the Yeltsin era."""
    match = _REIGN.fullmatch(" ".join(text.split()))
    leader = leader_called(library, match["name"] or match["under"]) if match else None
    if match is None or leader is None:
        return None
    reign = reign_of(leader, "president" if match["president"] else "")
    return Period(*reign) if reign else None


def _called(library: Library, name: str, *kinds: Kind) -> Period | None:
    """Return the time of the only fact of some kinds that has a name and lasted."""
    matches = find(library, name, kinds, allows_slips=False)
    called = (fact for fact in matches.facts if _plain(name) in map(_plain, names_of(fact)))
    spans = [span for fact in called if isinstance(fact, Term | Country) and (span := span_of(fact))]
    return spans[0] if matches.how is How.EXACT and len(spans) == 1 else None


def _plain(name: str) -> str:
    """Return a name without its article, whatever the order of its words."""
    return key(re.sub(r"^the\s+", "", name, flags=re.IGNORECASE))


def span_of(fact: Term | Country) -> Period | None:
    """Return the time that something lasted, a period or a state that is no more, None for what has no such time."""
    since, until = fact.since, fact.until
    if since is None and (until is None or isinstance(fact, Term)):
        return None
    return Period(since.first if since else date.min, until.last if until else date.max)


def age_of(fact: Fact) -> Period | None:
    """Return the time of a term that is a period, whose events are all of that time; None for any other fact."""
    return span_of(fact) if isinstance(fact, Term) and fact.kind == "period" else None


def order_in(context: Context) -> Order:
    """Return which of two numbers of a date is the day where the community is: its language or its zone tells."""
    return order_of(context.settings.locale, context.settings.zone)


@lru_cache(maxsize=256)
def order_of(locale: str, zone: str) -> Order:
    """Return which number of a date stands first in a language of a country, or in the country of a zone."""
    territory = get_global("zone_territories").get(zone)
    for tag in (locale if "-" in locale or "_" in locale else "", f"und_{territory}" if territory else "", locale):
        if order := _order_of(tag.replace("-", "_")):
            return order
    return Order.UNKNOWN


def _order_of(tag: str) -> Order | None:
    if not tag or tag == "en":
        # English is written by Americans and by everybody else.
        return None
    try:
        pattern = str(Locale.parse(tag).date_formats["short"].pattern)
    except (ValueError, UnknownLocaleError):
        return None
    return Order.MONTH_FIRST if pattern.find("M") < pattern.find("d") else Order.DAY_FIRST


def no_such_date(say: Catalog, text: str, error: NoSuchDateError) -> str:
    """Say what is wrong with a date that does not exist."""
    if error.unit == "day" and error.month:
        month = say.month(error.month, with_year=error.month.month == 2 and error.length == 28)
        return answers.days_of_month(say, shown(text), month, error.length)
    if error.unit == "month":
        return say(answers.MONTHS_OF_YEAR, text=shown(text))
    return (
        answers.years(say, shown(text))
        if error.unit == "year"
        else say(answers.PARTS, text=shown(text), number=error.length)
    )


def when_name(say: Catalog, when: When) -> str:
    """Return what a time is called, so that it can be read one way only."""
    if isinstance(when, DayOfYear):
        return say.day_of_year(when.month, when.day)
    if isinstance(when, MonthOfYear):
        return say.month(date(2000, when.month, 1), with_year=False)
    first, last = say.day(when.first), say.day(when.last)
    return first if first == last else f"{first} – {last}"


def when_text(when: When) -> str:
    """Write a time as briefly as it can be typed, so that it is read as the same again."""
    if isinstance(when, DayOfYear):
        return f"{when.month:02}-{when.day:02}"
    if isinstance(when, MonthOfYear):
        return date(2000, when.month, 1).strftime("%B")
    return when.first.isoformat() if when.first == when.last else f"{when.first}..{when.last}"


def shown(text: str) -> str:
    """Return as much of a text as is said again where it is refused."""
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else f"{line[: SHOWN - 1]}…"
