"""Draws the card of a day: the date large at the left, what happened beside it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.pictures.font import BOLD, REGULAR, SEMIBOLD, shorten, width, wrap
from bot.pictures.recipes import DayCard
from bot.pictures.sheet import RADIUS, WIDTH, Palette, diamond, page, rect, text

PANEL = 160.0
LEFT = PANEL + 26
ROOM = WIDTH - LEFT - 24
TITLE_SIZE, TITLE_LEADING = 27.0, 34.0
TEXT_SIZE, TEXT_LEADING = 19.0, 26.0
SOURCE_SIZE = 17.0
LEAST = 270.0


def draw(recipe: DayCard, palette: Palette) -> str:
    """Return the picture as SVG, 760 units wide; a grave day has no colored panel."""
    title = wrap(recipe.title, TITLE_SIZE, BOLD, ROOM, 3)
    body = wrap(recipe.text, TEXT_SIZE, REGULAR, ROOM, 9)
    dispute = 34 if recipe.dispute else 0
    height = max(50 + len(title) * TITLE_LEADING + dispute + len(body) * TEXT_LEADING + 62, LEAST)
    return page(
        height,
        palette,
        (
            *_panel(recipe, height, palette),
            *_lines(title, 50, TITLE_SIZE, TITLE_LEADING, palette.ink, BOLD),
            *_dispute(recipe, 50 + len(title) * TITLE_LEADING, palette),
            *_lines(body, 56 + len(title) * TITLE_LEADING + dispute, TEXT_SIZE, TEXT_LEADING, palette.ink),
            text(LEFT, height - 24, shorten(recipe.source, SOURCE_SIZE, REGULAR, ROOM), SOURCE_SIZE, palette.soft),
        ),
    )


def _panel(recipe: DayCard, height: float, palette: Palette) -> Iterator[str]:
    fill, color = (palette.ground, palette.grave) if recipe.is_grave else (palette.panel, palette.mark)
    # The second rectangle squares the panel's inner corners.
    yield rect(0, 0, PANEL, height, fill, RADIUS)
    yield rect(PANEL / 2, 0, PANEL / 2, height, fill)
    if recipe.is_grave:
        yield rect(PANEL - 2, 36, 2, height - 72, palette.rule)
    middle = height / 2
    yield _centered(recipe.month, middle - 56, 20.0, palette.soft, SEMIBOLD)
    yield _centered(recipe.day, middle + 14, 66.0, palette.ink, BOLD)
    yield _centered(recipe.year, middle + 56, 28.0, color, BOLD)


def _centered(words: str, baseline: float, size: float, fill: str, weight: int) -> str:
    fitting = min(size, size * (PANEL - 16) / max(width(words, size, weight), 1))
    return text(PANEL / 2, baseline, words, fitting, fill, weight, "middle")


def _lines(
    lines: tuple[str, ...], top: float, size: float, leading: float, fill: str, weight: int = REGULAR
) -> Iterator[str]:
    return (text(LEFT, top + at * leading, words, size, fill, weight) for at, words in enumerate(lines))


def _dispute(recipe: DayCard, baseline: float, palette: Palette) -> Iterator[str]:
    if recipe.dispute:
        color = palette.grave if recipe.is_grave else palette.disputed
        yield diamond(LEFT + 8, baseline - 6, 7, "none", color)
        words = shorten(recipe.dispute, TEXT_SIZE, SEMIBOLD, ROOM - 26)
        yield text(LEFT + 26, baseline, words, TEXT_SIZE, color, SEMIBOLD)
