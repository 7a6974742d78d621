"""The daily game: how hard its days are, and how long 5,000 players of 50 communities wait within one minute.

`python -m benchmarks.daily` prints both: a table of what is placed rightly by chance and by who knows dates roughly,
over 730 days of the real pack; then, on SQLite, and on PostgreSQL with two processes, how long each move waited until
it was stored and told, how much processor time a press took, and whether any was lost. Beside it stands how long a
press takes while nobody else presses. `python -m benchmarks.daily table` prints the table alone, as it stands in
docs/daily.md. Whoever presses shares the process, as an adapter does, and takes some 0.01 ms of each press.
"""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, wait
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from statistics import median
from threading import Lock
from time import perf_counter, process_time, sleep
from typing import Any

from sqlalchemy import text

from benchmarks.figures import Figure, report
from bot import clock
from bot.app import Bot
from bot.chat import Channel, Reply, Request, User, action_of
from bot.facts.library import Library
from bot.facts.model import Event, Kind
from bot.shelf import Shelf
from bot.store.engine.maintenance import upgrade
from bot.store.store import Store
from bot.trivia.puzzle import FIRST_DAY, TO_PLACE, Piece, Play, Puzzle, draw, pool_of
from tests.platforms import PLATFORMS
from tests.postgres import PostgresServer, programs

FACTS = Path(__file__).resolve().parents[1] / "facts" / "nato-russia"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAYS, TIMES = 730, 10
# Within so many years dates are known by those who are simulated.
KNOWN = (5, 15)
COMMUNITIES, PLAYERS, SECONDS, BAR = 50, 5_000, 60.0, 0.5
# Processes on PostgreSQL, and how long they have to be there before all begin.
PROCESSES, HEAD_START = 2, 10.0
# Presses of one person while nobody else presses.
ALONE = 200

# What places an event among those that stand: it returns a slot.
Guess = Callable[[Piece, Sequence[Piece]], int]


def main(arguments: Sequence[str]) -> int:
    """Print the table and measure both databases; 1 when a bar is missed."""
    if arguments and arguments[0].startswith("{"):
        return serve(json.loads(arguments[0]))
    with tempfile.TemporaryDirectory() as folder:
        shelf = Shelf([FACTS], Path(folder))
        print(table(shelf.full))
        if "table" in arguments:
            return 0
        is_good = "postgresql" in arguments or on_sqlite(shelf, Path(folder))
        if programs() is None:
            print("PostgreSQL is not installed: not measured")
            return 1
        return 0 if on_postgres(folder) and is_good else 1


def on_sqlite(shelf: Shelf, folder: Path) -> bool:
    """Measure it on SQLite."""
    with Store.open(folder / "bot.db") as store:
        bot = Bot(shelf, store, platforms=PLATFORMS)
        alone = by_one(bot)
        return summed_up("SQLite", alone, minute(bot, sorted(presses(Random(7))), perf_counter()), stored(store))


def on_postgres(folder: str) -> bool:
    """Measure it on PostgreSQL with two processes, to each of which half of the players of each community press."""
    installed = programs()
    assert installed
    server = PostgresServer(installed, is_safe=True)
    try:
        place = server.create()
        upgrade(place)
        with Store.open(place) as store:
            alone = by_one(Bot(Shelf([FACTS], Path(folder)), store, platforms=PLATFORMS))
            orders = [
                {"place": place, "folder": folder, "part": part, "at": clock.now().timestamp() + HEAD_START}
                for part in range(PROCESSES)
            ]
            command = [sys.executable, "-m", "benchmarks.daily"]
            working = [
                subprocess.Popen([*command, json.dumps(order)], stdout=subprocess.PIPE, text=True) for order in orders
            ]
            parts = [Minute(**json.loads(process.communicate()[0])) for process in working]
            return summed_up(f"PostgreSQL, {PROCESSES} processes", alone, whole(parts), stored(store))
    finally:
        server.remove()


