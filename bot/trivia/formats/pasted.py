"""What people paste from Quizlet and Blooket: a term and a definition a line, or a question and its answers.

Quizlet's export puts a tab, comma or dash between term and definition, and a line or a semicolon between cards.
Blooket's sets are copied as numbered questions whose right answer is marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.files.texts import lines_of
from bot.trivia.formats.imported import Collector, Draft, Imported, UnreadableError, decoded
from bot.trivia.formats.wording import worded

_BETWEEN = ("\t", " - ", " – ", " — ", " = ", ": ", ", ", ",")
_LEAST = 0.8
# What may stand behind a right choice is looked for apart: a pattern would try every blank of a long line twice.
_CHOICE = re.compile(r"(?P<mark>[*✓✔☑✅+]|\[[xX ]\])?\s*(?:[a-hA-H][.)]|[-•–])\s*(?P<text>\S.*)")
_AFTER = ("*", "✓", "✔", "☑", "✅", "(correct)", "(right)")
_MARKED = re.compile(r"(?P<mark>[*✓✔☑✅]|\[[xX]\])\s*(?P<text>\S.*)")
_QUESTION = re.compile(r"(?:(?:question\s*)?[0-9]{1,4}\s*[.):]\s*)?(\S.*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question that somebody pasted: where it stands, and its choices with a mark at the right ones."""

    number: int
    text: str
    choices: tuple[tuple[str, bool], ...]


def read(content: bytes) -> Imported:
    """Read either; UnreadableError when the text is neither."""
    text = decoded(content)
    asked = list(_asked(text))
    if asked and any(right for one in asked for _, right in one.choices):
        return _read_asked(asked)
    return _read_terms(text)


def _asked(text: str) -> Iterator[_Asked]:
    question, number = "", 0
    choices: list[tuple[str, bool]] = []
    for place, line in enumerate((*lines_of(text), ""), 1):
        choice = _choice(line.strip())
        if choice and question:
            choices.append(choice)
        elif line.strip() and not choices:
            question, number = (f"{question} {line.strip()}", number) if question else (line.strip(), place)
        elif choices:
            yield _made(number, question, choices)
            question, number, choices = line.strip(), place, []
        else:
            question = ""


def _choice(line: str) -> tuple[str, bool] | None:
    found = _CHOICE.fullmatch(line)
    if found:
        after = next((end for end in _AFTER if found["text"].endswith(end) and found["text"] != end), "")
        return found["text"].removesuffix(after).rstrip(), bool((found["mark"] or "").strip("[] ") or after)
    marked = _MARKED.fullmatch(line)
    return (marked["text"], True) if marked else None


def _made(number: int, question: str, choices: Sequence[tuple[str, bool]]) -> _Asked:
    found = _QUESTION.fullmatch(question)
    return _Asked(number, found[1] if found else question, tuple(choices))


def _read_asked(asked: Sequence[_Asked]) -> Imported:
    collector = Collector(len(asked))
    for one in asked:
        right = [text for text, is_right in one.choices if is_right]
        wrong = [text for text, is_right in one.choices if not is_right]
        collector.add(f"line {one.number}", Draft(one.text, right, wrong))
    return collector.result()


def _read_terms(text: str) -> Imported:
    cards = [(number, line.strip("\n")) for number, line in enumerate(lines_of(text), 1) if line.strip()]
    if len(cards) == 1 and cards[0][1].count(";") > 1:
        cards = [(1, part) for part in cards[0][1].split(";") if part.strip()]
    between = max(_BETWEEN, key=lambda mark: sum(mark in card for _, card in cards), default="\t")
    found = sum(between in card for _, card in cards)
    # Commas and colons stand in any text.
    if not found or (between != "\t" and found < len(cards) * _LEAST):
        raise UnreadableError("no term and definition stand in a line; put a tab or a dash between them")
    collector = Collector(len(cards))
    for number, card in cards:
        term, mark, definition = card.partition(between)
        if mark:
            collector.add(f"line {number}", Draft(term, (definition,)))
        else:
            collector.lose(
                f"line {number}",
                worded("there is no “{between}” between a term and a definition", between=between.strip() or "tab"),
            )
    return collector.result()
