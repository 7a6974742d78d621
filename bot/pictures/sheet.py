"""What the pictures share: their size and ground, and the first line of most, a title and at its end a note."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.pictures.font import BOLD, shorten, width
from bot.pictures.palette import Palette
from bot.pictures.svg import document, rect, text

WIDTH, MARGIN, RADIUS = 760.0, 28.0, 14.0
TITLE_SIZE, NOTE_SIZE = 26.0, 18.0


def page(height: float, palette: Palette, parts: Iterable[str]) -> str:
    """Return a picture as SVG, 760 units wide, on the ground of its look."""
    return document(WIDTH, height, (rect(0, 0, WIDTH, height, palette.ground, RADIUS), *parts))


def head(title: str, note: str, palette: Palette) -> Iterator[str]:
    """Draw the first line; a title that does not fit beside the note is shortened."""
    room = WIDTH - 2 * MARGIN - width(note, NOTE_SIZE) - 24
    yield text(MARGIN, 46, shorten(title, TITLE_SIZE, BOLD, room), TITLE_SIZE, palette.ink, BOLD)
    yield text(WIDTH - MARGIN, 46, note, NOTE_SIZE, palette.soft, anchor="end")
