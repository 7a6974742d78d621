"""Writes a Reply for a terminal, with rich; without colours it says the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from io import StringIO
from typing import TypeVar, cast

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.rule import Rule
from rich.style import Style
from rich.table import Table
from rich.text import Text

from adapters.console import words
from adapters.console.parse import choices_of
from bot.chat import Choice, Countdown, Field, Item, Reply, SourceLine, Statement, without_mentions
from bot.frozen import Frozen
from bot.replies.card import best, is_answer, short_name, sources as named, with_draft
from bot.replies.catalog import Catalog, catalog

NAME_WIDTH = 34
# What a terminal shows at a glance, and so many entries of a menu at least.
LINES, LEAST_OF_MENU = 20, 3
# Where nobody can ask for more.
EVERY_LINE = 1000


def render(reply: Reply, say: Catalog | None = None, lines: int = LINES) -> Group:
    """Return everything a reply says, in its order; in English where no words are given.

    Of a long menu as many entries are shown as have room within so many lines.
    """
    reply, say = _named(with_draft(reply)), say or catalog("en")
    return Group(_Screen(tuple(_parts(reply, say)), _menu(reply), _buttons(reply), say, lines, _is_list(reply)))


def menu(reply: Reply) -> Group:
    """Return every entry of a reply's menu, a line each."""
    return Group(*map(_Hanging, _menu(_named(reply))))


def picture(line: str, reply: Reply) -> str:
    """Return an answer as it looks on a console 100 columns wide, as an SVG; `line` is "" for a post."""
    console = Console(width=100, record=True, file=StringIO(), force_terminal=True, color_system="truecolor")
    console.print(*((Text(f"› {line}", style="bold"),) if line else ()), render(reply))
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


def _parts(reply: Reply, say: Catalog) -> Iterator[RenderableType]:
    yield from _heading(reply)
    yield from (_statement(statement, say) for statement in reply.statements)
    if reply.fields:
        yield _fields(reply.fields)
    yield from _items(reply, say)
    yield from _ending(reply, say)


def _heading(reply: Reply) -> Iterator[RenderableType]:
    if reply.title:
        # What is grave is told without a decorated heading.
        title = Text(reply.title, style="bold" if reply.is_grave else "bold cyan")
        yield title if reply.is_grave else _Headed(title)
    if reply.text:
        yield Text(reply.text, style="yellow" if reply.is_error else "bold" if is_answer(reply) else "")


class _Headed(Frozen, frozen=True):
    """A title with a line behind it, or below it where it is too long for that."""

    title: Text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if self.title.cell_len + 2 < options.max_width:
            yield Rule(self.title, align="left")
        else:
            yield from (self.title, Rule())


class _Hanging(Frozen, frozen=True):
    """A text whose further lines stand in by two columns, as what belongs to it does."""

    text: Text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        first, *further = self.text.wrap(console, options.max_width - 2)
        yield first
        yield from (Padding(line, (0, 0, 0, 2)) for line in further)


class _Screen(Frozen, frozen=True):
    """A reply as far as a screen holds it: of a longer menu as many entries as have room, and how to see the others."""

    parts: tuple[RenderableType, ...]
    menu: tuple[Text, ...]
    buttons: tuple[Text, ...]
    say: Catalog
    lines: int
    is_list: bool

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield from self.parts
        room = self.lines - _height(self.parts, console, options)
        numbers = range(len(self.menu), min(LEAST_OF_MENU, len(self.menu)) - 1, -1)
        shown = (self._controls(number) for number in numbers)
        fitting = (controls for controls in shown if _height(controls, console, options) <= room)
        yield from next(fitting, self._controls(numbers[-1]))

    def _controls(self, number: int) -> tuple[RenderableType, ...]:
        left = len(self.menu) - number
        more = (Text(words.more(self.say, left), style="italic"),) if left else ()
        texts = (*self.menu[:number], *more, *self.buttons)
        if self.is_list:
            return tuple(map(_Hanging, texts))
        return (_Row(texts),) if texts else ()


def _height(parts: Iterable[RenderableType], console: Console, options: ConsoleOptions) -> int:
    return sum(len(console.render_lines(part, options, pad=False)) for part in parts)


class _Row(Frozen, frozen=True):
    """Choices beside one another, as many in a line as have room in it whole."""

    choices: tuple[Text, ...]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        line = self.choices[0]
        for choice in self.choices[1:]:
            longer = Text.assemble(line, "  ", choice)
            if longer.cell_len > options.max_width:
                yield _Hanging(line)
                longer = choice
            line = longer
        yield _Hanging(line)


def _ending(reply: Reply, say: Catalog) -> Iterator[RenderableType]:
    if reply.countdown:
        yield _countdown(reply.countdown)
    yield from (Text(note, style="italic") for note in reply.notes)
    if reply.sources:
        yield _sources(reply.sources, say)


