"""The colours of a look: text on its ground reaches WCAG's contrast of 4.5, marks 3."""

from __future__ import annotations

from bot.frozen import Frozen
from bot.pictures.recipes import Look


class Palette(Frozen, frozen=True):
    """Colours by what they are for. `grave` is what marks an event of mass death: no colour at all."""

    ground: str
    panel: str
    ink: str
    soft: str
    rule: str
    bar: str
    mark: str
    disputed: str
    grave: str
    right: str
    wrong: str


PALETTES = {
    Look.DARK: Palette(
        "#1c2026", "#2a3745", "#f2f4f7", "#aab2bd", "#4a5460", "#3d5266", "#7cc0ff", "#ffb454", "#d5d9de", "#63d297",
        "#ff8f85",
    ),
    Look.LIGHT: Palette(
        "#ffffff", "#e8eef5", "#14181d", "#545d68", "#b6bfc9", "#c3d3e4", "#0a62b0", "#9a5200", "#3c444d", "#0b7a41",
        "#b3261e",
    ),
}  # fmt: skip
