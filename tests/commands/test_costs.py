"""What is sent in place of a text costs no more than its length allows, whatever option it is for: counted in calls."""

from __future__ import annotations

import sys
from contextlib import suppress
from random import Random
from string import ascii_lowercase
from types import FrameType

import pytest
from babel import localedata

from bot.app import Bot
from bot.chat import UsageError
from bot.commands.kinds import Kind
from bot.commands.options import Option
from bot.commands.reading import calendars, date_tokens
from bot.commands.row import Command
from bot.commands.table import COMMANDS
from bot.replies.catalog import languages
from tests.saltmarsh import request

RNG = Random(7)
# One letter, random letters, short words, digits, Cyrillic, combining marks, zero width, emoji, RTL, brackets, quotes.
SORTS = {
    "one letter": "a",
    "letters": "".join(RNG.choices(ascii_lowercase, k=97)),
    "words": "ab ",
    "digits": "19",
    "Cyrillic": "Горбачёв",
    "marks": "e\u0301",
    "zero width": "\u200b",
    "emoji": "🙂",
    "RTL": "שלום",
    "brackets": "([{",
    "quotes": "\"'“",
}
# A usual name needs some hundreds or thousands of calls; 50 ms have room for some hundred thousand.
MOST = 40_000


@pytest.mark.parametrize("sort", SORTS)
def test_no_text_costs_more_than_is_bounded_in_any_option(shared_bot: Bot, sort: str) -> None:
    for row, option in texts():
        filled = (SORTS[sort] * option.limit)[: option.limit]
        # What a bot that runs has loaded by then is loaded.
        calls(shared_bot, row, option, "z 1")

        assert calls(shared_bot, row, option, filled) < MOST, f"{row.name} {option.name}"


def test_what_the_first_text_would_wait_for_is_loaded_by_a_bot_that_has_warmed_up(shared_bot: Bot) -> None:
    date_tokens.tokens_of.cache_clear()
    date_tokens._tables.cache_clear()
    calendars.months.cache_clear()
    calendars.weekdays.cache_clear()
    # Nothing but this tells what Babel has read, some 60 ms a language.
    localedata._cache.clear()

    shared_bot.warm()

    assert (calendars.months.cache_info().currsize, calendars.weekdays.cache_info().currsize) == (1, 1)
    assert set(languages()) <= set(localedata._cache)


def texts() -> list[tuple[Command, Option]]:
    """Return every text option that is read or completed."""
    return [(row, option) for row in COMMANDS for option in row.options if option.kind is Kind.TEXT]


def calls(bot: Bot, row: Command, option: Option, text: str) -> int:
    """Return how many functions are called to read and to complete a text."""
    number = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal number
        number += event in ("call", "c_call")

    asked = request(row.name, {option.name: text}, is_moderator=True)
    sys.setprofile(count)
    try:
        with suppress(UsageError):
            bot.try_option(row.name, option.name, text, asked)
        bot.complete(asked, option.name, text)
    finally:
        sys.setprofile(None)
    return number
