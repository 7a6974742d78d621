"""Draws the finished row of the daily game: six events in order of time, and which were placed rightly."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from bot.pictures.font import REGULAR, SEMIBOLD, width, wrap
from bot.pictures.recipes import Outcome, Place, Row
from bot.pictures.sheet import MARGIN, WIDTH, Palette, circle, element, head, line, page, text

ROOM, WORDS_SIZE, LEADING = 44.0, 19.0, 24.0
TOP, AXIS = 84.0, MARGIN + 16
LEFT = AXIS + 34


def draw(recipe: Row, palette: Palette) -> str:
    """Return the picture as SVG, 760 units wide."""
    titles = [wrap(place.title, WORDS_SIZE, REGULAR, WIDTH - LEFT - MARGIN, 2) for place in recipe.places]
    tops = [TOP + offset for offset in accumulate((ROOM + len(lines) * LEADING for lines in titles), initial=0.0)]
    height = tops[-1] + 44
    return page(
        height,
        palette,
        (
            *head(recipe.title, recipe.note, palette),
            line(AXIS, TOP + 14, AXIS, tops[-2] + 14, palette.rule, 3),
            *(
                part
                for place, lines, top in zip(recipe.places, titles, tops, strict=False)
                for part in _place(place, lines, top, palette)
            ),
            *_legend(recipe, height - 20, palette),
        ),
    )


def _place(place: Place, lines: tuple[str, ...], top: float, palette: Palette) -> Iterator[str]:
    yield from _sign(place.outcome, AXIS, top + 14, palette)
    yield text(LEFT, top + 6, place.date, 17.0, palette.soft, SEMIBOLD)
    for at, words in enumerate(lines):
        yield text(LEFT, top + 29 + at * LEADING, words, WORDS_SIZE, palette.ink)


def _sign(outcome: Outcome, x: float, y: float, palette: Palette) -> Iterator[str]:
    """Draw a tick, a cross or a dot: shapes that are told apart without colors."""
    color = {Outcome.RIGHT: palette.right, Outcome.WRONG: palette.wrong, Outcome.ANCHOR: palette.mark}[outcome]
    strokes = {
        Outcome.RIGHT: f"M{x - 6:g} {y:g}l4 5l8 -10",
        Outcome.WRONG: f"M{x - 5:g} {y - 5:g}l10 10m0 -10l-10 10",
        Outcome.ANCHOR: "",
    }
    yield circle(x, y, 13, color, stroke=palette.ground, stroke_width=3)
    if path := strokes[outcome]:
        yield element("path", d=path, fill="none", stroke=palette.ground, stroke_width=3, stroke_linecap="round")
    else:
        yield circle(x, y, 4, palette.ground)


def _legend(recipe: Row, baseline: float, palette: Palette) -> Iterator[str]:
    x = AXIS
    for outcome, words in zip((Outcome.RIGHT, Outcome.WRONG, Outcome.ANCHOR), recipe.legend, strict=True):
        yield from _sign(outcome, x, baseline - 6, palette)
        yield text(x + 20, baseline, words, 17.0, palette.soft)
        x += width(words, 17.0) + 52
