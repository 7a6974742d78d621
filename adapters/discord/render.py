"""Writes a Reply as a Discord card (Components V2): escaped and cut here, once, and nowhere else."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import discord
import msgspec
from discord import InteractionResponseType, MediaGalleryItem, MessageFlags, ui

from adapters.discord.controls import rows
from adapters.discord.fitting import TEXT_LIMIT, Part, fit
from adapters.discord.markdown import bold, escape, highlighted, link, mentioning, named, unescape
from adapters.discord.private import from_json, to_json
from bot.chat import Countdown, Field, File, Item, Picture, Reply, SourceLine, Statement
from bot.frozen import Frozen, replace
from bot.memory import Memory
from bot.replies import card as words
from bot.replies.card import shortened
from bot.replies.catalog import Catalog

# Longer entries, and lines of an overview, each of which a menu opens.
MOST_ITEMS, MOST_LINES = 8, 25
# Alternative text of a picture (https://docs.discord.com/developers/components/reference).
ALT_LIMIT = 1024
# What the note of a cut may take, an id of 60 characters included.
NOTE_LIMIT = 200

NOBODY = discord.AllowedMentions.none()
PUBLIC, PRIVATE = MessageFlags(components_v2=True), MessageFlags(components_v2=True, ephemeral=True)

# The stripe at the card's edge; whatever it stands for is said in words too.
USUAL, MISTAKE, GRAVE = 0x3F6FB5, 0xB7791F, 0x6B7280


class FinishedView(ui.LayoutView):
    """A view that is written out once, and does not change: its components would take ten times as much memory.

    discord.py forgets a view that is stopped, which the bot does not need to answer its buttons.
    """

    def __init__(self, container: ui.Container[ui.LayoutView]) -> None:
        super().__init__(timeout=None)
        self.add_item(container)
        self.stop()
        self._written = to_json(super().to_components()).encode()  # type: ignore[no-untyped-call]  # says no types
        self.clear_items()

    def to_components(self) -> list[dict[str, Any]]:
        """Return the components as they are sent."""
        return list(from_json(self._written))

    def has_components_v2(self) -> bool:
        """Whether it is a card: it always is."""
        return True

    def answer(self, *, replaces: bool, is_private: bool) -> bytes:
        """Return the body of a first answer, which takes the place of the message, or is one of its own."""
        shown = {
            "flags": (PRIVATE if is_private and not replaces else PUBLIC).value,
            "components": msgspec.Raw(self._written),
            "attachments": (),
            "allowed_mentions": NOBODY.to_dict(),
        }
        kind = InteractionResponseType.message_update if replaces else InteractionResponseType.channel_message
        return msgspec.json.encode({"type": kind.value, "data": shown})


class Card(Frozen, frozen=True):
    """A message ready to be sent, once: sending uses up the files."""

    view: FinishedView
    files: tuple[discord.File, ...] = ()


# The views of the latest replies, by the identity of the reply, for its hash would take every word of it. A reply that
# is kept here lives on, so no other can have its identity.
_VIEWS: Memory[tuple[int, int, bool], tuple[Reply, Catalog, FinishedView]] = Memory(256)


def render(reply: Reply, say: Catalog, marker: str = "", drawn: bytes = b"") -> Card:
    """Return a reply as a card; `drawn` is the content of its picture, without which there is none.

    `marker` is put in invisibly, as the number that `mark` makes of it.
    """
    picture = reply.picture if drawn else None
    is_own = bool(reply.files or marker)
    view = _view(reply, say, marker, picture) if is_own else _remembered(reply, say, picture)
    return Card(view, (*_pictures(picture, drawn), *_files(reply)))


def _remembered(reply: Reply, say: Catalog, picture: Picture | None) -> FinishedView:
    """Return the view of a reply without files or marker, made once for a reply that the core remembers."""
    key = id(reply), id(say), picture is not None
    # Set anew each time, it is the last to be forgotten.
    _VIEWS[key] = _VIEWS.get(key) or (reply, say, _view(reply, say, "", picture))
    return _VIEWS[key][2]


def _view(reply: Reply, say: Catalog, marker: str, picture: Picture | None) -> FinishedView:
    container: ui.Container[ui.LayoutView] = ui.Container(
        *_texts(reply, say),
        *_kept(reply),
        *_gallery(picture),
        *(ui.File[ui.LayoutView](f"attachment://{name}") for _, name in _named(reply.files)),
        accent_colour=_color(reply),
        id=mark(marker) if marker else None,
    )
    going_on = (reply.draft.choice,) if reply.draft else ()
    for row in rows((*going_on, *reply.choices), reply.menu, say(words.CHOOSE)):
        container.add_item(row)
    return FinishedView(container)


def mark(marker: str) -> int:
    """Return the number that a marked card carries as its component id: 31 bits, never 0."""
    return zlib.crc32(marker.encode()) & 0x7FFFFFFF or 1


def kept_in(message: discord.Message | None) -> dict[int, str]:
    """Return what a mistake in a form keeps of it, by the numbers that `mark` makes of the names of its inputs."""
    parts = [part for top in (message.components if message else ()) for part in getattr(top, "children", ())]
    texts = {part.id: part.content for part in parts if isinstance(part, discord.components.TextDisplay)}
    return {id: _value_in(text) for id, text in texts.items() if id}


def kept_as(name: str) -> int:
    """Return the number under which a message keeps what was filled into an input of this name."""
    return mark(f"input {name}")


def _kept(reply: Reply) -> Iterator[ui.TextDisplay[ui.LayoutView]]:
    """Yield what was filled into a form that was refused, each text under a number by which it is found again."""
    for field in reply.draft.inputs if reply.draft else ():
        if field.value:
            shown = mentioning(escape(words.filled(field)))
            yield ui.TextDisplay(f"{bold(field.label + ':')} {shown}", id=kept_as(field.name))


def _value_in(text: str) -> str:
    shown = text.partition(":** ")[2]
    match = re.fullmatch(r"<(?:#|@&)(\d+)>", shown)
    return match[1] if match else unescape(shown)


def _texts(reply: Reply, say: Catalog) -> Iterator[ui.TextDisplay[ui.LayoutView]]:
    parts = tuple(_with_names(part, reply.people) for part in _parts(reply, say) if part.lines)
    fitted = fit(parts)
    if fitted.is_cut:
        fitted = fit(parts, TEXT_LIMIT - NOTE_LIMIT)
        note = words.cut(say, reply.id or fitted.cut_id)
        fitted = fit((*fitted.parts, Part((f"*{escape(note)}*",), is_vital=True)))
    return (ui.TextDisplay(part.text) for part in fitted.parts)


def _parts(reply: Reply, say: Catalog) -> Iterator[Part]:
    yield Part(_head(reply), reply.id, prose=len(_title(reply)) if reply.text else None)
    yield from (_statement(statement, say) for statement in reply.statements)
    yield Part(tuple(_field(field) for field in reply.fields), reply.id)
    yield from _items(reply.items[: _most(reply.items)], say)
    yield Part(tuple(_notes(reply, say)), is_vital=True)
    yield Part(tuple(_sources(reply.sources, say)), is_vital=True)


def _with_names(part: Part, people: Sequence[str]) -> Part:
    return replace(part, lines=tuple(mentioning(named(line, people)) for line in part.lines))


def _title(reply: Reply) -> tuple[str, ...]:
    if not reply.title:
        return ()
    # What is grave is told without a decorated heading.
    return (bold(reply.title) if reply.is_grave else f"### {escape(reply.title)}",)


def _head(reply: Reply) -> tuple[str, ...]:
    if words.is_answer(reply):
        return tuple(bold(line) for line in reply.text.splitlines())
    return (*_title(reply), *((escape(reply.text),) if reply.text else ()))


def _statement(statement: Statement, say: Catalog) -> Part:
    stake = f" ({escape(statement.stake)})" if statement.stake and statement.says else ""
    said = f"{bold(statement.who + ':')} {escape(statement.says or statement.stake)}{stake}"
    return Part((said, *_sources(statement.sources, say)))


def _field(field: Field) -> str:
    return f"{bold(field.name + ':')} {escape(field.value)}"


def _most(items: Sequence[Item]) -> int:
    """Return how many of these entries are shown."""
    return MOST_ITEMS if _are_long(items) else MOST_LINES


def _are_long(items: Sequence[Item]) -> bool:
    return any(item.text or item.sources for item in items)


def _items(items: Sequence[Item], say: Catalog) -> Iterator[Part]:
    """Write the lines of an overview as one text, and longer entries each as its own."""
    if _are_long(items):
        yield from (Part(tuple(_item(item, say)), item.id, prose=1 if item.text else None) for item in items)
    elif items:
        yield Part(tuple(line for item in items if (line := _line(item)).strip()))


def _line(item: Item) -> str:
    when = f"**{escape(item.date)}** " if item.date else ""
    return f"{when}{_named_title(item)}{_marks(item)}"


def _named_title(item: Item) -> str:
    title = item.title.strip()
    return link(title, item.link) if item.link else escape(title)


def _item(item: Item, say: Catalog) -> Iterator[str]:
    when = f"{escape(item.date)} · " if item.date else ""
    # Within the heading all is bold already.
    yield f"{when}**{_named_title(item)}**{_marks(item)}"
    if item.text:
        yield highlighted(item.text, item.matches)
    yield from _sources(item.sources, say)


def _marks(item: Item) -> str:
    return f" *◇ {escape(', '.join(item.marks))}*" if item.marks else ""


def _notes(reply: Reply, say: Catalog) -> Iterator[str]:
    if reply.countdown:
        yield _countdown(reply.countdown)
    for note in filter(str.strip, reply.notes):
        yield f"*{escape(note.strip())}*"
    left = len(reply.items) - _most(reply.items)
    if left > 0:
        yield f"*{escape(words.left_out(say, left))}*"


def _countdown(countdown: Countdown) -> str:
    return f"{escape(countdown.label)} <t:{int(countdown.until.timestamp())}:R>"


def _sources(sources: Sequence[SourceLine], say: Catalog) -> Iterator[str]:
    """Write the short names of at most three sources in one line, each a link where it has an address."""
    names = [
        link(words.short_name(source), source.url) if source.url else escape(words.short_name(source))
        for source in words.best(sources)
    ]
    if names:
        line = words.sources(say, " · ".join(names), len(names)).replace("\n", " ")
        yield f"-# {line}"


def _color(reply: Reply) -> int:
    if reply.is_error:
        return MISTAKE
    return GRAVE if reply.is_grave else USUAL


def _gallery(picture: Picture | None) -> Iterator[ui.MediaGallery[ui.LayoutView]]:
    if picture:
        alt = shortened(picture.alt, ALT_LIMIT)
        yield ui.MediaGallery(MediaGalleryItem(f"attachment://{picture.name}", description=alt))


def _pictures(picture: Picture | None, drawn: bytes) -> Iterator[discord.File]:
    if picture:
        yield discord.File(io.BytesIO(drawn), picture.name, description=shortened(picture.alt, ALT_LIMIT))


def _files(reply: Reply) -> Iterator[discord.File]:
    return (discord.File(io.BytesIO(file.content), name) for file, name in _named(reply.files))


def _named(files: Iterable[File]) -> Iterator[tuple[File, str]]:
    """Yield files with names that Discord keeps as they are: a component refers to a file by its name."""
    for number, file in enumerate(files):
        stem, dot, ending = re.sub(r"[^A-Za-z0-9._-]+", "_", file.name).strip("._").rpartition(".")
        name = f"{stem or 'file'}{dot}{ending}"
        yield file, name if number == 0 else f"{stem or 'file'}-{number + 1}{dot}{ending}"
