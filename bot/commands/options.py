"""Typed options: a frozen dataclass a command, from whose annotations the row's options are derived.

    class Start(Options):
        topic: Topic | None = option(N_("only this topic, organization or treaty"))
        number: int = option(N_("how many questions"), default=10, low=1, high=50, named=True)

The registration, the typed line, /help and docs/commands.md are made from the options; the command gets an instance, in
which a number is an int and a time zone a ZoneInfo. `bot/commands/kinds.py` says what each annotation means.
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

SomeOptions = TypeVar("SomeOptions", bound="Options")
# How many characters an option has at most; a search, a report and a post may have more.
NAME_LIMIT = 100
# A default that stands for the channel that was asked in.
HERE: Final = Channel("", "", "")


class Option(Frozen, frozen=True):
    """One option. `help` and the labels of `choices` (value, label) are msgids; `complete` offers values as one types.

    An option that is not `named` may be typed without its name, in the order of the row; the last of these takes all
    words that are left, and each before it one word, or the words that `joins` says are one value together. A hidden
    option is set by buttons only, and neither registered nor documented. `limit` is how many characters it has at most;
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


class Declaration(Frozen, frozen=True):
    """A field of a command's options: its default, and its option without what the annotation adds."""

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
    """Declare an option; it is required if it has no `default` and its annotation does not allow None.

    `read` makes a value of what was typed, instead of the annotation's own reader.
    """
    pairs = tuple((str(value), label) for value, label in (choices or {}).items())
    option = Option("", help, Kind.TEXT, default is MISSING, pairs, complete, low, high, limit, named, hidden)
    return Declaration(option, default, read)


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(option,))
class Options:
    """A command's options: to a type checker, each subclass is a frozen dataclass, and each field an option.

    No `dataclass` makes it: to make all these classes would add a tenth to the time of a start.
    """

    declarations: ClassVar[Mapping[str, Declaration]] = {}

    def __init_subclass__(cls) -> None:
        """Collect the fields; what may be None is None when it is not given."""
        fields = {
            name: declaration
            for base in reversed(cls.__mro__)
            for name, declaration in vars(base).get("declarations", {}).items()
        }
        for name, annotation in cls.__annotations__.items():
            declaration: Declaration = cls.__dict__[name]
            is_optional = annotation.endswith("| None") and declaration.default is MISSING
            fields[name] = replace(declaration, default=None) if is_optional else declaration
        cls.declarations = fields

    def __init__(self, **values: object) -> None:
        defaults = {name: declaration.default for name, declaration in self.declarations.items()}
        self.__dict__.update(defaults | values)

    def __setattr__(self, name: str, value: object) -> None:
        raise FrozenInstanceError(f"cannot assign to {name}")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash((type(self), *self.__dict__.values()))

    def but(self, **values: object) -> Self:
        """Return a copy with some other values; `dataclasses.replace` takes only classes made by `dataclass`."""
        return type(self)(**(self.__dict__ | values))

    def given(self) -> Mapping[str, object]:
        """Return the values that are not None, by the fields' names: what was given, where all defaults are None."""
        return {name: value for name, value in self.__dict__.items() if value is not None}


class Nothing(Options):
    """No options."""


@cache
def options_of(cls: type[Options]) -> tuple[Option, ...]:
    """Return the options that a class declares, in order."""
    hints = get_type_hints(cls)
    return tuple(
        _option(name, declaration, _without_none(hints[name])) for name, declaration in cls.declarations.items()
    )


def values_of(cls: type[SomeOptions], options: Sequence[Option], request: Request, context: Context) -> SomeOptions:
    """Return the options as values of the class; UsageError where one cannot be understood."""
    values: dict[str, object] = {}
    for (name, declaration), option in zip(cls.declarations.items(), options, strict=False):
        text = request.options.get(option.name, "")
        if text or option.kind is Kind.FILE:
            values[name] = value_of(option, text, request, context)
        elif declaration.default is HERE:
            values[name] = request.channel
    return cls(**values)


def value_of(option: Option, text: str, request: Request, context: Context) -> object:
    """Return one option as a value; UsageError, which names the option, where it cannot be understood."""
    try:
        return option.read(text, Asking(option.name, request, context))
    except UsageError as error:
        error.wrong = option.name
        raise


def _without_none(hint: Any) -> Any:
    parts = [part for part in get_args(hint) if part is not NoneType]
    return reduce(or_, parts) if NoneType in get_args(hint) else hint


def _option(name: str, declaration: Declaration, annotation: Any) -> Option:
    meaning = meaning_of(annotation, declaration.read)
    return replace(
        declaration.option,
        name=name.rstrip("_"),
        kind=Kind.TEXT if declaration.option.choices else meaning.kind,
        required=declaration.default is MISSING,
        complete=declaration.option.complete or meaning.complete,
        read=meaning.read,
        joins=meaning.joins,
    )
