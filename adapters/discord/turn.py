"""One interaction, from its arrival to its answer: what was sent so far decides what may be sent next."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

import aiohttp
import discord
from discord.app_commands import Choice as Completion

from adapters.discord import words
from adapters.discord.access import why_not
from adapters.discord.forms import filled_in, modal
from adapters.discord.illustrations import Illustrations
from adapters.discord.parse import is_number
from adapters.discord.private import answered
from adapters.discord.render import NOBODY, Card, kept_as, kept_in, render
from adapters.easel import NO_PICTURE, Easel
from adapters.turn import NotFetched, TooLate, Turn, Upload
from bot.chat import Channel, Form, Reply, UsageError, refusal
from bot.frozen import Frozen
from bot.replies.card import shortened
from bot.replies.catalog import Catalog

log = logging.getLogger(__name__)
CALL_SECONDS = 10.0
# A connection that broke, or an answer that did not come in time.
BROKEN = (aiohttp.ClientError, OSError)
# Unknown interaction (its 3 s or 15 min are over), and already acknowledged (by another process, or an earlier try).
ALREADY_ACKNOWLEDGED, UNKNOWN_MESSAGE = 40060, 10008
GONE = {10062: "too late", ALREADY_ACKNOWLEDGED: "already answered"}
COMPLETIONS_LIMIT = 25
COMPLETION_LENGTH = 100


class Desk(Frozen, frozen=True):
    """What all turns share: the clock, what draws pictures, and what adds those that come later."""

    now: Callable[[], datetime]
    easel: Easel
    illustrations: Illustrations


class DiscordTurn(Turn):
    """What is said in answer to an interaction; `say` are the words of who asked.

    A command that is deferred leaves a placeholder, which stays private or public. A button that is deferred leaves
    none, and each message after it may be either. Raises what reading a message raises that is not as described.
    """

    def __init__(self, interaction: discord.Interaction, say: Catalog, desk: Desk) -> None:
        self._say = say
        self._desk = desk
        self._is_acknowledged = False
        self._interaction = interaction
        self._placeholder: bool | None = None
        self._kept = kept_in(interaction.message)

    @property
    def is_on_private_message(self) -> bool | None:
        """Whether the message whose control was used is seen by the person alone; None when there is no message."""
        message = self._interaction.message
        return message.flags.ephemeral if message else None

    @property
    def is_own_message(self) -> bool:
        """Whether that message answered the same person: one that nobody asked for is nobody's own."""
        message = self._interaction.message
        origin = message.interaction_metadata if message else None
        return origin is not None and origin.user.id == self._interaction.user.id

    async def defer(self, *, is_private: bool) -> None:
        """Acknowledge now and answer later."""
        on_message = self._interaction.message is not None
        await self._first(lambda: self._defer(on_message, is_private))
        if not on_message:
            self._placeholder = is_private

    async def tell(self, reply: Reply) -> None:
        """Say the answer, in place of the message whose button was pressed where the reply wants that.

        A picture that is drawn already comes along; another one is added by an edit when it is drawn.
        """
        replaces = reply.replaces and self.is_on_private_message == bool(reply.is_private)
        message = self._interaction.id
        show: Callable[[Reply, bytes], Awaitable[None]] = self._edit
        if replaces:
            message = self._source
            self._desk.illustrations.forget(message)
        drawn = await self._ready(reply)
        if not self._is_acknowledged:
            await self._first(lambda: self._answer(reply, replaces, drawn or NO_PICTURE))
        elif replaces or self._placeholder == bool(reply.is_private):
            self._placeholder = None
            await self._later(lambda: self._edit(reply, drawn or NO_PICTURE), is_harmless=True)
        else:
            await self._drop_placeholder()
            show = await self._follow_up(reply, drawn or NO_PICTURE)
        if drawn is None:
            self._desk.illustrations.begin(message, reply, lambda content: show(reply, content))

    async def open(self, form: Form) -> bool:
        """Open a form, which only a first answer can; the message of a mistake in it keeps what was filled in."""
        if self._is_acknowledged:
            return False
        values = {field.name: self._kept[id] for field in form.inputs if (id := kept_as(field.name)) in self._kept}
        await self._first(lambda: self._interaction.response.send_modal(modal(filled_in(form, values))))
        return True

    async def offer(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Offer (label, value) pairs for what is being typed; a value that Discord refuses is left out."""
        fitting = [
            (shortened(label, COMPLETION_LENGTH), value)
            for label, value in pairs
            if 0 < len(value) <= COMPLETION_LENGTH
        ]
        number = is_number(self._interaction.data or {})
        choices = [
            Completion(name=label or value, value=int(value) if number else value)
            for label, value in fitting[:COMPLETIONS_LIMIT]
        ]
        await self._first(lambda: self._interaction.response.autocomplete(choices))

    async def fetch(self, upload: Upload) -> bytes:
        """Return the content of a file that came with the command; NotFetched when it cannot be had."""
        try:
            async with asyncio.timeout(CALL_SECONDS):
                return await self._interaction.client.http.get_from_cdn(upload.address)
        except (discord.HTTPException, *BROKEN) as error:
            raise NotFetched(type(error).__name__) from error

    async def look(self, channel: Channel) -> Reply | None:
        """Return the refusal to give where the bot may not post; what is not in memory Discord is asked."""
        closed = await why_not(self._interaction, channel)
        return refusal(UsageError(words.may_not_post(self._say, closed, channel.id))) if closed else None

    @property
    def _source(self) -> int:
        """The message whose control was used, by the interaction that made it, else by its own id."""
        message = self._interaction.message
        if message is None:
            return self._interaction.id
        return message.interaction_metadata.id if message.interaction_metadata else message.id

    async def _ready(self, reply: Reply) -> bytes | None:
        """Return the picture if it can be had without delaying the acknowledgement, None where it is yet to come."""
        if reply.picture is None or not self._desk.easel.draws:
            return NO_PICTURE
        if not self._is_acknowledged:
            return self._desk.easel.kept(reply) or None
        return await self._desk.easel.soon(reply)

    async def _first(self, call: Callable[[], Awaitable[object]]) -> None:
        """Make the one first answer; it is safe to make it again when the connection broke."""
        # A second try is needed, for the first may not have arrived; where it did, Discord answers `taken`.
        await self._later(call, is_harmless=True, taken=ALREADY_ACKNOWLEDGED)
        self._is_acknowledged = True

    async def _later(self, call: Callable[[], Awaitable[object]], *, is_harmless: bool, taken: int = 0) -> None:
        """Make a call; when the connection breaks, make it again where `is_harmless` says that twice does no harm.

        To edit twice changes nothing, and what one person alone sees may rather come twice than not at all. `taken` is
        the code by which Discord says that the first try had arrived.
        """
        with self._in_time():
            try:
                await _timed(call)
            except BROKEN:
                if not is_harmless:
                    raise
                log.warning("interaction %s: the connection broke, saying it again", self._interaction.id)
                with _tolerating(taken):
                    await _timed(call)

    @contextmanager
    def _in_time(self) -> Iterator[None]:
        try:
            yield
        except discord.HTTPException as error:
            if not error.code and error.status < 500:
                # No such interaction, or a token that is none: what we sent is not at fault.
                raise TooLate(f"Discord knows no such interaction ({error.status})") from None
            if error.code not in GONE:
                raise
            age = (self._desk.now() - self._interaction.created_at).total_seconds()
            raise TooLate(f"{GONE[error.code]}, {age:.1f} s after it was made") from None

    async def _defer(self, on_message: bool, is_private: bool) -> None:
        await self._interaction.response.defer(ephemeral=is_private, thinking=not on_message)

    async def _answer(self, reply: Reply, replaces: bool, drawn: bytes) -> None:
        card, response, is_private = self._card(reply, drawn), self._interaction.response, bool(reply.is_private)
        body = b"" if card.files else card.view.answer(replaces=replaces, is_private=is_private)
        if body and await answered(self._interaction, body):
            return
        # What has files is sent in parts; and where Discord is unwell, or asked too much, its library waits.
        if replaces:
            await response.edit_message(view=card.view, attachments=card.files, allowed_mentions=NOBODY)
        else:
            await response.send_message(view=card.view, files=card.files, ephemeral=is_private, allowed_mentions=NOBODY)

    async def _edit(self, reply: Reply, drawn: bytes) -> None:
        card = self._card(reply, drawn)
        await self._interaction.edit_original_response(view=card.view, attachments=card.files, allowed_mentions=NOBODY)

    async def _follow_up(self, reply: Reply, drawn: bytes) -> Callable[[Reply, bytes], Awaitable[None]]:
        """Send a further message, and return a function that edits it."""
        messages: list[discord.WebhookMessage] = []

        async def say() -> None:
            card = self._card(reply, drawn)
            sent = self._interaction.followup.send(
                view=card.view,
                files=card.files,
                ephemeral=bool(reply.is_private),
                allowed_mentions=NOBODY,
                wait=True,
            )
            messages.append(await sent)

        async def show(reply: Reply, drawn: bytes) -> None:
            card = self._card(reply, drawn)
            await messages[-1].edit(view=card.view, attachments=list(card.files), allowed_mentions=NOBODY)

        await self._later(say, is_harmless=bool(reply.is_private))
        return show

    async def _drop_placeholder(self) -> None:
        if self._placeholder is not None:
            self._placeholder = None
            await self._later(self._delete, is_harmless=True)

    async def _delete(self) -> None:
        # Gone by the first of two tries, whose answer was lost.
        with _tolerating(UNKNOWN_MESSAGE):
            await self._interaction.delete_original_response()

    def _card(self, reply: Reply, drawn: bytes) -> Card:
        return render(reply, self._say, drawn=drawn)


async def _timed(call: Callable[[], Awaitable[object]]) -> None:
    async with asyncio.timeout(CALL_SECONDS):
        await call()


@contextmanager
def _tolerating(code: int) -> Iterator[None]:
    """Ignore a refusal with this code; 0 ignores none."""
    try:
        yield
    except discord.HTTPException as error:
        if not code or error.code != code:
            raise
