"""All sentences that the code says, as Babel finds them: what is given to the functions that `make messages` names."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


def keywords() -> list[str]:
    """Return what `make messages` tells Babel of the functions that say a sentence."""
    (line,) = re.findall(r"^KEYWORDS := (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    return [word for word in line.split() if word != "-k"]


@cache
def sentences() -> frozenset[str]:
    """Return every sentence that is found in the bot and its adapters."""
    names = {keyword.partition(":")[0] for keyword in keywords()}
    paths = (path for folder in ("bot", "adapters") for path in (ROOT / folder).rglob("*.py"))
    modules = (path.read_text(encoding="utf-8") for path in paths)
    # To parse the others as well would take four times as long.
    saying = (module for module in modules if any(f"{name}(" in module for name in names))
    return frozenset(text for module in saying for text in _said(ast.parse(module), names))


def _said(tree: ast.AST, names: set[str]) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) in names:
            yield from (
                value.value for value in node.args if isinstance(value, ast.Constant) and isinstance(value.value, str)
            )


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
