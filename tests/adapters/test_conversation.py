"""A conversation whose database is out of reach, or whose answers do not arrive."""

from __future__ import annotations

import logging
from pathlib import Path
from random import Random

import pytest

from adapters.console.turn import ConsoleTurn
from adapters.conversation import Conversation
from bot.app import Bot
from bot.chat import Reply
from bot.commands.context import StoredContext
from bot.commands.options import Nothing
from bot.commands.row import Outcome, command
from bot.community import Community, Settings, SettingsChanged
from bot.replies.catalog import N_
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


class Breaking(ConsoleTurn):
    """A platform that does not take the answer, and takes what is said after it."""

    is_broken = False

    async def tell(self, reply: Reply) -> None:
        """Break at first, then keep what is said."""
        if not self.is_broken:
            self.is_broken = True
            raise ConnectionError
        await super().tell(reply)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (
            "/schedule daily time:09:00 zone:Paris",
            "was done all the same; only its answer could not be shown. /schedule list",
        ),
        ("/settings set zone:Paris", "was done all the same"),
    ],
)
async def test_who_is_not_shown_what_was_stored_is_told_that_it_was(bot: Bot, line: str, says: str) -> None:
    turn = Breaking()

    await Conversation(bot).read(turn, request("", is_moderator=True), line)

    assert "Something went wrong" in turn.reply.text
    assert says in turn.reply.text


@pytest.mark.parametrize("stores", [True, False])
async def test_what_was_stored_before_its_answer_failed_is_said_to_be_done(bot: Bot, *, stores: bool) -> None:
    community = Community("console", "school")

    @command("keep", N_("Keep a setting, and fail to write a file about it"))
    def keep(options: Nothing, context: StoredContext) -> Outcome:
        changes = (SettingsChanged(community, Settings(zone="Europe/Paris")),) if stores else ()
        return Outcome(Reply(), changes, late=_failing)

    turn = ConsoleTurn()
    await Conversation(Bot(bot.shelf, bot.store, commands=(keep,))).read(turn, request(""), "/keep")

    assert "Something went wrong" in turn.reply.text
    assert ("done all the same" in turn.reply.text) is stores


def _failing() -> Reply:
    raise RuntimeError("no file can be written")


@pytest.mark.parametrize(
    "line", ["/schedule daily time:soon", "/schedule remove 7", "/timeline 1930", "/schedule list", "/settings show"]
)
async def test_of_what_stored_nothing_nothing_is_said_to_be_done(bot: Bot, line: str) -> None:
    turn = Breaking()

    await Conversation(bot).read(turn, request("", is_moderator=True), line)

    assert "Something went wrong" in turn.reply.text
    assert "done" not in turn.reply.text