def serve(order: Mapping[str, Any]) -> int:
    """Be one of the processes."""
    with Store.open(order["place"]) as store:
        bot = Bot(Shelf([FACTS], Path(order["folder"])), store, platforms=PLATFORMS)
        mine = [
            press for press in sorted(presses(Random(7))) if press.player // COMMUNITIES % PROCESSES == order["part"]
        ]
        print(json.dumps(asdict(minute(bot, mine, perf_counter() + order["at"] - clock.now().timestamp()))))
    return 0


def table(library: Library) -> str:
    """Return how many of five are placed rightly on each day of the week, as a table of Markdown."""
    puzzles = tuple(two_years(library))
    guesses = (by_chance(Random(1)), *(by_rough_dates(Random(1), years) for years in KNOWN))
    columns = zip(*(shares(puzzles, guess) for guess in guesses), strict=True)
    heads = " | ".join(("day", "by chance", *(f"dates known within {years} years" for years in KNOWN)))
    lines = (" | ".join((day, *map(per_cent, row))) for day, row in zip((*WEEKDAYS, "all"), columns, strict=True))
    return "\n".join(f"| {line} |" for line in (heads, " | ".join(["---"] * (len(KNOWN) + 2)), *lines))


def per_cent(share: float) -> str:
    """Write a share."""
    return f"{share * 100:.0f} %"


def two_years(library: Library) -> Iterable[Puzzle]:
    """Return the puzzles of two years, each under the rules and after those before it."""
    pool = pool_of(event for event in library.records(Kind.EVENT) if isinstance(event, Event))
    history: dict[str, date] = {}
    for number in range(DAYS):
        day = FIRST_DAY + timedelta(days=number)
        puzzle = draw(pool, day, history, Random(number))
        assert puzzle
        history |= {piece.id: day for piece in puzzle.row}
        yield puzzle


def shares(puzzles: Iterable[Puzzle], guess: Guess, times: int = TIMES) -> Sequence[float]:
    """Return the share that is placed rightly by day of the week, and of all days in the end.

    Each puzzle is played so many times.
    """
    scores: Mapping[int, list[int]] = {weekday: [] for weekday in range(7)}
    for puzzle in puzzles:
        scores[puzzle.day.weekday()] += [score(puzzle, guess) for _ in range(times)]
    every = [right for several in scores.values() for right in several]
    return [sum(several) / len(several) / TO_PLACE for several in (*scores.values(), every)]


def score(puzzle: Puzzle, guess: Guess) -> int:
    """Return how many of a puzzle's five somebody places rightly who guesses so."""
    play = Play(puzzle)
    while play.current:
        play = play.place(guess(play.current, play.standing))
    return play.score


def by_chance(rng: Random) -> Guess:
    """Press any slot."""
    return lambda piece, standing: rng.randint(0, len(standing))


def by_rough_dates(rng: Random, years: int) -> Guess:
    """Know each date within so many years, and place it by that."""
    most = years * 365

    def guess(piece: Piece, standing: Sequence[Piece]) -> int:
        day = piece.date.first.toordinal() + rng.randint(-most, most)
        return sum(other.date.first.toordinal() < day for other in standing)

    return guess


@dataclass(frozen=True, order=True, slots=True)
class Press:
    """What a player presses at a moment, in seconds from the start."""

    at: float
    player: int
    action: str


@dataclass
class Watch:
    """How long each move waited, in seconds, and how many answers were mistakes."""

    waited: list[float] = field(default_factory=list)
    errors: int = 0
    _lock: Lock = field(default_factory=Lock)

    def watch(self, answer: Future[Reply], pressed: float) -> None:
        """Note when an answer comes: a move's tells how it went."""

        def note(done: Future[Reply]) -> None:
            reply = done.result()
            with self._lock:
                self.errors += reply.is_error
                self.waited += [perf_counter() - pressed] if reply.statements else []

        answer.add_done_callback(note)


@dataclass(frozen=True)
class Minute:
    """What came of a minute's presses, and the seconds it took: of the clock, and of a processor."""

    waited: list[float]
    errors: int
    presses: int
    seconds: float
    processor: float


