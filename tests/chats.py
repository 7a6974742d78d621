"""Draws what is sent to Discord and Slack as they show it, for the README: `python -m tests.chats docs`.

What is drawn is read from the very components and blocks that the renderers make, so that a picture cannot say more.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from random import Random
from typing import Any

from adapters.discord.render import render as on_discord
from adapters.slack.render import render as on_slack
from bot.app import Bot
from bot.pictures.font import BOLD, REGULAR, width
from bot.pictures.sheet import element, rect
from bot.replies.catalog import catalog
from bot.shelf import Shelf
from bot.store.store import Store
from tests.apollo import switched_on
from tests.platforms import PLATFORMS
from tests.saltmarsh import request

ASKED = "/timeline 1969"
WIDTH, MARGIN, GAP = 620, 20, 10
SIZE, LARGE, SMALL = 15, 19, 12.5
FAMILY = "Noto Sans, Helvetica, Arial, sans-serif"
_MARKDOWN = re.compile(
    r"\*\*(?P<bold>.+?)\*\*|\*(?P<italic>.+?)\*|\[(?P<name>[^]]+)\]\(<[^>]*>\)|(?P<plain>(?:\\.|[^*[])+)"
)
_MRKDWN = re.compile(r"<(?P<url>[^|>]+)\|(?P<name>[^>]+)>|(?P<plain>[^<]+)")


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look."""

    text: str
    is_bold: bool = False
    is_italic: bool = False
    is_link: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a message."""

    runs: tuple[Run, ...]
    size: float = SIZE


@dataclass(frozen=True, slots=True)
class Controls:
    """Buttons in a row, or a menu that is closed."""

    labels: tuple[str, ...]
    is_menu: bool = False


@dataclass(frozen=True, slots=True)
class Theme:
    """The colors of a place; `stripe` is the line at a card's edge, "" for none."""

    ground: str
    words: str
    faint: str
    link: str
    button: str
    edge: str
    stripe: str = ""


Block = Paragraph | Controls
DISCORD = Theme("#2b2d31", "#dbdee1", "#a5a8ae", "#00a8fc", "#4e5058", "#4e5058", "#3f6fb5")
SLACK = Theme("#ffffff", "#1d1c1d", "#616061", "#1264a3", "#ffffff", "#bbbbbc")


def main(folder: Path) -> None:
    """Ask once, and draw the answer as each platform shows it."""
    for name, picture in pictures().items():
        (folder / f"timeline-{name}.svg").write_text(picture, encoding="utf-8")


def pictures() -> Mapping[str, str]:
    """Return the same answer on each platform, drawn."""
    with tempfile.TemporaryDirectory() as place, Store.open(Path(place) / "bot.db") as store:
        bot = Bot(Shelf([switched_on(Path(place))], Path(place)), store, lambda: Random(7), platforms=PLATFORMS)
        reply = replace(bot.handle(bot.read(ASKED, request(""))), picture=None)
    components = on_discord(reply, catalog("en")).view.to_components()
    blocks = on_slack(reply, catalog("en")).blocks
    return {"discord": drawn(of_discord(components), DISCORD), "slack": drawn(of_slack(blocks), SLACK)}


def of_discord(components: Sequence[Mapping[str, Any]]) -> Iterator[Block]:
    """Read what a message of Components V2 shows."""
    for component in components:
        if component["type"] == 10:
            yield from (_of_markdown(line) for line in component["content"].split("\n"))
        elif component["type"] == 1:
            shown = component["components"]
            is_menu = shown[0]["type"] == 3
            yield Controls(tuple(one["placeholder" if is_menu else "label"] for one in shown), is_menu)
        else:
            yield from of_discord(component["components"])


def _of_markdown(line: str) -> Paragraph:
    if line.startswith("### "):
        return Paragraph((Run(_unescaped(line.removeprefix("### ")), is_bold=True),), LARGE)
    runs = tuple(
        Run(
            _unescaped(match["bold"] or match["italic"] or match["name"] or match["plain"]),
            bool(match["bold"]),
            bool(match["italic"]),
            bool(match["name"]),
        )
        for match in _MARKDOWN.finditer(line.removeprefix("-# "))
    )
    return Paragraph(runs, SMALL if line.startswith("-# ") else SIZE)


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


