"""Escaping: what people and packs write is shown as it is."""

from __future__ import annotations

import pytest

from adapters.discord.markdown import bold, escape, highlighted, link


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**bold** _slanted_ ~~gone~~", r"\*\*bold\*\* \_slanted\_ \~\~gone\~\~"),
        ("`code` ||hidden||", r"\`code\` \|\|hidden\|\|"),
        ("back\\slash", r"back\\slash"),
        ("<@123> <#4> <t:5:R>", r"\<@123> \<#4> \<t:5:R>"),
        ("[look](https://evil.example)", r"\[look\](https\://evil.example)"),
        ("> quote", r"\> quote"),
        ("# heading\n-# small", "\\# heading\n\\-# small"),
        ("  - item\n1. one", "  \\- item\n1\\. one"),
        ("NATO-Russia (1997), 3. May", "NATO-Russia (1997), 3. May"),
        ("", ""),
    ],
)
def test_what_would_format_does_not(text: str, shown: str) -> None:
    assert escape(text) == shown


def test_nobody_is_called() -> None:
    assert "@everyone" not in escape("@everyone @here")
    assert "@here" not in escape("@everyone @here")


def test_words_that_were_found_are_bold() -> None:
    assert highlighted("The sea *wall* rose", ("sea", "wall")) == r"The **sea** \***wall**\* rose"


def test_nothing_is_not_made_bold() -> None:
    assert bold(" ") == ""


def test_an_address_is_masked_and_has_no_preview() -> None:
    assert link("A [true] story", "https://a.example/b_(c) d>") == "[A (true) story](<https://a.example/b_(c)%20d%3E>)"


@pytest.mark.parametrize("address", ["", "javascript:alert(1)", "discord://x"])
def test_what_is_no_web_address_is_no_link(address: str) -> None:
    assert link("title", address) == "title"
