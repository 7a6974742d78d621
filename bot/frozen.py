"""Frozen: a value of named fields that never changes, and is compared, hashed, and copied by `dataclasses.replace`.

To make a class takes `dataclass` 0.7 ms of each start, for it compiles the methods then, and a Struct 0.02 ms; to make
one of its values takes a sixth of the time (docs/adr/0009). `replace` here is that of `dataclasses` for values of these
classes alone: to copy a Reply takes a twentieth of the time.
"""

from __future__ import annotations

from dataclasses import Field, make_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

import msgspec

if TYPE_CHECKING:
    # Of which a type checker knows that what is named must be a field.
    from dataclasses import replace as replace
else:
    from msgspec.structs import replace as replace


class _Fields:
    """The fields of a class as `dataclasses` knows fields, made when first they are asked for."""

    def __get__(self, value: object, owner: type[Frozen]) -> dict[str, Field[Any]]:
        return _fields(owner)


class Frozen(msgspec.Struct, frozen=True):
    """What never changes: `class Place(Frozen, frozen=True)`."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]] = _Fields()  # type: ignore[assignment]  # which it gives


class Plain(Frozen, frozen=True, gc=False, omit_defaults=True):
    """What is made of texts, numbers, days and other such values alone, as facts are: an answer reads hundreds of them.

    No circle can go through it, so the collector passes it by. Written down it leaves out what is not said of it, which
    is two fifths of most events: less to read and to take apart.
    """


@cache
def _fields(owner: type[Frozen]) -> dict[str, Field[Any]]:
    # Without a docstring one would be written, from a signature, which takes most of the time.
    about = {"__doc__": "A class of the same fields."}
    plain: Any = make_dataclass("Plain", owner.__struct_fields__, namespace=about, init=False, repr=False, eq=False)
    return dict(plain.__dataclass_fields__)
