"""`dateline db …`: bring the database to this version, copy it, check it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

Place = Callable[[], str | Path]


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser], place: Place) -> None:
    """Add the `db` commands to the command line; `place` says where the operator's database is."""
    database = commands.add_parser("db", help="upgrade, back up and check the database")
    actions = database.add_subparsers(required=True, metavar="ACTION")
    upgrading = actions.add_parser("upgrade", help="bring the database to this version of Dateline")
    upgrading.set_defaults(task=lambda options: upgrade(place()))
    backing = actions.add_parser("backup", help="copy the database to a file, while the bot may be running")
    backing.add_argument("file", type=Path, help="the file to write; it must not exist yet")
    backing.set_defaults(task=lambda options: backup(place(), options.file))
    checking = actions.add_parser("check", help="integrity, version and orphans")
    checking.set_defaults(task=lambda options: check(place()))


def upgrade(place: str | Path) -> int:
    """Upgrade, and say to which version."""
    from bot.store.engine import maintenance

    print(f"The database is at version {maintenance.upgrade(place)}.")
    return 0


def backup(place: str | Path, file: Path) -> int:
    """Copy the database, and say where to."""
    from bot.store.engine import maintenance

    maintenance.backup(place, file)
    print(f"Copied to {file}.")
    return 0


def check(place: str | Path) -> int:
    """Print every problem; 1 when there is any."""
    from bot.store.engine import maintenance

    problems = maintenance.check(place)
    for problem in problems:
        print(problem, file=sys.stderr)
    if not problems:
        print("The database is sound.")
    return 1 if problems else 0
