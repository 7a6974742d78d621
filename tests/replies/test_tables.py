"""Tables as workbooks: read at a glance."""

from __future__ import annotations

import io

from openpyxl import load_workbook

from bot.replies.tables import WIDEST, write_xlsx


def test_a_sheet_has_a_frozen_bold_head_columns_as_wide_as_they_read_and_shares_as_per_cent() -> None:
    rows = [("A question of some length", 0.5, "=1+1"), ("x" * 200, 1.0, "")]
    book = load_workbook(io.BytesIO(write_xlsx([("Questions", ("question", "share", "note"), rows)])))
    (sheet,) = book.worksheets

    assert sheet.freeze_panes == "A2"
    assert all(sheet.cell(1, column).font.bold for column in (1, 2, 3))
    assert sheet.column_dimensions["A"].width == WIDEST + 2
    assert sheet["B2"].number_format == "0%"
    assert sheet["C2"].value == "'=1+1"
