"""Writes a Reply for a terminal, with rich; without colours it says the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from io import StringIO
from typing import TypeVar, cast

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.style import Style
from rich.table import Table
from rich.text import Text

from adapters.console.parse import choices_of
from bot.chat import Countdown, Field, Item, Reply, SourceLine, Statement, without_mentions

NAME_WIDTH = 34


def render(reply: Reply) -> Group:
    """Return everything a reply says, in its order."""
    return Group(*_parts(_named(reply)))


def picture(line: str, reply: Reply) -> str:
    """Return an answer as it looks on a console 100 columns wide, as an SVG; `line` "" is a post nobody asked for."""
    console = Console(width=100, record=True, file=StringIO(), force_terminal=True, color_system="truecolor")
    asked = (Text(f"› {line}", style="bold"),) if line else ()
    console.print(*asked, render(reply))
    return console.export_svg(title="Dateline", unique_id="dateline")


Part = TypeVar("Part")


def _named(value: Part) -> Part:
    """Return a value in whose texts a channel is called as it is called here: #room."""
    if isinstance(value, str):
        return cast("Part", without_mentions(value))
    if isinstance(value, tuple):
        return cast("Part", tuple(map(_named, value)))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{each.name: _named(getattr(value, each.name)) for each in fields(value)})
    return value


def _parts(reply: Reply) -> Iterator[RenderableType]:
    yield from _heading(reply)
    yield from (_statement(statement) for statement in reply.statements)
    if reply.fields:
        yield _fields(reply.fields)
    yield from (_item(item) for item in reply.items)
    yield from _ending(reply)


def _heading(reply: Reply) -> Iterator[RenderableType]:
    if reply.title:
        # What is grave is told without a decorated heading.
        title = Text(reply.title, style="bold" if reply.is_grave else "bold cyan")
        yield title if reply.is_grave else Rule(title, align="left")
    if reply.text:
        yield Text(reply.text, style="yellow" if reply.is_error else "")


def _ending(reply: Reply) -> Iterator[RenderableType]:
    yield from (Text(f"[{image.alt}]", style="dim") for image in reply.images)
    if reply.countdown:
        yield _countdown(reply.countdown)
    yield from (Text(note, style="italic") for note in reply.notes)
    yield from (_source(source) for source in reply.sources)
    if reply.id:
        yield Text(f"id: {reply.id}", style="dim")
    if choices_of(reply):
        yield _choices(reply)


def _statement(statement: Statement) -> RenderableType:
    text = Text.assemble((f"{statement.who}: ", "bold"), statement.says)
    if statement.stake:
        text.append(f" ({statement.stake})", style="dim")
    return Padding(Group(text, *(_source(source) for source in statement.sources)), (0, 0, 0, 2))


def _fields(fields: Iterable[Field]) -> RenderableType:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(style="bold", max_width=NAME_WIDTH)
    table.add_column(ratio=1)
    for field in fields:
        table.add_row(Text(field.name), Text(field.value))
    return table


def _item(item: Item) -> RenderableType:
    title = Style(bold=True, link=item.link or None)
    head = Text.assemble((f"{item.date}  " if item.date else "", "cyan"), (item.title, title))
    if item.marks:
        head.append(f"  [{', '.join(item.marks)}]", style="magenta")
    body = Text(item.text)
    for text in (head, body):
        text.highlight_words(item.matches, style="reverse", case_sensitive=True)
    reference = [Text(f"id: {item.id}", style="dim")] if item.id else []
    return Group(
        head, Padding(Group(*([body] if item.text else []), *map(_source, item.sources), *reference), (0, 0, 0, 2))
    )


def _source(source: SourceLine) -> Text:
    parts = [source.publisher, source.title, source.locator, source.note]
    text = Text("Source: " + ", ".join(part for part in parts if part), style="dim")
    if source.url:
        text.append(f" <{source.url}>", style=f"link {source.url}")
    return text


def _countdown(countdown: Countdown) -> Text:
    return Text(f"{countdown.label} {countdown.until:%H:%M:%S} UTC", style="bold")


def _choices(reply: Reply) -> RenderableType:
    table = Table(box=None, show_header=False, padding=(0, 1, 0, 0))
    table.add_column(style="bold green", justify="right")
    table.add_column(no_wrap=False)
    for number, choice in enumerate(choices_of(reply), 1):
        label = Text(choice.label)
        if choice.detail:
            label.append(f"  {choice.detail}", style="dim")
        table.add_row(f"[{number}]", label)
    return table
