"""Where no pack is open, whatever is asked is answered with that, and fails nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from bot.app import Bot
from bot.shelf import Shelf
from bot.store.store import Store
from tests.commands.asking import typed
from tests.golden.measure import NOON
from tests.saltmarsh import request


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Bot]:
    with Store.open(tmp_path / "dateline.db") as store:
        yield Bot(Shelf([], tmp_path), store, lambda: Random(7))


@pytest.mark.parametrize(
    "line",
    [
        "since 2022", "before 1990", "/timeline all", "/timeline since 2022", "/timeline 1990s", "/timeline April",
        "/onthisday", "/who Putin", "/what NATO", "/sources anything", "when was NATO founded", "who is it",
        "who was president of Russia in 2008", "how many members does NATO have", "is Ukraine in NATO", "hello",
        "Putin", "1999", "cold war", "why did the war begin", "consequences of the war", "list of summits",
    ],
)  # fmt: skip
def test_nothing_that_is_asked_fails_where_no_pack_is_open(empty: Bot, line: str) -> None:
    reply = typed(empty, line, request("", at=NOON))

    assert reply.text or reply.title
