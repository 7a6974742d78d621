"""Frozen: a value of named fields that never changes, and is compared, hashed, and copied by `dataclasses.replace`.

To make a class takes `dataclass` 0.7 ms of each start, for it compiles the methods then, and a Struct 0.02 ms; to make
one of its values takes a sixth of the time (docs/adr/0009).
"""

from __future__ import annotations

from dataclasses import Field, make_dataclass
from functools import cache
from typing import Any, ClassVar

import msgspec


class _Fields:
    """The fields of a class as `dataclasses` knows fields, made when first they are asked for."""

    def __get__(self, value: object, owner: type[Frozen]) -> dict[str, Field[Any]]:
        return _fields(owner)


class Frozen(msgspec.Struct, frozen=True):
    """What never changes: `class Place(Frozen, frozen=True)`."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]] = _Fields()  # type: ignore[assignment]  # which it gives


@cache
def _fields(owner: type[Frozen]) -> dict[str, Field[Any]]:
    # Without a docstring one would be written, from a signature, which takes most of the time.
    about = {"__doc__": "A class of the same fields."}
    plain: Any = make_dataclass("Plain", owner.__struct_fields__, namespace=about, init=False, repr=False, eq=False)
    return dict(plain.__dataclass_fields__)
