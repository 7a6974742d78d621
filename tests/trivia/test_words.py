"""Every sentence of a round comes from the catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.chat import Reply
from bot.shelf import Shelf
from bot.store.store import Store
from tests.blank import blank
from tests.platforms import PLATFORMS
from tests.pseudo import PseudoBot
from tests.trivia.classroom import Classroom, Luck


@pytest.fixture
def foreign(shelf: Shelf, tmp_path: Path) -> Iterator[Classroom]:
    with Store.open(blank(tmp_path / "bot.db")) as store:
        yield Classroom(PseudoBot(shelf, store, Luck(), platforms=PLATFORMS))


def texts(reply: Reply) -> list[str]:
    labels = [choice.label for choice in reply.choices]
    counted = [reply.countdown.label] if reply.countdown else []
    return [text for text in (reply.title, *reply.notes, *labels, *counted) if text not in ("", "A", "B", "C", "D")]


@pytest.mark.parametrize("mode", ["everyone", "first", "type", "survey"])
def test_no_sentence_of_a_round_bypasses_the_catalogue(foreign: Classroom, mode: str) -> None:
    foreign.own()
    pack = " pack:mood" if mode == "survey" else ""
    said = [foreign.ask(f"/trivia start number:3 hints:yes teams:2 mode:{mode}{pack}")]
    foreign.wait(31)
    said += [foreign.ask("/answer b", "ann"), foreign.ask("/answer b", "ann"), foreign.ask("/trivia pause")]
    said += [foreign.ask("/trivia resume"), foreign.ask("/trivia skip"), foreign.ask("/trivia standings", "ann")]
    foreign.wait(200)
    said += [foreign.ask(line, "ann") for line in ("/trivia stop", "/trivia report", "/answer x")]
    said += [*foreign.posts(), foreign.ask("/trivia report"), foreign.ask("/trivia accept 2")]

    assert [text for reply in said for text in texts(reply) if not text.startswith("⟦")] == []
    assert [reply.text for reply in said if reply.is_error and not reply.text.startswith("⟦")] == []
