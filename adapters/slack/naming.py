"""Shows people whom a message names by their ids as their names, which only Slack knows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence

from adapters.slack.fitting import Json
from adapters.slack.markdown import escape
from bot.chat import OPEN, Mention, mention, mentions_in, with_mentions, without_mentions

# A member of this workspace; whoever comes from another is named by two ids, which Slack shows no name for.
MEMBER = re.compile(r"[UW][A-Z0-9]+")
CHANNEL = re.compile(r"[CG][A-Z0-9]+")


def named(blocks: Iterable[Json], people: Sequence[str]) -> Iterator[Json]:
    """Return blocks with these people's ids as Slack's elements for users, whose place is rich text."""
    ids = [id for id in people if MEMBER.fullmatch(id)]
    if not ids:
        yield from blocks
        return
    pattern = re.compile(rf"(?<![\w-])({'|'.join(ids)})(?![\w-])")
    yield from (_named(block, pattern) for block in blocks)


def mentioning(blocks: Iterable[Json]) -> Iterator[Json]:
    """Return blocks in which channels are Slack's elements for them."""
    return (_mentioning(block) if OPEN in json.dumps(block, ensure_ascii=False) else block for block in blocks)


def mentioned(text: str) -> str:
    """Return escaped text in which channels are links, which show their names."""
    return with_mentions(text, _link)


def _link(kind: Mention, id: str) -> str:
    return f"<#{id}>" if CHANNEL.fullmatch(id) else without_mentions(mention(kind, id))


def _mentioning(block: Json) -> Json:
    if block["type"] == "section":
        return _elements([{"type": "text", "text": block["text"]["text"]}])
    if block["type"] == "rich_text":
        return _elements([element for section in block["elements"] for element in section["elements"]])
    if block["type"] == "context":
        return {**block, "elements": [_context(element) for element in block["elements"]]}
    return {**block, "text": {**block["text"], "text": without_mentions(block["text"]["text"])}}


def _context(element: Json) -> Json:
    if element["type"] != "plain_text":
        return {**element, "text": mentioned(element["text"])}
    return {"type": "mrkdwn", "text": mentioned(escape(element["text"]))}


def _elements(elements: Iterable[Json]) -> Json:
    parts = [part for element in elements for part in _cut(element)]
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": parts}]}


def _cut(element: Json) -> Iterator[Json]:
    style = {"style": element["style"]} if "style" in element else {}
    pieces = mentions_in(element.get("text", ""))
    if len(pieces) == 1:
        yield element
        return
    for number in range(0, len(pieces), 3):
        if pieces[number]:
            yield {**element, "text": pieces[number]}
        if number + 2 < len(pieces):
            kind, id = Mention(pieces[number + 1]), pieces[number + 2]
            is_known = kind is Mention.CHANNEL and CHANNEL.fullmatch(id)
            named = {"type": "channel", "channel_id": id} if is_known else None
            yield {**(named or {"type": "text", "text": without_mentions(mention(kind, id))}), **style}


def _named(block: Json, pattern: re.Pattern[str]) -> Json:
    text = block.get("text", {})
    if block["type"] == "section" and pattern.search(text.get("text", "")):
        return _rich([{"type": "text", "text": text["text"]}], pattern)
    if block["type"] == "rich_text":
        return _rich([element for section in block["elements"] for element in section["elements"]], pattern)
    if block["type"] == "context":
        return {**block, "elements": [_small(element, pattern) for element in block["elements"]]}
    return block


def _small(element: Json, pattern: re.Pattern[str]) -> Json:
    """Return a small text with people as links, which show their names; what is marked up already names nobody."""
    if element["type"] != "plain_text" or not pattern.search(element["text"]):
        return element
    return {"type": "mrkdwn", "text": pattern.sub(r"<@\1>", escape(element["text"]))}


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
