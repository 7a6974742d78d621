"""What was measured over time: a line a run of a benchmark, the table of the last runs, and a plot of all of them."""

from __future__ import annotations

import os
import platform
import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from importlib.metadata import version
from pathlib import Path

import msgspec

from benchmarks.figures import Figure, number
from bot.cli import version as dateline

ROOT = Path(__file__).resolve().parents[1]
# Below that.
HISTORY, TABLE, PLOT = "benchmarks/history.jsonl", "docs/benchmarks.md", "docs/benchmarks.svg"
LIBRARIES = ("discord.py", "slack-bolt", "SQLAlchemy", "psycopg")
# A machine at such a load has something else to do; its timings are told as what they are.
BUSY = 1.0
QUOTED = re.compile(r"(<!-- benchmarks: (.+?) -->\n).*?(<!-- end -->)", re.DOTALL)
HEAD = "| what | measured | floor, in the same run | compared |\n|---|---|---|---|"


class Run(msgspec.Struct, frozen=True):
    """One run of one benchmark: the day, with which versions, at which load of the machine before, and its figures."""

    day: str
    benchmark: str
    load: float
    versions: Mapping[str, str]
    figures: tuple[Figure, ...]


def versions() -> Mapping[str, str]:
    """Return what it is measured with."""
    own = {"Dateline": dateline(), "Python": platform.python_version(), "SQLite": sqlite3.sqlite_version}
    return {**own, **{name: version(name) for name in LIBRARIES}, "processors": f"{os.cpu_count()}"}


def read(lines: Iterable[str]) -> tuple[Run, ...]:
    """Read a history, the oldest run first."""
    return tuple(msgspec.json.decode(line, type=Run) for line in lines if line.strip())


def last(runs: Iterable[Run]) -> Sequence[Run]:
    """Return the last run of each benchmark."""
    return tuple({run.benchmark: run for run in runs}.values())


def table(runs: Iterable[Run]) -> str:
    """Return the page that tells the last run of each benchmark."""
    parts = "\n\n".join(f"## {run.benchmark}\n\n{told(run)}\n\n{HEAD}\n{rows(run.figures)}" for run in last(runs))
    return f"""# What was measured

Written by `make bench`, and by `make bench ARGS=day` of the day of 100,000 communities; one figure a row, beside its
floor, which is the same of what does nothing, measured in the same run. `benchmarks/history.jsonl` has every run, and
the picture how each figure has changed: as a share of its bar, which is dashed.

![Each figure over time, as a share of its bar](benchmarks.svg)

{parts}
"""


def told(run: Run) -> str:
    """Say when, and with what, a run was made."""
    return f"{run.day}, with {with_what(run)}.{busy(run)}"


def with_what(run: Run) -> str:
    """Name what a run was made with."""
    return ", ".join(f"{name} {value}" for name, value in run.versions.items())


def busy(run: Run) -> str:
    """Say so where a run was made beside other work."""
    if run.load <= BUSY:
        return ""
    return f" The machine was busy, at a load of {run.load:.1f}: what is timed came out worse than it is."


def rows(figures: Iterable[Figure]) -> str:
    """Return the rows of figures."""
    return "\n".join(f"| {' | '.join(figure.cells)} |" for figure in figures)


def quoted(page: str, runs: Iterable[Run]) -> str:
    """Return a page with its quotations brought up to date: of what begins with one of the words between its marks."""
    every = [(run, figure) for run in last(runs) for figure in run.figures]

    def quotation(mark: re.Match[str]) -> str:
        chosen = [(run, figure) for run, figure in every if figure.what.startswith(tuple(mark[2].split("; ")))]
        if not chosen:
            return mark[1] + mark[3]
        days = ", ".join(sorted({run.day for run, _ in chosen}))
        beside = ", on a busy machine" if any(busy(run) for run, _ in chosen) else ""
        body = f"{HEAD}\n{rows(figure for _, figure in chosen)}"
        return f"{mark[1]}{body}\n\nMeasured on {days}{beside}, with {with_what(chosen[-1][0])}.\n{mark[3]}"

    return QUOTED.sub(quotation, page)


WIDTH, ROW, LEFT, RIGHT = 960, 26, 560, 800


def plot(runs: Sequence[Run]) -> str:
    """Return a picture: a row a figure, its line over all runs as a share of the bar, which is dashed."""
    series: dict[str, list[Figure]] = {}
    for run in runs:
        for figure in run.figures:
            if figure.bar:
                series.setdefault(figure.what, []).append(figure)
    height = ROW * (len(series) + 1)
    drawn = "\n".join(_line(figures, ROW * (at + 1)) for at, figures in enumerate(series.values()))
    size, font = f'viewBox="0 0 {WIDTH} {height}"', 'font-family="sans-serif" font-size="13"'
    return f"""<svg xmlns="http://www.w3.org/2000/svg" {size} {font}>
<title>Each figure over time, as a share of its bar</title>
<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>
{drawn}
</svg>
"""


def _line(figures: Sequence[Figure], y: int) -> str:
    latest, top, bottom = figures[-1], y - ROW // 2 - 6, y + 4
    shares = [min(figure.compared / (figure.bar or 1), 2.0) for figure in figures]
    step = (RIGHT - LEFT) / max(len(shares) - 1, 1)
    points = [(LEFT + step * at, bottom - share / 2 * (bottom - top)) for at, share in enumerate(shares)]
    middle, name = (top + bottom) / 2, latest.what.split("; floor")[0]
    color = "#1f6f43" if latest.is_reached else "#b3261e"
    path = " ".join(f"{x:.1f},{at:.1f}" for x, at in points)
    return (
        f'<text x="{LEFT - 12}" y="{y}" text-anchor="end" fill="#222222">{escape(name)}</text>'
        f'<line x1="{LEFT}" x2="{RIGHT}" y1="{middle:.1f}" y2="{middle:.1f}" stroke="#999999" stroke-dasharray="4 3"/>'
        f'<polyline points="{path}" fill="none" stroke="{color}" stroke-width="2"/>'
        f'<circle cx="{points[-1][0]:.1f}" cy="{points[-1][1]:.1f}" r="3" fill="{color}"/>'
        f'<text x="{RIGHT + 12}" y="{y}" fill="{color}">{number(latest.value)} {escape(latest.unit)}</text>'
    )
