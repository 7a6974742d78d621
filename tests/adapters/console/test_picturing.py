"""`dateline ask … --picture FILE`: the file, or why there is none and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from adapters.console.picturing import write_picture
from bot.chat import Picture, UsageError
from bot.pictures.recipes import Look
from bot.replies.catalog import catalog
from tests.adapters.discord.rows import CARD, PICTURE

SAY = catalog("")
GEORGIAN = Picture("x", replace(CARD, title="თბილისი"))


def test_a_picture_is_written_in_place_of_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "day.png").write_text("something older", encoding="utf-8")

    assert str(tmp_path / "day.png") in write_picture(PICTURE, tmp_path / "day.png", SAY)
    assert (tmp_path / "day.png").read_bytes().startswith(b"\x89PNG")


def test_an_svg_is_what_is_drawn_as_it_is(tmp_path: Path) -> None:
    write_picture(Picture("x", CARD, Look.LIGHT), tmp_path / "day.SVG", SAY)

    assert "The sea wall is begun" in (tmp_path / "day.SVG").read_text(encoding="utf-8")


def test_an_svg_has_letters_that_our_font_lacks(tmp_path: Path) -> None:
    write_picture(GEORGIAN, tmp_path / "day.svg", SAY)

    assert "თბილისი" in (tmp_path / "day.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("picture", "name", "why"),
    [
        (None, "x.png", "/timeline 2008"),
        (GEORGIAN, "x.png", "Let the name end in .svg"),
        (PICTURE, "nowhere/x.png", "Go to a folder"),
    ],
)
def test_where_there_is_none_it_says_why(tmp_path: Path, picture: Picture | None, name: str, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        write_picture(picture, tmp_path / name, SAY)

    assert list(tmp_path.iterdir()) == []
