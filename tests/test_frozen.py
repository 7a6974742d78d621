"""Values: never changed, equal by their fields, copied with changes, and quick to make."""

from __future__ import annotations

import ast
import dataclasses
import gc
import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
import pytest

from bot.facts.dates import HistoricalDate, Precision
from bot.facts.model import Citation, Event
from bot.frozen import Frozen, Plain, replace

ROOT = Path(__file__).parents[1]
# Those that keep something that was opened or counted, or compare by less than all of their fields.
DATACLASSES = {"Archive", "Pool", "Readers", "Remark"}


class Place(Frozen, frozen=True):
    """A place."""

    name: str
    founded: int = 0


class Port(Place, frozen=True):
    """A place at the sea."""

    depth: int = 0


def test_a_value_never_changes() -> None:
    with pytest.raises(AttributeError):
        Place("Rome").name = "Ostia"  # type: ignore[misc]  # it is frozen


def test_values_of_one_class_with_equal_fields_are_one() -> None:
    assert {Place("Rome"), Place("Rome", 0)} == {Place("Rome")}
    assert Place("Ostia") != Port("Ostia")


def test_a_copy_differs_in_what_is_named() -> None:
    assert replace(Port("Ostia", depth=3), founded=-620) == Port("Ostia", -620, 3)
    assert [field.name for field in fields(Port("Ostia"))] == ["name", "founded", "depth"]


def test_the_replace_of_dataclasses_copies_them_too() -> None:
    assert dataclasses.replace(Port("Ostia", depth=3), founded=-620) == Port("Ostia", -620, 3)


class Harbour(Plain, frozen=True):
    """A place of plain fields."""

    names: tuple[str, ...]


class Quay(Frozen, frozen=True):
    """A place that holds what may change."""

    names: list[str]


def test_the_collector_passes_by_what_no_circle_goes_through() -> None:
    assert not gc.is_tracked(Harbour((str(ROOT),)))
    assert gc.is_tracked(Quay([]))


def test_what_the_collector_passes_by_holds_nothing_that_changes_or_can_be_called() -> None:
    plain = [kind for kind in all_below(Plain) if kind.__module__.startswith("bot.")]

    assert {Event, HistoricalDate} <= set(plain)
    for kind in plain:
        for name, hint in get_type_hints(kind).items():
            assert name == "__dataclass_fields__" or all(map(is_plain, leaves(hint))), f"{kind.__name__}.{name}"


def all_below(kind: type[Any]) -> Iterator[type[Any]]:
    """Return every class below one."""
    for below in kind.__subclasses__():
        yield below
        yield from all_below(below)


def leaves(hint: Any) -> list[Any]:
    """Return what a hint is made of at last: str and int of `tuple[str, ...] | int`."""
    if get_origin(hint) is Literal:
        return [type(one) for one in get_args(hint)]
    parts = [part for part in get_args(hint) if part is not ...]
    return [leaf for part in parts for leaf in leaves(part)] + ([get_origin(hint)] if parts else [hint])


def is_plain(leaf: Any) -> bool:
    """Whether values of a type hold nothing that changes later."""
    kinds = (str, int, float, date, NoneType, tuple, frozenset, Plain)
    return leaf in (Union, UnionType) or (isinstance(leaf, type) and issubclass(leaf, kinds))


def test_what_is_plain_is_written_without_what_is_not_said_of_it_and_read_as_the_same() -> None:
    day = HistoricalDate("1999-03-12", date(1999, 3, 12), date(1999, 3, 12), Precision.DAY)
    event = Event("joins", "Poland joins", day, "It did.", (Citation("paper"),))
    written = msgspec.json.encode(event)

    assert set(msgspec.json.decode(written)) == {"id", "title", "date", "text", "sources"}
    assert msgspec.json.decode(written, type=Event) == event


def test_what_never_changes_is_made_so() -> None:
    made = {
        node.name
        for folder in ("bot", "adapters")
        for path in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
        and "dataclass(frozen=True, slots=True)" in map(ast.unparse, node.decorator_list)
    }

    assert made == DATACLASSES


def test_what_never_changes_is_copied_in_the_quick_way() -> None:
    paths = [path for folder in ("bot", "adapters") for path in (ROOT / folder).rglob("*.py")]
    texts = [(path.stem, path.read_text(encoding="utf-8")) for path in paths]
    slowly = {name for name, text in texts if re.search(r"^from dataclasses import .*\breplace\b", text, re.M)}
    directly = {name for name, text in texts if "msgspec.structs" in text}

    # The first two of these copy a dataclass, and the third whatever a reply is made of.
    assert (slowly, directly) == ({"puzzle", "collector", "render"}, {"frozen"})
