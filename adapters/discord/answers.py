"""Answers interactions: commands, completions, buttons, menus and forms, each recognized by what it carries."""

from __future__ import annotations

import asyncio
import logging
import secrets
import traceback
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

import aiohttp
import discord
from discord import InteractionType

from adapters.discord import parse, words
from adapters.discord.turn import Turn
from bot.app import Bot, refusal
from bot.chat import Attachment, Choice, Form, Reply, Request, UsageError
from bot.commands.moderation.packs import MEGABYTE, SIZE_LIMIT
from bot.commands.row import Command, Response, Visibility
from bot.replies import troubles
from bot.replies.moderation import packs

log = logging.getLogger(__name__)
# Unknown interaction (its 3 s or 15 min are over), and already acknowledged (by another process, or an earlier try).
GONE = {10062: "too late", 40060: "already answered"}
# Discord repeats an event when it is not sure that it arrived; a person cannot ask this often in between.
REMEMBERED = 10_000
# A form can only be a first answer, for which there are 3 s.
FORM_SECONDS = 2.0


class Answers:
    """Answers each interaction once. `now` gives the moment, aware, in UTC."""

    def __init__(self, bot: Bot, now: Callable[[], datetime]) -> None:
        self._bot = bot
        self._now = now
        self._seen: OrderedDict[int, None] = OrderedDict()

    async def answer(self, interaction: discord.Interaction) -> None:
        """Answer an interaction; whatever goes wrong with it ends here, in the log and in an apology."""
        if interaction.id in self._seen:
            log.info("interaction %s came twice", interaction.id)
            return
        self._remember(interaction.id)
        asked = self._request(interaction)
        turn = Turn(interaction, self._bot.words(asked))
        try:
            await self._route(interaction, asked, turn)
        except Exception as error:
            await self._apologize(interaction, turn, error)

    def _remember(self, id: int) -> None:
        self._seen[id] = None
        if len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)

    def _request(self, interaction: discord.Interaction) -> Request:
        asked = parse.request(interaction, self._now())
        role = "" if asked.is_moderator else self._bot.settings(asked).moderator_role
        return replace(asked, is_moderator=True) if parse.has_role(interaction, role) else asked

    async def _route(self, interaction: discord.Interaction, asked: Request, turn: Turn) -> None:
        data: parse.Payload = interaction.data or {}
        if interaction.type is InteractionType.application_command:
            command = parse.command(data)
            request = replace(asked, command=command.name, options=command.options)
            await self._reply(turn, request, command.upload)
        elif interaction.type is InteractionType.autocomplete:
            await turn.offer(self._completions(asked, parse.command(data)))
        elif interaction.type is InteractionType.component:
            await self._act(turn, parse.pressed(data), asked)
        elif interaction.type is InteractionType.modal_submit:
            inputs = parse.filled(data["components"])
            await self._act(turn, data["custom_id"], replace(asked, options=inputs), is_filled=True)

    def _completions(self, asked: Request, command: parse.Asked) -> tuple[tuple[str, str], ...]:
        request = replace(asked, command=command.name, options=command.options)
        return self._bot.complete(request, command.focused, command.options.get(command.focused, ""))

    async def _act(self, turn: Turn, action: str, asked: Request, *, is_filled: bool = False) -> None:
        """Do what a control carries: `is_filled` when it is a form that has been filled in."""
        try:
            request = self._bot.press(action, asked)
        except UsageError as error:
            await turn.tell(refusal(error))
            return
        await self._reply(turn, request, None, is_filled=is_filled)

    async def _reply(
        self, turn: Turn, request: Request, upload: parse.Upload | None, *, is_filled: bool = False
    ) -> None:
        row = self._row(request)
        if row is None:
            await self._act(turn, request.command, replace(request, command="", options={}))
        elif row.response is Response.FORM and not is_filled:
            await self._tell(turn, await self._form(turn, row, request), request)
        elif row.stored or upload or row.response is Response.DEFER:
            await turn.defer(is_private=self._bot.is_private(request))
            await self._tell(turn, await self._later(row, request, turn, upload), request)
        else:
            await self._tell(turn, self._here(turn, row, self._bot.handle(request), request), request)

    def _row(self, request: Request) -> Command | None:
        """Return the request's row, None when it is one that an older version registered."""
        try:
            return self._bot.row(request)
        except KeyError:
            return None

    async def _form(self, turn: Turn, row: Command, request: Request) -> Reply:
        """Return the answer of a row that opens a form; it is waited for as long as a form can still be opened."""
        if not row.stored:
            return self._bot.handle(request)
        answer = asyncio.wrap_future(self._bot.submit(request))
        done, _ = await asyncio.wait([answer], timeout=FORM_SECONDS)
        if not done:
            await turn.defer(is_private=self._bot.is_private(request))
        return await answer

    async def _later(self, row: Command, request: Request, turn: Turn, upload: parse.Upload | None) -> Reply:
        if upload:
            try:
                self._bot.check(request)
                request = replace(request, attachment=await _fetched(turn, upload))
            except UsageError as error:
                return refusal(error)
        return await asyncio.wrap_future(self._bot.submit(request)) if row.stored else self._bot.handle(request)

    def _here(self, turn: Turn, row: Command, reply: Reply, request: Request) -> Reply:
        """Return a page as public as the message that it takes the place of, whatever the habit is."""
        is_turned = reply.replaces and turn.is_on_private_message is False and reply.is_private
        if is_turned and row.visibility is Visibility.HABIT:
            return self._bot.handle(replace(request, options={**request.options, "show": "yes"}))
        return reply

    async def _tell(self, turn: Turn, reply: Reply, request: Request) -> None:
        if reply.form and not turn.is_acknowledged:
            await turn.open(reply.form)
        elif reply.form:
            await turn.tell(_form_button(reply.form, words.form_again(turn.say)))
        else:
            await turn.tell(reply)

    async def _apologize(self, interaction: discord.Interaction, turn: Turn, error: Exception) -> None:
        if isinstance(error, discord.HTTPException) and error.code in GONE:
            age = (self._now() - interaction.created_at).total_seconds()
            log.warning("interaction %s: %s, %.1f s after it was made", interaction.id, GONE[error.code], age)
            return
        error_id = secrets.token_hex(4)
        log.error("request failed, id %s, interaction %s: %s", error_id, interaction.id, "".join(told(error)))
        try:
            if interaction.type is InteractionType.autocomplete:
                await turn.offer(())
            else:
                await turn.tell(Reply(text=troubles.apology(turn.say, error_id), is_private=True, is_error=True))
        except (discord.DiscordException, OSError) as again:
            log.warning("no apology for id %s: %s", error_id, type(again).__name__)


async def _fetched(turn: Turn, upload: parse.Upload) -> Attachment:
    """Return a file that came with a command; UsageError when it is too large, or cannot be had."""
    if upload.size > SIZE_LIMIT * MEGABYTE:
        raise UsageError(packs.too_large(turn.say, SIZE_LIMIT))
    try:
        return Attachment(upload.name, await turn.fetch(upload.url))
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        log.warning("an attached file cannot be fetched: %s", type(error).__name__)
        raise UsageError(packs.not_fetched(turn.say, upload.name)) from error


def _form_button(form: Form, text: str) -> Reply:
    return Reply(text=text, choices=(Choice(form.title, form.action),), is_private=True)


def told(error: BaseException) -> Iterator[str]:
    """Return where an error happened, and those that led to it: not their texts, which may repeat what people typed."""
    while True:
        code = f" {error.code}" if isinstance(error, discord.HTTPException) else ""
        yield f"{type(error).__module__}.{type(error).__qualname__}{code}\n"
        yield from traceback.format_tb(error.__traceback__)
        cause = error.__cause__ or error.__context__
        if cause is None:
            return
        yield "caused by "
        error = cause
