"""From a recipe to SVG and PNG. resvg holds Python's lock while it draws, so this runs in a process of its own."""

from __future__ import annotations

import resvg_py

from bot.pictures import bars, card, row, timeline
from bot.pictures.font import FILE, lacks
from bot.pictures.recipes import Bars, DayCard, Look, Recipe, Row, Timeline, texts_of
from bot.pictures.sheet import PALETTES

# Phones show a picture 350 to 400 px wide with up to three times as many dots; twice would take half as long again.
ZOOM = 1.5


def svg(recipe: Recipe, look: Look) -> str:
    """Return the picture as SVG."""
    palette = PALETTES[look]
    match recipe:
        case Timeline():
            return timeline.draw(recipe, palette)
        case DayCard():
            return card.draw(recipe, palette)
        case Bars():
            return bars.draw(recipe, palette)
        case Row():
            return row.draw(recipe, palette)


def png(recipe: Recipe, look: Look) -> bytes | None:
    """Return the picture as PNG, 1,140 dots wide; None when the font lacks a character and would draw a box."""
    if lacks(texts_of(recipe)):
        return None
    return bytes(
        resvg_py.svg_to_bytes(svg_string=svg(recipe, look), zoom=ZOOM, skip_system_fonts=True, font_files=[str(FILE)])
    )
