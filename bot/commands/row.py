"""What one row of COMMANDS states; dispatch, /help, the platforms' registrations and the docs are read off it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from typing import Any, ClassVar, Generic, TypedDict, TypeVar, Unpack

from bot.chat import Attachment, Channel, Reply, Request, User
from bot.commands.context import Change, Context, Drawn, HostContext, Records, StoredContext
from bot.commands.kinds import Kind
from bot.commands.options import Option, Options, options_of, values_of
from bot.commands.places import channel_lock, community_lock
from bot.frozen import Frozen
from bot.replies.catalog import N_
from bot.trivia.records import Started


class Response(StrEnum):
    """What the platform is told first: the answer itself, "wait" or a form to fill in."""

    NOW = "now"
    DEFER = "defer"
    FORM = "form"


class Visibility(StrEnum):
    """Who sees the answer: look-ups follow the place's habit."""

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

    A reply with files may take so long that it is made `late`: once nothing is locked, and where nobody waits for it.
    """

    reply: Reply
    store: tuple[Change, ...] = ()
    late: Callable[[], Reply] | None = None

    def whole(self) -> Reply:
        """Return the reply, making one that is late."""
        return self.late() if self.late else self.reply


class Prepared(Frozen, frozen=True):
    """A request with what its file gave, and changes to store ahead of it, each in a transaction of its own."""

    request: Request
    ahead: tuple[Change, ...] = ()


Taken = TypeVar("Taken", bound=Options)
Lock = Callable[[Request], Sequence[str]]
# The channels into which something will be posted, by the options that name them.
Target = Callable[[Request], Mapping[str, Channel]]
# The action that opens the form into which a row's options are filled; "" for none.
Opener = Callable[[Request], str]
Appointed = Callable[[Request], User | None]
Prepare = Callable[[Request, Context], Prepared]
# The file that a request is about and that is stored, where it came with an earlier one; UsageError when it is gone.
Kept = Callable[[Request, Context, Records], Attachment]
# What a row is about; it only looks at what is stored, for that may have changed when the row decides.
Draws = Callable[[Any, StoredContext], Drawn]
# Set by the button under a private look-up, "Show to everyone".
SHOW = Option("show", N_("whether everybody may see the answer"), Kind.BOOLEAN, hidden=True)


class Command(Frozen, frozen=True):
    """A row: `name` in full (`trivia start`), `help` a msgid, `options` read off the dataclass that it `takes`.

    `examples` are as people type them. `near` are further names, for a place that keeps `name` for itself. `posts_into`
    tells the channels that it will have something posted into; first it is looked whether the bot may. `form` tells how
    the form is opened into which its options are filled; `appoints` who is to moderate: first it is looked whether they
    may. What has no `lock` depends on no other decision. A hidden row is reached by buttons only, or by its name
    `on_message`, a msgid, from the menu of a message.
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
        """The options a person can give without naming them, in order."""
        return tuple(option for option in self.options if not (option.named or option.hidden))

    def read(self, request: Request, context: Context) -> Options:
        """Return the options that were given, as values; UsageError where they cannot be understood."""
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


class LookUp(Command, Generic[Taken], frozen=True, kw_only=True):
    """A row whose answer depends on nothing but its options and its context, and needs no store."""

    run: Callable[[Taken, Context], Outcome]


class Decision(Command, Generic[Taken], frozen=True, kw_only=True):
    """A row that reads what is stored, and may change it.

    `prepare` reads the file of a request before anything is locked; it may take seconds, in a thread of its own. Of a
    request that brings none, `kept` tells which. `draws` draws before anything is locked, for the same reason.
    """

    stored: ClassVar[bool] = True

    run: Callable[[Taken, StoredContext], Outcome]
    prepare: Prepare | None = None
    kept: Kept | None = None
    draws: Draws | None = None


