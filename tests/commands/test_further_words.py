"""The words that a pack gives a record besides its names and text: it is found by them, and they are not shown."""

from __future__ import annotations

import pytest

from bot.app import Bot
from tests.commands.asking import as_pupil
from tests.commands.test_timeline import moon

__all__ = ["moon"]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("one small step", "Two people land on the Moon"),
        ("who was the first man on the Moon", "Two people land on the Moon"),
        ("houston we have a problem", "An oxygen tank explodes on Apollo 13"),
        ("why did Apollo 1 burn", "A fire kills the crew of the first Apollo spacecraft on the ground"),
    ],
)
def test_a_record_is_found_by_its_further_words(moon: Bot, line: str, title: str) -> None:
    reply = as_pupil(moon, line)

    assert reply.items[0].title == title
    assert "small step" not in repr(reply.items)
