"""The commands of a table by the first words of their names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.commands.row import Command


def grouped(commands: Iterable[Command], words: int = 1) -> Mapping[str, tuple[Command, ...]]:
    """Return the rows that people can type by the first words of their names, in the order of the table."""
    groups: dict[str, tuple[Command, ...]] = {}
    for row in commands:
        if not row.hidden:
            name = " ".join(row.name.split()[:words])
            groups[name] = (*groups.get(name, ()), row)
    return groups
