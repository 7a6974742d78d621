"""Draws the pictures of docs/rounds.md, of a lesson that is played: `python -m tests.trivia.pictures docs`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from random import Random

from adapters.console.render import picture
from bot.app import Bot
from bot.chat import Reply
from bot.shelf import Shelf
from bot.store.store import Store
from tests.platforms import PLATFORMS
from tests.trivia.classroom import Classroom, Luck

FACTS = Path(__file__).parents[2] / "facts" / "nato-russia"
BIRDS = ("Heron", "Wren", "Robin", "Kestrel", "Plover", "Dunlin", "Osprey", "Siskin")
START = "/trivia start enlargement number:5 seconds:30"


def main(folder: Path) -> None:
    """Play a lesson of five questions with 24 pupils, and draw its start, a question, a reveal, the end, the report."""
    with tempfile.TemporaryDirectory() as cache, Store.open(Path(cache) / "bot.db") as store:
        classroom = Classroom(Bot(Shelf([FACTS], Path(cache)), store, Luck(), platforms=PLATFORMS))
        _draw(folder / "classroom-start.svg", START, classroom.ask(START))
        for number, bird in enumerate(BIRDS):
            classroom.ask(f"/trivia join name:{bird}", f"pupil{number}")
        classroom.wait(6)
        _draw(folder / "classroom-question.svg", "", classroom.posts()[-1])
        for number in range(5):
            _answer(classroom, Random(number))
            # It closes two seconds after all have answered, and is explained for eight.
            classroom.wait(3)
            if number == 0:
                _draw(folder / "classroom-reveal.svg", "", classroom.posts()[-1])
            classroom.wait(8)
        _draw(folder / "classroom-end.svg", "", classroom.posts()[-1])
        _draw(folder / "classroom-report.svg", "/trivia report", classroom.ask("/trivia report"))


def _answer(classroom: Classroom, rng: Random) -> None:
    """Let all pupils answer, the first ones better than the last ones."""
    place = classroom.right()
    for pupil in range(24):
        is_right = rng.random() < 0.9 - pupil / 40
        classroom.press(place if is_right else rng.choice([n for n in range(2) if n != place]), f"pupil{pupil}")


def _draw(path: Path, line: str, reply: Reply) -> None:
    path.write_text(picture(line, reply), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
