"""Typed options: a frozen dataclass a command, from whose annotations the row's options are derived.

    class Start(Options):
        topic: Topic | None = option(N_("only this topic, organization or treaty"))
        number: int = option(N_("how many questions"), default=10, low=1, high=50, named=True)

The registration, the typed line, /help and docs/commands.md follow them; the command is given an instance, in which a
number is an int and a time zone a ZoneInfo. What an annotation means stands in `bot/commands/kinds.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, FrozenInstanceError
from functools import cache, reduce
from operator import or_
from types import NoneType
from typing import Any, ClassVar, Final, Self, TypeVar, dataclass_transform, get_args, get_type_hints

from bot.chat import Channel, Request, UsageError
from bot.commands.context import Context
from bot.commands.kinds import Kind, meaning_of
from bot.commands.reading.asking import Asking, Completer, FromStore, Reader, as_text
from bot.frozen import Frozen, replace

Taken = TypeVar("Taken", bound="Options")
# What a name may have; a search, a report and a post have more.
NAME_LIMIT = 100
# The channel that was asked in: a default that is known when somebody asks.
HERE: Final = Channel("", "", "")


class Option(Frozen, frozen=True):
    """One option. `help` and the labels of `choices` (value, label) are msgids; `complete` offers values as one types.

    An option that is not `named` may be typed without its name, in the order of the row; the last of these takes
    all words that are left, and one before it those that together are one value, as `joins` tells. A hidden option
    is set by buttons only and neither registered nor documented. `limit` is how many characters of it are taken;
    `read` makes a value of them.
    """

    name: str
    help: str
    kind: Kind = Kind.TEXT
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    complete: Completer | FromStore | None = None
    least: int | None = None
    most: int | None = None
    limit: int = NAME_LIMIT
    named: bool = False
    hidden: bool = False
    read: Reader = as_text
    joins: Callable[[str], bool] | None = None


class Stated(Frozen, frozen=True):
    """What a field of a command's options states: its option, but for what the annotation says, and its default."""

    option: Option
    default: Any
    read: Reader | None


def option(
    help: str,
    *,
    default: Any = MISSING,
    low: int | None = None,
    high: int | None = None,
    limit: int = NAME_LIMIT,
    complete: Completer | FromStore | None = None,
    choices: Mapping[Any, str] | None = None,
    named: bool = False,
    hidden: bool = False,
    read: Reader | None = None,
) -> Any:
    """Declare an option; without a `default` it is needed, unless its annotation allows None.

    `read` makes a value of what was typed where the annotation alone does not say how.
    """
    pairs = tuple((str(value), label) for value, label in (choices or {}).items())
    option = Option("", help, Kind.TEXT, default is MISSING, pairs, complete, low, high, limit, named, hidden)
    return Stated(option, default, read)


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(option,))
class Options:
    """What a command is asked with: a subclass is a frozen dataclass, each field an option.

    To a type checker, that is: what `dataclass` would write for each of them costs a start a tenth of its time.
    """

    stated: ClassVar[Mapping[str, Stated]] = {}

    def __init_subclass__(cls) -> None:
        """Collect the fields; what may be None is None when it is not given."""
        fields = {
            name: stated for base in reversed(cls.__mro__) for name, stated in vars(base).get("stated", {}).items()
        }
        for name, annotation in cls.__annotations__.items():
            stated: Stated = cls.__dict__[name]
            is_optional = annotation.endswith("| None") and stated.default is MISSING
            fields[name] = replace(stated, default=None) if is_optional else stated
        cls.stated = fields

    def __init__(self, **values: object) -> None:
        defaults = {name: stated.default for name, stated in self.stated.items()}
        self.__dict__.update(defaults | values)

    def __setattr__(self, name: str, value: object) -> None:
        raise FrozenInstanceError(f"cannot assign to {name}")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash((type(self), *self.__dict__.values()))

    def but(self, **values: object) -> Self:
        """Return the same with other values; `dataclasses.replace` takes no class that it did not make."""
        return type(self)(**(self.__dict__ | values))

    def given(self) -> Mapping[str, object]:
        """Return what was given, by the names of the fields; for options of which none has another default."""
        return {name: value for name, value in self.__dict__.items() if value is not None}


class Nothing(Options):
    """No options."""


@cache
def options_of(taken: type[Options]) -> tuple[Option, ...]:
    """Return the options that a class states, in order."""
    hints = get_type_hints(taken)
    return tuple(_option(name, stated, _without_none(hints[name])) for name, stated in taken.stated.items())


def values_of(taken: type[Taken], options: Sequence[Option], request: Request, context: Context) -> Taken:
    """Make values of what was typed; UsageError where that cannot be done."""
    values: dict[str, object] = {}
    for (name, stated), option in zip(taken.stated.items(), options, strict=False):
        text = request.options.get(option.name, "")
        if text or option.kind is Kind.FILE:
            values[name] = value_of(option, text, request, context)
        elif stated.default is HERE:
            values[name] = request.channel
    return taken(**values)


def value_of(option: Option, text: str, request: Request, context: Context) -> object:
    """Make a value of what was typed for one option; UsageError, which names it, where that cannot be done."""
    try:
        return option.read(text, Asking(option.name, request, context))
    except UsageError as error:
        error.option = option.name
        raise


def _without_none(hint: Any) -> Any:
    parts = [part for part in get_args(hint) if part is not NoneType]
    return reduce(or_, parts) if NoneType in get_args(hint) else hint


def _option(name: str, stated: Stated, taken: Any) -> Option:
    meaning = meaning_of(taken, stated.read)
    return replace(
        stated.option,
        name=name.rstrip("_"),
        kind=Kind.TEXT if stated.option.choices else meaning.kind,
        required=stated.default is MISSING,
        complete=stated.option.complete or meaning.complete,
        read=meaning.read,
        joins=meaning.joins,
    )
