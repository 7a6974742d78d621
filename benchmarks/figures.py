"""Figures: what a benchmark has measured, beside its floor and its bar, and how it is told."""

from __future__ import annotations

import os
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

import msgspec

# Where a benchmark that runs in a process of its own leaves its figures for who started it.
LEFT_IN = "DATELINE_FIGURES"


class Held(StrEnum):
    """What of a figure is held against its bar."""

    VALUE = "value"
    RATIO = "ratio"
    MORE = "more"


class Figure(msgspec.Struct, frozen=True, omit_defaults=True):
    """One measured value. `floor` is the same of what does nothing, measured in the same run.

    The value itself is held against the `bar`, or its ratio to the floor, or how much more it is; `is_least` tells that
    the bar is the least there may be, not the most.
    """

    what: str
    value: float
    unit: str
    bar: float | None = None
    floor: float | None = None
    held: Held = Held.VALUE
    is_least: bool = False

    @property
    def compared(self) -> float:
        """What is held against the bar."""
        if self.floor is None or self.held is Held.VALUE:
            return self.value
        return self.value / self.floor if self.held is Held.RATIO else self.value - self.floor

    @property
    def is_reached(self) -> bool:
        """Whether the bar is reached; without one it is."""
        if self.bar is None:
            return True
        return self.compared >= self.bar if self.is_least else self.compared <= self.bar

    @property
    def cells(self) -> tuple[str, str, str, str]:
        """The figure in words: what was measured, its value, its floor, and how it compares to the bar."""
        floor = "" if self.floor is None else f"{number(self.floor)} {self.unit}".strip()
        return self.what, f"{number(self.value)} {self.unit}".strip(), floor, self._comparison()

    def _comparison(self) -> str:
        shown = {Held.VALUE: "", Held.RATIO: f"{number(self.compared)}×", Held.MORE: f"{self.compared:+.2f}"}[self.held]
        if self.bar is None:
            return shown or "–"
        sign, unit = "≥" if self.is_least else "≤", "×" if self.held is Held.RATIO else f" {self.unit}".rstrip()
        verdict = "" if self.is_reached else ", **missed**"
        return f"{shown}{', ' if shown else ''}bar {sign} {number(self.bar)}{unit}{verdict}"


def number(value: float) -> str:
    """Write a number with three digits that matter, thousands apart; what is whole as it is."""
    if value == int(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}"


def report(figures: Sequence[Figure]) -> int:
    """Print the figures, leave them for who started this process, and return 1 when a bar was missed."""
    for figure in figures:
        what, value, floor, comparison = figure.cells
        print(f"{what:<64} {value:>14} {floor and f'floor {floor}':>20}  {comparison.replace('**', '')}", flush=True)
    if place := os.environ.get(LEFT_IN):
        with Path(place).open("ab") as left:
            left.writelines(msgspec.json.encode(figure) + b"\n" for figure in figures)
    return int(not all(figure.is_reached for figure in figures))
