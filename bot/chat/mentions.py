"""Mentions of channels and roles in a text, by their ids; each platform shows their names in its own way."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum


class Mention(StrEnum):
    """What a text can mention by its id; each platform shows its name in its own way."""

    CHANNEL = "#"
    ROLE = "&"


# Two characters of Unicode's private use area: they have no meaning in anybody's text.
OPEN, CLOSE = "\ue000", "\ue001"
_MENTIONS = re.compile(f"{OPEN}([#&])([^{OPEN}{CLOSE}]*){CLOSE}")


def mention(kind: Mention, id: str) -> str:
    """Return a mention, to stand in a text; "" where there is no id."""
    return f"{OPEN}{kind}{id}{CLOSE}" if id else ""


def with_mentions(text: str, write: Callable[[Mention, str], str]) -> str:
    """Return a text in which each mention is as `write` writes it."""
    return _MENTIONS.sub(lambda match: write(Mention(match[1]), match[2]), text) if OPEN in text else text


def mentions_in(text: str) -> tuple[str, ...]:
    """Return a text cut before and after each mention: words, a kind, an id, words and so on."""
    return tuple(_MENTIONS.split(text))


def without_mentions(text: str) -> str:
    """Return a text in which channels and roles are named by their ids, as in the console: #room."""
    return with_mentions(text, lambda kind, id: f"{'#' if kind is Mention.CHANNEL else '@'}{id}")
