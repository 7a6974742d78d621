"""The studio: a real worker process, and a real folder."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import pytest

from bot.pictures.recipes import Bar, Bars, DayCard, Look, name_of
from bot.pictures.studio import Studio
from tests.sandbox import in_sandbox, needs_filters

CARD = DayCard(
    "April", "4", "1949", "Twelve countries sign the North Atlantic Treaty", "In Washington.", "Sources: NATO"
)
PNG = b"\x89PNG"


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    studio = Studio(tmp_path / "pictures")
    yield studio
    studio.close()


def worker() -> int:
    """Return the process id of the worker."""
    (process,) = multiprocessing.active_children()
    assert process.pid
    return process.pid


def test_a_picture_is_drawn_and_kept(studio: Studio) -> None:
    content = studio.draw(CARD, Look.DARK).result()

    assert content
    assert content.startswith(PNG)
    studio.close()
    assert studio.drawn(name_of(CARD, Look.DARK)) == content


def test_what_names_people_is_not_kept(studio: Studio, tmp_path: Path) -> None:
    standings = Bars("The round is over", "1 question", 1, (Bar("", "1. Heron", 1, "1 right"),), has_names=True)

    assert all(studio.draw(standings, Look.DARK).result() for _ in range(2))
    assert studio.drawn(name_of(standings, Look.DARK)) is None
    assert list(tmp_path.rglob("*.png")) == []


def test_what_is_being_drawn_is_drawn_once(studio: Studio) -> None:
    first, second = (studio.draw(CARD, Look.DARK) for _ in range(2))

    assert first is second
    assert first.result()


def test_a_worker_ends_with_a_bot_that_was_killed(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys; from pathlib import Path; from bot.pictures.recipes import DayCard, Look; "
        "from bot.pictures.studio import Studio\n"
        "if __name__ == '__main__':\n"
        "    Studio(Path(sys.argv[1])).draw(DayCard('May', '1', '1990', 'x', '', ''), Look.DARK).result()\n"
        "    os.kill(os.getpid(), signal.SIGKILL)"
    )

    # The pipe ends when the last process that has it does.
    ended = subprocess.run([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, check=False, timeout=60)

    assert ended.returncode == -signal.SIGKILL
    assert list(tmp_path.glob("*.png"))


def test_what_was_drawn_before_needs_no_worker(studio: Studio, tmp_path: Path) -> None:
    content = studio.draw(CARD, Look.DARK).result()
    studio.close()

    assert Studio(tmp_path / "pictures").draw(CARD, Look.DARK).result() == content
    assert multiprocessing.active_children() == []


def test_what_the_font_lacks_is_nothing(studio: Studio) -> None:
    card = DayCard("May", "1", "1990", "თბილისი", "", "")

    assert studio.draw(card, Look.DARK).result() is None
    studio.close()
    assert studio.draw(card, Look.DARK).done()


def test_a_worker_that_is_killed_is_replaced(studio: Studio) -> None:
    studio.draw(CARD, Look.DARK).result()
    os.kill(worker(), signal.SIGKILL)
    tries = (studio.draw(CARD, Look.LIGHT) for _ in range(100))

    assert any(not drawing.exception() and drawing.result() for drawing in tries)


def test_an_idle_worker_ends(tmp_path: Path) -> None:
    studio = Studio(tmp_path, idle=0.05)
    studio.draw(CARD, Look.DARK).result()
    (process,) = multiprocessing.active_children()

    until = perf_counter() + 20
    # The pool waits for it too; whoever comes second does not know its exit code until the first has written it down.
    while process.exitcode is None and perf_counter() < until:
        process.join(0.05)

    assert process.exitcode == 0
    assert studio.draw(CARD, Look.LIGHT).result()
    studio.close()


def test_the_oldest_pictures_go_when_there_is_no_more_room(tmp_path: Path) -> None:
    studio = Studio(tmp_path, kept=100_000)
    for number in range(1, 9):
        studio.draw(DayCard("May", str(number), "1990", "x", "", ""), Look.DARK).result()
    studio.close()

    assert sum(path.stat().st_size for path in tmp_path.glob("*.png")) <= 100_000
    assert list(tmp_path.glob("*.png"))


def test_a_folder_that_cannot_be_written_keeps_nothing_and_hinders_nobody(tmp_path: Path) -> None:
    (tmp_path / "pictures").write_text("a file is in the way", encoding="utf-8")
    studio = Studio(tmp_path / "pictures")

    assert studio.draw(CARD, Look.DARK).result()
    studio.close()


def test_the_bot_s_own_process_loads_nothing_that_draws() -> None:
    code = "import sys, bot.pictures.studio; print([name for name in ('resvg_py', 'fontTools') if name in sys.modules])"

    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


@needs_filters
def test_a_worker_starts_where_a_sandbox_lets_nobody_stand_back() -> None:
    assert in_sandbox("from bot.pictures.worker import start; start(); print('started')") == "started\n"
