"""Writes changes: each area registers how its own are stored, by their type."""

from __future__ import annotations

from functools import singledispatch

from sqlalchemy import Connection


@singledispatch
def write(change: object, connection: Connection) -> None:
    """Store a change within a transaction; TypeError for one that no area has registered.

    An area adds its own with `@write.register`.
    """
    raise TypeError(f"no area of the store knows how to write {change!r}")
