"""A row of COMMANDS: all that dispatch, /help, the platforms' registrations and the docs need to know of a command."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from typing import Any, ClassVar, Generic, TypedDict, TypeVar, Unpack

from bot.chat import Attachment, Channel, Reply, Request, User
from bot.commands.context import Change, Context, Drawn, HostContext, StoredContext
from bot.commands.kinds import Kind
from bot.commands.options import Option, Options, options_of, values_of
from bot.commands.places import channel_lock, community_lock
from bot.commands.records import Records
from bot.frozen import Frozen
from bot.replies.catalog import N_
from bot.trivia.records import Started


class Response(StrEnum):
    """What the platform is sent first: the answer itself, an acknowledgement, or a form to fill in."""

    NOW = "now"
    DEFER = "defer"
    FORM = "form"


class Visibility(StrEnum):
    """Who sees the answer; `HABIT` is for look-ups, and leaves it to the community's habit."""

    HABIT = "habit"
    PUBLIC = "public"
    PRIVATE = "private"


class Right(StrEnum):
    """Who may ask."""

    MEMBER = "member"
    HOST = "host"
    MODERATOR = "moderator"


class Outcome(Frozen, frozen=True):
    """What a command decided: what to say, and what to store in one transaction before it is said.

    A reply with files may take long to make: `late` makes it after the transaction, in a thread of its own.
    """

    reply: Reply
    store: tuple[Change, ...] = ()
    late: Callable[[], Reply] | None = None

    def whole(self) -> Reply:
        """Return the reply, which is made now if it is `late`."""
        return self.late() if self.late else self.reply


class Prepared(Frozen, frozen=True):
    """A request whose file has been parsed, and changes to store before it, each in a transaction of its own."""

    request: Request
    ahead: tuple[Change, ...] = ()


SomeOptions = TypeVar("SomeOptions", bound=Options)
Lock = Callable[[Request], Sequence[str]]
# Returns the channels into which something will be posted, by the options that name them.
Target = Callable[[Request], Mapping[str, Channel]]
# Returns the action that opens the form into which a row's options are filled; "" for none.
Opener = Callable[[Request], str]
# Returns the person who is to become a moderator, if the request names one.
Appointed = Callable[[Request], User | None]
# Reads the file of a request.
Prepare = Callable[[Request, Context], Prepared]
# Returns the file that came with an earlier request and was stored; UsageError when it is gone.
Kept = Callable[[Request, Context, Records], Attachment]
# Draws questions by what is stored, which may have changed when the row decides; UsageError where it would refuse.
Draws = Callable[[Any, StoredContext], Drawn]
# Set by the button under a private look-up, "Show to everyone".
SHOW = Option("show", N_("whether everybody may see the answer"), Kind.BOOLEAN, hidden=True)
# Set where it is asked which of several is meant: the answer takes the place of the question.
INSTEAD = Option("instead", N_("whether it takes the place of the question"), Kind.BOOLEAN, hidden=True)


class Command(Frozen, frozen=True):
    """A row: `name` in full (`trivia start`), `help` a msgid, `options` derived from the class that it `takes`.

    `examples` are as people type them; `near` are further names, for a platform that keeps `name` for itself.
    `posts_into` returns the channels that it will have something posted into, and `appoints` a person who is to
    moderate: the adapter first asks the platform whether the bot may post there, and whether the person is no guest.
    `form` returns the action that opens the form in which its options were filled in. Of decisions whose `lock` is the
    same, each waits for the one before; without one it waits for none. A hidden row is reached by buttons only, or
    from the menu of a message, where `on_message`, a msgid, is its name.
    """

    stored: ClassVar[bool] = False

    name: str
    help: str
    takes: type[Options]
    options: tuple[Option, ...]
    examples: tuple[str, ...] = ()
    response: Response = Response.NOW
    visibility: Visibility = Visibility.PRIVATE
    right: Right = Right.MEMBER
    lock: Lock | None = None
    near: tuple[str, ...] = ()
    hidden: bool = False
    posts_into: Target | None = None
    form: Opener | None = None
    appoints: Appointed | None = None
    on_message: str = ""

    def option(self, name: str) -> Option:
        """Return the option of that name; KeyError if there is none."""
        for option in self.options:
            if option.name == name:
                return option
        raise KeyError(name)

    @property
    def typed(self) -> tuple[Option, ...]:
        """The options that can be typed without their names, in order."""
        return tuple(option for option in self.options if not (option.named or option.hidden))

    def read(self, request: Request, context: Context) -> Options:
        """Return the request's options as values; UsageError where one cannot be understood."""
        return values_of(self.takes, self.options, request, context)


class Rows(tuple[Command, ...]):
    """A table of rows."""

    @cached_property
    def named(self) -> Mapping[str, Command]:
        """The rows by their names alone."""
        return {row.name: row for row in self}

    @cached_property
    def by_name(self) -> Mapping[str, Command]:
        """The rows by their names and near names."""
        return {name: row for row in self for name in (row.name, *row.near)}


class LookUp(Command, Generic[SomeOptions], frozen=True, kw_only=True):
    """A row whose answer depends only on its options and its context, and needs no store."""

    run: Callable[[SomeOptions, Context], Outcome]


