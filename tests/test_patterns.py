"""Expressions that are compiled when they are first used."""

from __future__ import annotations

import re

import pytest

from bot.patterns import expression


def test_an_expression_finds_what_a_compiled_one_finds() -> None:
    late, compiled = expression("(a+)b", re.IGNORECASE), re.compile("(a+)b", re.IGNORECASE)

    for _ in range(2):
        assert late.sub(r"\1", "xAAby") == compiled.sub(r"\1", "xAAby") == "xAAy"
    assert (late.pattern, late.flags) == (compiled.pattern, compiled.flags)


def test_an_expression_is_not_compiled_before_it_is_used() -> None:
    wrong = expression("(")

    with pytest.raises(re.error):
        wrong.search("text")
