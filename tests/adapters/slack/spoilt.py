"""A bot on the stand-in of Slack that is sent events which are not as Slack sends them, over sockets."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from random import Random

from adapters.slack.manifest import manifest
from bot.app import Bot
from bot.commands.table import COMMANDS
from bot.shelf import Shelf
from bot.store.store import Store
from tests.adapters.discord.rows import ROWS
from tests.adapters.slack.conftest import House
from tests.adapters.spoiling import Sample
from tests.platforms import PLATFORMS
from tests.saltmarsh import FOLDER, MAY_DAY
from tests.standins.clock import HandClock
from tests.standins.slack import SlackStandin
from tests.standins.slack.asked import EVENT, Asked
from tests.standins.slack.pointing import pointed_at
from tests.standins.wire import Json

# On a busy machine an answer comes late; it is asked whether it comes.
PATIENCE = 120.0
(SHORTCUT,) = manifest(COMMANDS)["features"]["shortcuts"]
REPORT = SHORTCUT["callback_id"]


class SlackGround:
    """Sends envelopes over the sockets."""

    def __init__(self, standin: SlackStandin) -> None:
        self._standin = standin
        self._numbers = count()

    async def samples(self) -> Sequence[Sample]:
        """Have one of each event sent, and return them."""
        standin = self._standin
        asked = [await standin.slash("/dateline", "pages")]
        shown = await asked[0].message()
        asked.append(await standin.click(shown, "Next ▶"))
        await asked[-1].message()
        asked.append(await standin.slash("/dateline", "form"))
        asked.append(await standin.submit_view(await asked[-1].view(), {"choice": "late"}))
        asked.append(await standin.slash("/dateline", "schedule new daily", user=standin.moderator))
        asked.append(await standin.suggest(await asked[-1].view(), "zone", "Wien", user=standin.moderator))
        asked.append(await standin.slash("/packs", "import name:walls", user=standin.moderator))
        walls = standin.attach("walls.gift", b"When? {=1930 ~1931}\n")
        asked.append(await standin.submit_view(await asked[-1].view(), {"file": walls}))
        asked.append(await standin.on_message(shown, REPORT))
        asked.append(await standin.mention("who Ida Marsh"))
        asked += [await standin.event(told) for told in self._told()]
        for one in asked:
            await one.acked()
        return [Sample(one.kind, one.payload) for one in asked]

    def _told(self) -> Sequence[Json]:
        """Return what Slack tells without being asked; of a token that is not the bot's, so that this goes on."""
        user, direct = self._standin.user, self._standin.world.direct_channel(self._standin.user)
        ts = self._standin.shelf.ts()
        return (
            {"type": "app_home_opened", "user": user.id, "tab": "home", "event_ts": ts},
            {"type": "message", "channel_type": "im", "channel": direct.id, "user": user.id, "text": "pages", "ts": ts},
            {"type": "tokens_revoked", "tokens": {"oauth": [user.id], "bot": []}},
        )

    async def send(self, sample: Sample) -> None:
        """Send an envelope; each under a key of its own, for one that comes twice is not read."""
        number = f"again-{next(self._numbers)}"
        keys = ("event_id",) if sample.kind == EVENT else ("trigger_id",)
        fresh = {key: number for key in keys if isinstance(sample.content.get(key), str)}
        envelope = {"envelope_id": number, "type": sample.kind, "payload": {**sample.content, **fresh}}
        lines = await self._standin.socket_mode.connected()
        lines[0].put({**envelope, "accepts_response_payload": sample.kind != EVENT})
        await asyncio.sleep(0)

    async def is_answered(self) -> bool:
        """Ask for a year, and tell whether it is answered."""
        asked: Asked = await self._standin.slash("/timeline", "1950")
        try:
            async with asyncio.timeout(PATIENCE):
                return "sea wall" in (await asked.message()).shown
        except TimeoutError:
            return False

    def forget(self) -> None:
        """Let go of what the stand-in remembers."""
        standin = self._standin
        for kept in (standin.recorder.requests, standin.recorder.acceptances, standin.recorder.violations):
            kept.clear()
        standin.socket_mode.stray_acks.clear()
        standin.shelf.messages.clear()


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[SlackGround]:
    """Run a bot on a stand-in of its own."""
    standin = SlackStandin(HandClock(MAY_DAY.timestamp()))
    await standin.start()
    try:
        with pointed_at(standin.api_url), Store.open(folder / "dateline.db") as store:
            bot = Bot(Shelf([FOLDER], folder), store, lambda: Random(7), (*COMMANDS, *ROWS), PLATFORMS)
            async with House(standin, bot, folder).open():
                yield SlackGround(standin)
    finally:
        await standin.stop()
