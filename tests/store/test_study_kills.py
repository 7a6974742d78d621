"""kill -9 at any moment loses no grade that was acknowledged, and no sitting goes on without its grade."""

from __future__ import annotations

from itertools import count
from multiprocessing.connection import Connection
from random import Random

from bot.chat import User
from bot.store.records import StoredRecords
from bot.store.store import Store
from bot.trivia.study import Card, Grade, Sitting, SittingMoved, Studied, review
from tests.store.killed import PROCESSES
from tests.store.memories import ADA, NOON
from tests.trivia.rounds import MAYOR

KILLS = 10


def study(place: str, user: User, told: Connection) -> None:
    """Grade one card after the other, and tell of each when it is stored."""
    with Store.open(place) as store:
        for number in count(1):
            store.transact(lambda records: (None, _graded(records, user)))
            told.send_bytes(str(number).encode())


def _graded(records: StoredRecords, user: User) -> tuple[object, ...]:
    known = records.card(user, MAYOR.id)
    memory = review(known.memory if known else None, Grade.AGAIN, NOON)
    position = (records.sitting(user) or Sitting(1, ())).position + 1
    return Studied(user, Card(MAYOR, memory)), SittingMoved(user, Sitting(1, (MAYOR,), position=position), NOON)


def kill_while_studying(place: str, user: User, rng: Random) -> int:
    """Start such a process, kill it at a random moment, and return the last grade it told to be stored."""
    hears, told = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=study, args=(place, user, told))
    process.start()
    told.close()
    last = int(hears.recv_bytes())
    process.join(rng.uniform(0, 0.1))
    process.kill()
    process.join()
    while True:
        try:
            last = int(hears.recv_bytes())
        except (EOFError, OSError):
            return last


def test_a_learner_s_state_outlives_ten_kills(place: str) -> None:
    rng, told = Random(7), 0

    for _ in range(KILLS):
        told += kill_while_studying(place, ADA, rng)

    with Store.open(place) as store:
        card, sitting = store.read(lambda records: (records.card(ADA, MAYOR.id), records.sitting(ADA)))
    assert card
    assert sitting
    assert told > KILLS
    # At most the grade of each kill was stored and not told.
    assert told <= sitting.position <= told + KILLS
    assert card.memory == _after(sitting.position)


def _after(number: int) -> object:
    memory = None
    for _ in range(number):
        memory = review(memory, Grade.AGAIN, NOON)
    return memory
