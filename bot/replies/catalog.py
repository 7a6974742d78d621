"""The catalogue: every sentence and every date, in one person's language.

English sentences are the keys (GNU gettext); translations are `locale/<language>/LC_MESSAGES/dateline.mo`. Dates,
times, lists and numbers are written by Babel, after the Unicode CLDR.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime, format_interval, format_skeleton, format_time
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from bot.chat import NOWHERE, Mention, Platform, mention
from bot.facts.dates import HistoricalDate, Precision, parse_date
from bot.schedule.zones import zone_label

LOCALES = Path(__file__).parent / "locale"
DEFAULT = "en"
# In English, as Babel has them: it reads 17 ms of a language's data first, for which the first answer would wait.
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
# So many sentences are kept as they are said in one place, and so many dates and numbers as Babel writes them in one
# language, which takes it up to 0.1 ms: a press says ten of each, and the same as the presses before it.
SENTENCES, WRITTEN = 1024, 4096
# By which of Babel's patterns the days or the months between two dates of one year are written.
SPANS = {Precision.DAY: "yMMMd", Precision.MONTH: "yMMMM"}
# A command in a sentence: its first word, or what will be put in its place.
_COMMAND = re.compile(r"(?<![^\s(“«])/(?=[a-z{])([a-z]+|\{[a-z]+\})")


def N_(text: str) -> str:
    """Mark a sentence for translation where it is written down, to be translated where it is said."""
    return text


class Catalog:
    """Says things in one language. Placeholders are `{name}`; what fills them is never translated or formatted.

    A sentence names a command as `/trivia start`; it is said as `command` writes it, the way it is typed in one place.
    """

    def __init__(
        self,
        locale: str,
        translations: gettext.NullTranslations,
        command: Callable[[str], str] = NOWHERE.command,
    ) -> None:
        self.locale = locale
        # As dates are, lists are written as the British do, without a comma before the last name.
        self._lists = "en_GB" if locale == DEFAULT else locale
        self._translations = translations
        self._command = command
        self._translated = lru_cache(maxsize=SENTENCES)(lambda text: self.typed(translations.gettext(text)))

    def __call__(self, text: str, /, **values: object) -> str:
        """Say a sentence."""
        return self._translated(text).format(**values)

    def typed(self, text: str) -> str:
        """Return a text of our own with its commands as they are typed here."""
        return _COMMAND.sub(lambda match: self._command(match[1]), text) if "/" in text else text

    def count(self, one: str, many: str, number: int, /, **values: object) -> str:
        """Say a sentence that depends on a number, which it may name as {number}."""
        text = self._translations.ngettext(one, many, number)
        return self.typed(text).format(number=self.number(number), **values)

    def number(self, number: int) -> str:
        """Write a whole number with the language's separators."""
        return f"{number:,}" if self.locale == "en" else _number(number, self.locale)

    def decimal(self, number: float) -> str:
        """Write a number with one decimal and the language's separators."""
        return format_decimal(number, "#,##0.0", locale=self.locale)

    def percent(self, share: float) -> str:
        """Write a share, from 0 to 1, as a whole number of hundredths."""
        return format_percent(share, locale=self.locale)

    def several(self, names: Sequence[str]) -> str:
        """Join names as a list that ends in "and"."""
        if len(names) == 1:
            # Babel looks into a folder first, and each answer of a class is said so.
            return names[0]
        return format_list(list(names), locale=self._lists)

    def alternatives(self, names: Sequence[str]) -> str:
        """Join names as a list that ends in "or"."""
        return format_list(list(names), style="or", locale=self._lists)

    def territory(self, code: str) -> str:
        """Name a country by its code; what no country has as a code is a name already."""
        return str(Locale.parse(self.locale).territories.get(code) or code.title())

    def day(self, day: date) -> str:
        """Write a day in full, as "4 April 1949" in British order for `en`."""
        return (
            f"{day.day} {MONTHS[day.month - 1]} {day.year}" if self.locale == "en" else _date(day, "long", self.locale)
        )

    def day_of_year(self, month: int, day: int) -> str:
        """Write a day of any year, as "4 April"."""
        # A leap year, so that 29 February can be written.
        when = date(2000, month, day)
        return f"{day} {MONTHS[month - 1]}" if self.locale == "en" else _skeleton(when, "MMMMd", self.locale)

    def short_day(self, day: date) -> str:
        """Write a day of a year that is known, as "4 Apr"."""
        return f"{day.day} {MONTHS[day.month - 1][:3]}" if self.locale == "en" else _skeleton(day, "MMMd", self.locale)

    def dated_day(self, day: date) -> str:
        """Write a day with its year and a short month, as "4 Apr 1949"."""
        if self.locale == "en":
            return f"{self.short_day(day)} {day.year}"
        return _skeleton(day, "yMMMd", self.locale)

    def span_of_year(self, first: date, last: date) -> str:
        """Write days of a year that is known, as "7–12 Aug" or "30 Jun – 2 Jul"."""
        if self.locale == "en":
            same = first.month == last.month
            return (
                f"{first.day}–{self.short_day(last)}" if same else f"{self.short_day(first)} – {self.short_day(last)}"
            )
        return format_interval(first, last, "MMMd", locale=self.locale)

    def month(self, first: date, *, with_year: bool) -> str:
        """Write a month as it stands alone: "April 2008" or "April"."""
        pattern = "LLLL y" if with_year else "LLLL"
        return _date(first, pattern, self.locale)

    def short_month(self, first: date, *, with_year: bool) -> str:
        """Write a month as it stands alone, briefly: "Apr 2008" or "Apr"."""
        return _skeleton(
            first if with_year else date(2000, first.month, 1), "yMMM" if with_year else "MMM", self.locale
        )

    def moment(self, at: datetime, zone: str) -> str:
        """Write a moment in a zone, with weekday, minutes and the zone's name."""
        return _moment(at, zone, self.locale)

    def channel(self, id: str) -> str:
        """Mention a channel; nothing for nothing."""
        return mention(Mention.CHANNEL, id)

    def role(self, id: str) -> str:
        """Mention a role; nothing for nothing."""
        return mention(Mention.ROLE, id)

    def country(self, code: str) -> str:
        """Name a country by its two letters."""
        return str(Locale.parse(self.locale).territories.get(code, code))

    def time(self, at: datetime, zone: str) -> str:
        """Write the time of day in a zone, of 24 hours, as `moment` does."""
        pattern = "HH:mm" if self.locale == "en" else "short"
        return format_time(at, pattern, tzinfo=ZoneInfo(zone), locale=self.locale)

    def date(self, when: HistoricalDate) -> str:
        """Write a historical date as precisely as it is known, and no more precisely."""
        if when.is_interval:
            return self._interval(when)
        return self._qualified(when, self._point(when))

    def span(self, since: HistoricalDate, until: HistoricalDate) -> str:
        """Write from when to when something was."""
        if since.is_interval or until.is_interval:
            return f"{self.date(since)} – {self.date(until)}"
        return self._between(since, until)

    def _interval(self, when: HistoricalDate) -> str:
        start, end = (parse_date(part) for part in when.text.split("/"))
        return self._between(start, end)

    def _between(self, start: HistoricalDate, end: HistoricalDate) -> str:
        """Write what two dates share only once: "7–12 August 2008", "1945 – 1991 (approximate)"."""
        if (start.is_approximate, start.is_uncertain) != (end.is_approximate, end.is_uncertain):
            return f"{self.date(start)} – {self.date(end)}"
        return self._qualified(start, self._points(start, end))

    def _points(self, start: HistoricalDate, end: HistoricalDate) -> str:
        skeleton = SPANS.get(start.precision) if start.precision is end.precision else None
        if skeleton is None or start.first.year != end.first.year:
            return f"{self._point(start)} – {self._point(end)}"
        if self.locale != "en":
            return format_interval(start.first, end.first, skeleton, locale=self.locale)
        first = self._point(start).removesuffix(f" {start.first.year}")
        if start.precision is Precision.DAY and start.first.month == end.first.month:
            return f"{start.first.day}–{self._point(end)}"
        return f"{first} – {self._point(end)}"

    def _point(self, when: HistoricalDate) -> str:
        if when.precision is Precision.DAY:
            return self.day(when.first)
        if when.precision is Precision.MONTH:
            return _skeleton(when.first, "yMMMM", self.locale)
        if when.precision is Precision.DECADE:
            return self("{year}s", year=when.first.year)
        return str(when.first.year)

    def _qualified(self, when: HistoricalDate, text: str) -> str:
        if when.is_approximate and when.is_uncertain:
            return self("{date} (approximate, uncertain)", date=text)
        if when.is_approximate:
            return self("{date} (approximate)", date=text)
        return self("{date} (uncertain)", date=text) if when.is_uncertain else text


