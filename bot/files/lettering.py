"""How spreadsheets call their columns; whoever only names one need not load what reads workbooks."""

from __future__ import annotations


def letters(column: int) -> str:
    """Return how spreadsheets call a column, counted from 0: A … Z, AA …."""
    before, last = divmod(column, 26)
    return (letters(before - 1) if before else "") + chr(ord("A") + last)
