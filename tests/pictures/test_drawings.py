"""Cards, bars and rows: what is drawn can be read, whatever the words are."""

from __future__ import annotations

import struct

import pytest

from bot.pictures.drawing import png, svg
from bot.pictures.font import shorten, width, wrap
from bot.pictures.recipes import Bar, Bars, DayCard, Look, Outcome, Place, Recipe, Row, name_of
from bot.pictures.sheet import PALETTES
from tests.pictures.drawn import boxes, faults

LONG = "A sentence that is as long as the pack allows, " * 6
CARDS = [
    DayCard("April", "4", "1949", "Twelve countries sign the North Atlantic Treaty", "In Washington.", "Sources: NATO"),
    DayCard("September", "30", "988", LONG[:90], LONG[:300], LONG[:200], "disputed: whether it was lawful", True),
    DayCard("September", "1", "1", "W" * 90, "W" * 300, "W" * 200, "W" * 90),
]
BARS = Bars(
    LONG[:300], "24 of 26 answered", 24,
    (Bar("A", "W" * 100, 0, "0 · 0%"), Bar("B", "Paris", 24, "24 · 100%", is_right=True), Bar("", "", 1, "1 · 4%")),
)  # fmt: skip
ROW = Row(
    "Place it 333", "4 of 5",
    (
        *(Place("4 April 1949", LONG[: 20 * number], Outcome.RIGHT) for number in range(1, 5)),
        Place("about February 1990", "x", Outcome.WRONG),
        Place("1991", "y", Outcome.ANCHOR),
    ),
    ("placed rightly", "placed elsewhere", "stood there"),
)  # fmt: skip


@pytest.mark.parametrize("look", Look)
@pytest.mark.parametrize("recipe", [*CARDS, BARS, ROW])
def test_a_picture_can_be_read(recipe: Recipe, look: Look) -> None:
    assert faults(svg(recipe, look)) == []


def test_what_cannot_be_read_is_found() -> None:
    crowded = svg(ROW, Look.DARK).replace('y="90"', 'y="110"')

    assert any("over" in fault for fault in faults(crowded))


def test_text_is_escaped() -> None:
    card = DayCard("May", "1", "1990", "<script>alert(1)</script> & “more”", "", "")

    assert "<script>" not in svg(card, Look.DARK)
    assert "<script>alert(1)</script> & “more”" in {box.words for box in boxes(svg(card, Look.DARK))}


def test_a_grave_day_has_no_coloured_panel() -> None:
    grave = DayCard("February", "24", "2022", "x", "y", "z", is_grave=True)

    assert PALETTES[Look.DARK].panel not in svg(grave, Look.DARK)
    assert PALETTES[Look.DARK].mark not in svg(grave, Look.DARK)


@pytest.mark.parametrize("words", ["თბილისი", "北大西洋", "حلف", "🙂"])
def test_what_the_font_lacks_is_no_picture_rather_than_boxes(words: str) -> None:
    assert png(DayCard("May", "1", "1990", f"To {words}", "", ""), Look.DARK) is None


@pytest.mark.parametrize("words", ["Ельцин", "Ždanok", "Σύνταγμα", "“…” – ‘x’ №"])
def test_what_the_font_has_is_a_picture(words: str) -> None:
    content = png(DayCard("May", "1", "1990", words, "", ""), Look.LIGHT)

    assert content
    assert struct.unpack(">I", content[16:20])[0] == 1140


def test_a_picture_is_named_by_what_it_shows() -> None:
    recipes: tuple[Recipe, ...] = (*CARDS, BARS, ROW)
    names = {name_of(recipe, look) for recipe in recipes for look in Look}

    assert len(names) == 2 * len(recipes)
    assert name_of(CARDS[0], Look.DARK) == name_of(CARDS[0], Look.DARK)


def test_a_line_that_is_cut_says_so_and_fits() -> None:
    line = shorten(LONG, 18, 400, 200)

    assert line.endswith(" …")
    assert width(line, 18, 400) <= 200
    assert width(shorten("W" * 90, 18, 400, 200), 18, 400) <= 200


def test_nothing_is_lost_where_there_is_room() -> None:
    assert " ".join(wrap(LONG, 18, 400, 300, 99)) == LONG.strip()
