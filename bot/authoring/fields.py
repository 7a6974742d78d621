"""The types of field a record may have: each reads its YAML node, and writes its part of the JSON Schema."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Generic, Protocol, TypeVar

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bot.facts.dates import HistoricalDate, parse_date
from bot.facts.model import Kind, Tie
from bot.files.documents import entries
from bot.files.problems import Reading, Reference, nearest
from bot.frozen import Frozen

Value = TypeVar("Value")
Schema = dict[str, Any]  # JSON Schema is JSON: keys of many kinds, nested; it is written and never read by us
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
EDTF_PATTERN = r"^\d{3}[\dX](-\d{2}(-\d{2})?)?[~?%]?(/\d{3}[\dX](-\d{2}(-\d{2})?)?[~?%]?)?$"
URL = re.compile(r"https?://[^\s<>\"“”]+")


class FieldType(Protocol):
    """What a field may hold: how it is read, and its JSON Schema."""

    def read(self, node: Node, reading: Reading) -> object | None:
        """Return the field's value, or None after noting why there is none."""

    def schema(self) -> Schema:
        """Return the JSON Schema of the field."""


def scalar(node: Node) -> str:
    """Return a node's text with white space folded; ValueError when it is no text or empty."""
    if not isinstance(node, ScalarNode):
        raise ValueError("this must be a single text, not a list or mapping")
    if text := " ".join(node.value.split()):
        return text
    raise ValueError("this is empty; write something or leave the field out")


class Type(Frozen, Generic[Value], frozen=True):
    """A type of field; `made` makes its value of a node, or raises a ValueError that says what to write instead."""

    def read(self, node: Node, reading: Reading) -> Value | None:
        """Return the value, or None after noting why there is none."""
        try:
            return self.made(node, reading)
        except ValueError as error:
            reading.wrong(node, str(error))
            return None

    def made(self, node: Node, reading: Reading) -> Value:
        """Return the value of a node."""
        raise NotImplementedError


class Single(Type[Value], frozen=True):
    """What is written as one text; `parse` makes its value, or raises a ValueError that says what to write instead."""

    def made(self, node: Node, reading: Reading) -> Value:
        """Return the value."""
        return self.parse(scalar(node))

    def parse(self, text: str) -> Value:
        """Return the value of a text that is not empty."""
        raise NotImplementedError


class Text(Single[str], frozen=True):
    """A text of at most `limit` characters."""

    limit: int = 300

    def parse(self, text: str) -> str:
        """Return the text."""
        if len(text) > self.limit:
            raise ValueError(f"this has {len(text)} characters; shorten it to {self.limit}")
        return text

    def schema(self) -> Schema:
        """Return a string with its greatest length; an editor takes a bare 1980 for a number."""
        return {"type": ["string", "number"], "minLength": 1, "maxLength": self.limit}


class Brief(Single[str], frozen=True):
    """A text of at most `most` words."""

    most: int

    def parse(self, text: str) -> str:
        """Return the text."""
        if (number := len(text.split())) > self.most:
            raise ValueError(f"this has {number} words; say it in {self.most}")
        return text

    def schema(self) -> Schema:
        """Return a string."""
        return {"type": "string", "minLength": 1}


class Address(Single[str], frozen=True):
    """An address on the web."""

    def parse(self, text: str) -> str:
        """Return the address."""
        if not URL.fullmatch(text):
            raise ValueError(f"“{text}” is not an address; write it in full, beginning with https://")
        return text

    def schema(self) -> Schema:
        """Return a string that is an http address."""
        return {"type": "string", "pattern": "^https?://"}


class OneOf(Single[str], frozen=True):
    """One of some words."""

    words: tuple[str, ...]

    def parse(self, text: str) -> str:
        """Return the word."""
        if text not in self.words:
            choices = " | ".join(self.words)
            raise ValueError(f"“{text}” is not known here; write {choices}{nearest(text, self.words)}")
        return text

    def schema(self) -> Schema:
        """Return an enumeration."""
        return {"enum": list(self.words)}


class Number(Single[int], frozen=True):
    """A whole number from `least` to `most`."""

    least: int
    most: int

    def parse(self, text: str) -> int:
        """Return the number."""
        if not re.fullmatch(r"[0-9]{1,9}", text) or not self.least <= int(text) <= self.most:
            raise ValueError(f"“{text}” must be a whole number from {self.least} to {self.most}")
        return int(text)

    def schema(self) -> Schema:
        """Return an integer with its bounds, which may be quoted."""
        bounded = {"type": "integer", "minimum": self.least, "maximum": self.most}
        return {"anyOf": [bounded, {"type": "string", "pattern": "^[0-9]+$"}]}


