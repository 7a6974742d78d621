"""Bot: answers requests. Look-ups are answered at once; what touches the store goes through the store's threads."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import cached_property, lru_cache
from random import Random
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.chat import (
    ACTION_LIMIT,
    Attachment,
    Channel,
    Choice,
    Delivery,
    Platform,
    Reply,
    Request,
    UsageError,
    User,
    action_of,
    platform_named,
)
from bot.commands import rights
from bot.commands.context import Change, Context, Drawn, Records, StoredContext, widened
from bot.commands.lookups.onthisday import today
from bot.commands.options import NAME_LIMIT, value_of
from bot.commands.reading.asking import FromStore
from bot.commands.reading.date_tokens import tokens_of
from bot.commands.row import Command, Decision, Draws, Hosted, LookUp, Outcome, Prepare, Right, Rows, Visibility
from bot.commands.table import COMMANDS
from bot.commands.typed import (
    Typed,
    check_option,
    check_options,
    facts_in,
    find_command,
    given_options,
    parse_action,
    parse_line,
    whole,
)
from bot.community import Community, CommunityJoined, CommunityLeft, Habit, Settings, framed
from bot.facts.spelling import near
from bot.files.waiting import Waiting
from bot.frozen import replace
from bot.replies import troubles
from bot.replies.catalog import Catalog, catalog, warm
from bot.replies.lookups import headings
from bot.schedule.calendar import regions_beginning
from bot.schedule.history import CommunityStopped
from bot.schedule.zones import find_zones
from bot.shelf import Shelf
from bot.standing import Standing
from bot.store.engine.errors import StoreUnavailableError
from bot.trivia.daily import pool_size

if TYPE_CHECKING:
    from bot.outbox.outbox import Outbox
    from bot.pictures.studio import Studio
    from bot.store.store import Store

log = logging.getLogger(__name__)
STORE = "the store is out of reach"
# So long a round is left alone that was moved, and one that could not be.
REST, FAILED_REST = timedelta(milliseconds=200), timedelta(seconds=2)
# Look-ups that are remembered, each some kilobytes.
KEPT = 256
NO_FILE = Attachment("", b"")
# Whoever asks what is remembered for all: nobody, nowhere, at no time.
ANYBODY = Request(User("", "", ""), Channel("", "", ""), "", datetime.min.replace(tzinfo=UTC))
NO_PLATFORMS: Mapping[str, Platform] = {}


class Answer(Future[Reply]):
    """A reply to come; what was asked for may be stored already, whatever becomes of the reply."""

    is_stored = False


class Bot:
    """The core as the adapters see it. All methods but `submit` answer at once; none of them awaits."""

    def __init__(
        self,
        shelf: Shelf,
        store: Store,
        rng: Callable[[], Random] | None = None,
        commands: Sequence[Command] = COMMANDS,
        platforms: Mapping[str, Platform] = NO_PLATFORMS,
        address: str = "",
        studio: Studio | None = None,
    ) -> None:
        self.shelf = shelf
        self.store = store
        # One for all: to seed one costs as much as to render a reply.
        luck = Random()
        self._rng = rng or (lambda: luck)
        self.commands = Rows(commands)
        self.platforms = platforms
        # Where browsers reach this bot, "" where they do not.
        self.address = address
        # What draws pictures; without it there are none.
        self.studio = studio
        # A class presses the same few buttons.
        self._pressed = lru_cache(maxsize=KEPT)(lambda action, say: parse_action(action, self.commands, say))
        self._remembered = lru_cache(maxsize=KEPT)(self._anew)
        # Called in a store's thread when a person's request has stored something: a post may be due at once.
        self.on_stored: Callable[[], object] = _nothing
        self._standing = Standing(log)
        # Files of strangers are read or stored two at a time, and nothing else waits for it: no file of ours either.
        self._reading, self._writing = ThreadPoolExecutor(2, "reading"), ThreadPoolExecutor(1, "writing")
        self._waiting = Waiting()
        # Look-ups, since the start.
        self._answers = 0

    @cached_property
    def outbox(self) -> Outbox:
        """What plans and claims posts, for whoever posts any; a look-up on a command line does not load it."""
        from bot.outbox import outbox

        # Several processes share one outbox; each must have a name of its own.
        owner = f"{Random().getrandbits(64):016x}"
        return outbox.Outbox(
            self.store,
            self.shelf,
            owner,
            self.platforms,
            step_rounds=self.step_rounds,
            has_shared_clock=True,
            answered=lambda: self._answers,
        )

    def warm(self) -> None:
        """Load what the first who needs it, and all who write with them, would wait for.

        Languages, names of places, the words of names that one may slip in, the games.
        """
        warm()
        tokens_of("harbor")
        near(self.shelf.full, "slips")
        find_zones("a")
        regions_beginning("a", 1)
        pool_size(self.shelf.full)

    def row(self, request: Request) -> Command:
        """Return the request's row of COMMANDS; KeyError when there is none."""
        return self.commands.named[request.command]

    def read(self, line: str, request: Request) -> Request:
        """Return the request that a typed line makes; UsageError when it makes none."""
        return _asking(parse_line(line, self.commands, self.words(request), request.options), request)

    def press(self, action: str, request: Request) -> Request:
        """Return the request that a control's action makes; UsageError when it makes none."""
        say = self.words(request)
        if not request.options:
            return _asking(self._pressed(action, say), request)
        return _asking(parse_action(action, self.commands, say, request.options), request)

    def about(self, name: str, message: str, actions: Iterable[str], request: Request) -> Request:
        """Return the request that a row asks which is named in the menu of a message with controls of these actions."""
        row = self.commands.named[name]
        facts = ",".join(facts_in(actions, self.commands))[: row.option("facts").limit]
        return replace(request, command=name, options={"message": message, **({"facts": facts} if facts else {})})

    def named(self, action: str, request: Request) -> Command:
        """Return the row that an action names."""
        return find_command(action, self.commands, self.words(request))[0]

    def reopening(self, action: str, request: Request) -> Request | None:
        """Return the request that opens a form again which was submitted with this action; None where there is none."""
        say = self.words(request)
        row, rest = find_command(action, self.commands, say)
        options = {**given_options(rest, row), **request.options}
        opens = row.form(replace(request, command=row.name, options=options)) if row.form else ""
        return self.press(opens, replace(request, options={}, attachment=None)) if opens else None

    def try_option(self, action: str, name: str, text: str, request: Request) -> None:
        """Raise UsageError where what is filled into one input of a form is wrong, as far as memory tells."""
        row = self.named(action, request)
        asked, option = replace(request, command=row.name), row.option(name)
        value_of(option, check_option(text, option, row, self.words(request)), asked, self._context(asked))

    def check(self, request: Request) -> None:
        """Raise UsageError where an option is wrong or the right is lacking, as far as memory tells."""
        row, checked = self.row(request), self._checked(request)
        context = self._context(checked)
        rights.check(row, context)
        self._check_room(row, checked)
        # What file comes with it is known when it has been fetched.
        row.read(replace(checked, attachment=NO_FILE), context)

    def handle(self, request: Request) -> Reply:
        """Answer a request. Blocks for the database when the request's row touches the store."""
        row = self.row(request)
        if not isinstance(row, LookUp):
            return self.submit(request).result()
        self._answers += 1
        try:
            return self._looked_up(row, request)
        except UsageError as error:
            return refusal(error)

    def submit(self, request: Request) -> Answer:
        """Answer a request whose row touches the store, in the store's threads."""
        answer = Answer()
        row = self.row(request)
        try:
            checked = self._checked(request)
            reads = self._admitted(row, checked, answer)
        except UsageError as error:
            answer.set_result(refusal(error))
            return answer
        if reads:
            self._reading.submit(self._prepared, *reads, checked, answer)
        elif isinstance(row, Decision) and row.draws:
            self._draw(row, row.draws, checked, answer)
        elif isinstance(row, Hosted) and row.reads:
            self._read(row, checked, answer)
        else:
            self._store(checked, row, answer)
        return answer

    def _admitted(self, row: Command, request: Request, answer: Answer) -> tuple[Decision[Any], Prepare] | None:
        """Return the row, and how it reads a file, where it does; UsageError where there is no room for one more."""
        if not isinstance(row, Decision) or row.prepare is None or not (request.attachment or row.kept):
            return None
        # Whoever has no right to it, as far as memory tells, keeps nobody else from being read.
        rights.check(row, self._context(request))
        if not self._waiting.enter(request.user, answer):
            raise UsageError(self.words(request)(troubles.NO_ROOM))
        return row, row.prepare

    def _check_room(self, row: Command, request: Request) -> None:
        """Raise UsageError for a file that would wait beside too many."""
        if isinstance(row, Decision) and row.prepare and not self._waiting.has_room(request.user):
            raise UsageError(self.words(request)(troubles.NO_ROOM))

    def _prepared(self, row: Decision[Any], prepare: Prepare, request: Request, answer: Answer) -> None:
        """Read the request's file, which may take seconds, and decide then."""
        try:
            context = self._context(request)
            if row.kept and request.attachment is None:
                kept = row.kept
                file = self.store.read(lambda records: kept(request, context, records))
                request = replace(request, attachment=file)
            ready = prepare(request, context)
            # Each by itself: nobody waits for all of a large file.
            self.store.put(ready.ahead)
        except (UsageError, StoreUnavailableError) as error:
            answer.set_result(self._refused(error, request))
        except BaseException as error:
            answer.set_exception(error)
        else:
            self._store(ready.request, row, answer)

    def _draw(self, row: Decision[Any], draws: Draws, request: Request, answer: Answer) -> None:
        """Draw where nobody waits for it, and decide then."""
        rng = self._rng()

        def work(records: Records) -> Drawn:
            context = self._stored(request, records, rng)
            rights.check(row, context)
            return draws(row.read(request, context), context)

        def settle(done: Future[Drawn]) -> None:
            if done.exception():
                self._settle(done, row, request, answer)
            else:
                self._store(request, row, answer, rng, done.result())

        self.store.submit_reading(work).add_done_callback(settle)

    def _read(self, row: Hosted[Any], request: Request, answer: Answer) -> None:
        """Answer from what is stored, beside those who write."""

        def work(records: Records) -> Outcome:
            return self._decide(row, request, self._stored(request, records))

        reading = self.store.submit_reading(work)
        reading.add_done_callback(lambda done: self._settle(done, row, request, answer))

    def _store(
        self,
        checked: Request,
        row: Command,
        answer: Answer,
        rng: Random | None = None,
        drawn: Drawn = None,
    ) -> None:
        """Decide in the store's threads, and answer."""

        def work(records: Records) -> tuple[Outcome, Sequence[Change]]:
            outcome = self._decide(row, checked, self._stored(checked, records, rng, drawn))
            return outcome, outcome.store

        def settle(done: Future[Outcome]) -> None:
            outcome = None if done.exception() else done.result()
            answer.is_stored = bool(outcome and outcome.store)
            self._settle(done, row, checked, answer)
            if answer.is_stored:
                self.on_stored()

        self.store.submit(work, row.lock(checked) if row.lock else ()).add_done_callback(settle)

    def _settle(self, done: Future[Any], row: Command, request: Request, answer: Answer) -> None:
        """Answer by what came of a decision, where it takes long in a thread of its own."""
        if not done.exception() and done.result().late:
            # A large class's workbook takes a second, in which everybody's answers would wait.
            self._writing.submit(self._finish, done, row, request, answer)
        else:
            self._finish(done, row, request, answer)

    def _finish(self, done: Future[Any], row: Command, request: Request, answer: Answer) -> None:
        try:
            answer.set_result(self._settled(done, row, request))
        except BaseException as error:
            answer.set_exception(error)

    def step_rounds(self, now: datetime) -> datetime | None:
        """Do what is due in trivia rounds, and return when something is due next; blocks for the database."""
        due = self.store.read(lambda records: records.due_rounds(now))
        steps = [
            self.submit(Request(host, channel, "trivia step", now, {"round": code}, locale=locale))
            for code, channel, host, locale in due
        ]
        for error in filter(None, (step.exception() for step in steps)):
            # Where it happened, and not its text: that may repeat what people typed.
            where = "".join(traceback.format_tb(error.__traceback__))
            self._standing.is_wrong("a trivia round cannot be moved", f"{type(error).__name__}\n{where}")
        next_at = self.store.read(lambda records: records.next_due())
        # One that cannot be moved must not keep the others from their sleep.
        is_stuck = self._standing.has(STORE) or any(step.exception() for step in steps)
        rest = FAILED_REST if is_stuck else REST
        return max(next_at, now + rest) if next_at and steps else next_at

    def complete(self, request: Request, option: str, beginning: str) -> tuple[tuple[str, str], ...]:
        """Return (label, value) pairs to offer for what has been typed of an option; may block for the store."""
        return self.completing(request, option, beginning).result()

    def completing(self, request: Request, option: str, beginning: str) -> Future[tuple[tuple[str, str], ...]]:
        """Begin to look for what to offer, at once or in the store's threads; who may not ask is offered nothing."""
        row, context, typed = self.row(request), self._context(request), whole(beginning[:NAME_LIMIT])
        complete = row.option(option).complete
        may_ask = row.right is not Right.MODERATOR or context.is_moderator
        if isinstance(complete, FromStore) and may_ask:
            offer = complete.offer
            return self.store.submit_reading(lambda records: offer(self._stored(request, records), typed))
        offered: Future[tuple[tuple[str, str], ...]] = Future()
        offered.set_result(complete(context, typed) if complete and may_ask and callable(complete) else ())
        return offered

    def wake(self, now: datetime, platforms: Sequence[str] = ()) -> tuple[Delivery, ...]:
        """Plan what is due and claim what may be posted now; the ticker calls `outbox` itself. Blocks."""
        return self.outbox.wake(now, platforms or tuple(self.platforms)).deliveries

    def present(self, platform: str, here: Set[str], is_ours: Callable[[str], bool], now: datetime) -> None:
        """Note which communities came and went while nobody looked: `here` are the ids of those that have the bot now.

        `is_ours` says of an id whether it would be among them. Blocks for the database.
        """
        known = self.store.read(lambda records: records.communities(platform))
        for id, has_bot in known.items():
            if has_bot and is_ours(id) and id not in here:
                self.left(Community(platform, id), now)
            elif not has_bot and id in here:
                self.joined(Community(platform, id), now)

    def left(self, community: Community, now: datetime) -> None:
        """Note that a community has removed the bot: its schedules stop, and its data goes after a while. Blocks."""
        self.store.transact(lambda records: (None, (CommunityLeft(community, now), CommunityStopped(community, now))))

    def channel_gone(self, channel: Channel, now: datetime) -> None:
        """Note that a channel was deleted: what is scheduled there stops. Blocks for the database."""
        community = Community(channel.platform, channel.community)
        self.store.transact(
            lambda records: (
                None,
                (*self.outbox.deserted(records, channel, now), CommunityStopped(community, now, channel.id)),
            )
        )

    def joined(self, community: Community, now: datetime) -> None:
        """Note that a community has the bot, perhaps again, and tell it what is paused; blocks for the database."""
        self.store.transact(
            lambda records: (None, (*self.outbox.welcome(records, community, now), CommunityJoined(community)))
        )

    def today(self, request: Request) -> Reply | None:
        """Return the day's most notable fact in the community's zone, None on a day without one."""
        return today(self._context(request))

    def is_private(self, request: Request) -> bool:
        """Return whether the answer will be seen by the person alone, as far as that is known before it is given."""
        return self._is_private(self.row(request), request, self.settings(request))

    def settings(self, request: Request) -> Settings:
        """Return the settings of the request's community, from memory."""
        return self.store.settings(Community(request.user.platform, request.user.community))

    def words(self, request: Request) -> Catalog:
        """Return the catalogue of the community's language, or else of the person's."""
        return catalog(self.settings(request).locale or request.locale, self._platform(request))

    def _looked_up(self, row: LookUp[Any], request: Request) -> Reply:
        """Answer from memory what was asked a while ago: a class asks the same thing thirty times.

        It is the very same reply, by which a platform finds again what it made of it. A form names the place in which
        it is opened, and is made anew.
        """
        context = self._context(request)
        if row.visibility is not Visibility.HABIT:
            return self._run(row, request, context)
        return self._remembered(tuple(request.options.items()), request.is_discreet, context)

    def _anew(self, options: tuple[tuple[str, str], ...], is_discreet: bool, context: Context) -> Reply:
        """Answer a look-up by what its answer is remembered by, as if anybody had asked it anywhere."""
        request = replace(ANYBODY, command=context.command, options=dict(options), is_discreet=is_discreet)
        row = self.commands.named[context.command]
        if not isinstance(row, LookUp):
            raise RuntimeError("what is stored is not remembered")
        return self._run(row, request, context)

    def _run(self, row: LookUp[Any], request: Request, context: Context) -> Reply:
        checked = replace(request, options=check_options(request.options, row, context.say))
        rights.check(row, context)
        return self._shown(row.run(row.read(checked, context), context).reply, row, checked, context)

    def _checked(self, request: Request) -> Request:
        options = check_options(request.options, self.row(request), self.words(request))
        return request if options is request.options else replace(request, options=options)

    def _decide(self, row: Command, request: Request, context: StoredContext) -> Outcome:
        rights.check(row, context)
        if isinstance(row, Hosted):
            return self._decide_as_host(row, request, context)
        if not isinstance(row, Decision):
            raise RuntimeError("the row decides nothing")
        return row.run(row.read(request, context), context)

    def _decide_as_host(self, row: Hosted[Any], request: Request, context: StoredContext) -> Outcome:
        if row.run_any and context.is_moderator:
            return row.run_any(row.read(request, context), context)
        hosting = rights.as_host(row, context)
        return row.run(row.read(request, hosting), hosting)

    def _settled(self, done: Future[Any], row: Command, request: Request) -> Reply:
        try:
            outcome: Outcome = done.result()
            reply = outcome.whole()
            if outcome.store:
                # That it can be read says nothing of whether there is room.
                self._standing.is_well(STORE)
            return self._shown(reply, row, request, self._context(request))
        except (UsageError, StoreUnavailableError) as error:
            return self._refused(error, request)

    def _refused(self, error: UsageError | StoreUnavailableError, request: Request) -> Reply:
        if isinstance(error, UsageError):
            return refusal(error)
        self._standing.is_wrong(STORE, error)
        return refusal(UsageError(troubles.store_unavailable(self.words(request), error.trouble)))

    def _stored(
        self, request: Request, records: Records, rng: Random | None = None, drawn: Drawn = None
    ) -> StoredContext:
        more = {"request": request, "rng": rng or self._rng(), "records": records, "address": self.address}
        return widened(self._context(request), StoredContext, **more, drawn=drawn)

    def _context(self, request: Request) -> Context:
        settings = self.settings(request)
        return Context(
            self.shelf.library(settings.packs_off),
            self.words(request),
            settings,
            self._platform(request),
            request.command,
            request.at.astimezone(ZoneInfo(settings.zone)).date(),
            is_moderator=rights.is_moderator(request, settings),
            whole=request.whole,
        )

    def _platform(self, request: Request) -> Platform:
        return platform_named(request.user.platform, self.platforms)

    def _is_private(self, row: Command, request: Request, settings: Settings) -> bool:
        if row.visibility is not Visibility.HABIT:
            return row.visibility is Visibility.PRIVATE
        if "show" in request.options:
            return request.options["show"] != "yes"
        habits = {Habit.PRIVATE: True, Habit.PUBLIC: False, Habit.PLACE: request.is_discreet}
        return habits[settings.visibility]

    def _shown(self, reply: Reply, row: Command, request: Request, context: Context) -> Reply:
        """Settle who sees a reply, and offer to show a private look-up to everyone."""
        settings = context.settings
        private = self._is_private(row, request, settings) if reply.is_private is None else reply.is_private
        is_answer = not reply.is_error and not reply.is_question and reply.form is None
        if row.visibility is Visibility.HABIT and private and is_answer:
            kept = self._kept_private(reply) if "show" in request.options else reply
            reply = replace(kept, choices=(*kept.choices, *_show_to_everyone(request, context.say)))
        shown = framed(reply, settings)
        return shown if shown.is_private is private else replace(shown, is_private=private)

    def _kept_private(self, reply: Reply) -> Reply:
        """Return a copy for one person of what all may see, of which no look-up goes on in public."""
        menu = reply.menu and replace(reply.menu, choices=tuple(map(self._private, reply.menu.choices)))
        return replace(reply, choices=tuple(map(self._private, reply.choices)), menu=menu)

    def _private(self, choice: Choice) -> Choice:
        row, action = find_command(choice.action, self.commands, catalog(""))[0], f"{choice.action} show:no"
        is_fit = row.visibility is Visibility.HABIT and len(action) <= ACTION_LIMIT
        return replace(choice, action=action) if is_fit else choice


def _show_to_everyone(request: Request, say: Catalog) -> tuple[Choice, ...]:
    action = action_of(request.command, **{**request.options, "show": "yes"})
    # A long question cannot be put on a button; who asked it can ask again with show:yes.
    fits = len(action) <= ACTION_LIMIT
    return (Choice(say(headings.SHOW_TO_EVERYONE), action),) if fits else ()


def refusal(error: UsageError) -> Reply:
    """Return a mistake as a reply, for the person who made it alone."""
    return Reply(
        text=error.text,
        choices=error.choices,
        is_private=True,
        is_error=True,
        people=error.people,
        wrong=error.option,
    )


def _asking(typed: Typed, request: Request) -> Request:
    return replace(request, command=typed.command.name, options=typed.options)


def _nothing() -> None:
    """Do nothing: nobody waits for what is stored."""
