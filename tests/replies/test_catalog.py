"""The catalogue writes every sentence and every date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from babel.dates import format_date

from bot.chat import Reply, UsageError
from bot.facts.dates import parse_date
from bot.replies.catalog import Catalog, catalog
from bot.replies.lookups.overview import short_date
from bot.shelf import Shelf
from bot.store.store import Store
from tests.blank import blank
from tests.platforms import PLATFORMS
from tests.pseudo import PseudoBot, outside
from tests.saltmarsh import FOLDER, request

# What is no sentence: addresses, and what a person must type as it stands.
NOT_WORDS = {"action", "url", "id", "style", "alt", "look"}
LINES = [
    "/timeline 1930", "/timeline all", "/timeline 1650", "/timeline soon", "/timeline 1930-1950 topic:harbor",
    "/timeline May 1950", "/who Ada Marsh", "/who Marsh", "/who Perofsky", "/who Ada Lovelace", "/who qqqq",
    "/what TCS", "/what Article 9", "/onthisday 1 May", "/onthisday 1 January", "/onthisday soon", "/search harbor",
    "/search great flood penguins", "/search qqqq", "/sources wall-dispute", "/sources chronicle", "/sources qqqq",
    "/help", "/help timeline", "/help qqqq", "/about", "/qqqq", "/who", "/about x", "/who x from:y",
    "/trivia start number:1", "/trivia start number:1 mode:survey teams:2", "/trivia start number:1 mode:type",
    "/trivia start number:50", "/trivia start mode:own", "/trivia start teams:9", "/trivia start pack:x",
    "/trivia stop", "/trivia join", "/trivia standings", "/trivia leaderboard", "/trivia review",
    "/trivia report", "/answer x",
    "/study", "/study council", "/study pack:saltmarsh", "/study pack:x", "/study missed:yes", "/study answer:x",
    "card stop", "card show card:1", "card undo", "card type card:1", "/packs list", "/packs import", "/packs remove x",
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2008-08-08", "8 August 2008"),
        ("2008-08", "August 2008"),
        ("2008", "2008"),
        ("199X", "1990s"),
        ("1990-02~", "February 1990 (approximate)"),
        ("1990?", "1990 (uncertain)"),
        ("1990%", "1990 (approximate, uncertain)"),
        ("2008-08-07/2008-08-12", "7–12 August 2008"),
        ("2008-06-30/2008-07-02", "30 June – 2 July 2008"),
        ("2008-12-30/2009-01-02", "30 December 2008 – 2 January 2009"),
        ("2008-06/2008-08", "June – August 2008"),
        ("1989/1991-12", "1989 – December 1991"),
        ("1945~/1991~", "1945 – 1991 (approximate)"),
        ("1945~/1991", "1945 (approximate) – 1991"),
    ],
)
def test_a_date_is_written_no_more_precisely_than_it_is_known(text: str, written: str) -> None:
    assert catalog("en").date(parse_date(text)) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2008-08-08", "8 Aug"),
        ("2009-08-08", "8 Aug 2009"),
        ("2008-08-08~", "8 August 2008 (approximate)"),
        ("2008-08-08?", "8 August 2008 (uncertain)"),
        ("2008-08-07/2008-08-12", "7–12 Aug"),
        ("2008-12-30/2009-01-02", "30 December 2008 – 2 January 2009"),
        ("2008-08", "August"),
        ("2008-08~", "August 2008 (approximate)"),
        ("2008-08/2008-09", "August – September 2008"),
    ],
)
def test_a_line_of_a_year_leaves_the_year_out_where_the_day_or_month_is_known(text: str, written: str) -> None:
    assert short_date(catalog("en"), parse_date(text), 2008) == written


def test_a_moment_is_written_in_its_zone(say: Catalog) -> None:
    moment = datetime(2026, 7, 1, 7, tzinfo=UTC)

    assert say.moment(moment, "Europe/Paris") == "Wed 1 Jul 2026, 09:00 (Europe/Paris)"


def test_a_leap_day_can_be_written(say: Catalog) -> None:
    assert say.day_of_year(2, 29) == "29 February"


def test_lists_and_numbers_are_the_language_s(say: Catalog) -> None:
    assert say.several(["a", "b", "c"]) == "a, b and c"
    assert say.number(14655) == "14,655"
    assert say.day(date(1949, 4, 4)) == "4 April 1949"


@pytest.mark.parametrize("locale", ["", "xx", "en-GB", "../../etc", "fr"])
def test_a_language_that_is_not_there_is_english(locale: str) -> None:
    assert catalog(locale)("Next ▶") == "Next ▶"


@pytest.fixture
def say() -> Catalog:
    return catalog("en")


@pytest.mark.parametrize("line", LINES)
def test_no_sentence_bypasses_the_catalogue(tmp_path: Path, cache: Path, line: str) -> None:
    with Store.open(blank(tmp_path / "dateline.db")) as store:
        bot = PseudoBot(Shelf([FOLDER], cache), store, platforms=PLATFORMS)
        reply = _ask(bot, line)

    strange = {word for text in _texts(reply) for word in re.findall(r"[^\W\d_]+", outside(text))} - _known(bot, line)

    assert strange == set()


def _ask(bot: PseudoBot, line: str) -> Reply:
    try:
        return bot.handle(bot.read(line, request("")))
    except UsageError as error:
        return Reply(text=error.text)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        return iter((value,))
    parts = value if isinstance(value, tuple) else _shown(value)
    return (text for part in parts for text in _texts(part))


def _shown(value: object) -> tuple[object, ...]:
    if not is_dataclass(value):
        return ()
    return tuple(getattr(value, field.name) for field in fields(value) if field.name not in NOT_WORDS)


def _known(bot: PseudoBot, line: str) -> set[str]:
    """Return the words of the pack, of the months, of what was asked and of the commands as they are typed."""
    pack = " ".join(path.read_text(encoding="utf-8") for path in FOLDER.rglob("*.yaml"))
    days = [date(2000, month, 1) for month in range(1, 13)]
    months = " ".join(
        word for day in days for word in (catalog("en").day_of_year(day.month, 1), catalog("en").short_day(day))
    )
    rows = bot.commands
    typed = " ".join(word for row in rows for word in (row.name, *(o.name for o in row.options), *row.examples))
    return set(re.findall(r"[^\W\d_]+", f"{pack} {months} {typed} {line} and or s"))


def test_english_is_written_as_babel_writes_it(say: Catalog) -> None:
    days = [date(2001, month, 5) for month in range(1, 13)]

    assert [say.day(day) for day in days] == [format_date(day, "d MMMM y", locale="en") for day in days]
    assert [say.short_day(day) for day in days] == [format_date(day, "d MMM", locale="en") for day in days]
    assert [say.number(number) for number in (0, -5, 999, 1000, 1234567)] == ["0", "-5", "999", "1,000", "1,234,567"]