def of_slack(blocks: Iterable[Mapping[str, Any]]) -> Iterator[Block]:
    """Read what the blocks of a message show."""
    for block in blocks:
        if block["type"] == "header":
            yield Paragraph((Run(block["text"]["text"], is_bold=True),), LARGE)
        elif block["type"] == "rich_text":
            yield from _of_rich_text(block["elements"][0]["elements"])
        elif block["type"] == "context":
            yield from (_of_mrkdwn(one["text"]) for one in block["elements"])
        else:
            shown = block["elements"]
            is_menu = shown[0]["type"] == "static_select"
            yield Controls(tuple(one["placeholder" if is_menu else "text"]["text"] for one in shown), is_menu)


def _of_rich_text(elements: Iterable[Mapping[str, Any]]) -> Iterator[Paragraph]:
    runs: list[Run] = []
    for one in elements:
        if one["text"] == "\n":
            yield Paragraph(tuple(runs))
            runs = []
        else:
            style = one.get("style", {})
            runs.append(Run(one["text"], style.get("bold", False), style.get("italic", False), one["type"] == "link"))
    yield Paragraph(tuple(runs))


def _of_mrkdwn(text: str) -> Paragraph:
    found = _MRKDWN.finditer(text)
    return Paragraph(tuple(Run(one["name"] or one["plain"], is_link=bool(one["name"])) for one in found), SMALL)


def drawn(blocks: Iterable[Block], theme: Theme) -> str:
    """Draw the blocks below one another."""
    top, parts = MARGIN * 1.4, list[str]()
    for block in blocks:
        more, height = _paragraph(block, theme, top) if isinstance(block, Paragraph) else _controls(block, theme, top)
        parts += more
        top += height
    top += GAP
    ground = rect(0, 0, WIDTH, top, theme.ground, 6, stroke=theme.edge)
    stripe = rect(0, 0, 5, top, theme.stripe, 2) if theme.stripe else ""
    size = {"width": WIDTH, "height": round(top), "viewBox": f"0 0 {WIDTH} {round(top)}"}
    return element("svg", "".join((ground, stripe, *parts)), xmlns="http://www.w3.org/2000/svg", **size) + "\n"


def _paragraph(block: Paragraph, theme: Theme, top: float) -> tuple[list[str], float]:
    lines = list(_lines(block))
    height = block.size * 1.45
    parts = [
        _words(run, x, top + block.size + height * number, block.size, theme)
        for number, line in enumerate(lines)
        for run, x in line
    ]
    return parts, height * len(lines) + (GAP if block.size == LARGE else 3)


def _lines(block: Paragraph) -> Iterator[list[tuple[Run, float]]]:
    """Yield the words of each line with their places, as many as fit."""
    line, x = list[tuple[Run, float]](), float(MARGIN)
    for run in block.runs:
        for word in re.findall(r"\S+\s*|\s+", run.text):
            length = width(word, block.size, BOLD if run.is_bold else REGULAR)
            if line and x + width(word.rstrip(), block.size, BOLD if run.is_bold else REGULAR) > WIDTH - MARGIN:
                yield line
                line, x = [], float(MARGIN)
            line.append((replace(run, text=word), x))
            x += length
    yield line


def _words(run: Run, x: float, y: float, size: float, theme: Theme) -> str:
    color = theme.link if run.is_link else theme.faint if size == SMALL else theme.words
    look = {"font_style": "italic"} if run.is_italic else {}
    weight = BOLD if run.is_bold else REGULAR
    attributes = {"x": x, "y": y, "font_size": size, "font_weight": weight, "fill": color, "font_family": FAMILY}
    return element("text", escape(run.text.rstrip()), **attributes, **look)


def _controls(block: Controls, theme: Theme, top: float) -> tuple[list[str], float]:
    parts, x = list[str](), float(MARGIN)
    for label in block.labels:
        shown = f"{label}  ▾" if block.is_menu else label
        room = 260.0 if block.is_menu else width(shown, SIZE - 1, BOLD) + 28
        parts.append(rect(x, top + GAP, room, 32, theme.button, 6, stroke=theme.edge))
        parts.append(_words(Run(shown, is_bold=not block.is_menu), x + 14, top + GAP + 21, SIZE - 1, theme))
        x += room + 8
    return parts, 32 + GAP * 1.5


if __name__ == "__main__":
    main(Path(sys.argv[1]))
