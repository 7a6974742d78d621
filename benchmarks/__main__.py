"""Runs the benchmarks one after the other, each in a process of its own: `python -m benchmarks [NAME …]`.

Each prints its figures beside its bars; in the end one table tells how each came out and how long it took. What they
have measured is added to history.jsonl, and docs/benchmarks.md, its picture, and the pages that quote it are written
anew after each; with `--dry` nothing is written.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

import msgspec

from benchmarks import history
from benchmarks.figures import LEFT_IN, Figure
from bot import clock

NAMES = (
    "lookups",
    "store",
    "outbox",
    "day",
    "trivia",
    "daily",
    "pictures",
    "classes",
    "schools",
    "files",
    "discord",
    "slack",
)
# What takes so long that it is run only where it is named.
LONG = ("day",)
QUOTING = ("README.md", "docs/scale.md")
# How a benchmark came out: its exit code and what it has measured.
Measured = tuple[int, tuple[Figure, ...]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what is named, or all; 1 when a bar was missed or a benchmark failed."""
    parser = argparse.ArgumentParser("python -m benchmarks", description="Measure what the README claims.")
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"which to run, of {', '.join(NAMES)}; by default all but {LONG[0]}"
    )
    parser.add_argument("--dry", action="store_true", help="write nothing down")
    options = parser.parse_args(arguments)
    names: list[str] = options.names
    if unknown := [name for name in names if name not in NAMES]:
        parser.error(f"there is no benchmark {', '.join(unknown)}; there are {', '.join(NAMES)}")
    return run(chosen(names), started, None if options.dry else history.ROOT)


def chosen(names: Sequence[str]) -> Sequence[str]:
    """Return what is named, or all that does not take very long."""
    return names or [name for name in NAMES if name not in LONG]


def run(names: Sequence[str], start: Callable[[str], Measured], root: Path | None = None) -> int:
    """Run these, write down under `root` what each has measured, and print the table."""
    rows = []
    for name in names:
        print(f"── {name}", flush=True)
        load, begun = os.getloadavg()[0], perf_counter()
        code, figures = start(name)
        rows.append((name, how(code, figures), perf_counter() - begun))
        if figures and root:
            write(history.Run(f"{clock.now():%Y-%m-%d}", name, round(load, 1), history.versions(), figures), root)
    print(f"\n{'benchmark':<12} {'bars':<12} {'seconds':>8}")
    for name, verdict, seconds in rows:
        print(f"{name:<12} {verdict:<12} {seconds:8.1f}")
    return int(any(verdict != "reached" for _, verdict, _ in rows))


def how(code: int, figures: Sequence[Figure]) -> str:
    """Say how a benchmark came out: one that ended with 1 and missed nothing was broken off."""
    is_missed = code == 1 and not all(figure.is_reached for figure in figures)
    return "reached" if code == 0 else "MISSED" if is_missed else f"FAILED ({code})"


def started(name: str) -> Measured:
    """Run one to its end; what it prints is seen at once."""
    with tempfile.TemporaryDirectory() as folder:
        left = Path(folder) / "figures.jsonl"
        environ = {**os.environ, LEFT_IN: str(left)}
        code = subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False, env=environ).returncode
        lines = left.read_bytes().splitlines() if left.exists() else []
    return code, tuple(msgspec.json.decode(line, type=Figure) for line in lines)


def write(run: history.Run, root: Path) -> None:
    """Add a run to the history, and write anew what is made of it."""
    path = root / history.HISTORY
    with path.open("ab") as lines:
        lines.write(msgspec.json.encode(run) + b"\n")
    for page, content in pages(root).items():
        page.write_text(content, encoding="utf-8")


def pages(root: Path) -> dict[Path, str]:
    """Return what is made of the history: the table, the plot, and the pages that quote it."""
    runs = history.read((root / history.HISTORY).read_text(encoding="utf-8").splitlines())
    quoting = {root / name: history.quoted((root / name).read_text(encoding="utf-8"), runs) for name in QUOTING}
    return {root / history.TABLE: history.table(runs), root / history.PLOT: history.plot(runs), **quoting}


if __name__ == "__main__":
    sys.exit(main())
