"""Reads a picture back: where each line of text, box, leader and mark stands."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from xml.etree.ElementTree import Element, fromstring

from bot.pictures.font import width
from bot.pictures.timeline import MARK

SVG = "{http://www.w3.org/2000/svg}"
# Phones show 760 units in 350 dots or more; below this a line cannot be read there.
LEAST_SIZE = 17


@dataclass(frozen=True, slots=True)
class Box:
    """A line of text as it is drawn; `top` and `bottom` are where its letters end."""

    words: str
    left: float
    top: float
    right: float
    bottom: float
    size: float


def boxes(svg: str) -> list[Box]:
    """Return every line of text."""
    return [_box(node) for node in fromstring(svg).iter(f"{SVG}text")]


def leaders(svg: str) -> list[tuple[float, float, float]]:
    """Return the thin upright lines: where across, from where down to where."""
    lines = [node.attrib for node in fromstring(svg).iter(f"{SVG}line")]
    return [
        (float(at["x1"]), float(at["y1"]), float(at["y2"]))
        for at in lines
        if at["x1"] == at["x2"] and at["stroke-width"] == "1.5"
    ]


def marks(svg: str) -> list[tuple[float, float]]:
    """Return the middles of the circles and diamonds that mark events."""
    root = fromstring(svg)
    circles = [node.attrib for node in root.iter(f"{SVG}circle") if node.attrib.get("stroke-width") == "2"]
    diamonds = [node.attrib["d"] for node in root.iter(f"{SVG}path") if node.attrib["fill"] != "none"]
    tops = [(float(x), float(y)) for x, y in (path[1:].partition("l")[0].split() for path in diamonds)]
    return [*((float(at["cx"]), float(at["cy"])) for at in circles), *((x, y + MARK) for x, y in tops)]


def faults(svg: str) -> list[str]:
    """Return what makes a picture hard to read, in words; nothing for a good one."""
    root, texts, thin = fromstring(svg), boxes(svg), leaders(svg)
    wide, tall = float(root.attrib["width"]), float(root.attrib["height"])
    outside = [box for box in texts if box.left < 0 or box.right > wide or box.top < 0 or box.bottom > tall]
    return [
        *(f"outside: {box.words}" for box in outside),
        *(f"too small: {box.words}" for box in texts if box.size < LEAST_SIZE),
        *(f"{one.words} over {other.words}" for one, other in combinations(texts, 2) if _overlap(one, other)),
        *(f"a leader through {box.words}" for box in texts for leader in thin if _crosses(leader, box)),
        *(f"a mark over another at {one}" for one, other in combinations(marks(svg), 2) if _is_hidden(one, other)),
    ]


def _box(node: Element) -> Box:
    size, x, y = (float(node.attrib[name]) for name in ("font-size", "x", "y"))
    words = node.text or ""
    long = width(words, size, int(node.attrib["font-weight"]))
    left = {"start": x, "middle": x - long / 2, "end": x - long}[node.attrib["text-anchor"]]
    return Box(words, left, y - size * 0.75, left + long, y + size * 0.2, size)


def _is_hidden(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return abs(one[0] - other[0]) < 2 * MARK and abs(one[1] - other[1]) < 2 * MARK


def _overlap(one: Box, other: Box) -> bool:
    across = one.left < other.right and other.left < one.right
    return across and one.top < other.bottom and other.top < one.bottom


def _crosses(leader: tuple[float, float, float], box: Box) -> bool:
    x, top, bottom = leader
    return box.left < x < box.right and top < box.bottom and box.top < bottom
