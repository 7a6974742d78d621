"""The long run: `make chaos`. Prints what came of it, and fails when a post was doubled or silently missing.

`make chaos ARGS="sqlite postgresql far 1000"` names databases and how many posts; with `far` 40 ms are put in between,
and all takes longer: no process is killed before it can post, and no lease ends before its outcome can be stored.
"""

from __future__ import annotations

import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from bot.store.engine.maintenance import upgrade
from tests.chaos.turmoil import Outcome, Plan, run
from tests.far import far
from tests.postgres import PostgresServer, programs

POSTS = 10_000
FAR = "far"
DATABASES = ("postgresql", "sqlite")


def main() -> int:
    """Run both kinds on the databases that are named, or both; 1 when a promise was broken."""
    given = sys.argv[1:]
    posts = next((int(one) for one in given if one.isdecimal()), POSTS)
    names = [one for one in given if one in DATABASES] or DATABASES
    outcomes = [outcome for name in names for outcome in of(name, posts, is_far=FAR in given)]
    return 0 if all(is_kept(outcome) for outcome in outcomes) else 1


def of(database: str, posts: int, *, is_far: bool) -> list[Outcome]:
    """Run both kinds on one database."""
    run_on = _on_sqlite if database == "sqlite" else _on_postgresql
    outcomes = []
    for kind in ("discord", "slack"):
        with tempfile.TemporaryDirectory() as folder:
            outcome = run_on(kind, Path(folder), posts, is_far=is_far)
        print(database, kind, outcome, flush=True)
        outcomes.append(outcome)
    return outcomes


def is_kept(outcome: Outcome) -> bool:
    """Whether nothing was doubled, and nothing is missing without word."""
    return not outcome.doubled and not outcome.silently_missing and outcome.busiest_second <= outcome.limit


def _on_sqlite(kind: str, folder: Path, posts: int, *, is_far: bool) -> Outcome:
    return run(Plan(posts, 1, posts // 100, 1.0, 200.0, is_slow=is_far), kind, str(folder / "bot.db"), folder)


def _on_postgresql(kind: str, folder: Path, posts: int, *, is_far: bool) -> Outcome:
    found = programs()
    if found is None:
        raise SystemExit("PostgreSQL is not installed")
    server = PostgresServer(found)
    with ExitStack() as stack:
        stack.callback(server.remove)
        place = server.create()
        upgrade(place)
        reached = stack.enter_context(far(place)) if is_far else ""
        plan = Plan(posts, 3, posts // 50, 3.0 if is_far else 0.5, 200.0, lease=15.0 if is_far else 3.0)
        return run(plan, kind, place, folder, reached)


if __name__ == "__main__":
    sys.exit(main())
