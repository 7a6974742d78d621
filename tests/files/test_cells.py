"""A number of a spreadsheet is written as the sheet shows it."""

from __future__ import annotations

import pytest

from bot.files.cells import shown


@pytest.mark.parametrize(
    ("serial", "day"),
    [(1, "1900-01-01"), (59, "1900-02-28"), (61, "1900-03-01"), (39668, "2008-08-08")],
)
def test_a_day_is_the_one_that_excel_shows_which_has_a_29_february_1900(serial: int, day: str) -> None:
    assert shown(serial, "yyyy-mm-dd") == day
