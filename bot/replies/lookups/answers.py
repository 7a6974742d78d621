"""What a question is answered with first: a date, a name, a number, yes or no; and what is said when it cannot be.

No date or name stands after a preposition or a verb: each is a label or a value, for other languages decline them.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.facts.dates import HistoricalDate
from bot.replies.catalog import N_, Catalog

FOUNDED = N_("founded")
DISSOLVED = N_("dissolved")
SIGNED = N_("signed")
IN_FORCE = N_("in force")
ENDED = N_("ended")
BEGAN = N_("began")
INDEPENDENT = N_("independent")
BORN = N_("born")
DIED = N_("died")
YES = N_("Yes. {answer}")
NO = N_("No. {answer}")
NOBODY_LEFT = N_("No. {organization} · left: nobody")
NOBODY_JOINED = N_("No. {organization} · joined later: nobody")
NOBODY_THEN = N_("Nothing here tells who that was then. Nearest: {answer}")
NOBODY_NOW = N_("Nothing here tells who that is now. Latest: {answer}")
READ_AS = N_("“{text}” is read as: {date}")
WHICH_DAY = N_("“{text}” can be read two ways. Which is meant?")
MONTHS_OF_YEAR = N_("“{text}” does not exist: a year has 12 months, from 1 to 12.")
PARTS = N_("“{text}” does not exist: there are only {number} of these.")
MEANT = N_("Nothing here answers “{text}”. Did you mean /{command}?")
COMMAND = N_("/{command}")
GREETED = N_("Ask in plain words, with a name or a date. /help shows what there is to ask, with examples.")
UNKNOWN = N_("Nothing here answers “{text}”. Try fewer words, a name or a date.")
# A time is told in days up to so many, in months up to so many, and beyond in years.
MOST_DAYS, MOST_MONTHS = 400, 24
DAYS_OF_MONTH = 30.44


def dated(say: Catalog, when: HistoricalDate, title: str) -> str:
    """Answer *when*: the date first."""
    return say("{date} · {title}", date=say.date(when), title=title)


def attribute(say: Catalog, when: HistoricalDate, label: str, name: str) -> str:
    """Answer *when* from a field of a card: founded, signed, born."""
    return say("{date} · {name} · {label}", date=say.date(when), name=name, label=label)


def no_longer(say: Catalog, when: HistoricalDate, label: str, name: str) -> str:
    """Answer that something is no more, with how it ended and when."""
    return say("No. {name} · {label}: {date}", name=name, label=label, date=say.date(when))


def is_over(say: Catalog, when: HistoricalDate, label: str, name: str) -> str:
    """Answer that something has ended, with how and when."""
    return say("Yes. {name} · {label}: {date}", name=name, label=label, date=say.date(when))


def shown_of(say: Catalog, shown: int, total: int) -> str:
    """Say of a list, the latest first, that it goes on."""
    return say("The latest {shown} of {total}", shown=say.number(shown), total=say.number(total))


def named(say: Catalog, names: Sequence[str], title: str) -> str:
    """Answer *who*: the names first."""
    return say("{names} · {title}", names=say.several(list(names)), title=title)


def beside(say: Catalog, name: str, answer: str) -> str:
    """Answer who came after, or before, one of several people of a name."""
    return say("{name}: {answer}", name=name, answer=answer)


def held(say: Catalog, name: str, office: str, since: HistoricalDate, until: HistoricalDate | None) -> str:
    """Answer who held an office: the name first."""
    if until is None:
        return say("{name} · {office} · since: {date}", name=name, office=office, date=say.date(since))
    return say("{name} · {office} · {dates}", name=name, office=office, dates=say.span(since, until))


def lasted(say: Catalog, name: str, since: HistoricalDate, until: HistoricalDate) -> str:
    """Answer when a period was, or how long: its days first."""
    if since == until:
        return dated(say, since, name)
    return say("{dates} · {name}", dates=say.span(since, until), name=name)


def length(say: Catalog, since: HistoricalDate, until: HistoricalDate, line: str) -> str:
    """Answer how long: days where both are known and few, else months or years, about as many."""
    days = (until.first - since.first).days
    if days < MOST_DAYS and since.is_exact_day and until.is_exact_day:
        number = say.count("{number} day", "{number} days", days)
    elif days < MOST_MONTHS * DAYS_OF_MONTH:
        number = say.count("{number} month", "{number} months", round(days / DAYS_OF_MONTH))
    else:
        years, months = divmod(round(days / DAYS_OF_MONTH), 12)
        number = say.count("{number} year", "{number} years", years)
        if months and since.is_exact_day and until.is_exact_day:
            number = say.several([number, say.count("{number} month", "{number} months", months)])
    return say("{length} · {answer}", length=number, answer=line)


def as_of(say: Catalog, when: HistoricalDate) -> str:
    """Say up to when an answer was true."""
    return say("As of: {date}", date=say.date(when))


def number_of_members(say: Catalog, number: int, organization: str, when: HistoricalDate) -> str:
    """Answer how many members there were: the number first."""
    members = say.count("{number} member", "{number} members", number)
    return say("{members} · {organization} · {date}", members=members, organization=organization, date=say.date(when))


def holders(say: Catalog, number: int, office: str) -> str:
    """Answer how many people have held an office: the number first."""
    return say("{number} · {office}", number=say.number(number), office=office)


def number_changed(say: Catalog, when: HistoricalDate, number: int, joined: Sequence[str], left: Sequence[str]) -> str:
    """Tell on which day how many there were, and who had come or gone."""
    members = say.count("{number} member", "{number} members", number)
    names = [*(f"+ {name}" for name in joined), *(f"− {name}" for name in left)]
    return say("{date}: {members} ({names})", date=say.date(when), members=members, names=", ".join(names))


def number_joined(say: Catalog, number: int, organization: str) -> str:
    """Answer how many joined in a time."""
    members = say.count("{number} new member", "{number} new members", number)
    return say("{members} · {organization}", members=members, organization=organization)


def joined(say: Catalog, when: HistoricalDate, names: Sequence[str], organization: str) -> str:
    """Answer when somebody joined, or who did: the date first."""
    return say(
        "{date} · {names} · {organization}: joined",
        date=say.date(when), names=say.several(list(names)), organization=organization,
    )  # fmt: skip


def left(say: Catalog, when: HistoricalDate, names: Sequence[str], organization: str) -> str:
    """Answer when somebody left: the date first."""
    return say(
        "{date} · {names} · {organization}: left",
        date=say.date(when), names=say.several(list(names)), organization=organization,
    )  # fmt: skip


def is_member(say: Catalog, name: str, organization: str, since: HistoricalDate, until: HistoricalDate | None) -> str:
    """Answer that somebody is or was a member, with the day."""
    if until:
        dates = say.span(since, until)
        return say("Yes. {name} · {organization} · {dates}", name=name, organization=organization, dates=dates)
    return say(
        "Yes. {name} · {organization} · joined: {date}", name=name, organization=organization, date=say.date(since)
    )


def has_not_left(say: Catalog, name: str, organization: str, since: HistoricalDate) -> str:
    """Answer that somebody is a member still, and since when."""
    return say(
        "No. {name} · {organization} · joined: {date}", name=name, organization=organization, date=say.date(since)
    )


def is_no_member(say: Catalog, name: str, organization: str) -> str:
    """Answer that somebody is not, or was not then, a member."""
    return say("No. {name} · {organization}: not a member", name=name, organization=organization)


def was_member(say: Catalog, name: str, since: HistoricalDate, until: HistoricalDate | None) -> str:
    """Tell when somebody was a member who was none at the time that was asked about."""
    if until:
        return say("{name} · member: {dates}", name=name, dates=say.span(since, until))
    return say("{name} · joined: {date}", name=name, date=say.date(since))


def days_of_month(say: Catalog, text: str, month: str, number: int) -> str:
    """Refuse a day that its month does not have."""
    return say.count(
        "“{text}” does not exist: {month} has {number} day.", "“{text}” does not exist: {month} has {number} days.",
        number, text=text, month=month,
    )  # fmt: skip


def years(say: Catalog, text: str) -> str:
    """Refuse a year that no calendar has."""
    return say("“{text}” does not exist: years go from 1 to 9999.", text=text)
