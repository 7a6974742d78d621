"""What a card says besides what it is asked for, on every platform: sources, ids, and what did not fit."""

from __future__ import annotations

from bot.replies.catalog import Catalog


def cut(say: Catalog, fact_id: str) -> str:
    """Say that a message was cut, and how to read the rest."""
    if fact_id:
        return say("Cut: not all of it fits into one message. For the rest: /sources {id}", id=fact_id)
    return say("Cut: not all of it fits into one message. Ask for less at a time.")


def left_out(say: Catalog, number: int) -> str:
    """Say how many entries were left out."""
    return say.count("{number} more entry is not shown.", "{number} more entries are not shown.", number)


def source(say: Catalog, line: str) -> str:
    """Name a source."""
    return say("Source: {source}", source=line)


def identified(say: Catalog, fact_id: str) -> str:
    """Show a fact's id."""
    return say("id: {id}", id=fact_id)


def choose(say: Catalog) -> str:
    """Label a list to choose from."""
    return say("Choose one")
