"""The long run: `make chaos`. Prints what came of it, and fails when a post was doubled or silently missing."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from bot.store.engine.maintenance import upgrade
from tests.chaos.turmoil import Outcome, Plan, run
from tests.postgres import PostgresServer, programs

POSTS = 10_000


def main() -> int:
    """Run both kinds on both databases; 1 when a promise was broken."""
    wanted = sys.argv[1:] or ["postgresql", "sqlite"]
    outcomes = [outcome for database in wanted for outcome in of(database)]
    return 0 if all(is_kept(outcome) for outcome in outcomes) else 1


def of(database: str) -> list[Outcome]:
    """Run both kinds on one database."""
    outcomes = []
    for kind in ("discord", "slack"):
        with tempfile.TemporaryDirectory() as folder:
            outcome = _on_sqlite(kind, Path(folder)) if database == "sqlite" else _on_postgresql(kind, Path(folder))
        print(database, kind, outcome, flush=True)
        outcomes.append(outcome)
    return outcomes


def is_kept(outcome: Outcome) -> bool:
    """Whether nothing was doubled, and nothing is missing without word."""
    return not outcome.doubled and not outcome.silently_missing and outcome.busiest_second <= outcome.limit


def _on_sqlite(kind: str, folder: Path) -> Outcome:
    return run(Plan(POSTS, 1, 100, 1.0, 200.0), kind, str(folder / "bot.db"), folder)


def _on_postgresql(kind: str, folder: Path) -> Outcome:
    found = programs()
    if found is None:
        raise SystemExit("PostgreSQL is not installed")
    server = PostgresServer(found)
    try:
        place = server.create()
        upgrade(place)
        return run(Plan(POSTS, 3, 200, 0.5, 200.0), kind, place, folder)
    finally:
        server.remove()


if __name__ == "__main__":
    sys.exit(main())
