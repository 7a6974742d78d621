"""What Bolt hands over: commands, mentions, buttons, menus and forms, each recognized by what it carries."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any

from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.conversation import FORM_SECONDS, Conversation
from adapters.slack import files, parse
from adapters.slack.calls import BROKEN, CALL_SECONDS, status_of, word_of
from adapters.slack.forms import filled
from adapters.slack.gallery import Gallery
from adapters.slack.home import HOME, home
from adapters.slack.people import People
from adapters.slack.turn import Carry, SlackTurn, in_command, in_form
from adapters.tasks import Tasks
from adapters.turn import Unidentified
from adapters.watch import Watch
from bot.app import Bot
from bot.chat import Request
from bot.frozen import replace

Ack = Callable[..., Coroutine[Any, Any, BoltResponse]]


class Listeners:
    """Takes each request once. `now` returns the moment, aware, in UTC.

    Slack waits for these to return: what takes longer goes on in a task of its own.
    """

    def __init__(self, bot: Bot, now: Callable[[], datetime], gallery: Gallery, watch: Watch | None = None) -> None:
        self._bot = bot
        self._gallery = gallery
        self._now = now
        self._people = People()
        self._conversation = Conversation(bot, code_of, watch, BROKEN)
        self._tasks = Tasks()

    async def command(self, ack: Ack, body: dict[str, Any], context: AsyncBoltContext) -> BoltResponse:
        """Answer a slash command, in the acknowledgement where nothing has to be waited for."""
        key = body.get("trigger_id", "")
        if self._conversation.is_repeated(key):
            return await ack()
        line, place = parse.slash(body)
        request = self._request(context, key)
        turn = self._turn(context, place, request, in_command)
        carried = await self._begin(turn, self._conversation.read(turn, request, line))
        return await (ack(carried) if carried else ack())

    async def mention(self, ack: Ack, body: dict[str, Any], context: AsyncBoltContext) -> BoltResponse:
        """Answer a mention in its thread, for everybody there as far as the habit of the workspace allows it."""
        event = body["event"]
        if not self._conversation.is_repeated(body["event_id"]) and not event.get("bot_id"):
            line, place = parse.mention(event, context.bot_user_id or "")
            request = replace(self._request(context, body["event_id"]), is_discreet=False)
            self._tasks.start(self._conversation.read(self._turn(context, place, request), request, line))
        return await ack()

    async def direct(self, ack: Ack, body: dict[str, Any], context: AsyncBoltContext) -> BoltResponse:
        """Answer what somebody writes to the bot alone, in the messages of its home: a command needs no slash there."""
        event = body["event"]
        if parse.is_direct(event) and not self._conversation.is_repeated(body["event_id"]):
            line, place = parse.direct(event)
            request = replace(self._request(context, body["event_id"]), is_discreet=False)
            self._tasks.start(self._conversation.read(self._turn(context, place, request), request, line))
        return await ack()

    async def press(self, ack: Ack, body: dict[str, Any], context: AsyncBoltContext) -> BoltResponse:
        """Do what a button or a menu's option carries."""
        key = str(body["actions"][0].get("action_ts") or "") + (body.get("trigger_id") or "")
        action, place = parse.pressed(body)
        if action and not self._conversation.is_repeated(key):
            request = self._placed(self._request(context, key), place)
            if place.is_home and action == HOME:
                self._tasks.start(self._publish(request, _client(context)))
                return await ack()
            self._tasks.start(self._conversation.press(self._turn(context, place, request), request, action))
        return await ack()

    async def submit(self, ack: Ack, body: dict[str, Any], context: AsyncBoltContext) -> BoltResponse:
        """Do what a form that was filled in carries; a mistake is told in the form, which stays open."""
        key = body.get("trigger_id", "")
        if self._conversation.is_repeated(key):
            return await ack()
        action, place = parse.submitted(body)
        request = replace(self._placed(self._request(context, key), place), options=filled(body["view"]))
        turn = self._turn(context, place, request, in_form(body["view"]), awaited=True)
        self._tasks.start(self._conversation.fill(turn, request, action, files.given(body["view"])))
        # A form that is acknowledged closes, with all that was filled in.
        await turn.known(FORM_SECONDS)
        return await ack(**(turn.acknowledge() or {}))

    async def on_message(self, ack: Ack, body: dict[str, Any], context: AsyncBoltContext) -> BoltResponse:
        """Do what somebody has chosen in the menu of a message."""
        key = body.get("trigger_id", "")
        if not self._conversation.is_repeated(key):
            message, actions, place = parse.on_message(body)
            request = self._bot.about(body["callback_id"], message, actions, self._request(context, key))
            self._tasks.start(self._conversation.ask(self._turn(context, place, request), request))
        return await ack()

    async def suggest(self, ack: Ack, body: dict[str, Any], context: AsyncBoltContext) -> BoltResponse:
        """Offer what may follow what somebody has typed into a select of a form."""
        action, place = parse.submitted(body)
        option, typed = parse.suggested(body)
        request = await self._known(self._request(context, ""), _client(context))
        turn = self._turn(context, place, request)
        await self._conversation.suggest(turn, replace(request, options={option: typed}), action, option)
        return await ack(**(turn.acknowledge() or {}))

    async def open_home(self, ack: Ack, body: dict[str, Any], context: AsyncBoltContext) -> BoltResponse:
        """Show the bot's home to somebody who has opened it."""
        event = body["event"]
        if event.get("tab") == "home" and not self._conversation.is_repeated(body["event_id"]):
            request = self._request(context, body["event_id"])
            self._tasks.start(self._publish(request, _client(context), (event.get("view") or {}).get("hash")))
        return await ack()

    async def ignore(self, ack: Ack) -> BoltResponse:
        """Acknowledge what the bot has no use for, so that it is not sent again."""
        return await ack()

    async def finish(self, seconds: float) -> None:
        """Wait for what is being answered, but not longer."""
        await self._tasks.finish(seconds)

    def _request(self, context: AsyncBoltContext, key: str) -> Request:
        return self._people.known(parse.request(context, self._now(), key))

    def _turn(
        self,
        context: AsyncBoltContext,
        place: parse.Place,
        request: Request,
        carry: Carry | None = None,
        *,
        awaited: bool = False,
    ) -> SlackTurn:
        say = self._bot.words(request)
        return SlackTurn(_client(context), place, say, self._people, self._gallery, carry, awaited=awaited)

    async def _known(self, request: Request, client: AsyncWebClient) -> Request:
        """Return a request with the person's rights, or a guest's where Slack does not tell them."""
        try:
            return await self._people.asked(request, client)
        except Unidentified:
            return replace(request, is_guest=True)

    async def _begin(self, turn: SlackTurn, work: Coroutine[Any, Any, None]) -> dict[str, Any] | None:
        """Begin to answer, and return what the acknowledgement carries: an answer that needs no waiting, or None."""
        self._tasks.start(work)
        await asyncio.sleep(0)
        return turn.acknowledge()

    def _placed(self, request: Request, place: parse.Place) -> Request:
        """Return a request that, from the home, asks for nothing to show to everyone: nobody else is there."""
        return replace(request, is_discreet=request.is_discreet and not place.is_home)

    async def _publish(self, request: Request, client: AsyncWebClient, hash_: str | None = None) -> None:
        try:
            async with asyncio.timeout(CALL_SECONDS):
                view = await home(self._bot, await self._known(request, client))
                await client.views_publish(user_id=request.user.id, view=view, hash=hash_)
        except SlackApiError as error:
            # It has been published anew meanwhile: what is there is younger than this.
            if word_of(error) != "hash_conflict":
                self._conversation.note(error, request)
        except Exception as error:
            self._conversation.note(error, request)


def code_of(error: BaseException) -> object:
    """Return Slack's word for an error, or else its status, "" where it has none."""
    return word_of(error) or status_of(error) if isinstance(error, SlackApiError) else ""


def _client(context: AsyncBoltContext) -> AsyncWebClient:
    client: AsyncWebClient = context["client"]
    return client
