"""Makes a message fit into Slack's limits of blocks and texts, and says what was cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from bot.frozen import Frozen

Json = dict[str, Any]

# https://docs.slack.dev/reference/block-kit/blocks
BLOCKS_LIMIT = 50
TEXT_LIMIT = 3000
CONTEXT_LIMIT = 2000
ELEMENTS_LIMIT = 10


class Part(Frozen, frozen=True):
    """Blocks that stand or fall together. A vital part is never cut; `id` is the fact it is about."""

    blocks: tuple[Json, ...]
    id: str = ""
    is_vital: bool = False


class Fitted(Frozen, frozen=True):
    """The blocks that fit, and the first fact that was cut, if one was; `is_cut` even when it has no id."""

    blocks: tuple[Json, ...]
    is_cut: bool = False
    cut_id: str = ""


def fit(parts: Sequence[Part], limit: int) -> Fitted:
    """Return at most `limit` blocks: the first parts, and every vital one."""
    room = limit - sum(len(part.blocks) for part in parts if part.is_vital)
    kept: list[Part] = []
    lost: Part | None = None
    for part in parts:
        if part.is_vital:
            kept.append(part)
        elif lost is None and len(part.blocks) <= room:
            room -= len(part.blocks)
            kept.append(part)
        else:
            lost = lost or part
    blocks = tuple(block for part in kept for block in part.blocks)
    return Fitted(blocks, is_cut=lost is not None, cut_id=lost.id if lost else "")


def pieces(text: str, limit: int) -> Iterator[str]:
    """Cut a text into pieces that fit, between lines or words where there are any."""
    while len(text) > limit:
        at = max(text.rfind("\n", 0, limit), text.rfind(" ", 0, limit))
        cut = at if at > 0 else limit
        yield text[:cut].rstrip()
        text = text[cut:].lstrip()
    if text:
        yield text


def contexts(elements: Sequence[Json]) -> Iterator[Json]:
    """Put small texts into as few blocks as hold them."""
    for start in range(0, len(elements), ELEMENTS_LIMIT):
        yield {"type": "context", "elements": list(elements[start : start + ELEMENTS_LIMIT])}
