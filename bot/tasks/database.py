"""`dateline db …`: bring the database to this version, back it up, restore, copy and check it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from bot import clock
from bot.arguments import Commands, argument, command, group

if TYPE_CHECKING:
    from bot.chat import Platform
    from bot.shelf import Shelf
    from bot.store.posts.restoring import Doubts

Place = Callable[[], str | Path]


def add(
    commands: Commands, place: Place, shelf: Callable[[], Shelf], platforms: Callable[[], Mapping[str, Platform]]
) -> None:
    """Add the `db` commands to the command line; `place` says where the operator's database is."""
    actions = group(commands, "db", "upgrade, back up, restore, copy and check the database")
    command(actions, "upgrade", "bring the database to this version of Dateline", lambda options: upgrade(place()))
    command(
        actions,
        "backup",
        "copy the database to a file, while the bot may be running",
        lambda options: backup(place(), options.file),
        argument("file", type=Path, help="the file to write; it must not exist yet"),
    )
    command(
        actions,
        "restore",
        "put a backup in place of the database; the bot must not run",
        lambda options: restore(place(), options.file, shelf(), platforms()),
        argument("file", type=Path, help="what `db backup` wrote"),
    )
    command(
        actions,
        "copy",
        "copy all into an empty database, as from SQLite to PostgreSQL",
        lambda options: copy(place(), options.target),
        argument("target", help="its address: postgresql://user:password@host/name, or a file's path"),
    )
    command(actions, "check", "integrity, version and orphans", lambda options: check(place()))


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


def restore(place: str | Path, file: Path, shelf: Shelf, platforms: Mapping[str, Platform]) -> int:
    """Restore, and say which posts are in doubt and which rounds are over."""
    from bot.outbox.restoring import take_up
    from bot.store.engine import maintenance
    from bot.store.store import Store

    last: list[Doubts] = []

    def prepare(fresh: str | Path) -> None:
        with Store.open(fresh) as store:
            last[:] = [take_up(store, shelf, platforms, clock.now())]

    kept, (doubts,) = maintenance.restore(place, file, prepare), last
    print(f"Restored from {file}.")
    if kept:
        print(f"What was there before is in {kept}.")
    if doubts.posts:
        print(
            f"Posts that were due between the backup and now: {doubts.posts}. When the bot runs, it looks for them "
            "where it can; of the others it asks the moderators."
        )
    if doubts.rounds:
        print(f"Trivia rounds that were going on then, and are over: {doubts.rounds}.")
    return 0


def copy(place: str | Path, target: str) -> int:
    """Copy all rows, and say how many."""
    from bot.config import ConfigError
    from bot.settings import database_of
    from bot.store.engine import maintenance

    try:
        rows = maintenance.copy(place, database_of(target))
    except ValueError as error:
        raise ConfigError(f"The target cannot be used: {error}") from None
    print(f"Copied {rows:,} rows. Set DATABASE_URL to the new database, and start the bot.")
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
