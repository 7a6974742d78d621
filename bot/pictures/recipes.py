"""Recipes: what a picture shows, in words and numbers. They are stored in its place, and are all that drawing needs.

Days are ordinals (`date.toordinal`). Every text is in the reader's language already; nothing here is looked up again.
"""

from __future__ import annotations

import hashlib
from enum import StrEnum
from typing import TypeAlias

import msgspec


class Look(StrEnum):
    """What the picture will stand on."""

    DARK = "dark"
    LIGHT = "light"


class Outcome(StrEnum):
    """What became of an event that was to be put in its place."""

    ANCHOR = "anchor"
    RIGHT = "right"
    WRONG = "wrong"


class Mark(msgspec.Struct, frozen=True):
    """One of the greatest events on the axis; `title` and `date` are its label, should there be room for it.

    `dispute` says in a few words what is disputed, "" for what is not.
    """

    day: int
    date: str
    title: str
    importance: int = 3
    dispute: str = ""
    is_grave: bool = False


class Tick(msgspec.Struct, frozen=True):
    """A place of the axis, and what is written there."""

    day: int
    text: str


class Span(msgspec.Struct, frozen=True):
    """Something that lasted, an office for one: from `since` to before `until`."""

    text: str
    since: int
    until: int


class Timeline(msgspec.Struct, frozen=True, tag="timeline"):
    """Events from `first` to before `last`: how many in each of equal parts, and the greatest of them.

    `note` stands beside the title (how many events); `legend` explains mark, disputed mark and bars, in this order.
    """

    title: str
    note: str
    first: int
    last: int
    density: tuple[int, ...]
    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]
    spans: tuple[Span, ...] = ()
    legend: tuple[str, str, str] = ("", "", "")


class DayCard(msgspec.Struct, frozen=True, tag="card"):
    """One event of a day: `day` large between `month` and `year`."""

    month: str
    day: str
    year: str
    title: str
    text: str
    source: str
    dispute: str = ""
    is_grave: bool = False


class Bar(msgspec.Struct, frozen=True):
    """A choice of a question: its letter, how many took it, and that as it is written."""

    letter: str
    text: str
    count: int
    share: str
    is_right: bool = False


class Bars(msgspec.Struct, frozen=True, tag="bars"):
    """How a question was answered, or how a round ended; `full` is the count whose bar takes the whole width.

    Where it `has_names` of people, the picture is drawn anew each time: of who is forgotten nothing is kept.
    """

    title: str
    note: str
    full: int
    bars: tuple[Bar, ...]
    has_names: bool = False


class Place(msgspec.Struct, frozen=True):
    """An event of the daily game where it belongs."""

    date: str
    title: str
    outcome: Outcome


class Row(msgspec.Struct, frozen=True, tag="row"):
    """The finished row of the daily game, the earliest first; `legend` names right, wrong and the anchor."""

    title: str
    note: str
    places: tuple[Place, ...]
    legend: tuple[str, str, str]


Recipe: TypeAlias = Timeline | DayCard | Bars | Row


def name_of(recipe: Recipe, look: Look) -> str:
    """Return the name of the picture's file: the same for the same content, another for any other."""
    return f"{hashlib.sha256(look.encode() + msgspec.json.encode(recipe)).hexdigest()[:32]}.png"


def is_kept(recipe: Recipe) -> bool:
    """Whether a picture may be kept once it is drawn."""
    return not (isinstance(recipe, Bars) and recipe.has_names)


def texts_of(recipe: Recipe) -> str:
    """Return all characters that the picture would write."""
    return "".join(_texts(msgspec.to_builtins(recipe)))


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return [text for part in parts for text in _texts(part)]
