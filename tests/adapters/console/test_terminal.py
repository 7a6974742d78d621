"""The console in a real terminal."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal import Terminal

PROMPT = "›"
# What is left on the screen of a colour that was not sent as one.
ESCAPED = r"\[[0-9;]*m"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture
def terminal(data: Path) -> Iterator[Terminal]:
    environ = {**os.environ, "DATELINE_DATA": str(data), "PYTHONUTF8": "1"}
    with Terminal([sys.executable, "-m", "bot", "console"], environ) as opened:
        opened.wait_for(PROMPT)
        yield opened


def test_an_answer_is_shown_with_its_colours_and_nothing_else(terminal: Terminal) -> None:
    terminal.type("/who Robertson\r")
    terminal.wait_for(PROMPT, 2)

    assert terminal.cell("George Robertson ──").bold
    assert not re.search(ESCAPED, terminal.text)


@pytest.mark.parametrize(
    ("kind", "columns", "encoding"),
    [("dumb", 80, "cp1252"), ("vt100", 50, "utf-8"), ("screen-256color", 120, "latin-1"), ("linux", 80, "ascii")],
)
def test_whatever_a_terminal_is_an_answer_stands_on_it_whole(
    data: Path, kind: str, columns: int, encoding: str
) -> None:
    environ = {**os.environ, "DATELINE_DATA": str(data), "PYTHONUTF8": "0", "PYTHONIOENCODING": encoding}
    with Terminal([sys.executable, "-m", "bot", "console"], environ, columns, kind=kind, encoding=encoding) as terminal:
        terminal.wait_for("/help shows all commands")
        terminal.type("/who Robertson\r")
        terminal.wait_for("[1]" if encoding == "utf-8" else "George Robertson")
        terminal.wait_until_it_reads()
        terminal.type("zzz \u043a\u0442\u043e\r")
        terminal.wait_for("Nothing here answers")
        text = terminal.text

    assert "George Robertson" in text
    assert "Traceback" not in text
    assert "\ufffd" not in text


def test_what_a_completion_would_wait_for_is_loaded_while_the_first_line_is_typed(data: Path) -> None:
    environ = {**os.environ, "DATELINE_DATA": str(data), "PYTHONUTF8": "1"}
    code = "import sys; from bot import cli; cli.main(['console']); print('days are there:', 'holidays' in sys.modules)"
    with Terminal([sys.executable, "-c", code], environ) as terminal:
        terminal.wait_for(PROMPT)
        terminal.type("\x04")
        terminal.wait_for("days are there: True")


def test_ctrl_c_clears_the_line(terminal: Terminal) -> None:
    terminal.type("/who Lovelace\x03")
    terminal.wait_for(PROMPT, 2)
    terminal.type("/who Robertson\r")
    terminal.wait_for("George Robertson")

    assert "\nCtrl-D leaves." not in terminal.text


def test_ctrl_c_in_a_form_closes_it_and_sends_nothing(terminal: Terminal) -> None:
    terminal.type("/schedule new daily\r")
    terminal.wait_for("Time of day")
    terminal.type("\x03")
    terminal.wait_for("nothing was sent")
    terminal.type("/who Robertson\r")

    terminal.wait_for("George Robertson")


def test_a_form_is_a_dialogue_in_which_a_mistake_is_asked_again(terminal: Terminal) -> None:
    terminal.type("/schedule new daily\r")
    for label, answer in (
        ("Time of day", "half past"),
        ("is no time of day", "9"),
        ("Days of the week", "monday to friday"),
        ("In whose time", "Wien"),
        ("Where to post", ""),
        ("Public holidays to leave out", "Bavaria"),
        ("Only these topics", ""),
        ("Ask in which channel first", "desk"),
    ):
        terminal.wait_for(label)
        terminal.type(f"{answer}\r")

    terminal.wait_for("Schedule 1 is set")
    text = " ".join(terminal.text.split())
    assert "Monday – Friday at 09:00 (Europe/Vienna)" in text
    assert "in #desk" in text


def test_ctrl_c_on_an_empty_line_tells_how_to_leave_which_ctrl_d_does(terminal: Terminal) -> None:
    terminal.type("\x03")
    terminal.wait_for("\nCtrl-D leaves.")
    # Before the next prompt the terminal itself takes Ctrl-D for the end of a line.
    terminal.wait_for(PROMPT, 2)
    terminal.type("\x04")

    assert terminal.wait_for_end() == 0


def test_what_is_posted_meanwhile_is_shown_so_too(terminal: Terminal) -> None:
    terminal.type("/trivia start number:1\r")
    terminal.wait_for("Question 1 of 1 ──")

    assert terminal.cell("Question 1 of 1 ──").bold
    assert not re.search(ESCAPED, terminal.text)
