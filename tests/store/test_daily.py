"""The daily game's rows: one puzzle a community and day, whoever draws it, and moves that outlive a kill."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

from sqlalchemy import Engine, event

from bot.app import Bot
from bot.chat import User
from bot.community import Community
from bot.facts.dates import exact
from bot.shelf import Shelf
from bot.store.daily.games import Invitee
from bot.store.store import Store
from bot.trivia.daily import Game, GameMoved, PuzzleDrawn
from bot.trivia.puzzle import Piece, Puzzle
from tests.almanac import write_almanac
from tests.platforms import PLATFORMS
from tests.postgres import TEMPLATE, PostgresServer
from tests.school import School
from tests.store.killed import PROCESSES
from tests.store.memories import ADA, BOB, DAY, NOON, SCHOOL, save

TODAY = NOON.date()
KILLS = 2


def puzzle(title: str = "first", day: date = TODAY) -> Puzzle:
    """Return a puzzle of six years."""
    anchor, *others = (Piece(f"{title}-{year}", title, "", exact(date(year, 1, 1))) for year in range(1950, 1956))
    return Puzzle(day, anchor, tuple(others))


def drawn(title: str = "first", day: date = TODAY) -> PuzzleDrawn:
    """Return a puzzle that was drawn at noon."""
    return PuzzleDrawn(SCHOOL, puzzle(title, day), NOON)


def moved(user: User = ADA, score: int | None = 5, day: date = TODAY, *, counts: bool = True) -> GameMoved:
    """Return somebody's game as it stands."""
    return GameMoved(user, Game(day, (0,) * 5, counts, score), NOON)


def test_a_puzzle_is_kept_as_it_was_drawn_and_of_two_the_first(store: Store) -> None:
    save(store, drawn("first"))
    save(store, drawn("second"))

    assert store.read(lambda records: records.puzzle(SCHOOL, TODAY)) == puzzle("first")
    assert store.read(lambda records: records.puzzle(SCHOOL, TODAY + DAY)) is None


def test_what_was_in_a_puzzle_is_known_with_its_last_day(store: Store) -> None:
    save(store, *(drawn(title, TODAY - number * DAY) for number, title in enumerate(["a", "b", "a"])))

    found = store.read(lambda records: records.puzzled(SCHOOL, TODAY - 2 * DAY, TODAY - DAY))

    assert {id: day for id, day in found.items() if id.endswith("1950")} == {
        "b-1950": TODAY - DAY,
        "a-1950": TODAY - 2 * DAY,
    }


def test_a_game_is_read_as_it_was_moved_last(store: Store) -> None:
    save(store, GameMoved(ADA, Game(TODAY), NOON))
    save(store, moved())

    assert store.read(lambda records: records.game(ADA, TODAY)) == Game(TODAY, (0,) * 5, True, 5)
    assert store.read(lambda records: records.game(BOB, TODAY)) is None


def test_what_counts_and_is_over_makes_streak_table_and_the_morning_s_line(store: Store) -> None:
    save(store, drawn(), moved(), moved(BOB, 3), moved(day=TODAY - DAY, score=None))
    save(store, moved(day=TODAY - 2 * DAY, counts=False), moved(User("discord", "club", "eve")))

    tallies = store.read(lambda records: records.tallies(SCHOOL, TODAY - 2 * DAY))
    morning = store.read(lambda records: records.invitation(SCHOOL, NOON + DAY, "UTC", NOON + DAY))

    assert store.read(lambda records: records.days_played(ADA)) == {TODAY}
    assert {(tally.player, tally.right, tally.games) for tally in tallies} == {("ada", 5, 1), ("bob", 3, 1)}
    assert morning.before
    assert (morning.day, morning.before.players, morning.before.perfect) == (TODAY + DAY, 2, 1)