class Flag(Single[bool], frozen=True):
    """True or false."""

    def parse(self, text: str) -> bool:
        """Return the truth value."""
        if text not in {"true", "false"}:
            raise ValueError(f"“{text}” must be true or false")
        return text == "true"

    def schema(self) -> Schema:
        """Return a boolean."""
        return {"type": "boolean"}


class Edtf(Single[HistoricalDate], frozen=True):
    """A historical date."""

    def parse(self, text: str) -> HistoricalDate:
        """Return the date."""
        return parse_date(text)

    def schema(self) -> Schema:
        """Return a string of EDTF's form; a bare year may be written as a number."""
        return {"anyOf": [{"type": "string", "pattern": EDTF_PATTERN}, {"type": "integer"}]}


class Day(Single[date], frozen=True):
    """A day of the calendar."""

    def parse(self, text: str) -> date:
        """Return the day."""
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise ValueError(f"“{text}” is not a day; write it as 2026-11-23") from None

    def schema(self) -> Schema:
        """Return a string of the form of a day."""
        return {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}


class ListOf(Type[tuple[object, ...]], frozen=True):
    """A list of one type of item."""

    item: FieldType
    least: int = 0

    def made(self, node: Node, reading: Reading) -> tuple[object, ...]:
        """Return the items that could be read; ValueError when there is no list or it is too short."""
        if not isinstance(node, SequenceNode):
            raise ValueError("this must be a list: [one, two], or a line with “- ” for each")
        if len(node.value) < self.least:
            raise ValueError(f"this needs at least {self.least} {'entry' if self.least == 1 else 'entries'}")
        values = (self.item.read(child, reading) for child in node.value)
        return tuple(value for value in values if value is not None)

    def schema(self) -> Schema:
        """Return an array."""
        return {"type": "array", "items": self.item.schema()} | ({"minItems": self.least} if self.least else {})


class Id(Type[str], frozen=True):
    """The id of a record of one of these kinds."""

    kinds: tuple[str, ...]

    def made(self, node: Node, reading: Reading) -> str:
        """Return the id, and note it for the check of references."""
        return refer(scalar(node), self.kinds, node, reading)

    def schema(self) -> Schema:
        """Return a string of an id's form."""
        return {"type": "string", "pattern": f"^{ID.pattern}$"}


def refer(text: str, kinds: tuple[str, ...], node: Node, reading: Reading) -> str:
    """Note a reference, and return its id."""
    reading.references.append(Reference(reading.place(node), text, kinds))
    return text


class Named(Type[tuple[tuple[str, str], ...]], frozen=True):
    """A mapping of tags, or of kinds, to what they are called."""

    def made(self, node: Node, reading: Reading) -> tuple[tuple[str, str], ...]:
        """Return (tag, name) pairs in the order written."""
        if not isinstance(node, MappingNode):
            raise ValueError("this must be a mapping: a line “tag: what it is called” for each")
        pairs = []
        for key, value in entries(node, reading):
            if not ID.fullmatch(key.value):
                reading.wrong(key, f"“{key.value}” is no tag; use lower-case letters, digits and hyphens")
            elif name := Text(60).read(value, reading):
                pairs.append((key.value, name))
        return tuple(pairs)

    def schema(self) -> Schema:
        """Return an object of strings."""
        return {"type": "object", "additionalProperties": {"type": "string", "maxLength": 60}}


class Ties(Type[tuple[Tie, ...]], frozen=True):
    """A mapping of organizations to the dates on which a country joined or left them."""

    def made(self, node: Node, reading: Reading) -> tuple[Tie, ...]:
        """Return the ties in the order written."""
        if not isinstance(node, MappingNode):
            raise ValueError("this must be a mapping: a line “organization: date” for each")
        ties = []
        for key, value in entries(node, reading):
            organization = refer(key.value, (Kind.ORGANIZATION,), key, reading)
            if when := Edtf().read(value, reading):
                ties.append(Tie(organization, when))
        return tuple(ties)

    def schema(self) -> Schema:
        """Return an object of dates by ids."""
        return {
            "type": "object",
            "propertyNames": {"pattern": f"^{ID.pattern}$"},
            "additionalProperties": Edtf().schema(),
        }
