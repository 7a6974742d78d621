"""Aiken: a line with the question, a line for each choice, `ANSWER: B`. The format: https://docs.moodle.org/en/Aiken_format."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.files.texts import lines_of
from bot.trivia.formats.imported import Collector, Draft, Imported, decoded
from bot.trivia.formats.markup import shown_html
from bot.trivia.formats.wording import Worded, worded

_CHOICE = re.compile(r"([A-Za-z])[.)]\s+(\S.*)")
_ANSWER = re.compile(r"answer\s*:\s*([a-z])[.)]?", re.IGNORECASE)
_ODD_ANSWER = re.compile(r"\W{0,5}(?:the\s+)?(?:correct\s+|right\s+)?answers?(?:\s+is)?\s*[:=].*", re.IGNORECASE)
_FEEDBACK = re.compile(r"(?:feedback|explanation|rationale)\s*:\s*(.*)", re.IGNORECASE)
_HEADING = re.compile(r"#{1,6}\s+(.*)|[-=*_]{3,}")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is not empty; `is_apart` when an empty one stands before it."""

    number: int
    text: str
    is_apart: bool


@dataclass(frozen=True, slots=True)
class _Block:
    """One question: its lines, the line with the answer ("" when there is none), what explains it."""

    lines: tuple[_Line, ...]
    answer: str = ""
    explanation: str = ""


def read(content: bytes) -> Imported:
    """Read every block of a question, its choices and an ANSWER line."""
    headings: list[_Line] = []
    blocks = [part for block in _blocks(_lines(decoded(content)), headings) for part in _divided(block)]
    collector = Collector(len(blocks))
    for heading in headings:
        collector.remark(f"line {heading.number}", worded("a heading is not carried over"))
    for block in blocks:
        _add(block, collector)
    return collector.result()


def _lines(text: str) -> Iterator[_Line]:
    is_apart = False
    for number, line in enumerate(lines_of(text), 1):
        if line.strip():
            yield _Line(number, line.strip(), is_apart)
        is_apart = not line.strip()


def _blocks(lines: Iterator[_Line], headings: list[_Line]) -> Iterator[_Block]:
    """Return what stands between two answer lines; a line of feedback belongs to the answer before it."""
    waiting: _Block | None = None
    block: list[_Line] = []
    for line in lines:
        feedback = _FEEDBACK.fullmatch(line.text)
        if feedback and waiting and not block:
            waiting = replace(waiting, explanation=f"{waiting.explanation}\n{feedback[1]}")
        elif _ODD_ANSWER.fullmatch(line.text) and block:
            yield from filter(None, (waiting,))
            waiting, block = _Block(tuple(block), line.text), []
        elif _HEADING.fullmatch(line.text):
            headings.append(line)
        else:
            block.append(line)
    yield from filter(None, (waiting, _Block(tuple(block)) if block else None))


def _divided(block: _Block) -> Iterator[_Block]:
    """Return a block in two or more where choices begin again at A, so that an answer line was forgotten."""
    start, letter = 0, ""
    for index, line in enumerate(block.lines):
        choice = _CHOICE.fullmatch(line.text)
        found = choice[1].upper() if choice else ""
        if found == "A" and letter >= "B":
            cut = _first_of_next(block.lines, index)
            yield _Block(block.lines[start:cut])
            start, letter = cut, ""
        if _follows(found, letter):
            letter = found
    yield replace(block, lines=block.lines[start:])


def _first_of_next(lines: Sequence[_Line], choice: int) -> int:
    """Return where the question begins whose first choice stands at an index: after the choices of the one before."""
    index = choice
    while index > 0 and not _CHOICE.fullmatch(lines[index - 1].text):
        index -= 1
    return index if index < choice else choice


def _follows(letter: str, before: str) -> bool:
    return letter == (chr(ord(before) + 1) if before else "A")


def _no_ending(answer: str) -> Worded:
    if not answer:
        return worded("it has no answer line; end the question with a line such as “ANSWER: B”")
    return worded("its answer line is “{answer}”; end the question with a line such as “ANSWER: B”", answer=answer[:40])


def _add(block: _Block, collector: Collector) -> None:
    place = f"line {block.lines[0].number}"
    question, choices = _parted(block.lines)
    if not choices:
        collector.lose(place, worded("there are no choices; begin each on a line of its own: “A. …”, “B. …”"))
        return
    ending = _ANSWER.fullmatch(block.answer)
    if not ending:
        collector.lose(place, _no_ending(block.answer))
        return
    index = ord(ending[1].upper()) - ord("A")
    if index >= len(choices):
        known = ", ".join(chr(ord("A") + number) for number in range(len(choices)))
        collector.lose(
            place,
            worded("the answer, {letter}, is none of the choices: {choices}", letter=ending[1].upper(), choices=known),
        )
        return
    shown = [shown_html(text) for text in (question, *choices)]
    texts = [one.text for one in shown[1:]]
    collector.add(
        place,
        Draft(
            shown[0].text,
            (texts[index],),
            (*texts[:index], *texts[index + 1 :]),
            block.explanation,
            media=[medium for one in shown for medium in one.media],
        ),
    )


def _parted(lines: Sequence[_Line]) -> tuple[str, list[str]]:
    """Return the question and its choices; a line without a letter goes on with what stands before it."""
    first = _first_choice(lines)
    choices: list[str] = []
    for line in lines[first:]:
        choice = _CHOICE.fullmatch(line.text)
        if choice and _follows(choice[1].upper(), chr(ord("A") + len(choices) - 1) if choices else ""):
            choices.append(choice[2])
        else:
            choices[-1] = f"{choices[-1]} {line.text}"
    return "\n".join(f"{line.text}" for line in lines[:first]), choices


def _first_choice(lines: Sequence[_Line]) -> int:
    """Return where the choices begin: at the last A that B follows, for a question may begin with an initial."""
    firsts = [
        index
        for index, line in enumerate(lines)
        if index and (choice := _CHOICE.fullmatch(line.text)) and choice[1].upper() == "A"
    ]
    return firsts[-1] if firsts else len(lines)
