"""`python -O` drops every assert: no part of the bot may lean on one."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parents[1]


def asserts(folder: str) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted((ROOT / folder).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Assert)
    ]


def test_nothing_is_guarded_by_an_assert() -> None:
    assert asserts("bot") + asserts("adapters") == []


def test_the_check_finds_one_where_there_are_some() -> None:
    assert asserts("tests")