@contextmanager
def statements() -> Iterator[list[str]]:
    """Return the texts of what is read through SQLAlchemy, as long as the block lasts."""
    ran: list[str] = []

    def note(connection: object, cursor: object, text: str, *rest: object) -> None:
        if text.startswith("SELECT"):
            ran.append(text)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield ran
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def test_how_a_day_ended_is_read_at_once_for_all_who_are_told(store: Store) -> None:
    eve, now = User("discord", "club", "eve"), NOON + DAY
    save(
        store, drawn(), moved(), moved(BOB, 3), moved(eve, 4), PuzzleDrawn(Community("discord", "club"), puzzle(), NOON)
    )
    save(store, PuzzleDrawn(Community("discord", "empty"), puzzle(), NOON), moved(User("slack", "club", "ada"), 2))
    save(store, PuzzleDrawn(Community("slack", "club"), puzzle(), NOON))
    places = [SCHOOL, *(Community("discord", name) for name in ("empty", "club", "unknown"))]
    told = [*(Invitee(place, now, "UTC") for place in places), Invitee(SCHOOL, NOON + timedelta(hours=14), "UTC")]
    # There it is two in the morning: the day is still played.
    told.append(Invitee(Community("slack", "club"), now + timedelta(hours=2), "Pacific/Honolulu"))

    with statements() as ran:
        each = store.read(lambda records: records.invitations(told, now))

    ends = [(one.before.players, one.before.perfect) if one.before else None for one in each]
    assert ends == [(2, 1), None, (1, 0), None, None, None]
    assert [one.day for one in each] == [TODAY + DAY] * 6
    assert len(ran) == 2
    assert store.read(lambda records: [records.invitation(*one, now) for one in told]) == each


def test_puzzles_go_after_a_year_and_games_after_two(store: Store) -> None:
    save(store, drawn(), moved())

    store.purge(NOON + 365 * DAY)
    assert store.read(lambda records: records.puzzle(SCHOOL, TODAY))
    store.purge(NOON + 366 * DAY)
    assert store.read(lambda records: records.puzzle(SCHOOL, TODAY)) is None
    assert store.read(lambda records: records.game(ADA, TODAY))
    store.purge(NOON + 731 * DAY)
    assert store.read(lambda records: records.game(ADA, TODAY)) is None


def test_two_processes_draw_one_puzzle(postgres: PostgresServer, tmp_path: Path) -> None:
    place, shelf = postgres.create(TEMPLATE), Shelf([write_almanac(tmp_path, 80)], tmp_path / "cache")
    with Store.open(place) as one, Store.open(place) as two, ThreadPoolExecutor(8) as people:
        bots = [Bot(shelf, store, platforms=PLATFORMS) for store in (one, two)]
        for number in range(5):
            schools = [School(bots[who % 2], f"school-{number}") for who in range(8)]
            shown = list(people.map(lambda asked: asked[1].ask("/daily", who=f"pupil-{asked[0]}"), enumerate(schools)))

            assert len(set(shown)) == 1
            assert not shown[0].is_error
            assert "Place this" in str(shown[0].fields)


def play(place: str, user: User, told: Connection) -> None:
    """Make one move after the other, and tell of each when it is stored."""
    with Store.open(place) as store:
        for number in count(1):
            store.transact(lambda records: (None, (_next(records.game(user, TODAY)),)))
            told.send_bytes(str(number).encode())


def _next(game: Game | None) -> GameMoved:
    slots = game.slots if game else ()
    return GameMoved(ADA, Game(TODAY, (*slots, len(slots))), NOON)


def kill_while_playing(place: str, rng: Random) -> int:
    """Start such a process, kill it at a random moment, and return how many moves it told to be stored."""
    hears, told = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=play, args=(place, ADA, told))
    process.start()
    told.close()
    last = int(hears.recv_bytes())
    process.join(rng.uniform(0, 0.05))
    process.kill()
    process.join()
    while True:
        try:
            last = int(hears.recv_bytes())
        except (EOFError, OSError):
            return last


def test_no_move_that_was_told_to_be_stored_is_lost_by_a_kill(place: str) -> None:
    rng = Random(7)
    told = sum(kill_while_playing(place, rng) for _ in range(KILLS))

    with Store.open(place) as store:
        game = store.read(lambda records: records.game(ADA, TODAY))

    assert game
    # At most the move of each kill was stored and not told.
    assert told <= len(game.slots) <= told + KILLS
    assert game.slots == tuple(range(len(game.slots)))
