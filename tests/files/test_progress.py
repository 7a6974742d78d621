"""How far a reading is, is told in steps by the process that reads, and drawn by the one that waits."""

from __future__ import annotations

from io import BytesIO

import pytest

from bot.files.progress import Progress, bar, show_lines
from bot.trivia.formats.known import read_apart


def test_it_is_told_in_a_hundred_steps_however_much_there_is() -> None:
    out, progress = BytesIO(), Progress()
    progress.begin(out)

    for done in range(1, 5_001):
        progress.tell(done, 5_000)

    lines = out.getvalue().splitlines()
    assert (len(lines), lines[-1]) == (100, b"5000 5000")


def test_nobody_is_told_who_does_not_ask() -> None:
    Progress().tell(1, 2)


def test_what_is_no_step_is_left_out() -> None:
    seen: list[tuple[int, int]] = []

    show_lines(BytesIO(b"1 4\na warning\n\xff 3\n2 4\n"), lambda done, total: seen.append((done, total)))

    assert seen == [(1, 4), (2, 4)]


@pytest.mark.parametrize(
    ("done", "total", "drawn"),
    [(0, 4, "[....]   0 %"), (3, 4, "[###.]  75 %"), (9, 4, "[####] 100 %"), (0, 0, "[....]   0 %")],
)
def test_it_is_drawn_as_a_bar(done: int, total: int, drawn: str) -> None:
    assert bar(done, total, width=4) == drawn


def test_whoever_waits_for_a_file_sees_how_far_it_is() -> None:
    seen: list[tuple[int, int]] = []

    read_apart("x.gift", b"One? {=a ~b}\n\nTwo? {=a ~b}\n", "gift", show=lambda *step: seen.append(step))

    assert seen == [(1, 2), (2, 2)]
