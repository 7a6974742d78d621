"""The letters of a spreadsheet's columns; apart from the reading of workbooks, which takes longer to load."""

from __future__ import annotations


def letters(column: int) -> str:
    """Return how spreadsheets call a column, counted from 0: A … Z, AA …."""
    before, last = divmod(column, 26)
    return (letters(before - 1) if before else "") + chr(ord("A") + last)
