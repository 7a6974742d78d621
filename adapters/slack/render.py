"""Writes a Reply as Block Kit: escaped and cut here, once, and nowhere else.

What people or packs have written stands in plain text and rich text, in which Slack reads no markup; only sources,
which are links, and moments, which Slack shows in each reader's own zone, are marked up, and escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from adapters.slack.controls import plain, rows
from adapters.slack.fitting import BLOCKS_LIMIT, CONTEXT_LIMIT, TEXT_LIMIT, Json, Part, contexts, fit, pieces
from adapters.slack.markdown import address, escape, fallback, link, literal
from adapters.slack.naming import mentioned, named
from bot.chat import Countdown, Field, Item, Picture, Reply, SourceLine, Statement
from bot.frozen import Frozen, replace
from bot.replies import card as words
from bot.replies.catalog import Catalog

HEADER_LIMIT = 150
ALT_LIMIT = 2000
# Slack advises 4,000 characters; entities make it longer.
FALLBACK_LIMIT = 3000
BOLD = {"bold": True}


class Message(Frozen, frozen=True):
    """A message ready to be sent: blocks, and the text that notifications and screen readers use instead."""

    text: str
    blocks: tuple[Json, ...]

    @property
    def fields(self) -> Json:
        """What every way to send it takes; Slack fetches no page that it links to."""
        return {"text": self.text, "blocks": list(self.blocks), "unfurl_links": False, "unfurl_media": False}


@lru_cache(maxsize=256)
def render(reply: Reply, say: Catalog, shown_at: str = "") -> Message:
    """Return a reply as a message, kept for the next who is told the same.

    `shown_at` is the address of its picture, "" to leave it out.
    """
    return Message(_fallback(reply), tuple(blocks(reply, say, shown_at=shown_at)))


def blocks(reply: Reply, say: Catalog, limit: int = BLOCKS_LIMIT, shown_at: str = "") -> Iterator[Json]:
    """Return a reply's blocks, at most so many."""
    reply = words.with_draft(reply)
    controls = tuple(rows(reply.choices, reply.menu, say(words.CHOOSE)))
    parts = tuple(_with_names(part, reply.people) for part in _parts(reply, say, shown_at))
    fitted = fit(parts, limit - len(controls))
    if fitted.is_cut:
        fitted = fit(parts, limit - len(controls) - 1)
        yield from fitted.blocks
        yield from contexts([_small(words.cut(say, fitted.cut_id or reply.id))])
    else:
        yield from fitted.blocks
    yield from controls


def _with_names(part: Part, people: Sequence[str]) -> Part:
    return replace(part, blocks=tuple(named(part.blocks, people)))


def _parts(reply: Reply, say: Catalog, shown_at: str) -> Iterator[Part]:
    yield Part((*_title(reply), *_text(reply)), reply.id)
    yield from (_statement(statement, say) for statement in reply.statements)
    yield Part(tuple(_fields(reply.fields)), reply.id)
    yield from _items(reply.items, say)
    yield Part(tuple(_pictures(reply.picture, shown_at)), is_vital=True)
    yield Part(tuple(contexts(list(_notes(reply)))), is_vital=True)
    yield Part(tuple(contexts(list(_sources(reply.sources, say)))), is_vital=True)


def _title(reply: Reply) -> Iterator[Json]:
    title = reply.title.strip()
    # What is grave is told without a heading; what is too long for one is told in full.
    if title and (reply.is_grave or len(literal(title)) > HEADER_LIMIT):
        yield _rich([_words(title, BOLD)])
    elif title:
        yield {"type": "header", "text": plain(title, HEADER_LIMIT)}


def _text(reply: Reply) -> Iterator[Json]:
    for piece in pieces(literal(reply.text.strip()), TEXT_LIMIT):
        yield (
            _rich([_words(piece, BOLD)])
            if words.is_answer(reply)
            else {"type": "section", "text": {"type": "plain_text", "text": piece, "emoji": False}}
        )


def _statement(statement: Statement, say: Catalog) -> Part:
    stake = f" ({statement.stake})" if statement.stake and statement.says else ""
    said = [_words(f"{statement.who}: ", BOLD), *_long(f"{statement.says or statement.stake}{stake}")]
    return Part((_rich(said), *contexts(list(_sources(statement.sources, say)))))


def _fields(fields: Iterable[Field]) -> Iterator[Json]:
    lines = [[_words("\n"), _words(f"{field.name}: ", BOLD), *_long(field.value)] for field in fields]
    if lines:
        yield _rich([element for line in lines for element in line][1:])


