"""A command of the command line in one call: its name, what it is for, what does it, and what it takes."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from bot.frozen import Frozen

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
Task = Callable[[argparse.Namespace], int]


class Argument(Frozen, frozen=True):
    """What a command takes: its names, and what argparse is to know of it."""

    names: tuple[str, ...]
    about: Mapping[str, Any]


def argument(*names: str, **about: Any) -> Argument:
    """Return what a command takes, as `ArgumentParser.add_argument` would be told of it."""
    return Argument(names, about)


def command(commands: Commands, name: str, help: str, task: Task, *arguments: Argument) -> None:
    """Add a command, which `task` does and returns its exit code."""
    parser = commands.add_parser(name, help=help)
    for one in arguments:
        parser.add_argument(*one.names, **one.about)
    parser.set_defaults(task=task)


def group(commands: Commands, name: str, help: str) -> Commands:
    """Add a command of several words, and return what its second words are added to."""
    return commands.add_parser(name, help=help).add_subparsers(required=True, metavar="ACTION")
