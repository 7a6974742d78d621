"""Reads the golden set: the questions, and what the answer to each must hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import yaml

from bot.facts.dates import HistoricalDate, parse_date

HERE = Path(__file__).parent
OPEN = HERE / "questions.yaml"
ASIDE = HERE / "aside.yaml"
SEED = "dateline-golden-1"
ASIDE_NUMBER = 100
KINDS = (
    "date", "who", "office", "member when", "is member", "what is", "why", "how many", "disputed", "two scripts",
    "misspelt", "nonsense", "period", "impossible",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class GoldenQuestion:
    """A line as somebody types it, and what its answer must hold.

    `words`: all of them must stand on the first screen, of each entry any one spelling. `first`: the ids one of which
    the first entry must have. `within`: the time in which the first entry, an event, must lie. `is_refused`: the bot
    must say that it does not know, and offer nobody else.
    """

    ask: str
    kind: str
    words: tuple[tuple[str, ...], ...] = ()
    first: tuple[str, ...] = ()
    within: HistoricalDate | None = None
    is_refused: bool = False


def load(path: Path) -> tuple[GoldenQuestion, ...]:
    """Read a file of the set; ValueError or KeyError where a row is not of its form."""
    # Scalars are read as strings: 2005 is a word here, and yes is no truth value of YAML's choosing.
    rows = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return tuple(map(_question, rows))


def drawn_aside(questions: Sequence[GoldenQuestion]) -> frozenset[str]:
    """Return which of all questions are set aside, as the head of questions.yaml describes it."""
    lines = sorted((question.ask for question in questions), key=_lot)
    return frozenset(lines[:ASIDE_NUMBER])


def _lot(line: str) -> str:
    return sha256(f"{SEED}:{line}".encode()).hexdigest()


def _question(row: Mapping[str, str | list[str | list[str]]]) -> GoldenQuestion:
    if unknown := set(row) - {"ask", "kind", "words", "first", "within", "refused"}:
        raise ValueError(f"{row['ask']}: no such field: {', '.join(sorted(unknown))}")
    return GoldenQuestion(
        ask=str(row["ask"]),
        kind=str(row["kind"]),
        words=tuple((word,) if isinstance(word, str) else tuple(word) for word in row.get("words", ())),
        first=tuple(map(str, row.get("first", ()))),
        within=parse_date(str(row["within"])) if "within" in row else None,
        is_refused=row.get("refused") == "yes",
    )
