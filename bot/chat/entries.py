"""The parts of a reply that say something: entries, details, positions, pictures, files."""

from __future__ import annotations

from datetime import datetime

from bot.frozen import Frozen
from bot.pictures.recipes import Look, Recipe, name_of


class SourceLine(Frozen, frozen=True):
    """A source as it is shown: `url` is where it can be read, `locator` the page or chapter in it."""

    title: str
    publisher: str
    url: str = ""
    locator: str = ""
    note: str = ""


class Item(Frozen, frozen=True):
    """A dated entry. `marks` are short words such as "disputed"; `id` is the fact's id.

    `matches` are the words of title and text that a search found; `link` is the address to which the title leads.
    """

    title: str
    date: str = ""
    text: str = ""
    id: str = ""
    marks: tuple[str, ...] = ()
    matches: tuple[str, ...] = ()
    sources: tuple[SourceLine, ...] = ()
    link: str = ""


class Field(Frozen, frozen=True):
    """A named detail of a card."""

    name: str
    value: str


class Statement(Frozen, frozen=True):
    """A position as it is shown: who says what, with what stake, by which sources."""

    who: str
    says: str
    stake: str = ""
    sources: tuple[SourceLine, ...] = ()


class Picture(Frozen, frozen=True):
    """A picture to be drawn by a recipe; `alt` describes it to those who cannot see it.

    No reply waits for its picture, and where it cannot be shown it is left out: the words say everything themselves.
    """

    alt: str
    recipe: Recipe
    look: Look = Look.DARK

    @property
    def name(self) -> str:
        """The name of its file, which differs where the content does."""
        return name_of(self.recipe, self.look)


class File(Frozen, frozen=True):
    """A file handed out with a reply."""

    name: str
    content: bytes


class Countdown(Frozen, frozen=True):
    """A moment to count down to, aware and in UTC: `label` is what ends then."""

    label: str
    until: datetime
