"""The names that are kept beside the code are those of the CLDR."""

from __future__ import annotations

from bot.facts.cldr import CLDR
from bot.facts.gathered import gathered


def test_the_names_are_those_of_the_babel_that_is_installed() -> None:
    assert CLDR.read_text(encoding="utf-8") == gathered()
