"""Edits the code at places drawn by a seed and tells what no test notices: `python -m tests.mutations --seed 7`.

An edit turns a comparison, takes a guard's `not` or all but one part of a condition away, or an argument of a call.
Each is made in a copy of the checkout, where the tests that mirror its folder run until the first failure. What
survives is a missing test, or makes no difference; read it, and decide.
"""

from __future__ import annotations

import argparse
import ast
import copy
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from threading import local

ROOT = Path(__file__).parent.parent
SECONDS = 900
# The first that fits. Each takes a minute or two; all tests together would take six.
TESTS: Sequence[tuple[str, str]] = (
    ("bot/commands/trivia", "tests/trivia/test_lessons.py tests/trivia/test_results.py tests/commands"),
    ("bot/commands/schedule", "tests/schedule/test_commands.py tests/schedule/test_changes.py tests/commands"),
    ("bot/commands", "tests/commands tests/replies"),
    ("bot/replies/trivia", "tests/trivia tests/replies"),
    ("bot/replies/schedule", "tests/schedule tests/replies"),
    ("bot/replies", "tests/commands tests/replies tests/adapters/test_same_facts.py"),
    ("bot/facts", "tests/facts tests/commands tests/golden tests/schedule/test_simulate.py"),
    ("bot/authoring", "tests/facts tests/test_packs_cli.py"),
    ("bot/files", "tests/trivia/formats tests/commands/test_packs.py"),
    ("bot/trivia/formats", "tests/trivia/formats tests/commands/test_packs.py"),
    ("bot/trivia", "tests/trivia tests/commands/test_study.py"),
    ("bot/pictures", "tests/pictures"),
    ("bot/schedule", "tests/schedule tests/store"),
    ("bot/outbox", "tests/schedule tests/adapters/test_ticker.py"),
    ("bot/store", "tests/store tests/schedule tests/trivia tests/commands"),
    ("bot/tasks", "tests/test_packs_cli.py tests/schedule/test_simulate.py tests/test_cli.py tests/store"),
    ("bot/cli.py", "tests/test_cli.py tests/test_config.py tests/test_setup.py"),
    ("bot/config.py", "tests/test_config.py tests/test_cli.py"),
    ("bot", "tests/commands tests/trivia tests/schedule"),
    ("adapters/console", "tests/adapters/console tests/conversations tests/test_docs.py"),
    ("adapters/discord", "tests/adapters/discord"),
    ("adapters/slack", "tests/adapters/slack"),
    ("adapters", "tests/adapters"),
)
TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}

_KINDS: dict[type[ast.expr], str] = {
    ast.Compare: "comparison",
    ast.BoolOp: "guard",
    ast.UnaryOp: "guard",
    ast.Call: "argument",
}


@dataclass(frozen=True, slots=True)
class Edit:
    """A place in a file, what stands there and what stands there instead."""

    kind: str
    path: Path
    line: int
    start: int
    end: int
    before: str
    after: str

    def apply(self, folder: Path) -> None:
        """Make the edit in a copy of the checkout."""
        source = (ROOT / self.path).read_bytes()
        edited = source[: self.start] + f"({self.after})".encode() + source[self.end :]
        (folder / self.path).write_bytes(edited)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.before} → {self.after}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw edits, run the tests over each, and tell what survived."""
    options = _parsed(arguments)
    drawn = _drawn(Random(options.seed), options.number)
    with TemporaryDirectory() as place, ThreadPoolExecutor(options.at_once) as workers:
        here, numbers = local(), count()

        def judge(edit: Edit) -> bool:
            if not hasattr(here, "folder"):
                here.folder = _copied(Path(place) / str(next(numbers)))
            is_noticed = _is_noticed(edit, here.folder)
            print("noticed " if is_noticed else "SURVIVED", edit, flush=True)
            return is_noticed

        noticed = sum(workers.map(judge, drawn))
    print(f"{noticed} of {len(drawn)} were noticed")
    return 0 if noticed == len(drawn) else 1


def _parsed(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutations", description=__doc__)
    parser.add_argument("--seed", type=int, default=7, help="draw the same edits again")
    parser.add_argument("--number", type=int, default=60, help="how many edits")
    parser.add_argument("--at-once", type=int, default=2, help="how many at a time")
    return parser.parse_args(arguments)


def _drawn(rng: Random, number: int) -> list[Edit]:
    """Draw equally many of each kind, however many more calls there are than comparisons."""
    kinds: dict[str, list[Edit]] = {}
    for edit in sorted(_edits(), key=str):
        kinds.setdefault(edit.kind, []).append(edit)
    return [edit for edits in kinds.values() for edit in rng.sample(edits, number // len(kinds))]


def _copied(folder: Path) -> Path:
    ignored = shutil.ignore_patterns(".git", ".venv", ".*_cache", ".hypothesis", "__pycache__")
    shutil.copytree(ROOT, folder, ignore=ignored)
    return folder


def _is_noticed(edit: Edit, folder: Path) -> bool:
    tests = next(tests for beginning, tests in TESTS if edit.path.as_posix().startswith(beginning)).split()
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
    edit.apply(folder)
    try:
        return subprocess.run(command, cwd=folder, capture_output=True, timeout=SECONDS).returncode != 0
    except subprocess.TimeoutExpired:
        # It waits for what the edit has taken away.
        return True
    finally:
        shutil.copyfile(ROOT / edit.path, folder / edit.path)


def _edits() -> Iterator[Edit]:
    """Return every edit there may be, one for each way to edit a place."""
    for path in (path for folder in ("bot", "adapters") for path in (ROOT / folder).rglob("*.py")):
        if "migrations" in path.parts:
            continue
        source = path.read_bytes()
        starts = [0, *(position + 1 for position, byte in enumerate(source) if byte == ord("\n"))]
        for node in ast.walk(ast.parse(source)):
            if (
                isinstance(node, ast.Compare | ast.BoolOp | ast.UnaryOp | ast.Call)
                and node.end_lineno
                and node.end_col_offset
            ):
                start = starts[node.lineno - 1] + node.col_offset
                end = starts[node.end_lineno - 1] + node.end_col_offset
                before = " ".join(source[start:end].decode().split())
                place = (path.relative_to(ROOT), node.lineno, start, end, before)
                yield from (Edit(_KINDS[type(node)], *place, ast.unparse(after)) for after in _instead(node))


def _instead(node: ast.AST) -> Iterator[ast.expr]:
    """Return what may stand in a node's place."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in TURNED:
        yield ast.Compare(node.left, [TURNED[type(node.ops[0])](), *node.ops[1:]], node.comparators)
    if isinstance(node, ast.BoolOp):
        yield from (part for part in node.values)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand
    # Whether a value is frozen makes no difference to whoever does not try to change it.
    if isinstance(node, ast.Call) and ast.unparse(node.func) != "dataclass":
        yield from (_without(keyword, node) for keyword in node.keywords)


def _without(keyword: ast.keyword, call: ast.Call) -> ast.Call:
    shorter = copy.copy(call)
    shorter.keywords = [other for other in call.keywords if other is not keyword]
    return shorter


if __name__ == "__main__":
    raise SystemExit(main())
