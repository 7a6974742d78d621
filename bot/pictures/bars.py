"""Draws how a question was answered, or how a round ended: a bar a choice, the right one told by word and shape too."""

from __future__ import annotations

from collections.abc import Iterator

from bot.pictures.font import BOLD, REGULAR, SEMIBOLD, shorten, width, wrap
from bot.pictures.recipes import Bar, Bars
from bot.pictures.sheet import MARGIN, WIDTH, Palette, circle, element, page, rect, text

TITLE_SIZE, TITLE_LEADING, NOTE_SIZE = 24.0, 31.0, 18.0
BAR_HEIGHT, WORDS_SIZE = 58.0, 19.0
LEFT = MARGIN + 44


def draw(recipe: Bars, palette: Palette) -> str:
    """Return the picture as SVG, 760 units wide."""
    title = wrap(recipe.title, TITLE_SIZE, BOLD, WIDTH - 2 * MARGIN, 3)
    top = 34 + len(title) * TITLE_LEADING
    height = top + len(recipe.bars) * BAR_HEIGHT + 46
    return page(
        height,
        palette,
        (
            *(
                text(MARGIN, 44 + at * TITLE_LEADING, words, TITLE_SIZE, palette.ink, BOLD)
                for at, words in enumerate(title)
            ),
            *(
                part
                for at, bar in enumerate(recipe.bars)
                for part in _bar(bar, top + at * BAR_HEIGHT, recipe.full, palette)
            ),
            text(MARGIN, height - 20, recipe.note, NOTE_SIZE, palette.soft),
        ),
    )


def _bar(bar: Bar, top: float, full: int, palette: Palette) -> Iterator[str]:
    color = palette.right if bar.is_right else palette.bar if bar.letter else palette.mark
    room = WIDTH - LEFT - MARGIN - width(bar.share, WORDS_SIZE, SEMIBOLD) - 14
    weight = SEMIBOLD if bar.is_right else REGULAR
    yield from _badge(bar, top, palette)
    yield text(LEFT, top + 20, shorten(bar.text, WORDS_SIZE, weight, room), WORDS_SIZE, palette.ink, weight)
    yield text(WIDTH - MARGIN, top + 20, bar.share, WORDS_SIZE, palette.soft, SEMIBOLD, "end")
    length = WIDTH - LEFT - MARGIN
    yield rect(LEFT, top + 30, length, 12, palette.panel, 6)
    if bar.count:
        yield rect(LEFT, top + 30, min(max(length * bar.count / full, 12), length), 12, color, 6)


def _badge(bar: Bar, top: float, palette: Palette) -> Iterator[str]:
    """Draw the letter, or a tick for the right choice, in a circle."""
    x, y = MARGIN + 15, top + 22
    if bar.is_right:
        yield circle(x, y, 15, palette.right)
        path = f"M{x - 7:g} {y:g}l5 6l9 -12"
        yield element("path", d=path, fill="none", stroke=palette.ground, stroke_width=3.5, stroke_linecap="round")
    elif bar.letter:
        yield circle(x, y, 15, palette.panel)
        yield text(x, y + 6, bar.letter, 18, palette.ink, SEMIBOLD, "middle")