def minute(bot: Bot, pressed: Sequence[Press], begin: float) -> Minute:
    """Let all press when their moment has come, counted from `begin`, and wait for the answers."""
    # As `dateline run` does.
    gc.freeze()
    watch, spent = Watch(), process_time()
    answers = []
    for press in pressed:
        sleep(max(begin + press.at - perf_counter(), 0))
        due = begin + press.at
        answers.append(bot.submit(bot.press(press.action, asked(press))))
        watch.watch(answers[-1], due)
    wait(answers)
    return Minute(watch.waited, watch.errors, len(answers), perf_counter() - begin, process_time() - spent)


def whole(parts: Sequence[Minute]) -> Minute:
    """Put together what came of each process's presses."""
    return Minute(
        [seconds for part in parts for seconds in part.waited],
        sum(part.errors for part in parts),
        sum(part.presses for part in parts),
        max(part.seconds for part in parts),
        sum(part.processor for part in parts),
    )


def by_one(bot: Bot) -> float:
    """Return the median of the seconds that a press takes while nobody else presses; nothing is left of it."""
    waited = []
    for number in range(ALONE):
        press = Press(0.0, -1 - number, "daily")
        pressed = perf_counter()
        bot.handle(bot.press(press.action, asked(press)))
        waited.append(perf_counter() - pressed)
    bot.store.run(lambda connection: connection.execute(text("DELETE FROM communities")))
    return median(waited)


def presses(rng: Random) -> Iterable[Press]:
    """Return what all press: each begins, and places five, some seconds between; all are done within the minute."""
    today, rest = clock.now().date(), SECONDS / (TO_PLACE + 1)
    for player in range(PLAYERS):
        moments = [rng.uniform(turn * rest, (turn + 0.7) * rest) for turn in range(TO_PLACE + 1)]
        yield Press(moments[0], player, "daily")
        for turn, at in enumerate(moments[1:]):
            action = action_of("daily place", day=today, turn=turn, slot=rng.randint(0, turn + 1))
            yield Press(at, player, action)


def asked(press: Press) -> Request:
    """Return a request as an adapter makes it."""
    community = f"c{press.player % COMMUNITIES}"
    user = User("discord", community, f"{press.player}")
    return Request(user, Channel("discord", community, "room"), "", clock.now())


def stored(store: Store) -> tuple[int, int]:
    """Return how many games are over, and how many puzzles there are."""
    query = text("SELECT (SELECT count(*) FROM games WHERE score IS NOT NULL), (SELECT count(*) FROM puzzles)")
    row = store.run(lambda connection: connection.execute(query).one())
    return int(row[0]), int(row[1])


def summed_up(name: str, alone: float, run: Minute, rows: tuple[int, int]) -> bool:
    """Print what was measured and tell whether it reaches the bar."""
    waited, (games, puzzles) = sorted(run.waited), rows
    p50, p99 = (waited[int(len(waited) * share)] for share in (0.5, 0.99))
    lost = PLAYERS * TO_PLACE - len(waited)
    print(f"{name}: {len(waited):,} moves of {PLAYERS:,} players in {run.seconds:.0f} s:", end=" ")
    print(f"told after p50 {p50 * 1000:.0f} ms, p99 {p99 * 1000:.0f} ms (bar {BAR * 1000:.0f} ms),", end=" ")
    print(f"slowest {waited[-1] * 1000:.0f} ms, one alone {alone * 1000:.1f} ms;", end=" ")
    print(f"{run.processor / run.presses * 1000:.2f} ms of a processor each;", end=" ")
    print(f"mistakes {run.errors}, moves lost {lost},", end=" ")
    print(f"games not ended {PLAYERS - games}, puzzles {puzzles} of {COMMUNITIES}")
    report([Figure(f"the daily game, {PLAYERS:,} players in a minute, {name}: p99", p99 * 1000, "ms", BAR * 1000)])
    return p99 <= BAR and not (run.errors or lost) and games == PLAYERS and puzzles == COMMUNITIES


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