class Decision(Command, Generic[SomeOptions], frozen=True, kw_only=True):
    """A row that reads what is stored, and may change it.

    `prepare` reads the file of a request, or the one that `kept` returns for a request without a file, and `draws`
    draws questions: both take long, and are called in another thread before anything is locked.
    """

    stored: ClassVar[bool] = True

    run: Callable[[SomeOptions, StoredContext], Outcome]
    prepare: Prepare | None = None
    kept: Kept | None = None
    draws: Draws | None = None


class Hosted(Command, Generic[SomeOptions], frozen=True, kw_only=True):
    """A row for the host of a round: `find` finds the round, and `run` gets it once the right has been checked.

    `run_any` answers moderators instead, where they need no round. A row that only `reads` waits for no change.
    """

    stored: ClassVar[bool] = True

    run: Callable[[SomeOptions, HostContext], Outcome]
    find: Callable[[StoredContext], Started]
    run_any: Callable[[SomeOptions, StoredContext], Outcome] | None = None
    reads: bool = False


class Traits(TypedDict, total=False):
    """What any row may have beside its name, its help and its examples."""

    response: Response
    visibility: Visibility
    right: Right
    lock: Lock
    near: tuple[str, ...]
    hidden: bool
    posts_into: Target
    form: Opener
    appoints: Appointed
    on_message: str


class StoredTraits(Traits, total=False):
    """What a row that touches the store may have."""

    prepare: Prepare
    kept: Kept
    draws: Draws


def look_up(
    name: str, help: str, *examples: str, **traits: Unpack[Traits]
) -> Callable[[Callable[[SomeOptions, Context], Outcome]], LookUp[SomeOptions]]:
    """Make a row of a function that needs no store."""

    def row(run: Callable[[SomeOptions, Context], Outcome]) -> LookUp[SomeOptions]:
        takes, all_traits = _options_class(run), Traits(visibility=Visibility.HABIT) | traits
        options = options_of(takes) + ((SHOW, INSTEAD) if all_traits["visibility"] is Visibility.HABIT else ())
        return LookUp(name, help, takes, options, examples, run=run, **all_traits)

    return row


def form(
    name: str, help: str, *examples: str, **traits: Unpack[Traits]
) -> Callable[[Callable[[SomeOptions, Context], Outcome]], LookUp[SomeOptions]]:
    """Make a row of a function that opens a form, which is private."""
    opens = Traits(response=Response.FORM, visibility=Visibility.PRIVATE)
    return look_up(name, help, *examples, **(opens | traits))


def command(
    name: str, help: str, *examples: str, **traits: Unpack[StoredTraits]
) -> Callable[[Callable[[SomeOptions, StoredContext], Outcome]], Decision[SomeOptions]]:
    """Make a row of a function that touches the store."""

    def row(run: Callable[[SomeOptions, StoredContext], Outcome]) -> Decision[SomeOptions]:
        takes, all_traits = _options_class(run), StoredTraits(response=Response.DEFER) | traits
        return Decision(name, help, takes, options_of(takes), examples, run=run, **all_traits)

    return row


def moderated(
    name: str, help: str, *examples: str, **traits: Unpack[StoredTraits]
) -> Callable[[Callable[[SomeOptions, StoredContext], Outcome]], Decision[SomeOptions]]:
    """Make a row for moderators: private, and one after the other in each community."""
    return command(name, help, *examples, **(StoredTraits(right=Right.MODERATOR, lock=community_lock) | traits))


def hosted(
    find: Callable[[StoredContext], Started],
    name: str,
    help: str,
    *examples: str,
    run_any: Callable[[SomeOptions, StoredContext], Outcome] | None = None,
    reads: bool = False,
    **traits: Unpack[Traits],
) -> Callable[[Callable[[SomeOptions, HostContext], Outcome]], Hosted[SomeOptions]]:
    """Make a row for the host of the round that `find` finds, and for moderators."""

    def row(run: Callable[[SomeOptions, HostContext], Outcome]) -> Hosted[SomeOptions]:
        takes = _options_class(run)
        all_traits = Traits(response=Response.DEFER, right=Right.HOST, lock=channel_lock) | traits
        options = options_of(takes)
        return Hosted(
            name, help, takes, options, examples, run=run, find=find, run_any=run_any, reads=reads, **all_traits
        )

    return row


def _options_class(run: Callable[..., Outcome]) -> Any:
    """Return the class that annotates a function's `options`, by itself or by its name in the function's module."""
    annotation = run.__annotations__["options"]
    return annotation if isinstance(annotation, type) else vars(sys.modules[run.__module__])[annotation]


def grouped(commands: Iterable[Command], words: int = 1) -> Mapping[str, tuple[Command, ...]]:
    """Return the rows that are not hidden, by the first words of their names, in the order of the table."""
    groups: dict[str, tuple[Command, ...]] = {}
    for row in commands:
        if not row.hidden:
            name = " ".join(row.name.split()[:words])
            groups[name] = (*groups.get(name, ()), row)
    return groups
