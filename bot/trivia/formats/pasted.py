"""What people paste from Quizlet and Blooket: a term and a definition a line, or a question and its answers.

Quizlet's export puts a tab, comma or dash between term and definition, and a line or a semicolon between cards.
Blooket's sets are copied as numbered questions whose right answer is marked. By hand it is often “Q: …” and “A: …”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.files.texts import UnreadableError, decoded, lines_of
from bot.files.wording import worded
from bot.frozen import Frozen
from bot.trivia.formats import uploads
from bot.trivia.formats.collector import Collector
from bot.trivia.formats.draft import Draft, LostError
from bot.trivia.formats.imported import Imported
from bot.trivia.formats.markup import shown_text

_BETWEEN = ("\t", "---", "::", " -> ", " → ", " | ", " - ", " – ", " — ", " = ", ": ", ", ", ",")
_LEAST = 0.8
_THOUSANDS, _COMMA = re.compile(r"(?<=[0-9]),(?=[0-9])"), chr(0xFDD0)
# What may stand behind a right choice is looked for apart: a pattern would try every blank of a long line twice.
_RIGHT, _WRONG = "*✓✔☑✅+", "✗✘✕❌☐"
_CHOICE = re.compile(
    rf"(?:[-•–]\s++)?(?P<mark>[{_RIGHT}{_WRONG}]|\[[xX ]?\])?\s*(?:\(?[a-hA-H][.)]|[-•–])\s*"
    r"(?P<text>(?!\[[xX ]?\])\S.*)"
)
_AFTER = ("*", "✓", "✔", "☑", "✅", "(correct)", "(right)")
_MARKED = re.compile(rf"(?:[-•–]\s++)?(?P<mark>[{_RIGHT}{_WRONG}]|\[[xX ]?\])\s*(?P<text>\S.*)")
_LABEL = re.compile(
    r"(?:(?P<question>q|question|frage|f|pregunta|p|domanda|вопрос|питання|front|term)|"
    r"(?P<right>a|answer|antwort|respuesta|r|réponse|risposta|ответ|відповідь|back|definition))\s*+[0-9]{0,4}\s*+[:.]\s+(?P<text>\S.*)",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"(?:(?:question\s*)?[0-9]{1,4}\s*[.):]\s*)?(\S.*)", re.IGNORECASE)
# What is drawn below a heading, or between questions.
_RULE = re.compile(r"([-=~*_^#])\1{2,}")


class _Question(Frozen, frozen=True):
    """A question that somebody pasted: where it stands, and its choices with a mark at the right ones."""

    number: int
    text: str
    choices: tuple[tuple[str, bool], ...]


def read(content: bytes) -> Imported:
    """Read either; UnreadableError when the text is neither."""
    text = decoded(content)
    if uploads.is_upload(lines_of(text)):
        return uploads.read(lines_of(text))
    questions = list(_questions(text))
    if any(is_right for question in questions for _, is_right in question.choices):
        return _read_marked(questions)
    lines = [(number, line.strip()) for number, line in enumerate(lines_of(text), 1) if line.strip()]
    labels = [label for _, line in lines if (label := _LABEL.fullmatch(line))]
    if {bool(label["question"]) for label in labels} == {True, False} and _LABEL.fullmatch(lines[0][1]):
        return _read_labelled(lines)
    return _read_terms(text)


def _read_labelled(lines: Sequence[tuple[int, str]]) -> Imported:
    """Read questions and answers with a word before each: “Q: …”, “A: …”."""
    pairs: list[tuple[int, list[str], list[str]]] = []
    is_answer = False
    for number, line in lines:
        label = _LABEL.fullmatch(line)
        is_answer = not label["question"] if label else is_answer
        if not pairs or (label and label["question"]):
            pairs.append((number, [], []))
        _, question, answer = pairs[-1]
        (answer if is_answer else question).append(label["text"] if label else line)
    collector = Collector(len(pairs))
    for number, question, answer in pairs:
        collector.take(f"line {number}", _pair, question, answer)
    return collector.result()


def _pair(question: Sequence[str], answer: Sequence[str]) -> Draft:
    if any(_choice(line) for line in question):
        raise LostError(worded("no mark tells which choice is right; put * before it"))
    front, back = shown_text("\n".join(question)), shown_text("\n".join(answer))
    first, _, more = back.text.partition("\n")
    return Draft(front.text, (first,), (), more, media=(*front.media, *back.media))


def _questions(text: str) -> Iterator[_Question]:
    """Return what of a text stands above choices, one question after the other."""
    number = 0
    question: list[str] = []
    choices: list[tuple[str, bool]] = []
    for place, line in enumerate(map(str.strip, (*lines_of(text), "")), 1):
        if _RULE.fullmatch(line):
            continue
        choice = _choice(line)
        if choice and question:
            choices.append(choice)
        elif line and not choices:
            number = number if question else place
            question.append(line)
        elif choices:
            yield _question(number, " ".join(question), choices)
            question, number, choices = [line] if line else [], place, []
        else:
            question = []


def _choice(line: str) -> tuple[str, bool] | None:
    """Return a choice without its mark, and whether it is marked as right; None for a line that is none."""
    match = _CHOICE.fullmatch(line) or _MARKED.fullmatch(line)
    if not match:
        return None
    after = next((end for end in _AFTER if match["text"].endswith(end) and match["text"] != end), "")
    is_right = bool((match["mark"] or "").strip(f"[] {_WRONG}") or after)
    return match["text"].removesuffix(after).rstrip(), is_right


def _question(number: int, question: str, choices: Sequence[tuple[str, bool]]) -> _Question:
    match = _QUESTION.fullmatch(question)
    return _Question(number, match[1] if match else question, tuple(choices))


def _read_marked(questions: Sequence[_Question]) -> Imported:
    """Read questions of which some have a mark at the right choices."""
    collector = Collector(len(questions))
    for question in questions:
        place = f"line {question.number}"
        right = [text for text, is_right in question.choices if is_right]
        wrong = [text for text, is_right in question.choices if not is_right]
        if len(right) > 1 and not wrong:
            collector.lose(place, worded("every choice is right, so there is nothing to choose"))
        else:
            collector.add(place, Draft(question.text, right, wrong))
    return collector.result()


def _read_terms(text: str) -> Imported:
    """Read a term and its definition a line; UnreadableError where most lines have no mark between two."""
    cards = [(number, line.strip("\n")) for number, line in enumerate(lines_of(text), 1) if line.strip()]
    if len(cards) == 1 and cards[0][1].count(";") > 1:
        cards = [(1, part) for part in cards[0][1].split(";") if part.strip()]
    # In a number, as 1,000, a comma divides nothing.
    cards = [(number, _THOUSANDS.sub(_COMMA, card)) for number, card in cards]
    between = max(_BETWEEN, key=lambda mark: sum(mark in card for _, card in cards), default="\t")
    count = sum(between in card for _, card in cards)
    # Commas and colons stand in any text.
    if not count or (between != "\t" and count < len(cards) * _LEAST):
        raise UnreadableError("no term and definition stand in a line; put a tab or a dash between them")
    collector = Collector(len(cards))
    for number, card in cards:
        term, mark, definition = (part.replace(_COMMA, ",") for part in card.partition(between))
        if mark:
            collector.add(f"line {number}", Draft(term, (definition,)))
        else:
            collector.lose(
                f"line {number}",
                worded("there is no “{between}” between a term and a definition", between=between.strip() or "tab"),
            )
    return collector.result()
