"""Every field of a Request is filled on Discord, or there is a reason why not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.discord.app import DiscordApp
from bot.shelf import Shelf
from bot.store.store import Store
from tests.adapters.discord.conftest import NotingBot
from tests.adapters.requests import AskedBot, unfilled
from tests.blank import blank
from tests.saltmarsh import FOLDER
from tests.standins.discord import DiscordStandin

EXCUSED = {
    "is_guest": "who is on a server is a member of it",
    "is_discreet": "look-ups are public there by habit",
    "whole": "a message has pages",
}


class NotingAskedBot(AskedBot, NotingBot):
    """A bot that remembers what it was asked, and which servers came and went."""


@pytest.fixture
def bot(tmp_path: Path, cache: Path) -> Iterator[NotingAskedBot]:
    with Store.open(blank(tmp_path / "dateline.db")) as store:
        asked = NotingAskedBot(Shelf([FOLDER], cache), store)
        asked.asked = []
        yield asked


async def test_every_field_of_a_request_is_filled(
    standin: DiscordStandin, bot: NotingAskedBot, app: DiscordApp
) -> None:
    file = standin.attach("walls.gift", b"When? {=1930 ~1931}\n")
    direct = standin.world.direct_channel(standin.user)

    await (await standin.slash("packs import", {"file": file}, user=standin.moderator, locale="fr")).message()
    await (await standin.slash("timeline", {"when": "all"}, channel=direct)).message()

    assert unfilled(bot.asked) == set(EXCUSED)
