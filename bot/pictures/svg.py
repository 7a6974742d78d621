"""SVG, as far as our pictures need it: a few shapes and lines of text, every text escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from bot.pictures.font import FAMILY, REGULAR


def element(name: str, content: str = "", /, **attributes: object) -> str:
    """Write an element; `font_size` becomes font-size, numbers have two decimals at most."""
    written = "".join(f' {key.replace("_", "-")}="{_value(value)}"' for key, value in attributes.items())
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def text(x: float, y: float, words: str, size: float, fill: str, weight: int = REGULAR, anchor: str = "start") -> str:
    """Write a line of text whose baseline begins, ends or is centred at a point."""
    attributes = {"x": x, "y": y, "font_size": size, "font_weight": weight, "fill": fill, "text_anchor": anchor}
    return element("text", escape(words), **attributes)


def rect(x: float, y: float, width: float, height: float, fill: str, radius: float = 0, **attributes: object) -> str:
    """Write a rectangle."""
    return element("rect", x=x, y=y, width=width, height=height, fill=fill, rx=radius, **attributes)


def circle(x: float, y: float, radius: float, fill: str, **attributes: object) -> str:
    """Write a circle."""
    return element("circle", cx=x, cy=y, r=radius, fill=fill, **attributes)


def diamond(x: float, y: float, radius: float, fill: str, stroke: str) -> str:
    """Write a diamond: another shape than the circle's, so that it can be told apart without colours."""
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
