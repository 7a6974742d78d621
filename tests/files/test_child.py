"""A stranger's file is read in a process of its own, which is ended when it takes too much of anything."""

from __future__ import annotations

import io
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from bot.files.child import MEGABYTE, NICENESS, Limits, Readers, RefusedError
from bot.trivia.formats.known import read_apart
from tests.files import readers
from tests.sandbox import in_sandbox, needs_filters

needs_limits = pytest.mark.skipif(sys.platform == "win32", reason="only time and output are limited there")


LITTLE = Limits(processor=1, seconds=20, memory=64 * MEGABYTE, output=MEGABYTE)


def run(reader: Callable[..., object], limits: Limits = LITTLE, content: bytes = b"abc", **arguments: str) -> int:
    return Readers(limits).read(f"{readers.__name__}:{reader.__name__}", int, content, arguments)


def test_what_the_reader_returns_comes_back() -> None:
    assert run(readers.count, content=b"abc", times="2") == 6


@needs_limits
def test_a_reader_stands_back_behind_who_answers_people() -> None:
    assert run(readers.stand_back) == min(os.nice(0) + NICENESS, 19)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a process stands back, and that is all")
def test_a_reader_runs_only_while_nobody_who_answers_people_would() -> None:
    assert run(readers.policy) == os.SCHED_IDLE


def test_readers_leave_a_processor_to_who_answers_people() -> None:
    assert Readers().most < max(os.cpu_count() or 1, 2)


READ = """
from bot.files.child import Readers
print(Readers().read("tests.files.readers:count", int, b"abc", {}))
"""


@needs_filters
def test_a_file_is_read_where_a_sandbox_lets_nobody_stand_back() -> None:
    assert in_sandbox(READ) == "3\n"


def test_a_large_file_reaches_the_reader_whole() -> None:
    assert run(readers.count, content=b"x" * 6 * MEGABYTE) == 6 * MEGABYTE


def test_a_refusal_of_the_reader_s_is_told_in_its_words() -> None:
    with pytest.raises(RefusedError, match="3 bytes are “too few”"):
        run(readers.refuse)


@pytest.mark.parametrize("reader", [readers.fail, readers.die], ids=["an exception", "a crash"])
def test_a_reader_that_breaks_breaks_nothing_else(reader: Callable[..., object]) -> None:
    with pytest.raises(RefusedError, match="save it anew"):
        run(reader)


@needs_limits
def test_a_reader_that_works_without_end_is_ended() -> None:
    with pytest.raises(RefusedError, match="takes too long"):
        run(readers.work)


def test_a_reader_that_waits_without_end_is_ended() -> None:
    with pytest.raises(RefusedError, match="takes too long"):
        run(readers.wait, Limits(seconds=1))


@needs_limits
def test_on_a_busy_machine_a_reader_gets_its_processor_time_all_the_same() -> None:
    assert Limits().seconds >= 10 * Limits().processor


@needs_limits
def test_a_reader_that_wants_all_memory_is_ended() -> None:
    with pytest.raises(RefusedError, match="too much memory"):
        run(readers.hoard)


def test_a_reader_that_says_too_much_is_not_listened_to() -> None:
    with pytest.raises(RefusedError, match="too much to read"):
        run(readers.chatter)


@needs_limits
def test_a_reader_writes_no_file(tmp_path: Path) -> None:
    with pytest.raises(RefusedError):
        run(readers.write, path=str(tmp_path / "written"))


def test_no_more_are_read_at_once_than_is_said(tmp_path: Path) -> None:
    doors = Readers(most=2)
    counts: list[int] = []

    def read() -> None:
        counts.append(doors.read(f"{readers.__name__}:crowd", int, b"", {"folder": str(tmp_path)}))

    waiting = [threading.Thread(target=read) for _ in range(6)]
    for one in waiting:
        one.start()
    for one in waiting:
        one.join()

    assert len(counts) == 6
    assert max(counts) <= 2


def deep(sheet: str) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", f"<worksheet><sheetData>{sheet}</sheetData></worksheet>")
    return out.getvalue()


BOMBS = {
    "brackets, one a line": b"a:\n" + b" [\n" * 40_000,
    "tags of tags": b"//" + b"[tag:" * 10_000 + b"\nq {=a ~b}\n",
    "deep JSON": b'{"results":' + b"[" * 200_000,
    "a wide row": deep("<row>" + "<c><v>1</v></c>" * 400_000 + "</row>"),
    "many rows": deep("<row><c/></row>" * 1_500_000),
    "deep XML": deep("<a>" * 1_000_000),
    "entities": b"<!DOCTYPE q [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><quiz>&b;</quiz>",
    "a weight": b"Q {~%1.2.3%a =b}",
    "comments that do not end": b"Q[html]" + b"<!--" * 100_000 + b"{=a ~b}",
    "attributes that do not end": b"Q[html]<a" + b" b=c" * 100_000 + b"{=a ~b}",
}


def told(content: bytes) -> str:
    """Return why a file was refused; "" when it was read."""
    try:
        read_apart("x", content)
    except RefusedError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_file_made_to_hurt_is_read_or_refused_by_a_reader_that_saw_it(bomb: str) -> None:
    why = told(BOMBS[bomb])

    assert "takes too long" not in why
    assert "too much memory" not in why
    assert "built in a way" not in why
