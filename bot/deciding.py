"""Answers requests whose rows touch the store: reads a file or draws, decides in one transaction, then replies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from random import Random
from typing import TYPE_CHECKING, Any

from bot import visibility
from bot.chat import Reply, Request, UsageError, refusal
from bot.commands import rights
from bot.commands.context import Change, Context, Drawn, StoredContext, widened
from bot.commands.records import Records
from bot.commands.row import Command, Decision, Draws, Hosted, Outcome, Prepare, Rows
from bot.commands.typed import checked
from bot.files.waiting import Waiting
from bot.frozen import replace
from bot.replies import troubles
from bot.standing import Standing
from bot.store.engine.errors import StoreUnavailableError

if TYPE_CHECKING:
    from bot.store.store import Store

STORE = "the store is out of reach"


class Answer(Future[Reply]):
    """A reply to come. `is_stored` tells that what was asked for is done, even if the reply should fail."""

    is_stored = False


class Deciding:
    """Decides in the threads of one store.

    `context` is what a request is answered by, as far as memory knows it. `on_stored` is called in a store's thread
    when a person's request has stored something.
    """

    def __init__(
        self,
        store: Store,
        context: Callable[[Request], Context],
        rng: Callable[[], Random],
        commands: Rows,
        address: str,
        standing: Standing,
        on_stored: Callable[[], object],
    ) -> None:
        self._store = store
        self._context = context
        self._rng = rng
        self._commands = commands
        self._address = address
        self._standing = standing
        self._on_stored = on_stored
        # Threads that read people's files, and one that writes files for them: neither waits for the other.
        self._reading, self._writing = ThreadPoolExecutor(2, "reading"), ThreadPoolExecutor(1, "writing")
        self._waiting = Waiting()

    def submit(self, row: Command, request: Request) -> Answer:
        """Begin to answer a request."""
        answer = Answer()
        try:
            request = checked(request, row, self._context(request).say)
            prepare = self._admitted(row, request, answer)
        except UsageError as error:
            answer.set_result(refusal(error))
            return answer
        if prepare:
            self._reading.submit(self._prepare, *prepare, request, answer)
        elif isinstance(row, Decision) and row.draws:
            self._draw(row, row.draws, request, answer)
        elif isinstance(row, Hosted) and row.reads:
            self._read(row, request, answer)
        else:
            self._decide_and_store(request, row, answer)
        return answer

    def check_room(self, row: Command, request: Request) -> None:
        """Raise UsageError where too many files wait to be read."""
        if isinstance(row, Decision) and row.prepare and not self._waiting.has_room(request.user):
            raise UsageError(self._context(request).say(troubles.NO_ROOM))

    def widened(
        self, request: Request, records: Records, rng: Random | None = None, drawn: Drawn = None
    ) -> StoredContext:
        """Return what a request is decided by: its context, and what is stored."""
        return widened(
            self._context(request),
            StoredContext,
            request=request,
            rng=rng or self._rng(),
            records=records,
            address=self._address,
            drawn=drawn,
        )

    def _admitted(self, row: Command, request: Request, answer: Answer) -> tuple[Decision[Any], Prepare] | None:
        """Return the row and its function that reads a file, None where there is no file to read.

        UsageError where too many files wait to be read.
        """
        if not isinstance(row, Decision) or row.prepare is None or not (request.attachment or row.kept):
            return None
        # The file of somebody without the right must not take the place of another's.
        rights.check(row, self._context(request))
        if not self._waiting.enter(request.user, answer):
            raise UsageError(self._context(request).say(troubles.NO_ROOM))
        return row, row.prepare

    def _prepare(self, row: Decision[Any], prepare: Prepare, request: Request, answer: Answer) -> None:
        """Read the request's file, which may take seconds; then decide."""
        try:
            context = self._context(request)
            if row.kept and request.attachment is None:
                kept = row.kept
                file = self._store.read(lambda records: kept(request, context, records))
                request = replace(request, attachment=file)
            prepared = prepare(request, context)
            # In many short transactions, between which others can write.
            self._store.put(prepared.ahead)
        except (UsageError, StoreUnavailableError) as error:
            answer.set_result(self._refused(error, request))
        except BaseException as error:
            answer.set_exception(error)
        else:
            self._decide_and_store(prepared.request, row, answer)

    def _draw(self, row: Decision[Any], draws: Draws, request: Request, answer: Answer) -> None:
        """Draw questions, which locks nothing; then decide."""
        rng = self._rng()

        def work(records: Records) -> Drawn:
            context = self.widened(request, records, rng)
            rights.check(row, context)
            return draws(row.read(request, context), context)

        def settle(done: Future[Drawn]) -> None:
            if done.exception():
                self._settle(done, row, request, answer)
            else:
                self._decide_and_store(request, row, answer, rng, done.result())

        self._store.submit_reading(work).add_done_callback(settle)

    def _read(self, row: Hosted[Any], request: Request, answer: Answer) -> None:
        """Answer from what is stored, in a thread that only reads: it does not wait for those that write."""

        def work(records: Records) -> Outcome:
            return _decided(row, request, self.widened(request, records))

        reading = self._store.submit_reading(work)
        reading.add_done_callback(lambda done: self._settle(done, row, request, answer))

    def _decide_and_store(
        self, request: Request, row: Command, answer: Answer, rng: Random | None = None, drawn: Drawn = None
    ) -> None:
        """Decide and store in one transaction, in the store's threads; then answer."""

        def work(records: Records) -> tuple[Outcome, Sequence[Change]]:
            outcome = _decided(row, request, self.widened(request, records, rng, drawn))
            return outcome, outcome.store

        def settle(done: Future[Outcome]) -> None:
            outcome = None if done.exception() else done.result()
            answer.is_stored = bool(outcome and outcome.store)
            self._settle(done, row, request, answer)
            if answer.is_stored:
                self._on_stored()

        self._store.submit(work, row.lock(request) if row.lock else ()).add_done_callback(settle)

    def _settle(self, done: Future[Any], row: Command, request: Request, answer: Answer) -> None:
        """Answer with the outcome of a decision; with one that is made late in a thread of its own."""
        if not done.exception() and done.result().late:
            # The workbook of a large class takes a second; in this thread all other answers would wait for it.
            self._writing.submit(self._finish, done, row, request, answer)
        else:
            self._finish(done, row, request, answer)

    def _finish(self, done: Future[Any], row: Command, request: Request, answer: Answer) -> None:
        try:
            answer.set_result(self._reply(done, row, request))
        except BaseException as error:
            answer.set_exception(error)

    def _reply(self, done: Future[Any], row: Command, request: Request) -> Reply:
        try:
            outcome: Outcome = done.result()
            reply = outcome.whole()
            if outcome.store:
                # Only a change shows that the store can be written: a full disk can still be read.
                self._standing.is_well(STORE)
            return visibility.shown(reply, row, request, self._context(request), self._commands)
        except (UsageError, StoreUnavailableError) as error:
            return self._refused(error, request)

    def _refused(self, error: UsageError | StoreUnavailableError, request: Request) -> Reply:
        if isinstance(error, UsageError):
            return refusal(error)
        self._standing.is_wrong(STORE, error)
        return refusal(UsageError(troubles.store_unavailable(self._context(request).say, error.trouble)))


def _decided(row: Command, request: Request, context: StoredContext) -> Outcome:
    rights.check(row, context)
    if isinstance(row, Hosted):
        return _decided_as_host(row, request, context)
    if not isinstance(row, Decision):
        raise RuntimeError("the row decides nothing")
    return row.run(row.read(request, context), context)


def _decided_as_host(row: Hosted[Any], request: Request, context: StoredContext) -> Outcome:
    if row.run_any and context.is_moderator:
        return row.run_any(row.read(request, context), context)
    hosting = rights.as_host(row, context)
    return row.run(row.read(request, hosting), hosting)
