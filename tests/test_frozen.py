"""Values: never changed, equal by their fields, copied with changes, and quick to make."""

from __future__ import annotations

import ast
import dataclasses
import gc
from dataclasses import fields
from pathlib import Path

import pytest

from bot.frozen import Frozen, replace

ROOT = Path(__file__).parents[1]
# Those that keep something that was opened or counted, or compare by less than all of their fields.
PLAIN = {"Archive", "Pool", "Readers", "Remark"}


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


def test_the_collector_passes_by_what_no_circle_goes_through() -> None:
    assert not gc.is_tracked(Port("Ostia"))


def test_what_never_changes_is_made_so() -> None:
    plain = {
        node.name
        for folder in ("bot", "adapters")
        for path in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
        and "dataclass(frozen=True, slots=True)" in map(ast.unparse, node.decorator_list)
    }

    assert plain == PLAIN
