"""What the pictures share: colors, shapes as SVG, their size and ground, and the first line of most.

Text on its ground reaches WCAG's contrast of 4.5, marks 3.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from bot.frozen import Frozen
from bot.pictures.font import BOLD, FAMILY, REGULAR, shorten, width
from bot.pictures.recipes import Look

WIDTH, MARGIN, RADIUS = 760.0, 28.0, 14.0
TITLE_SIZE, NOTE_SIZE = 26.0, 18.0


class Palette(Frozen, frozen=True):
    """Colors by what they are for; `grave`, for events of mass death, is a gray."""

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


def page(height: float, palette: Palette, parts: Iterable[str]) -> str:
    """Return a picture as SVG, 760 units wide, on the ground of its look."""
    return document(WIDTH, height, (rect(0, 0, WIDTH, height, palette.ground, RADIUS), *parts))


def head(title: str, note: str, palette: Palette) -> Iterator[str]:
    """Draw the first line; a title that does not fit beside the note is shortened."""
    room = WIDTH - 2 * MARGIN - width(note, NOTE_SIZE) - 24
    yield text(MARGIN, 46, shorten(title, TITLE_SIZE, BOLD, room), TITLE_SIZE, palette.ink, BOLD)
    yield text(WIDTH - MARGIN, 46, note, NOTE_SIZE, palette.soft, anchor="end")


def element(name: str, content: str = "", /, **attributes: object) -> str:
    """Write an element; `font_size` becomes font-size, numbers have two decimals at most."""
    written = "".join(f' {key.replace("_", "-")}="{_value(value)}"' for key, value in attributes.items())
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def text(x: float, y: float, words: str, size: float, fill: str, weight: int = REGULAR, anchor: str = "start") -> str:
    """Write a line of text whose baseline begins, ends or is centered at a point."""
    attributes = {"x": x, "y": y, "font_size": size, "font_weight": weight, "fill": fill, "text_anchor": anchor}
    return element("text", escape(words), **attributes)


def rect(x: float, y: float, width: float, height: float, fill: str, radius: float = 0, **attributes: object) -> str:
    """Write a rectangle."""
    return element("rect", x=x, y=y, width=width, height=height, fill=fill, rx=radius, **attributes)


def circle(x: float, y: float, radius: float, fill: str, **attributes: object) -> str:
    """Write a circle."""
    return element("circle", cx=x, cy=y, r=radius, fill=fill, **attributes)


def diamond(x: float, y: float, radius: float, fill: str, stroke: str) -> str:
    """Write a diamond: another shape than the circle's, so that it can be told apart without colors."""
    path = f"M{_value(x)} {_value(y - radius)}l{_value(radius)} {_value(radius)}l-{_value(radius)} {_value(radius)}"
    return element("path", d=f"{path}l-{_value(radius)} -{_value(radius)}z", fill=fill, stroke=stroke, stroke_width=3)


def line(x1: float, y1: float, x2: float, y2: float, stroke: str, width: float = 1) -> str:
    """Write a line."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=stroke, stroke_width=width)


def document(width: float, height: float, parts: Iterable[str]) -> str:
    """Write the whole picture."""
    size = {"width": width, "height": height, "viewBox": f"0 0 {_value(width)} {_value(height)}"}
    return element("svg", "".join(parts), xmlns="http://www.w3.org/2000/svg", font_family=FAMILY, **size)


def _value(value: object) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else escape(str(value))