@lru_cache(maxsize=WRITTEN)
def _date(day: date, pattern: str, locale: str) -> str:
    return format_date(day, pattern, locale=locale)


@lru_cache(maxsize=WRITTEN)
def _skeleton(day: date, skeleton: str, locale: str) -> str:
    return format_skeleton(skeleton, day, locale=locale)


@lru_cache(maxsize=WRITTEN)
def _moment(at: datetime, zone: str, locale: str) -> str:
    pattern = "EEE d MMM y, HH:mm" if locale == "en" else "medium"
    return f"{format_datetime(at.astimezone(ZoneInfo(zone)), pattern, locale=locale)} ({zone_label(zone)})"


@lru_cache(maxsize=WRITTEN)
def _number(number: int, locale: str) -> str:
    return format_decimal(number, locale=locale)


@lru_cache(maxsize=64)
def catalog(locale: str, platform: Platform = NOWHERE) -> Catalog:
    """Return the catalogue of a language in a place; "", unknown and untranslated languages are English."""
    try:
        parsed = Locale.parse(locale.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        parsed = Locale.parse(DEFAULT)
    if not gettext.find("dateline", LOCALES, [parsed.language]):
        return Catalog(DEFAULT, gettext.NullTranslations(), platform.command)
    return Catalog(str(parsed), gettext.translation("dateline", LOCALES, [parsed.language]), platform.command)


def languages() -> tuple[str, ...]:
    """Return the languages the bot speaks, English first."""
    translated = sorted(path.name for path in LOCALES.glob("*/") if (path / "LC_MESSAGES/dateline.mo").exists())
    return (DEFAULT, *translated)


def warm() -> None:
    """Load what Babel writes numbers, dates and lists by, in each language: some 60 ms for the first who needs it."""
    for language in languages():
        say = catalog(language)
        say.number(1)
        say.day(date(2000, 1, 1))
        say.several(("a", "b"))
