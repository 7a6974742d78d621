"""What somebody wanted forgotten stands in no file of the running bot."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.chat import User
from bot.community import Community, FactReport, PersonForgotten, ReportClosed
from bot.store.store import Store
from tests.store.memories import BOB, NOON, save

ID, WORDS = "U0FORGETME77", "the harbor was never flooded, says my aunt"
ANN = User(BOB.platform, BOB.community, ID)


def files(folder: Path) -> bytes:
    """Return all that the database keeps on the disk."""
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store.open(tmp_path / "dateline.db")
    for number in range(60):
        save(store, FactReport(ANN if number % 2 else BOB, NOON, "wall-dispute", f"{WORDS} {number}" * 9))
    return store


def test_a_person_who_is_forgotten_stands_in_no_file(store: Store, tmp_path: Path) -> None:
    assert ID.encode() in files(tmp_path)

    save(store, PersonForgotten(ANN))

    assert ID.encode() not in files(tmp_path)
    assert f"{WORDS} 1{WORDS}".encode() not in files(tmp_path)
    assert f"{WORDS} 2{WORDS}".encode() in files(tmp_path)
    store.close()


def test_what_was_kept_long_enough_stands_in_no_file(store: Store, tmp_path: Path) -> None:
    save(
        store,
        PersonForgotten(BOB),
        *(ReportClosed(Community(ANN.platform, ANN.community), id, NOON) for id in range(61)),
    )
    store.purge(NOON + timedelta(days=3_000))

    assert WORDS.encode() not in files(tmp_path)
    store.close()


def test_a_reader_that_is_in_the_way_hinders_nobody(store: Store, tmp_path: Path) -> None:
    store.read(lambda records: save_while_reading(store))

    assert not store.read(lambda records: records.kept(ANN))
    store.close()


def save_while_reading(store: Store) -> None:
    store.submit(lambda records: (None, (PersonForgotten(ANN),))).result(30)
