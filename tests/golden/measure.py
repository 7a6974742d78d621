"""Measures how many golden questions the bot answers: `python -m tests.golden.measure [--aside]`."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from adapters.console.parse import request
from adapters.console.turn import answer
from bot.app import Bot
from bot.cli import facts_folder
from bot.shelf import Shelf
from bot.store.store import Store
from tests.golden.judging import Verdict, judge
from tests.golden.questions import ASIDE, KINDS, OPEN, GoldenQuestion, load

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
Answered = tuple[GoldenQuestion, Verdict]


def main(arguments: Sequence[str]) -> int:
    """Print how many questions are answered, by kind, and each that is not; 2 when the arguments are not understood."""
    if arguments and list(arguments) != ["--aside"]:
        print("Usage: python -m tests.golden.measure [--aside]", file=sys.stderr)
        return 2
    with TemporaryDirectory() as folder, shipped_bot(Path(folder)) as bot:
        answered = ask(bot, load(ASIDE if arguments else OPEN))
    print("\n".join([*table(answered), "", *misses(answered)]))
    return 0


@contextmanager
def shipped_bot(folder: Path) -> Iterator[Bot]:
    """Open a bot on the shipped pack, with a database and an index in a folder."""
    with Store.open(folder / "dateline.db") as store:
        yield Bot(Shelf([facts_folder() / "nato-russia"], folder), store, lambda: Random(7))


def ask(bot: Bot, questions: Iterable[GoldenQuestion]) -> tuple[Answered, ...]:
    """Put questions to a bot as lines typed on the console, each alone."""
    library = bot.shelf.library(())
    replies = ((question, asyncio.run(answer(bot, question.ask, request(NOON)))) for question in questions)
    return tuple((question, judge(question, reply, library)) for question, reply in replies)


def table(answered: Sequence[Answered]) -> Iterator[str]:
    """Yield a line for each kind, and one for all: how many there are, on the first screen, in the first entry."""
    yield f"{'kind':<12} {'questions':>9} {'first screen':>16} {'first entry':>16}"
    for kind in KINDS:
        if verdicts := [verdict for question, verdict in answered if question.kind == kind]:
            yield _line(kind, verdicts)
    yield _line("all", [verdict for _, verdict in answered])


def misses(answered: Iterable[Answered]) -> Iterator[str]:
    """Yield each question that was not answered as it should be, and what was wrong."""
    for question, verdict in answered:
        if not verdict.is_first:
            yield f"{_trouble(verdict):<12}  {question.kind:<12}  {question.ask}"


def _line(name: str, verdicts: Sequence[Verdict]) -> str:
    number = len(verdicts)
    on_screen = sum(verdict.is_on_screen for verdict in verdicts)
    first = sum(verdict.is_first for verdict in verdicts)
    return f"{name:<12} {number:>9} {_share(on_screen, number):>16} {_share(first, number):>16}"


def _share(part: int, whole: int) -> str:
    return f"{part} ({part / whole:.0%})"


def _trouble(verdict: Verdict) -> str:
    if verdict.is_on_screen:
        return "not first"
    return "further down" if verdict.is_anywhere else "missing"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
