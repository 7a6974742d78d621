"""Shows people whom a message names by their ids as their names, which only Slack knows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from adapters.slack.fitting import Json

# A member of this workspace; whoever comes from another is named by two ids, which Slack shows no name for.
MEMBER = re.compile(r"[UW][A-Z0-9]+")


def named(blocks: Iterable[Json], people: Sequence[str]) -> Iterator[Json]:
    """Return blocks with these people's ids as Slack's elements for users, whose place is rich text."""
    ids = [id for id in people if MEMBER.fullmatch(id)]
    if not ids:
        yield from blocks
        return
    pattern = re.compile(rf"(?<![\w-])({'|'.join(ids)})(?![\w-])")
    yield from (_named(block, pattern) for block in blocks)


def _named(block: Json, pattern: re.Pattern[str]) -> Json:
    text = block.get("text", {})
    if block["type"] == "section" and pattern.search(text.get("text", "")):
        return _rich([{"type": "text", "text": text["text"]}], pattern)
    if block["type"] == "rich_text":
        return _rich([element for section in block["elements"] for element in section["elements"]], pattern)
    return block


def _rich(elements: Iterable[Json], pattern: re.Pattern[str]) -> Json:
    split = [part for element in elements for part in _split(element, pattern)]
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": split}]}


def _split(element: Json, pattern: re.Pattern[str]) -> Iterator[Json]:
    style = {"style": element["style"]} if "style" in element else {}
    # Every second piece is an id: the pattern has one group.
    for number, piece in enumerate(pattern.split(element["text"])):
        if number % 2:
            yield {"type": "user", "user_id": piece, **style}
        elif piece:
            yield {**element, "text": piece}
