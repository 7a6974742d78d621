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
# The first that fits, each of half a minute or so; a survivor may be noticed by another test, so run those too.
TESTS: Sequence[tuple[str, str]] = (
    ("bot/commands/trivia/daily.py", "commands/test_daily.py"),
    ("bot/replies/trivia/daily.py", "commands/test_daily.py schedule/test_puzzle.py"),
    ("bot/trivia/daily.py", "trivia/test_daily.py trivia/test_streak.py commands/test_daily.py"),
    ("bot/trivia/puzzle.py", "trivia/test_puzzle.py"),
    ("bot/store/daily", "store/test_daily.py commands/test_daily.py"),
    ("bot/commands/trivia", "trivia/test_lessons.py trivia/test_results.py commands/test_rights.py"),
    ("bot/commands/schedule", "schedule/test_commands.py schedule/test_typing.py schedule/test_changes.py"),
    ("bot/commands/study", "commands/test_study.py schedule/test_reminders.py"),
    ("bot/commands/moderation", "commands"),
    (
        "bot/commands/lookups",
        "commands/test_lookups.py commands/test_options.py commands/test_when.py commands/test_plain.py",
    ),
    ("bot/commands", "commands/test_lookups.py commands/test_typed.py commands/test_options.py commands/test_when.py"),
    ("bot/replies/trivia", "trivia/test_lessons.py trivia/test_words.py trivia/test_results.py replies"),
    (
        "bot/replies/schedule",
        "schedule/test_commands.py schedule/test_changes.py schedule/test_planning.py schedule/test_puzzle.py replies",
    ),
    ("bot/replies/study", "commands/test_study.py replies"),
    ("bot/replies/lookups", "commands/test_lookups.py replies pictures"),
    ("bot/replies", "commands"),
    ("bot/facts", "facts commands/test_lookups.py commands/test_when.py"),
    ("bot/authoring", "authoring facts test_packs_cli.py"),
    ("bot/files", "trivia/formats commands/test_packs.py commands/test_packs_shown.py"),
    ("bot/trivia/formats", "trivia/formats commands/test_packs.py commands/test_packs_shown.py"),
    ("bot/trivia/questions", "trivia/test_questions.py trivia/test_lessons.py"),
    ("bot/trivia/study.py", "commands/test_study.py store/test_study.py"),
    (
        "bot/trivia",
        "trivia/test_round.py trivia/test_round_properties.py trivia/test_lessons.py trivia/test_results.py",
    ),
    ("bot/pictures", "pictures"),
    ("bot/schedule", "schedule"),
    ("bot/outbox", "schedule adapters/test_ticker.py"),
    ("bot/store/posts", "schedule"),
    ("bot/store/rounds", "trivia/test_lessons.py trivia/test_results.py trivia/test_restarts.py"),
    (
        "bot/store",
        "store commands/test_settings.py commands/test_study.py commands/test_packs.py commands/test_packs_played.py",
    ),
    ("bot/tasks", "test_packs_cli.py schedule/test_simulate.py test_cli.py store/test_maintenance.py"),
    ("bot/cli.py", "test_cli.py test_config.py"),
    ("bot/config.py", "test_config.py test_cli.py"),
    ("bot", "commands schedule/test_outbox.py trivia/test_lessons.py"),
    ("adapters/console", "adapters/console conversations test_docs.py"),
    ("adapters/discord", "adapters/discord"),
    ("adapters/slack", "adapters/slack"),
    ("adapters", "adapters"),
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
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-x",
        "-q",
        "-p",
        "no:cacheprovider",
        *(f"tests/{each}" for each in tests),
    ]
    edit.apply(folder)
    try:
        # In a session of its own: tests of stopping send signals.
        run = subprocess.run(command, cwd=folder, capture_output=True, timeout=SECONDS, start_new_session=True)
        return run.returncode != 0
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
