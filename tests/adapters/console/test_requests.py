"""Every field of a Request is filled at the console, or there is a reason why not."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

from rich.console import Console

from adapters.console.app import ConsoleApp
from adapters.console.parse import request
from adapters.console.turn import answer
from bot.shelf import Shelf
from bot.store.store import Store
from tests.adapters.requests import AskedBot, unfilled
from tests.blank import blank
from tests.platforms import PLATFORMS
from tests.saltmarsh import FOLDER, MAY_DAY

EXCUSED = {
    "locale": "a terminal is not asked for its language",
    "is_guest": "nobody is a guest at their own terminal",
    "is_discreet": "nobody else is there",
    "is_direct": "the console is its one person's community",
    "key": "what is typed comes once",
}


async def test_every_field_of_a_request_is_filled(tmp_path: Path, cache: Path) -> None:
    file = tmp_path / "walls.gift"
    file.write_bytes(b"When? {=1930 ~1931}\n")
    with Store.open(blank(tmp_path / "bot.db")) as store:
        bot = AskedBot(Shelf([FOLDER], cache), store, platforms=PLATFORMS)
        bot.asked = []

        await ConsoleApp(bot, lambda: MAY_DAY, Console(file=StringIO()), tmp_path).say(f"/packs import {file}")
        await answer(bot, "/timeline all", request(MAY_DAY, whole=True))

    assert unfilled(bot.asked) == set(EXCUSED)
