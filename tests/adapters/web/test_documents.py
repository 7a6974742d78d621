"""The pictures of docs/classrooms.md are those that `python -m tests.adapters.web.pictures` takes, small, and there."""

from __future__ import annotations

import re
import struct

import pytest

pytest.importorskip("playwright.async_api", reason="no Playwright: pip install playwright")

from tests.adapters.web.pictures import DOCS, PICTURES, size

TAKEN = {name: place for state in PICTURES.values() for name, place in state.items()}
SMALL = 100_000


def test_the_page_shows_each_picture_that_is_taken_and_says_what_is_in_it() -> None:
    shown = dict(re.findall(r"!\[([^\]]+)\]\((class-[^)]+)\)", (DOCS / "classrooms.md").read_text(encoding="utf-8")))

    assert set(shown.values()) == set(TAKEN)
    assert all(len(said.split()) > 4 for said in shown)


@pytest.mark.parametrize("name", TAKEN)
def test_a_picture_is_small_and_of_the_screen_it_was_taken_of(name: str) -> None:
    content = (DOCS / name).read_bytes()
    width, height = size(TAKEN[name][1])

    assert content.startswith(b"\x89PNG")
    assert struct.unpack(">II", content[16:24]) == (pytest.approx(width, abs=1), pytest.approx(height, abs=1))
    assert len(content) < SMALL