def _items(items: Sequence[Item], say: Catalog) -> Iterator[Part]:
    """Write the lines of an overview as one text, and longer entries each as its own."""
    if any(item.text or item.sources for item in items):
        yield from (_item(item, say) for item in items)
    elif items:
        yield Part((_rich([element for item in items for element in (*_line(item), _words("\n"))][:-1]),))


def _line(item: Item) -> Iterator[Json]:
    if item.date:
        yield _words(f"{item.date} ", BOLD)
    title = _words(item.title.strip() or item.id)
    yield {**title, "type": "link", "url": address(item.link)} if item.link else title
    yield from _marks(item)


def _marks(item: Item) -> Iterator[Json]:
    if item.marks:
        yield _words(f" ◇ {', '.join(item.marks)}", {"italic": True})


def _item(item: Item, say: Catalog) -> Part:
    head = [_words(f"{item.date} · ")] if item.date else []
    body = [_words("\n"), *_marked(item.text, item.matches)] if item.text else []
    title = _words(item.title.strip() or item.id, BOLD)
    if item.link:
        title = {**title, "type": "link", "url": address(item.link)}
    small = list(_sources(item.sources, say))
    return Part((_rich([*head, title, *_marks(item), *body]), *contexts(small)), item.id)


def _marked(text: str, matches: tuple[str, ...]) -> Iterator[Json]:
    """Return a text in which the words that were searched for are bold."""
    at = 0
    while span := _next_match(text, matches, at):
        start, end = span
        yield from _long(text[at:start])
        yield _words(text[start:end], BOLD)
        at = end
    yield from _long(text[at:])


def _next_match(text: str, matches: tuple[str, ...], at: int) -> tuple[int, int] | None:
    """Return where the next of the words begins and ends, the longest of those that begin first."""
    spans = [(text.find(word, at), -len(word)) for word in matches if word.strip() and word in text[at:]]
    start, length = min(spans, default=(-1, 0))
    return (start, start - length) if spans else None


def _pictures(picture: Picture | None, shown_at: str) -> Iterator[Json]:
    if picture and shown_at:
        yield {"type": "image", "image_url": shown_at, "alt_text": literal(picture.alt)[:ALT_LIMIT] or "…"}


def _notes(reply: Reply) -> Iterator[Json]:
    if reply.countdown:
        yield _countdown(reply.countdown)
    for note in reply.notes:
        yield from (_small(piece) for piece in pieces(note.strip(), CONTEXT_LIMIT))


def _countdown(countdown: Countdown) -> Json:
    # https://docs.slack.dev/messaging/formatting-message-text#date-formatting
    moment = f"<!date^{int(countdown.until.timestamp())}^{{time_secs}}|{countdown.until:%H:%M:%S} UTC>"
    return {"type": "mrkdwn", "text": f"{escape(countdown.label)} {moment}"}


def _sources(sources: Sequence[SourceLine], say: Catalog) -> Iterator[Json]:
    """Write the short names of at most three sources in one line, each a link where it has an address."""
    names = [
        link(words.short_name(source), source.url) if source.url else escape(words.short_name(source))
        for source in words.best(sources)
    ]
    # Cut in its middle, a link would not be one.
    while names and len(line := words.sources(say, " · ".join(names), len(names))) > CONTEXT_LIMIT:
        names.pop()
    if names:
        yield {"type": "mrkdwn", "text": line}


def _small(text: str) -> Json:
    return plain(text, CONTEXT_LIMIT)


def _rich(elements: list[Json]) -> Json:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements}]}


def _long(text: str) -> Iterator[Json]:
    return (_words(text[start : start + TEXT_LIMIT]) for start in range(0, len(text), TEXT_LIMIT))


def _words(text: str, style: Json | None = None) -> Json:
    element: Json = {"type": "text", "text": literal(text)}
    return {**element, "style": style} if style else element


def _fallback(reply: Reply) -> str:
    """Return what a notification or a screen reader says: all but sources and buttons, cut to FALLBACK_LIMIT."""
    items = (" ".join(part for part in (item.date, item.title, item.text) if part) for item in reply.items)
    said = (f"{statement.who}: {statement.says}" for statement in reply.statements)
    fields = (f"{field.name}: {field.value}" for field in reply.fields)
    lines = (reply.title, reply.text, *said, *fields, *items, *reply.notes)
    text = "\n".join(literal(line.strip()) for line in lines if line.strip())
    return mentioned(fallback(next(pieces(text, FALLBACK_LIMIT), "…")))
