"""A name that is typed means one record, and is read as nothing else where it is plainly a name."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.chat import NOWHERE
from bot.commands.context import Context
from bot.commands.reading.names import Resolved, resolve
from bot.community import Settings
from bot.facts.library import Library
from bot.facts.model import Kind
from bot.replies.catalog import catalog


class Listening(Library):
    """A library that keeps what it is asked."""

    def __init__(self, library: Library) -> None:
        self.heard: list[str] = []
        super().__init__(library.index)

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Keep the question, and answer."""
        self.heard.append(query)
        return super().rows(query, *values)


@pytest.mark.parametrize(("name", "asks_for_an_office"), [("Ada Marsh", False), ("Ada", True), ("Ada Mash", True)])
def test_a_full_name_is_read_as_no_office(library: Library, name: str, asks_for_an_office: bool) -> None:
    listening = Listening(library)
    today = date(1932, 4, 3)
    context = Context(listening, catalog("en"), Settings(), NOWHERE, "who", today, is_moderator=False, whole=False)

    resolved = resolve(name, (Kind.PERSON,), "who", "name", context)

    assert isinstance(resolved, Resolved)
    assert resolved.fact.id == "ada-marsh"
    assert any("FROM office" in query for query in listening.heard) is asks_for_an_office
