"""`dateline packs preview` shows cards as the console does, and after each save what changed."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from threading import Event

import pytest

from bot.chat import Reply
from bot.tasks.preview import look, run
from tests.authoring.conftest import change
from tests.test_cli import dateline


def test_cards_are_shown_as_the_console_shows_them(tmp_path: Path, pack: Path) -> None:
    told = dateline(tmp_path, "packs", "preview", str(pack), "--once", "--ids", "wall-dispute")

    assert told.returncode == 0
    assert "The sea wall is begun" in told.stdout
    assert "The county's inspector: The ground" in told.stdout
    assert "1 of 1 shown" in told.stderr


def test_who_looks_on_is_told_how_to_end(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ended = Event()
    ended.set()

    run(Namespace(path=pack, ids="", once=False), lambda reply: None, ended)

    assert "Ctrl-C ends" in capsys.readouterr().err


def test_after_a_save_only_what_changed_is_shown(pack: Path) -> None:
    shown: list[Reply] = []
    before = look(pack, "", None, shown.append)
    shown.clear()
    change(pack, "events.yaml", "The harbor fair opens", "The fair opens")
    look(pack, "", before, shown.append)

    assert [reply.title for reply in shown] == ["The fair opens"]


def test_problems_are_told_and_what_was_seen_stays(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(pack, "events.yaml", "grave: true", "grave: 1")

    assert look(pack, "", {}, lambda reply: None) is None
    assert "must be true or false" in capsys.readouterr().err
