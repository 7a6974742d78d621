"""The answer to a person, the same on all platforms: from a request to a reply, a form or an apology."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from math import ceil

from adapters import forms
from adapters.turn import NotFetched, TooLate, Turn, Unidentified, Upload
from adapters.unreadable import place_of
from adapters.watch import Watch
from bot import logs
from bot.allowance import COMPLETIONS, LOOK_UPS, Allowances
from bot.app import Bot
from bot.chat import Attachment, Form, Reply, Request, UsageError, refusal
from bot.commands.moderation.imports import MEGABYTE, SIZE_LIMIT
from bot.commands.row import Command, Response, Right, Visibility
from bot.frozen import replace
from bot.memory import Seen
from bot.replies import troubles, usage
from bot.replies.moderation import community, packs
from bot.store.engine.errors import StoreUnavailableError

log = logging.getLogger(__name__)
# A platform sends an event again when it is not sure that it arrived; not so many others arrive in between.
REMEMBERED = 10_000
# No platform's key is longer. A longer one is not a platform's, and must not fill the memory.
LONGEST_KEY = 255
# How long a form is waited for: every platform that has forms opens one within three seconds of the request.
FORM_SECONDS = 2.0


@dataclass(slots=True)
class Exchange:
    """One request while it is answered, as it came from the platform; `command` is the row that answers it.

    `begun_at` is in seconds by the watch's clock. `form` is the action of the form that was filled in, "" for none.
    `is_done` tells that what was asked for is stored, even if the answer should fail.
    """

    turn: Turn
    request: Request
    begun_at: float
    upload: Upload | None = None
    form: str = ""
    command: str = "none"
    is_acknowledged: bool = False
    is_done: bool = False


class Conversation:
    """Answers requests; `code_of` returns a platform's own word for an error of its library, "" where it has none.

    `lost` are the errors that are not mistakes of ours, such as a platform that did not take an answer in time.
    """

    def __init__(
        self,
        bot: Bot,
        code_of: Callable[[BaseException], object] = lambda error: "",
        watch: Watch | None = None,
        lost: tuple[type[Exception], ...] = (TimeoutError,),
    ) -> None:
        self._bot = bot
        self._code_of = code_of
        self._lost = lost
        self._watch = watch or Watch(lambda: 0.0)
        self._seen: Seen[str] = Seen(REMEMBERED)
        # Without a watch there is no clock. That is so in the console, where nobody else has to wait either.
        self._look_ups = Allowances(LOOK_UPS) if watch else None
        self._completions = Allowances(COMPLETIONS) if watch else None

    def is_repeated(self, key: str) -> bool:
        """Whether a request with this key came before; False for "", the key of requests that have none."""
        return bool(key) and len(key) <= LONGEST_KEY and self._seen.has_come(key)

    async def read(self, turn: Turn, request: Request, line: str) -> None:
        """Answer a line that a person typed."""
        await self._answer(turn, request, lambda: self._bot.read(line, request))

    async def press(self, turn: Turn, request: Request, action: str) -> None:
        """Answer the press of a control by its action."""
        await self._answer(turn, request, lambda: self._bot.press(action, request))

    async def fill(self, turn: Turn, request: Request, action: str, upload: Upload | None = None) -> None:
        """Answer a form that was filled in, by its action; its inputs are options of the request."""
        await self._answer(turn, request, lambda: self._bot.press(action, request), upload, action)

    async def ask(self, turn: Turn, request: Request, upload: Upload | None = None) -> None:
        """Answer a command that came with its options; one that an older version registered is read as a line."""
        await self._answer(turn, request, lambda: self._registered(request), upload)

    async def complete(self, turn: Turn, request: Request, option: str) -> None:
        """Offer values for an option of which a person has typed the beginning."""
        with logs.of_request(secrets.token_hex(4)):
            await self._guarded(self._offered(turn, request, option), request, lambda apology: turn.offer(()))

    async def suggest(self, turn: Turn, request: Request, action: str, option: str) -> None:
        """Offer values for an input, named as its option is, of the form with this action."""
        await self.complete(turn, replace(request, command=self._bot.named(action, request).name), option)

    def note(self, error: Exception, request: Request) -> Reply:
        """Log why a request failed, and return the apology that carries the same id."""
        error_id = logs.request_id() or secrets.token_hex(4)
        is_lost = isinstance(error, self._lost)
        where = f"{type(error).__name__} in {place_of(error)}" if is_lost else "".join(logs.trace(error, self._code_of))
        level = logging.WARNING if is_lost else logging.ERROR
        log.log(level, "request failed, id %s, request %s: %s", error_id, request.key, where)
        return Reply(text=self._bot.words(request)(troubles.APOLOGY, id=error_id), is_private=True, is_error=True)

    def _registered(self, request: Request) -> Request:
        if request.command in self._bot.commands.named:
            return request
        return self._bot.press(request.command, replace(request, command="", options={}))

    async def _offered(self, turn: Turn, request: Request, option: str) -> str:
        row = self._bot.commands.named.get(request.command)
        is_known = row is not None and option in [each.name for each in row.options]
        completions: tuple[tuple[str, str], ...] = ()
        # An older version may have registered a command or an option that is gone by now.
        if is_known and not self._wait(self._completions, request):
            future = self._bot.completing(request, option, request.options.get(option, ""))
            # While the store is out of reach nothing is offered; the answer to the command itself will say why.
            with suppress(StoreUnavailableError):
                completions = future.result() if future.done() else await asyncio.wrap_future(future)
        await turn.offer(completions)
        return "offered"

    async def _answer(
        self, turn: Turn, request: Request, read: Callable[[], Request], upload: Upload | None = None, form: str = ""
    ) -> None:
        exchange, platform = Exchange(turn, request, self._watch.monotonic(), upload, form), request.user.platform
        with logs.of_request(secrets.token_hex(4)):
            work = self._converse(exchange, read)
            outcome = await self._guarded(work, request, lambda apology: self._apologize(exchange, apology))
            log.debug("%s on %s: %s", exchange.command, platform, outcome)
        self._watch.answered(platform, exchange.command, outcome)

    async def _guarded(self, work: Awaitable[str], request: Request, tell: Callable[[Reply], Awaitable[None]]) -> str:
        """Do some work for a person and return how it ended, in a word; log and apologize for whatever goes wrong."""
        try:
            return await work
        except TooLate as error:
            log.warning("request %s: %s", request.key, error)
            return "too late"
        except Exception as error:
            apology = self.note(error, request)
            try:
                await tell(apology)
            except Exception as again:
                log.warning("no apology: %s", type(again).__name__)
            return "failed"

    async def _converse(self, exchange: Exchange, read: Callable[[], Request]) -> str:
        request = exchange.request
        try:
            request = self._placed(exchange.turn, read())
            exchange.command = request.command
            reply = await self._reply(exchange, request)
        except UsageError as error:
            reply = refusal(error)
        if reply.is_error and exchange.form:
            reply = await forms.with_draft(self._bot, reply, exchange.request, exchange.form)
        if reply.form is None:
            await self._tell(exchange, reply)
        elif not await self._open(exchange, reply.form):
            await self._tell(exchange, forms.opening(self._bot, reply.form, request))
        return "refused" if reply.is_error else "answered"

    async def _tell(self, exchange: Exchange, reply: Reply) -> None:
        await exchange.turn.tell(reply)
        self._note_sign(exchange)

    async def _apologize(self, exchange: Exchange, apology: Reply) -> None:
        """Tell an apology; where what was asked for is stored, say so, lest the person ask for it again."""
        if exchange.is_done:
            say, listing = self._bot.words(exchange.request), f"{exchange.command.split()[0]} list"
            done = troubles.done_all_the_same(say, listing if listing in self._bot.commands.named else "")
            apology = replace(apology, text=f"{apology.text}\n{done}")
        await self._tell(exchange, apology)

    async def _open(self, exchange: Exchange, form: Form) -> bool:
        is_open = await exchange.turn.open(form)
        self._note_sign(exchange)
        return is_open

    async def _defer(self, exchange: Exchange, request: Request) -> None:
        await exchange.turn.defer(is_private=self._bot.is_private(request))
        self._note_sign(exchange)

    def _note_sign(self, exchange: Exchange) -> None:
        """Note how long a person waited for the first sign of an answer."""
        if not exchange.is_acknowledged:
            exchange.is_acknowledged = True
            seconds = self._watch.monotonic() - exchange.begun_at
            self._watch.acknowledged(exchange.request.user.platform, exchange.command, seconds)

    def _placed(self, turn: Turn, request: Request) -> Request:
        """Return the request, to be answered in private where its button is under another person's public look-up."""
        is_others = turn.is_on_private_message is False and not turn.is_own_message
        return self._seen_by(request, everybody=False) if is_others and self._is_look_up(request) else request

    def _is_look_up(self, request: Request) -> bool:
        return self._bot.row(request).visibility is Visibility.HABIT

    def _seen_by(self, request: Request, *, everybody: bool) -> Request:
        return replace(request, options={**request.options, "show": "yes" if everybody else "no"})

    async def _reply(self, exchange: Exchange, request: Request) -> Reply:
        turn, row = exchange.turn, self._bot.row(request)
        file = forms.file_of(row)
        self._check_allowance(row, request)
        if row.stored or file or row.right is not Right.MEMBER:
            request = await self._identified(turn, row, request)
            # A mistake that can be seen without the store is told at once, in private, without a "please wait".
            self._bot.check(request)
            await self._check_appointed(turn, row, request)
        if refusal_to_post := await self._look(turn, request):
            return refusal_to_post
        if file and file.required and exchange.upload is None:
            return Reply(form=forms.for_file(self._bot, file, request))
        if row.response is Response.FORM and not exchange.form:
            return await self._in_time(exchange, row, request)
        if row.stored or exchange.upload or row.response is Response.DEFER:
            return _decided(turn, await self._later(exchange, row, request))
        return self._as_public_as_page(turn, self._bot.handle(request), request)

    def _check_allowance(self, row: Command, request: Request) -> None:
        """Raise UsageError for a person who looks up so much that others would have to wait."""
        if not row.stored and (wait := self._wait(self._look_ups, request)):
            raise UsageError(usage.too_many(self._bot.words(request), ceil(wait)))

    def _wait(self, allowances: Allowances | None, request: Request) -> float:
        """Return how many seconds a person has to wait who has asked too much, 0 for anybody else."""
        return allowances.take(request.user, self._watch.monotonic()) if allowances else 0.0

    async def _identified(self, turn: Turn, row: Command, request: Request) -> Request:
        """Return the request with what the platform knows of the person.

        UsageError where it does not tell, and only moderators may ask.
        """
        try:
            return await turn.identify(request)
        except Unidentified as error:
            log.warning("nothing is known of the person who asks: %s", error)
            if row.right is Right.MODERATOR:
                raise UsageError(self._bot.words(request)(troubles.UNIDENTIFIED)) from error
            return request

    async def _check_appointed(self, turn: Turn, row: Command, request: Request) -> None:
        person = row.appoints(request) if row.appoints else None
        if person and await turn.is_guest(person):
            raise UsageError(self._bot.words(request)(community.IS_GUEST, user=person.id), people=(person.id,))

    async def _look(self, turn: Turn, request: Request) -> Reply | None:
        """Return the refusal where the bot may not post into a channel that an option names, None where it may."""
        posts_into = self._bot.row(request).posts_into
        for option, channel in posts_into(request).items() if posts_into else ():
            if refusal_to_post := await turn.look(channel):
                return replace(refusal_to_post, wrong=option)
        return None

    async def _in_time(self, exchange: Exchange, row: Command, request: Request) -> Reply:
        """Return the answer of a row that opens a form; acknowledge once it is too late to open one."""
        if not row.stored:
            return self._bot.handle(request)
        answer = asyncio.wrap_future(self._bot.submit(request))
        done, _ = await asyncio.wait([answer], timeout=FORM_SECONDS)
        if not done:
            await self._defer(exchange, request)
        return await answer

    async def _later(self, exchange: Exchange, row: Command, request: Request) -> Reply:
        await self._defer(exchange, request)
        if exchange.upload:
            request = replace(request, attachment=await self._fetched(exchange.turn, exchange.upload, request))
        if not row.stored:
            return self._bot.handle(request)
        answer = self._bot.submit(request)
        try:
            return await asyncio.wrap_future(answer)
        finally:
            exchange.is_done = answer.is_stored

    async def _fetched(self, turn: Turn, upload: Upload, request: Request) -> Attachment:
        """Return a file; UsageError when it is too large, or cannot be had."""
        say = self._bot.words(request)
        if upload.size > SIZE_LIMIT * MEGABYTE:
            raise UsageError(packs.too_large(say, SIZE_LIMIT))
        try:
            return Attachment(upload.name, await turn.fetch(upload))
        except NotFetched as error:
            log.warning("a file cannot be fetched: %s", error)
            raise UsageError(say(packs.NOT_FETCHED, name=upload.name)) from error

    def _as_public_as_page(self, turn: Turn, reply: Reply, request: Request) -> Reply:
        """Return a page that is as public as the page that it replaces, whatever the community's habit is."""
        is_turned = reply.replaces and turn.is_on_private_message is False and turn.is_own_message
        if is_turned and reply.is_private and self._is_look_up(request):
            return self._bot.handle(self._seen_by(request, everybody=True))
        return reply


def _decided(turn: Turn, reply: Reply) -> Reply:
    """Return a reply; one that decides replaces the message that it decides about, and is as public as that was."""
    is_private = turn.is_on_private_message
    return reply if is_private is None or not reply.decides else replace(reply, is_private=is_private, replaces=True)