class Hosted(Command, Generic[Taken], frozen=True, kw_only=True):
    """A row for the host of a round: `find` finds the round, which `run` is given once the right is checked.

    `run_any` answers moderators who need no round for it. A row that only `reads` is answered beside those who write.
    """

    stored: ClassVar[bool] = True

    run: Callable[[Taken, HostContext], Outcome]
    find: Callable[[StoredContext], Started]
    run_any: Callable[[Taken, StoredContext], Outcome] | None = None
    reads: bool = False


class Stated(TypedDict, total=False):
    """What may be stated of any row beside its name, its help and its examples."""

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


class Decided(Stated, total=False):
    """What may be stated of a row that touches the store."""

    prepare: Prepare
    kept: Kept
    draws: Draws


def look_up(
    name: str, help: str, *examples: str, **stated: Unpack[Stated]
) -> Callable[[Callable[[Taken, Context], Outcome]], LookUp[Taken]]:
    """Make a row of a function that needs no store."""

    def row(run: Callable[[Taken, Context], Outcome]) -> LookUp[Taken]:
        takes, said = _taken(run), Stated(visibility=Visibility.HABIT) | stated
        options = options_of(takes) + ((SHOW,) if said["visibility"] is Visibility.HABIT else ())
        return LookUp(name, help, takes, options, examples, run=run, **said)

    return row


def form(
    name: str, help: str, *examples: str, **stated: Unpack[Stated]
) -> Callable[[Callable[[Taken, Context], Outcome]], LookUp[Taken]]:
    """Make a row of a function that opens a form, which is private."""
    opens = Stated(response=Response.FORM, visibility=Visibility.PRIVATE)
    return look_up(name, help, *examples, **(opens | stated))


def command(
    name: str, help: str, *examples: str, **stated: Unpack[Decided]
) -> Callable[[Callable[[Taken, StoredContext], Outcome]], Decision[Taken]]:
    """Make a row of a function that touches the store."""

    def row(run: Callable[[Taken, StoredContext], Outcome]) -> Decision[Taken]:
        takes, said = _taken(run), Decided(response=Response.DEFER) | stated
        return Decision(name, help, takes, options_of(takes), examples, run=run, **said)

    return row


def moderated(
    name: str, help: str, *examples: str, **stated: Unpack[Decided]
) -> Callable[[Callable[[Taken, StoredContext], Outcome]], Decision[Taken]]:
    """Make a row for moderators: private, and decided one after the other in a community."""
    return command(name, help, *examples, **(Decided(right=Right.MODERATOR, lock=community_lock) | stated))


def hosted(
    find: Callable[[StoredContext], Started],
    name: str,
    help: str,
    *examples: str,
    run_any: Callable[[Taken, StoredContext], Outcome] | None = None,
    reads: bool = False,
    **stated: Unpack[Stated],
) -> Callable[[Callable[[Taken, HostContext], Outcome]], Hosted[Taken]]:
    """Make a row for the host of the round that `find` finds, and for moderators."""

    def row(run: Callable[[Taken, HostContext], Outcome]) -> Hosted[Taken]:
        takes = _taken(run)
        said = Stated(response=Response.DEFER, right=Right.HOST, lock=channel_lock) | stated
        options = options_of(takes)
        return Hosted(name, help, takes, options, examples, run=run, find=find, run_any=run_any, reads=reads, **said)

    return row


def _taken(run: Callable[..., Outcome]) -> Any:
    """Return the class of a function's options, which its annotation is, or names in the function's module."""
    named = run.__annotations__["options"]
    return named if isinstance(named, type) else vars(sys.modules[run.__module__])[named]


def grouped(commands: Iterable[Command], words: int = 1) -> Mapping[str, tuple[Command, ...]]:
    """Return the rows that people can type by the first words of their names, in the order of the table."""
    groups: dict[str, tuple[Command, ...]] = {}
    for row in commands:
        if not row.hidden:
            name = " ".join(row.name.split()[:words])
            groups[name] = (*groups.get(name, ()), row)
    return groups
