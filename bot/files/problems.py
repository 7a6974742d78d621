"""What is wrong in a pack, where, and what to write instead; and the places of its records, for later checks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import NamedTuple

from yaml.nodes import Node


class Place(NamedTuple):
    """A position in a file; line and column count from 1.

    A pack of a hundred thousand events has a million of these and of problems: tuples are made and sorted three times
    as fast as other values.
    """

    file: str
    line: int = 1
    column: int = 1


class Problem(NamedTuple):
    """One thing to mend; the rule that it breaks and the id of the record that breaks it, "" where there is none."""

    place: Place
    message: str
    rule: str = ""
    record: str = ""

    def __str__(self) -> str:
        rule = f" [{self.rule}]" if self.rule else ""
        return f"{self.place.file}:{self.place.line}:{self.place.column}: {self.message}{rule}"


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems by their places, each once."""
    return tuple(sorted(set(problems)))


class Reference(NamedTuple):
    """An id that stands in a record and must name a record of one of these kinds."""

    place: Place
    id: str
    kinds: tuple[str, ...]


@dataclass(slots=True)
class Reading:
    """What is collected while a pack is read: problems, the place and kind of each record, references to resolve.

    `breaches` are of rules that a pack of the first format need not keep; `hints` tell what would be better; `record`
    is the id of the record being read; `unread` are the kinds of which some file, and so some records, cannot be read.
    """

    file: str = ""
    record: str = ""
    problems: list[Problem] = field(default_factory=list)
    breaches: list[Problem] = field(default_factory=list)
    hints: list[Problem] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)

    def place(self, node: Node) -> Place:
        """Return where a node begins in the file that is being read."""
        mark = node.start_mark
        return Place(self.file, mark.line + 1, mark.column + 1)

    def wrong(self, node: Node, message: str) -> None:
        """Note a problem at a node."""
        self.problems.append(Problem(self.place(node), message))

    def wrong_at(self, place: Place, message: str) -> None:
        """Note a problem at a place."""
        self.problems.append(Problem(place, message))

    def breach(self, rule: str, record: str, message: str, place: Place | None = None) -> None:
        """Note that a record breaks a rule; at its beginning, where no place is given."""
        self.breaches.append(Problem(place or self.places.get(record, Place(self.file)), message, rule, record))

    def hint(self, record: str, message: str) -> None:
        """Note what would be better in a record, at its beginning."""
        self.hints.append(Problem(self.places.get(record, Place(self.file)), message, record=record))


def nearest(word: str, known: Iterable[str]) -> str:
    """Return "; did you mean “…”?" with the nearest known word, or "" when none is near."""
    matches = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"; did you mean “{matches[0]}”?" if matches else ""
