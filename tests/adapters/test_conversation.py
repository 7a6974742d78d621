"""A conversation whose database is out of reach."""

from __future__ import annotations

import logging
from pathlib import Path
from random import Random

import pytest

from adapters.console.turn import ConsoleTurn
from adapters.conversation import Conversation
from bot.app import Bot
from bot.shelf import Shelf
from bot.store.store import Store
from tests.platforms import PLATFORMS
from tests.saltmarsh import FOLDER, request


class Typing(ConsoleTurn):
    """Somebody who is still typing."""

    pairs: tuple[tuple[str, str], ...] | None = None

    async def offer(self, completions: tuple[tuple[str, str], ...]) -> None:
        """Keep what is offered."""
        self.pairs = completions


async def test_while_nothing_can_be_read_nothing_is_offered_and_no_key_is_told_of(
    tmp_path: Path, cache: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "dateline.db").write_bytes(b"This is no database." * 1000)
    turn = Typing()
    with Store.open(tmp_path / "dateline.db") as store:
        conversation = Conversation(Bot(Shelf([FOLDER], cache), store, lambda: Random(7), platforms=PLATFORMS))
        caplog.clear()

        await conversation.complete(turn, request("schedule show", is_moderator=True), "schedule")

    assert turn.pairs == ()
    assert [record for record in caplog.records if record.levelno > logging.INFO] == []
