"""Rules that JSON from a client is held against, and sentences that say where it breaks them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol


class Rule(Protocol):
    """Anything that can hold a value against a documented limit."""

    def problems(self, value: object, at: str) -> Iterator[str]:
        """One sentence for each thing that is wrong with the value found at this place."""
        ...


@dataclass(frozen=True, slots=True)
class Anything:
    """No limit is documented, or none that concerns us."""

    def problems(self, value: object, at: str) -> Iterator[str]:
        """Nothing is ever wrong."""
        yield from ()


@dataclass(frozen=True, slots=True)
class Text:
    """A string of so many characters, perhaps of a certain form."""

    most: int
    least: int = 0
    pattern: str = ""

    def problems(self, value: object, at: str) -> Iterator[str]:
        """Say what is wrong with its type, its length or its form."""
        if not isinstance(value, str):
            yield f"{at} is {type(value).__name__}, not text"
        elif not self.least <= len(value) <= self.most:
            yield f"{at} has {len(value)} characters, {self.least} to {self.most} are allowed"
        elif self.pattern and not re.fullmatch(self.pattern, value):
            yield f"{at} is {value!r}, which is not of the form {self.pattern}"


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number in a closed range."""

    least: int = 0
    most: int = 2**53

    def problems(self, value: object, at: str) -> Iterator[str]:
        """Say what is wrong with its type or its size."""
        if isinstance(value, bool) or not isinstance(value, int):
            yield f"{at} is {type(value).__name__}, not a whole number"
        elif not self.least <= value <= self.most:
            yield f"{at} is {value}, {self.least} to {self.most} are allowed"


@dataclass(frozen=True, slots=True)
class Truth:
    """True or false."""

    def problems(self, value: object, at: str) -> Iterator[str]:
        """Say if it is neither."""
        if not isinstance(value, bool):
            yield f"{at} is {value!r}, not true or false"


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of a few fixed values."""

    allowed: tuple[object, ...]

    def problems(self, value: object, at: str) -> Iterator[str]:
        """Say if it is none of them; True is not 1 here."""
        if not any(value == one and type(value) is type(one) for one in self.allowed):
            yield f"{at} is {value!r}, not one of {self.allowed}"


@dataclass(frozen=True, slots=True)
class Items:
    """A list of so many values of one kind."""

    of: Rule
    most: int
    least: int = 0

    def problems(self, value: object, at: str) -> Iterator[str]:
        """Say what is wrong with their number and with each."""
        if not isinstance(value, list):
            yield f"{at} is {type(value).__name__}, not a list"
            return
        if not self.least <= len(value) <= self.most:
            yield f"{at} has {len(value)} items, {self.least} to {self.most} are allowed"
        for index, item in enumerate(value):
            yield from self.of.problems(item, f"{at}[{index}]")


@dataclass(frozen=True, slots=True)
class Table:
    """An object whose names are free and whose values are of one kind."""

    of: Rule

    def problems(self, value: object, at: str) -> Iterator[str]:
        """Say what is wrong with each value."""
        if not isinstance(value, dict):
            yield f"{at} is {type(value).__name__}, not an object"
            return
        for name, item in value.items():
            yield from self.of.problems(item, f"{at}.{name}")


@dataclass(frozen=True, slots=True)
class Record:
    """An object of known fields: an optional one may be null, an unknown one is a mistake."""

    required: Mapping[str, Rule] = field(default_factory=dict)
    optional: Mapping[str, Rule] = field(default_factory=dict)

    def problems(self, value: object, at: str) -> Iterator[str]:
        """Say what is missing, what is unknown, and what is wrong with each field."""
        if not isinstance(value, dict):
            yield f"{at} is {type(value).__name__}, not an object"
            return
        for name, rule in self.required.items():
            yield from rule.problems(value[name], f"{at}.{name}") if name in value else (f"{at} has no {name}",)
        for name, item in value.items():
            yield from self._optional_problems(name, item, at)

    def _optional_problems(self, name: str, item: object, at: str) -> Iterator[str]:
        if name in self.required:
            return
        if name not in self.optional:
            yield f"{at} has an unknown field {name}"
        elif item is not None:
            yield from self.optional[name].problems(item, f"{at}.{name}")


@dataclass(frozen=True, slots=True)
class Tagged:
    """An object whose `type` says which rule it is held against."""

    kinds: Mapping[object, Rule]
    tag: str = "type"

    def problems(self, value: object, at: str) -> Iterator[str]:
        """Say if its type is not allowed here, or what its own rule says."""
        kind = value.get(self.tag) if isinstance(value, dict) else None
        if not isinstance(kind, (str, int)) or kind not in self.kinds:
            yield f"{at} is of {self.tag} {kind!r}, which is not allowed here"
        else:
            yield from self.kinds[kind].problems(value, at)


def repeated(values: list[str], what: str) -> Iterator[str]:
    """One sentence for each value that stands more than once where each must be unique."""
    for value in sorted({value for value in values if values.count(value) > 1}):
        yield f"{what} {value!r} is used {values.count(value)} times"
