"""What `dateline doctor` finds: one thing that was looked at, how it is, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from bot.frozen import Frozen


class Grade(StrEnum):
    """How it is with a thing."""

    WELL = "well"
    REMARK = "remark"
    ILL = "ill"


class Diagnosis(Frozen, frozen=True):
    """One thing that was looked at. `remedy` is what to do, "" where nothing is to be done. No secret is in it."""

    thing: str
    grade: Grade
    text: str
    remedy: str = ""


def well(thing: str, text: str) -> Diagnosis:
    """Return that nothing is wrong with a thing."""
    return Diagnosis(thing, Grade.WELL, text)


def remark(thing: str, text: str, remedy: str = "") -> Diagnosis:
    """Return what an operator should know, though the bot can work so."""
    return Diagnosis(thing, Grade.REMARK, text, remedy)


def ill(thing: str, text: str, remedy: str) -> Diagnosis:
    """Return what keeps the bot from working, and what to do about it."""
    return Diagnosis(thing, Grade.ILL, text, remedy)


MARKS = {Grade.WELL: "ok  ", Grade.REMARK: "note", Grade.ILL: "FAIL"}


def lines(diagnoses: Sequence[Diagnosis]) -> list[str]:
    """Return what is printed: a line a thing, and below it what to do."""
    return [
        line
        for one in diagnoses
        for line in (f"{MARKS[one.grade]} {one.thing}: {one.text}", *([f"     → {one.remedy}"] if one.remedy else []))
    ]
