"""Aiken: a line with the question, a line for each choice, `ANSWER: B`. The format: https://docs.moodle.org/en/Aiken_format."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.files.tables import decoded
from bot.trivia.formats.imported import Collector, Imported

_CHOICE = re.compile(r"([A-Z])[.)]\s*(.*)")
_ANSWER = re.compile(r"ANSWER:\s*([A-Za-z])\s*")
Line = tuple[int, str]


def read(content: bytes) -> Imported:
    """Read every block that an ANSWER line ends."""
    collector = Collector()
    for lines in _blocks(decoded(content)):
        _add(lines, collector)
    return collector.result()


def _blocks(text: str) -> Iterator[list[Line]]:
    block: list[Line] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            block.append((number, line.strip()))
        if line.strip().startswith("ANSWER:"):
            yield block
            block = []
    if block:
        yield block


def _add(lines: list[Line], collector: Collector) -> None:
    place = f"line {lines[0][0]}"
    choices = {match[1]: match[2] for _, line in lines if (match := _CHOICE.fullmatch(line))}
    question = [line for _, line in lines if not _CHOICE.fullmatch(line) and not line.startswith("ANSWER:")]
    ending = _ANSWER.fullmatch(lines[-1][1])
    if not ending:
        collector.lose(place, "the question does not end with a line such as “ANSWER: B”")
    elif ending[1].upper() not in choices:
        collector.lose(place, f"the answer is {ending[1].upper()}, which is none of the choices {', '.join(choices)}")
    else:
        right = choices.pop(ending[1].upper())
        collector.add(place, " ".join(question), (right,), choices.values())
