"""Replaces ids of people and channels in a message by Slack's elements for them, which show their names."""

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
NOBODY = re.compile(r"(?!)()")


def named(blocks: Iterable[Json], people: Sequence[str]) -> Iterator[Json]:
    """Return blocks with channels, and these people's ids, as Slack's elements for them, whose place is rich text."""
    ids = [id for id in people if MEMBER.fullmatch(id)]
    pattern = re.compile(rf"(?<![\w-])({'|'.join(ids)})(?![\w-])") if ids else NOBODY
    for block in blocks:
        names_any = bool(ids) or OPEN in json.dumps(block, ensure_ascii=False)
        yield _named(block, pattern) if names_any else block


def mentioned(text: str) -> str:
    """Return escaped text in which channels are links, which show their names."""
    return with_mentions(text, _link)


def _link(kind: Mention, id: str) -> str:
    return f"<#{id}>" if CHANNEL.fullmatch(id) else without_mentions(mention(kind, id))


def _named(block: Json, people: re.Pattern[str]) -> Json:
    if block["type"] == "section":
        elements = [{"type": "text", "text": block["text"]["text"]}]
    elif block["type"] == "rich_text":
        elements = [element for section in block["elements"] for element in section["elements"]]
    elif block["type"] == "context":
        return {**block, "elements": [_small(element, people) for element in block["elements"]]}
    elif block["type"] == "header":
        return {**block, "text": {**block["text"], "text": without_mentions(block["text"]["text"])}}
    else:
        return block
    parts = [part for element in elements for part in (_cut(element, people) if "text" in element else (element,))]
    if parts == elements:
        return block
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": parts}]}


def _small(element: Json, people: re.Pattern[str]) -> Json:
    """Return a small text with names as links; what is marked up already names no people."""
    if element["type"] != "plain_text":
        return {**element, "text": mentioned(element["text"])}
    plain = escape(element["text"])
    marked = mentioned(people.sub(r"<@\1>", plain))
    return element if marked == plain else {"type": "mrkdwn", "text": marked}


def _cut(element: Json, people: re.Pattern[str]) -> Iterator[Json]:
    """Cut an element before and after each name in it."""
    style = {"style": element["style"]} if "style" in element else {}
    words, *names = mentions_in(element["text"])
    yield from _people(element, words, people, style)
    for kind, id, following in zip(names[::3], names[1::3], names[2::3], strict=True):
        yield {**_mention(Mention(kind), id), **style}
        yield from _people(element, following, people, style)


def _people(element: Json, words: str, people: re.Pattern[str], style: Json) -> Iterator[Json]:
    # Every second part is an id: the pattern has one group.
    for number, part in enumerate(people.split(words)):
        if number % 2:
            yield {"type": "user", "user_id": part, **style}
        elif part:
            yield {**element, "text": part}


def _mention(kind: Mention, id: str) -> Json:
    if kind is Mention.CHANNEL and CHANNEL.fullmatch(id):
        return {"type": "channel", "channel_id": id}
    return {"type": "text", "text": without_mentions(mention(kind, id))}
