"""Runs the benchmarks one after the other, each in a process of its own: `python -m benchmarks [NAME …]`.

Each prints its figures beside its bars; in the end one table tells how each came out and how long it took.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Callable, Sequence
from time import perf_counter

NAMES = ("lookups", "store", "outbox", "trivia", "daily", "pictures", "classes", "schools", "discord", "slack")
VERDICTS = {0: "reached", 1: "MISSED"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what is named, or all; 1 when a bar was missed or a benchmark failed."""
    parser = argparse.ArgumentParser("python -m benchmarks", description="Measure what the README claims.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which to run, of {', '.join(NAMES)}; all by default")
    names: list[str] = parser.parse_args(arguments).names
    if unknown := [name for name in names if name not in NAMES]:
        parser.error(f"there is no benchmark {', '.join(unknown)}; there are {', '.join(NAMES)}")
    return run(names or NAMES, started)


def run(names: Sequence[str], start: Callable[[str], int]) -> int:
    """Run these, and print the table."""
    rows = []
    for name in names:
        print(f"── {name}", flush=True)
        begun = perf_counter()
        code = start(name)
        rows.append((name, VERDICTS.get(code, f"FAILED ({code})"), perf_counter() - begun))
    print(f"\n{'benchmark':<12} {'bars':<12} {'seconds':>8}")
    for name, verdict, seconds in rows:
        print(f"{name:<12} {verdict:<12} {seconds:8.1f}")
    return int(any(verdict != "reached" for _, verdict, _ in rows))


def started(name: str) -> int:
    """Run one to its end; what it prints is seen at once."""
    return subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