def _statement(statement: Statement, say: Catalog) -> RenderableType:
    text = Text.assemble((f"{statement.who}: ", "bold"), statement.says or statement.stake)
    if statement.says and statement.stake:
        text.append(f" ({statement.stake})", style="dim")
    return Padding(Group(text, *([_sources(statement.sources, say)] if statement.sources else [])), (0, 0, 0, 2))


def _fields(fields: Iterable[Field]) -> RenderableType:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(style="bold", max_width=NAME_WIDTH)
    table.add_column(ratio=1)
    for field in fields:
        table.add_row(Text(field.name), Text(field.value))
    return table


def _items(reply: Reply, say: Catalog) -> Iterator[RenderableType]:
    """Write lines of an overview as a table, each with the number that opens it; longer entries one after the other."""
    numbers = _numbers(reply)
    if reply.items and not any(item.text or item.sources for item in reply.items):
        yield _table(reply.items, numbers)
    else:
        yield from (_item(item, number, say) for item, number in zip(reply.items, numbers, strict=True))


def _numbers(reply: Reply) -> tuple[str, ...]:
    """Return the number that opens each item, "" for what none does: by its id, or by a menu of the same entries."""
    of_menu = reply.menu.choices if reply.menu else ()
    if len(of_menu) == len(reply.items) and all(map(_is_of, of_menu, reply.items)):
        return tuple(str(number) for number in range(1, len(of_menu) + 1))
    actions = {choice.action: str(number) for number, choice in enumerate(choices_of(reply), 1)}
    return tuple(actions.get(f"open id:{item.id}", "") for item in reply.items)


def _is_of(choice: Choice, item: Item) -> bool:
    """Whether an option of a menu says what an entry says, and no more."""
    return bool(item.date) and choice.label.startswith(item.date.split(" · ")[0]) and not choice.detail


def _table(items: Sequence[Item], numbers: Sequence[str]) -> RenderableType:
    table = Table(box=None, show_header=False, padding=(0, 1, 0, 0))
    for style in ("bold green", "cyan"):
        table.add_column(style=style, no_wrap=True)
    table.add_column(ratio=1)
    for item, number in zip(items, numbers, strict=True):
        title = Text(item.title, style=Style(link=item.link or None))
        if item.marks:
            title.append(f"  ◇ {', '.join(item.marks)}", style="magenta")
        table.add_row(number, item.date, title)
    return table


def _item(item: Item, number: str, say: Catalog) -> RenderableType:
    head = Text.assemble(
        (f"{number} " if number else "", "bold green"),
        (f"{item.date}  " if item.date else "", "cyan"),
        (item.title, Style(bold=True, link=item.link or None)),
    )
    if item.marks:
        head.append(f"  ◇ {', '.join(item.marks)}", style="magenta")
    body = Text(item.text)
    # Without words every place between two letters would be one.
    for text in (head, body) if item.matches else ():
        text.highlight_words(item.matches, style="reverse", case_sensitive=True)
    sources = [_sources(item.sources, say)] if item.sources else []
    return Group(_Hanging(head), Padding(Group(*([body] if item.text else []), *sources), (0, 0, 0, 2)))


def _sources(sources: Sequence[SourceLine], say: Catalog) -> Text:
    """Write short names in one line; a terminal that knows links opens them."""
    shown = best(sources)
    text = Text(named(say, " · ".join(map(short_name, shown)), len(shown)), style="dim")
    end = 0
    for source in shown:
        start = text.plain.index(short_name(source), end)
        end = start + len(short_name(source))
        text.stylize(f"link {source.url}" if source.url else "", start, end)
    return text


def _countdown(countdown: Countdown) -> Text:
    return Text(f"{countdown.label} {countdown.until:%H:%M:%S} UTC", style="bold")


def _menu(reply: Reply) -> tuple[Text, ...]:
    """Return the entries of a menu by their numbers, but for those that stand above with theirs."""
    return tuple(_choice(number, choice) for number, choice in _unopened(reply) if choice not in reply.choices)


def _buttons(reply: Reply) -> tuple[Text, ...]:
    return tuple(_choice(number, choice) for number, choice in _unopened(reply) if choice in reply.choices)


def _is_list(reply: Reply) -> bool:
    """Whether what can be pressed has a line each, because some of it is explained."""
    return any(choice.detail for _, choice in _unopened(reply))


def _unopened(reply: Reply) -> Iterator[tuple[str, Choice]]:
    """Yield the numbers of what can be pressed, but for entries that stand above with theirs."""
    opened = set(_numbers(reply))
    pairs = ((str(number), choice) for number, choice in enumerate(choices_of(reply), 1))
    return (pair for pair in pairs if pair[0] not in opened)


def _choice(number: str, choice: Choice) -> Text:
    text = Text.assemble((f"[{number}] ", "bold green"), choice.label)
    return text.append(f"  {choice.detail}", style="dim") if choice.detail else text
