"""All sentences that the code says, as Babel finds them: what is given to the functions that `make messages` names."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

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


def misfilled() -> list[str]:
    """Return where a sentence that is a constant is said without what it names, or with something else."""
    paths = [path for folder in ("bot", "adapters") for path in (ROOT / folder).rglob("*.py")]
    texts = {".".join(path.relative_to(ROOT).with_suffix("").parts): path.read_text(encoding="utf-8") for path in paths}
    modules = {name: ast.parse(text) for name, text in texts.items() if " = N_(" in text or "say(" in text}
    constants = {
        f"{module}.{node.targets[0].id}": str(node.value.args[0].value)
        for module, tree in modules.items()
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
        if isinstance(node.value, ast.Call) and _name(node.value.func) == "N_"
        if isinstance(node.value.args[0], ast.Constant)
    }
    return [fault for module, tree in modules.items() for fault in _misfilled(module, tree, constants)]


def _misfilled(module: str, tree: ast.Module, constants: dict[str, str]) -> Iterator[str]:
    nodes = list(ast.walk(tree))
    imports = [node for node in nodes if isinstance(node, ast.ImportFrom)]
    names = {alias.asname or alias.name: f"{node.module}.{alias.name}" for node in imports for alias in node.names}
    for call in (node for node in nodes if isinstance(node, ast.Call) and node.args and _name(node.func) == "say"):
        first, dot, rest = ast.unparse(call.args[0]).partition(".")
        text = constants.get(f"{names.get(first, f'{module}.{first}')}{dot}{rest}", "")
        named = {name for _, name, _, _ in Formatter().parse(text) if name}
        if text and named != {word.arg for word in call.keywords}:
            yield f"{module}:{call.lineno}: {first}{dot}{rest}"
