"""Answers what people ask: commands, mentions, buttons, menus and forms, each recognized by what it carries."""

from __future__ import annotations

import asyncio
import logging
import secrets
import traceback
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import files, parse, words
from adapters.slack.calls import CALL_SECONDS, status_of, word_of
from adapters.slack.forms import filled
from adapters.slack.home import home
from adapters.slack.markdown import typed
from adapters.slack.parse import Place
from adapters.slack.people import People
from adapters.slack.render import render
from adapters.slack.turn import Turn, answered
from bot.app import Bot, refusal
from bot.chat import ACTION_LIMIT, Choice, Form, Reply, Request, UsageError
from bot.commands.options import Option
from bot.commands.row import Response, Right, Visibility
from bot.commands.typed import plain
from bot.replies import troubles

log = logging.getLogger(__name__)
# Slack repeats an event when it is not sure that it arrived; a person cannot ask this often in between.
REMEMBERED = 10_000
# A trigger is good for three seconds.
FORM_SECONDS = 2.0
Ack = Callable[..., Coroutine[Any, Any, BoltResponse]]


class Answers:
    """Answers each request once. `now` gives the moment, aware, in UTC.

    Slack waits for a listener of these to return: what takes longer goes on in a task of its own.
    """

    def __init__(self, bot: Bot, now: Callable[[], datetime]) -> None:
        self._bot = bot
        self._now = now
        self._people = People()
        self._seen: OrderedDict[str, None] = OrderedDict()
        self._tasks: set[asyncio.Task[None]] = set()

    async def command(self, ack: Ack, body: dict[str, Any], context: AsyncBoltContext) -> BoltResponse:
        """Answer a slash command, in the acknowledgement where nothing has to be waited for."""
        if self._is_repeated(body.get("trigger_id", "")):
            return await ack()
        line, place = parse.slash(body)
        asked = self._request(context, body.get("trigger_id", ""))
        step = self._step(line, asked, is_typed=True)
        if isinstance(step, Reply) and not (step.form or step.files or step.images):
            return await ack(answered(render(step, self._bot.words(asked)), step, place))
        response = await ack()
        self._start(self._finish(self._turn(context, place, asked), step, asked, line))
        return response

    async def mention(self, ack: Ack, body: dict[str, Any], context: AsyncBoltContext) -> BoltResponse:
        """Answer a mention in its thread, for everybody there as far as the habit of the workspace allows it."""
        event = body["event"]
        if not self._is_repeated(body["event_id"]) and not event.get("bot_id"):
            line, place = parse.mention(event, context.bot_user_id or "")
            asked = replace(self._request(context, body["event_id"]), is_discreet=False)
            self._begin(context, line, place, asked, is_typed=True)
        return await ack()

    async def press(self, ack: Ack, body: dict[str, Any], context: AsyncBoltContext) -> BoltResponse:
        """Do what a button or a menu's option carries."""
        key = str(body["actions"][0].get("action_ts") or "") + (body.get("trigger_id") or "")
        line, place = parse.pressed(body)
        if line and not self._is_repeated(key):
            self._begin(context, line, place, self._request(context, key))
        return await ack()

    async def submit(self, ack: Ack, body: dict[str, Any], context: AsyncBoltContext) -> BoltResponse:
        """Do what a form that was filled in carries; a mistake is told in the form, beside its first input."""
        if self._is_repeated(body.get("trigger_id", "")):
            return await ack()
        line, place = parse.submitted(body)
        asked = replace(self._request(context, body.get("trigger_id", "")), options=filled(body["view"]))
        try:
            self._bot.press(line, asked)
        except UsageError as error:
            first = next(block["block_id"] for block in body["view"]["blocks"] if block["type"] == "input")
            return await ack(response_action="errors", errors={first: error.text})
        self._begin(context, line, place, asked, is_filled=True, upload=files.given(body["view"]))
        return await ack()

    async def open_home(self, ack: Ack, body: dict[str, Any], context: AsyncBoltContext) -> BoltResponse:
        """Show the bot's home to somebody who has opened it."""
        event = body["event"]
        if event.get("tab") == "home" and not self._is_repeated(body["event_id"]):
            asked = self._request(context, body["event_id"])
            self._start(self._publish(asked, _client(context), (event.get("view") or {}).get("hash")))
        return await ack()

    async def ignore(self, ack: Ack) -> BoltResponse:
        """Acknowledge what the bot has no use for, so that it is not sent again."""
        return await ack()

    async def finish(self, seconds: float) -> None:
        """Wait for what is being answered, but not longer."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)

    def _is_repeated(self, key: str) -> bool:
        if not key or key in self._seen:
            return bool(key)
        self._seen[key] = None
        if len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)
        return False

    def _request(self, context: AsyncBoltContext, key: str) -> Request:
        return self._people.known(parse.request(context, self._now(), key))

    def _turn(self, context: AsyncBoltContext, place: Place, asked: Request) -> Turn:
        return Turn(_client(context), place, self._bot.words(asked))

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _begin(
        self,
        context: AsyncBoltContext,
        line: str,
        place: Place,
        asked: Request,
        *,
        is_filled: bool = False,
        is_typed: bool = False,
        upload: files.Upload | None = None,
    ) -> None:
        """Answer after the acknowledgement."""

        async def answer() -> None:
            step = self._step(line, asked, place, is_filled=is_filled, is_typed=is_typed)
            await self._finish(self._turn(context, place, asked), step, asked, line, upload)

        self._start(answer())

    def _step(
        self,
        line: str,
        asked: Request,
        place: Place | None = None,
        *,
        is_filled: bool = False,
        is_typed: bool = False,
    ) -> Reply | Request:
        """Return the answer, or the request where something has to be waited for before it is known."""
        try:
            request = self._read(line, asked, is_filled=is_filled, is_typed=is_typed)
            row = self._bot.row(request)
            if row.stored or row.right is not Right.MEMBER:
                return request
            return self._here(self._bot.handle(request), request, place)
        except UsageError as error:
            return refusal(error)
        except Exception as error:
            return self._apology(error, asked)

    def _read(self, line: str, asked: Request, *, is_filled: bool, is_typed: bool) -> Request:
        """Read a line in which Slack has written & < > as entities, as it does with all but what a form holds."""
        try:
            request = self._bot.read(line, asked) if is_typed else self._bot.press(line, asked)
        except UsageError as error:
            raise UsageError(typed(error.text), error.choices) from None
        if is_filled:
            return request
        return replace(request, options={name: typed(value) for name, value in request.options.items()})

    def _here(self, reply: Reply, request: Request, place: Place | None) -> Reply:
        """Return a page as public as the message that it takes the place of, whatever the habit is."""
        is_turned = reply.replaces and reply.is_private and place is not None and place.is_private_message is False
        if is_turned and self._bot.row(request).visibility is Visibility.HABIT:
            return self._bot.handle(replace(request, options={**request.options, "show": "yes"}))
        return reply

    async def _finish(
        self, turn: Turn, step: Reply | Request, asked: Request, line: str, upload: files.Upload | None = None
    ) -> None:
        """Say the answer; whatever goes wrong with it ends here, in the log and in an apology."""
        try:
            await self._tell(turn, step if isinstance(step, Reply) else await self._answer(turn, step, upload), line)
        except Exception as error:
            apology = self._apology(error, asked)
            try:
                await turn.tell(apology)
            except Exception as again:
                log.warning("no apology: %s", type(again).__name__)

    async def _answer(self, turn: Turn, request: Request, upload: files.Upload | None) -> Reply:
        row = self._bot.row(request)
        if option := files.wanted(row):
            return await self._with_file(turn, option, request, upload)
        answer = asyncio.create_task(self._stored(turn, request))
        if row.response is Response.FORM:
            # Slower than this, a form cannot open by itself any more: a button is told instead.
            await asyncio.wait([answer], timeout=FORM_SECONDS)
        return await answer

    async def _with_file(self, turn: Turn, option: Option, request: Request, upload: files.Upload | None) -> Reply:
        """Ask for the file, or answer with it; in both cases only whoever may use the command."""
        asked = await self._people.asked(request, turn.client)
        try:
            self._bot.check(asked)
            if upload is None:
                return Reply(form=files.asked_for(option, request, turn.say))
            attachment = await files.fetched(turn.client, upload, turn.say)
        except UsageError as error:
            return refusal(error)
        return await self._handled(replace(asked, attachment=attachment))

    async def _stored(self, turn: Turn, request: Request) -> Reply:
        return await self._handled(await self._people.asked(request, turn.client))

    async def _handled(self, asked: Request) -> Reply:
        if self._bot.row(asked).stored:
            return await asyncio.wrap_future(self._bot.submit(asked))
        return self._bot.handle(asked)

    async def _tell(self, turn: Turn, reply: Reply, line: str) -> None:
        if reply.form is None:
            await turn.tell(reply)
        elif not await turn.open(reply.form):
            await turn.tell(_form_button(reply.form, plain(line), words.open_form(turn.say)))

    async def _publish(self, asked: Request, client: AsyncWebClient, hash_: str | None) -> None:
        try:
            async with asyncio.timeout(CALL_SECONDS):
                view = home(self._bot, asked)
                await client.views_publish(user_id=asked.user.id, view=view, hash=hash_)
        except SlackApiError as error:
            # It has been published anew meanwhile: what is there is younger than this.
            if word_of(error) != "hash_conflict":
                self._apology(error, asked)
        except Exception as error:
            self._apology(error, asked)

    def _apology(self, error: Exception, asked: Request) -> Reply:
        """Log a mistake of the bot's, and return the apology that carries the same id."""
        error_id = secrets.token_hex(4)
        log.error("request failed, id %s: %s", error_id, "".join(told(error)))
        return Reply(text=troubles.apology(self._bot.words(asked), error_id), is_private=True, is_error=True)


def _client(context: AsyncBoltContext) -> AsyncWebClient:
    client: AsyncWebClient = context["client"]
    return client


def _form_button(form: Form, line: str, text: str) -> Reply:
    """Return a button that asks the same again, with which a form can be opened."""
    choice = Choice(form.title, line if len(line) <= ACTION_LIMIT else form.action)
    return Reply(text=text, choices=(choice,), is_private=True)


def told(error: BaseException) -> Iterator[str]:
    """Return where an error happened, and those that led to it: not their texts, which may repeat what people typed."""
    while True:
        code = f" {word_of(error) or status_of(error)}" if isinstance(error, SlackApiError) else ""
        yield f"{type(error).__module__}.{type(error).__qualname__}{code}\n"
        yield from traceback.format_tb(error.__traceback__)
        cause = error.__cause__ or error.__context__
        if cause is None:
            return
        yield "caused by "
        error = cause
