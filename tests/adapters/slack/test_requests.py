"""Every field of a Request is filled on Slack, or there is a reason why not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.slack.app import SlackApp
from bot.shelf import Shelf
from bot.store.store import Store
from tests.adapters.requests import AskedBot, unfilled
from tests.blank import blank
from tests.platforms import PLATFORMS
from tests.saltmarsh import FOLDER
from tests.standins.slack import SlackStandin

EXCUSED = {
    "is_direct": "direct messages belong to the workspace",
    "whole": "a message has pages",
}


@pytest.fixture
def bot(tmp_path: Path, cache: Path) -> Iterator[AskedBot]:
    with Store.open(blank(tmp_path / "dateline.db")) as store:
        asked = AskedBot(Shelf([FOLDER], cache), store, platforms=PLATFORMS)
        asked.asked = []
        yield asked


async def test_every_field_of_a_request_is_filled(standin: SlackStandin, bot: AskedBot, app: SlackApp) -> None:
    form = await (await standin.slash("/packs", "import name:walls", user=standin.moderator)).view()
    guest = standin.world.add_user("Somebody", standin.team, restricted=True)

    await standin.submit_view(form, {"file": standin.attach("walls.gift", b"When? {=1930 ~1931}\n")})
    await standin.bell.until(lambda: any(m for m in standin.shelf.inside(standin.channel) if "walls" in m.shown))
    await (await standin.slash("/study", user=guest)).message()

    assert unfilled(bot.asked) == set(EXCUSED)
