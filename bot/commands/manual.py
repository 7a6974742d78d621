"""Writes docs/commands.md from COMMANDS: `python -m bot.commands.manual > docs/commands.md`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.commands.options import Option
from bot.commands.row import Command, Right, Visibility, grouped
from bot.commands.syntax import syntax
from bot.commands.table import COMMANDS

_HEAD = """\
# Commands

Written from the table in `bot/commands/` by `python -m bot.commands.manual`; a test holds it true. `<needed>`,
`[may be left out]`, `name:<value>`. On Slack every command also works as `/dateline <command> …`, and in a thread as
`@Dateline <command> …`; names that Slack keeps for itself have a near name there."""
_RIGHTS = {
    Right.MEMBER: "everybody",
    Right.HOST: "the host of the round, and moderators",
    Right.MODERATOR: "moderators",
}
_SEEN = {
    Visibility.HABIT: "public on Discord, private on Slack, unless `/settings` says otherwise",
    Visibility.PUBLIC: "public",
    Visibility.PRIVATE: "private",
}


def manual(commands: Sequence[Command] = COMMANDS) -> str:
    """Return the manual as Markdown."""
    return "\n".join((_HEAD, *_sections(commands))) + "\n"


def _sections(commands: Sequence[Command]) -> Iterator[str]:
    for name, rows in grouped(commands).items():
        yield f"\n## /{name}"
        for row in rows:
            yield from _row(row)


def _row(row: Command) -> Iterator[str]:
    yield f"\n`{syntax(row)}` — {row.help}. Who may: {_RIGHTS[row.right]}. Seen: {_SEEN[row.visibility]}."
    if row.near:
        yield f"On Slack also {', '.join(f'`/{name}`' for name in row.near)}."
    options = [option for option in row.options if not option.hidden]
    if options:
        yield ""
    yield from (f"- `{option.name}`: {_option(option)}" for option in options)
    if row.examples:
        yield f"\nFor example: {', '.join(f'`{example}`' for example in row.examples)}"


def _option(option: Option) -> str:
    values = ", ".join(f"`{value}`" for value, _ in option.choices)
    bounds = f" ({option.least} to {option.most})" if option.most is not None else ""
    return f"{option.help}{bounds}{f': {values}' if values else ''}"


if __name__ == "__main__":
    print(manual(), end="")
