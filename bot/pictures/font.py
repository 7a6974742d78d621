"""Noto Sans, as wide as its own tables say: what fits into a line, and which characters it can draw."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

import fontpkg_noto_sans
from fontTools.ttLib import TTFont

FAMILY = "Noto Sans"
FILE = next((Path(fontpkg_noto_sans.ROOT) / "files").glob("NotoSans[[]*.ttf"))
REGULAR, SEMIBOLD, BOLD = 400, 600, 700
# Set by the layout engine, not drawn by a glyph.
_UNDRAWN = set("\n")


@cache
def _font() -> TTFont:
    return TTFont(FILE, lazy=True)


@cache
def _glyphs(weight: int) -> object:
    return _font().getGlyphSet(location={"wght": weight})


@lru_cache(maxsize=4096)
def _advance(character: str, weight: int) -> float:
    glyphs, name = _glyphs(weight), _font().getBestCmap().get(ord(character), ".notdef")
    return float(glyphs[name].width) / float(_font()["head"].unitsPerEm)  # type: ignore[index]


def width(text: str, size: float, weight: int = REGULAR) -> float:
    """Return how wide a line is, at most (kerning makes it narrower), in the unit of `size`."""
    return size * _length(text, weight)


# A line is measured again and again while its place is looked for.
@lru_cache(maxsize=4096)
def _length(text: str, weight: int) -> float:
    return sum(_advance(character, weight) for character in text)


def lacks(text: str) -> bool:
    """Whether the font has no glyph for some character of a text, which would come out as a box."""
    characters = _font().getBestCmap()
    return any(ord(character) not in characters for character in set(text) - _UNDRAWN)


def wrap(text: str, size: float, weight: int, room: float, most: int) -> tuple[str, ...]:
    """Break a text into at most `most` lines of at most `room`; what is left out is marked by “…”."""
    lines = list(_lines(text, size, weight, room))
    if len(lines) <= most:
        return tuple(lines)
    return (*lines[: most - 1], shorten(" ".join(lines[most - 1 :]), size, weight, room))


def shorten(text: str, size: float, weight: int, room: float) -> str:
    """Return as many words as fit, followed by “…” when some are left out."""
    if width(text, size, weight) <= room:
        return text
    words = text.split(" ")
    while len(words) > 1 and width(f"{' '.join(words)} …", size, weight) > room:
        words.pop()
    line = " ".join(words)
    while len(line) > 1 and width(f"{line} …", size, weight) > room:
        line = line[:-1]
    return f"{line} …"


def _parts(word: str, size: float, weight: int, room: float) -> Iterator[str]:
    """Return a word, in pieces where it is wider than a line."""
    part = ""
    for character in word:
        if part and width(part + character, size, weight) > room:
            yield part
            part = ""
        part += character
    yield part


def _lines(text: str, size: float, weight: int, room: float) -> Iterator[str]:
    line = ""
    for word in (part for whole in text.split() for part in _parts(whole, size, weight, room)):
        longer = f"{line} {word}" if line else word
        if line and width(longer, size, weight) > room:
            yield line
            line = word
        else:
            line = longer
    if line:
        yield line
