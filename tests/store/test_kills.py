"""kill -9 at any moment loses nothing that was acknowledged."""

from __future__ import annotations

from random import Random

from bot.store.engine.maintenance import check
from bot.store.store import Store
from tests.store.killed import kill_while_writing
from tests.store.memories import texts

KILLS = 50


def test_what_was_acknowledged_outlives_fifty_kills(place: str) -> None:
    rng, acknowledged = Random(7), set[str]()

    for number in range(KILLS):
        acknowledged |= kill_while_writing(place, str(number), rng)

    assert len(acknowledged) > KILLS
    assert check(place) == []
    with Store.open(place) as store:
        assert acknowledged - set(texts(store)) == set()
