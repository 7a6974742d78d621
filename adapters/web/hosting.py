"""What is done from the host's page: the same commands as in the chat, asked as the host."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime

from aiohttp import web

from adapters.web.frames import Frame
from adapters.web.host import EXTRA
from adapters.web.hub import Hub
from bot.app import Bot
from bot.chat import Reply, Request, User
from bot.community import Community
from bot.replies.trivia import refusals, report
from bot.trivia.plan import Player
from bot.trivia.seats import WishSettled

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# The commands of the buttons.
MOVES: Mapping[str, str] = {
    "begin": "trivia go",
    "reveal": "trivia go",
    "next": "trivia go",
    "finish": "trivia go",
    "pause": "trivia pause",
    "resume": "trivia resume",
    "skip": "trivia skip",
    "stop": "trivia stop",
    "lock": "trivia lock",
    "unlock": "trivia lock",
    "again": "trivia again",
}
ABOUT_PLAYERS = {"rename", "allow", "deny", "remove", "extra"}


class Hosting:
    """Does what the host presses, and hands out the results."""

    def __init__(self, bot: Bot, hub: Hub, now: Callable[[], datetime]) -> None:
        self._bot = bot
        self._hub = hub
        self._now = now

    async def move(self, frame: Frame, form: Mapping[str, str]) -> str:
        """Do what a form of the host's page says, and return why it was not done, "" when it was."""
        current, move = frame.scene.round, form.get("move", "")
        if current.is_over and move != "again":
            return frame.scene.say(refusals.NO_ROUND)
        if move in ABOUT_PLAYERS:
            return await self._about_player(frame, move, form)
        if move not in MOVES:
            raise web.HTTPBadRequest
        if form.get("step", "") != str(current.state.step):
            # The page showed an earlier moment, or the button was pressed twice.
            return ""
        reply = await self._ask(frame, MOVES[move], _options(move, form))
        return reply.text if reply.is_error else ""

    async def results(self, frame: Frame, which: str) -> web.Response:
        """Return the results as a workbook: of this round, or of the one before it."""
        started, before = frame.scene.watched.started, frame.scene.watched.before
        if which == "before" and before:
            earlier = await asyncio.wrap_future(self._bot.store.submit_reading(lambda records: records.watched(before)))
            started = earlier or started
        zone = self._bot.store.settings(Community(started.channel.platform, started.channel.community)).zone
        file = await asyncio.to_thread(report.workbook, frame.scene.say, started, zone)
        headers = {"Content-Disposition": f"attachment; filename={file.name}", "Cache-Control": "no-store"}
        return web.Response(body=file.content, content_type=WORKBOOK, headers=headers)

    async def _about_player(self, frame: Frame, move: str, form: Mapping[str, str]) -> str:
        number = form.get("player", "")
        player = next((player for player in frame.scene.round.players if str(player.number) == number), None)
        if player is None:
            raise web.HTTPBadRequest
        reply = await self._change(frame, move, player, form)
        if move in ("allow", "deny", "rename") and not reply.is_error:
            await self._settle_wish(frame, player)
        self._hub.nudge(frame.scene.round.id)
        return reply.text if reply.is_error else ""

    async def _change(self, frame: Frame, move: str, player: Player, form: Mapping[str, str]) -> Reply:
        who = {"user": str(player.number)}
        if move == "deny":
            return Reply()
        if move == "remove":
            return await self._ask(frame, "trivia remove", who)
        if move == "extra":
            seconds = int(player.extra.total_seconds()) + EXTRA
            return await self._ask(frame, "trivia extra", {**who, "seconds": str(seconds)})
        return await self._ask(frame, "trivia rename", {**who, "name": form.get("name", "").strip()})

    async def _settle_wish(self, frame: Frame, player: Player) -> None:
        host: User = frame.scene.watched.started.host
        settled = WishSettled(frame.scene.round.id, User(host.platform, host.community, player.id))
        await asyncio.wrap_future(self._bot.store.submit(lambda records: (None, (settled,))))

    async def _ask(self, frame: Frame, command: str, options: Mapping[str, str]) -> Reply:
        started = frame.scene.watched.started
        request = Request(started.host, started.channel, command, self._now(), options, started.round.plan.locale)
        return await asyncio.wrap_future(self._bot.submit(request))


def _options(move: str, form: Mapping[str, str]) -> Mapping[str, str]:
    if move in ("lock", "unlock"):
        return {"locked": "yes" if move == "lock" else "no"}
    return {"step": form["step"]} if MOVES[move] == "trivia go" else {}
