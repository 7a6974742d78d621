"""Bot: answers requests. Look-ups are answered at once; what touches the store is answered in the store's threads."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from functools import cached_property, lru_cache
from random import Random
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot import visibility
from bot.chat import (
    Attachment,
    Channel,
    Delivery,
    Platform,
    Reply,
    Request,
    UsageError,
    User,
    platform_named,
    refusal,
)
from bot.commands import rights
from bot.commands.context import Context
from bot.commands.lookups.onthisday import today
from bot.commands.options import NAME_LIMIT, value_of
from bot.commands.reading.asking import FromStore
from bot.commands.reading.date_tokens import tokens_of
from bot.commands.row import Command, LookUp, Right, Rows, Visibility
from bot.commands.table import COMMANDS
from bot.commands.typed import (
    Typed,
    check_option,
    checked,
    facts_in,
    find_command,
    given_options,
    parse_action,
    parse_line,
    whole,
)
from bot.community import Community, CommunityJoined, CommunityLeft, Settings
from bot.deciding import STORE, Answer, Deciding
from bot.facts.spelling import near
from bot.frozen import replace
from bot.replies.catalog import Catalog, catalog, warm
from bot.schedule.calendar import regions_beginning
from bot.schedule.history import CommunityStopped
from bot.schedule.zones import find_zones
from bot.shelf import Shelf
from bot.standing import Standing
from bot.trivia.daily import pool_size

if TYPE_CHECKING:
    from bot.outbox.outbox import Outbox
    from bot.pictures.studio import Studio
    from bot.store.store import Store

log = logging.getLogger(__name__)
# How long trivia rounds are left alone after all due steps were taken, and after one of them failed.
REST, FAILED_REST = timedelta(milliseconds=200), timedelta(seconds=2)
# How many answers of look-ups are remembered; each takes some kilobytes.
REMEMBERED = 256
NO_FILE = Attachment("", b"")
# The request behind an answer that is remembered for all: of nobody, nowhere, at no time.
ANYBODY = Request(User("", "", ""), Channel("", "", ""), "", datetime.min.replace(tzinfo=UTC))
NO_PLATFORMS: Mapping[str, Platform] = {}


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
        # One generator for all requests: to seed one takes as long as to render a reply.
        shared_rng = Random()
        self.commands = Rows(commands)
        self.platforms = platforms
        # Where browsers reach this bot, "" where they do not.
        self.address = address
        # What draws pictures; without it there are none.
        self.studio = studio
        # The pupils of a class press the same few buttons.
        self._pressed = lru_cache(maxsize=REMEMBERED)(lambda action, say: parse_action(action, self.commands, say))
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._answer_anybody)
        # Called in a store's thread when a person's request has stored something: a post may be due at once.
        self.on_stored: Callable[[], object] = lambda: None
        self._standing = Standing(log)
        self._deciding = Deciding(
            store,
            self._context,
            rng or (lambda: shared_rng),
            self.commands,
            address,
            self._standing,
            lambda: self.on_stored(),
        )
        # How many look-ups were answered since the start.
        self._answers = 0

    @cached_property
    def outbox(self) -> Outbox:
        """What plans and claims posts; it is loaded when it is first used, since `dateline ask` does without it."""
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
        """Load now what the first person who needs it would otherwise wait for.

        That is: the languages, the names of places and regions, the index for misspelled names, the games.
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
        return _of_command(parse_line(line, self.commands, self.words(request), request.options), request)

    def press(self, action: str, request: Request) -> Request:
        """Return the request that a control's action makes; UsageError when it makes none."""
        say = self.words(request)
        if not request.options:
            return _of_command(self._pressed(action, say), request)
        return _of_command(parse_action(action, self.commands, say, request.options), request)

    def about(self, name: str, message: str, actions: Iterable[str], request: Request) -> Request:
        """Return the request of a row that was chosen, by its `name`, in the menu of a message.

        `actions` are those of the message's controls: they tell which facts the message is about.
        """
        row = self.commands.named[name]
        facts = ",".join(facts_in(actions, self.commands))[: row.option("facts").limit]
        return replace(request, command=name, options={"message": message, **({"facts": facts} if facts else {})})

    def named(self, action: str, request: Request) -> Command:
        """Return the row that an action names; UsageError when there is none."""
        return find_command(action, self.commands, self.words(request))[0]

    def reopening(self, action: str, request: Request) -> Request | None:
        """Return the request that opens the form again that submitted this action, None for one that cannot be."""
        say = self.words(request)
        row, rest = find_command(action, self.commands, say)
        options = {**given_options(rest, row), **request.options}
        opener = row.form(replace(request, command=row.name, options=options)) if row.form else ""
        return self.press(opener, replace(request, options={}, attachment=None)) if opener else None

    def try_option(self, action: str, name: str, text: str, request: Request) -> None:
        """Raise UsageError where what is filled into one input of a form is wrong, as far as memory tells."""
        row = self.named(action, request)
        request, option = replace(request, command=row.name), row.option(name)
        value_of(option, check_option(text, option, row, self.words(request)), request, self._context(request))

    def check(self, request: Request) -> None:
        """Raise UsageError where an option is wrong or the right is lacking, as far as memory tells."""
        row, context = self.row(request), self._context(request)
        request = checked(request, row, context.say)
        rights.check(row, context)
        self._deciding.check_room(row, request)
        # A file is fetched only after this check, so an empty one stands for it.
        row.read(replace(request, attachment=NO_FILE), context)

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
        return self._deciding.submit(self.row(request), request)

    def step_rounds(self, now: datetime) -> datetime | None:
        """Do what is due in trivia rounds, and return when something is due next; blocks for the database."""
        due = self.store.read(lambda records: records.due_rounds(now))
        steps = [
            self.submit(Request(host, channel, "trivia step", now, {"round": code}, locale=locale))
            for code, channel, host, locale in due
        ]
        for error in filter(None, (step.exception() for step in steps)):
            # Where it happened, but not the error's text, which may repeat what people typed.
            where = "".join(traceback.format_tb(error.__traceback__))
            self._standing.is_wrong("a trivia round cannot be moved", f"{type(error).__name__}\n{where}")
        next_at = self.store.read(lambda records: records.next_due())
        # A round whose step fails stays due; without a rest it would be tried again without a pause.
        is_stuck = self._standing.has(STORE) or any(step.exception() for step in steps)
        rest = FAILED_REST if is_stuck else REST
        return max(next_at, now + rest) if next_at and steps else next_at

    def complete(self, request: Request, option: str, beginning: str) -> tuple[tuple[str, str], ...]:
        """Return (label, value) pairs to offer for what has been typed of an option; may block for the store."""
        return self.completing(request, option, beginning).result()

    def completing(self, request: Request, option: str, beginning: str) -> Future[tuple[tuple[str, str], ...]]:
        """As `complete`, without blocking; people who lack the row's right are offered nothing."""
        row, context, typed = self.row(request), self._context(request), whole(beginning[:NAME_LIMIT])
        complete = row.option(option).complete
        may_ask = row.right is not Right.MODERATOR or context.is_moderator
        if isinstance(complete, FromStore) and may_ask:
            offer = complete.offer
            return self.store.submit_reading(lambda records: offer(self._deciding.widened(request, records), typed))
        offered: Future[tuple[tuple[str, str], ...]] = Future()
        offered.set_result(complete(context, typed) if complete and may_ask and callable(complete) else ())
        return offered

    def wake(self, now: datetime, platforms: Sequence[str] = ()) -> tuple[Delivery, ...]:
        """Plan what is due and claim what may be posted now, as the ticker does with `outbox`. Blocks."""
        return self.outbox.wake(now, platforms or tuple(self.platforms)).deliveries

    def present(self, platform: str, here: Set[str], is_ours: Callable[[str], bool], now: datetime) -> None:
        """Note which communities added or removed the bot while it was not connected. Blocks for the database.

        `here` are the ids of those that have the bot now, as far as this process sees them; `is_ours` tells of an id
        whether this process would see it.
        """
        communities = self.store.read(lambda records: records.communities(platform))
        for id, had_bot in communities.items():
            if had_bot and is_ours(id) and id not in here:
                self.left(Community(platform, id), now)
            elif not had_bot and id in here:
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
        return visibility.is_private(self.row(request), request, self.settings(request))

    def settings(self, request: Request) -> Settings:
        """Return the settings of the request's community, from memory."""
        return self.store.settings(Community(request.user.platform, request.user.community))

    def words(self, request: Request) -> Catalog:
        """Return the catalogue of the community's language, or else of the person's."""
        return catalog(self.settings(request).locale or request.locale, self._platform(request))

    def _looked_up(self, row: LookUp[Any], request: Request) -> Reply:
        """Answer a look-up, from memory where the same was asked before: a class asks the same thing thirty times.

        It is then the same object, by which an adapter finds what it has rendered of it. Forms are not remembered: they
        name the place in which they are opened.
        """
        context = self._context(request)
        if row.visibility is not Visibility.HABIT:
            return self._run(row, request, context)
        return self._remembered(tuple(request.options.items()), request.is_discreet, context)

    def _answer_anybody(self, options: tuple[tuple[str, str], ...], is_discreet: bool, context: Context) -> Reply:
        """Answer a look-up as for anybody anywhere: the answer depends on these arguments alone."""
        request = replace(ANYBODY, command=context.command, options=dict(options), is_discreet=is_discreet)
        row = self.commands.named[context.command]
        if not isinstance(row, LookUp):
            raise RuntimeError("only answers of look-ups are remembered")
        return self._run(row, request, context)

    def _run(self, row: LookUp[Any], request: Request, context: Context) -> Reply:
        request = checked(request, row, context.say)
        rights.check(row, context)
        reply = row.run(row.read(request, context), context).reply
        return visibility.shown(reply, row, request, context, self.commands)

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


def _of_command(typed: Typed, request: Request) -> Request:
    return replace(request, command=typed.command.name, options=typed.options)
