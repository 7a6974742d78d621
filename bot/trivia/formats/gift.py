"""GIFT, Moodle's text format: multiple choice, true or false, short and numeric answers, missing words.

The format: https://docs.moodle.org/en/GIFT_format.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.facts.model import Question
from bot.files.tables import decoded
from bot.trivia.formats.imported import Collector, Imported, plain

_SPECIAL = "\\~=#{}:"
_ESCAPED = re.compile(r"\\([~=#{}:\\n])")
_TITLE = re.compile(r"::(?:\\.|[^\\])*?::")
_MARKUP = re.compile(r"\[(html|moodle|plain|markdown)\]")
_NOTE = re.compile(r"\[(tag|difficulty):((?:\\.|[^\]\\])*)\]")
# An answer begins at an unescaped = or ~; what follows an unescaped # is feedback.
_ANSWER = re.compile(r"(?<!\\)(?:\\\\)*([=~])((?:\\.|[^\\=~])*)")
_WEIGHT = re.compile(r"%(-?[0-9.]+)%")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
BLANK = "_____"


@dataclass(frozen=True, slots=True)
class _Block:
    """One question as it stands: its first line, its text, and what comments and categories said of it."""

    line: int
    text: str
    tags: tuple[str, ...]
    difficulty: int


def read(content: bytes) -> Imported:
    """Read every question; those of kinds that trivia has no use for are named and left out."""
    collector = Collector()
    for block in _blocks(decoded(content)):
        _add(block, collector)
    return collector.result()


def _blocks(text: str) -> Iterator[_Block]:
    category: tuple[str, ...] = ()
    notes: list[tuple[str, str]] = []
    lines: list[str] = []
    first = 1
    for number, line in enumerate((*text.splitlines(), ""), 1):
        if line.strip().startswith("//"):
            notes += [(name, value) for name, value in _NOTE.findall(line)]
        elif line.strip().startswith("$CATEGORY:"):
            category = (line.partition(":")[2].strip().rpartition("/")[2],)
        elif line.strip():
            first = first if lines else number
            lines.append(line.strip())
        elif lines:
            yield _block(first, " ".join(lines), category, notes)
            lines, notes = [], []


def _block(line: int, text: str, category: tuple[str, ...], notes: list[tuple[str, str]]) -> _Block:
    tags = (*category, *(_unescaped(value) for name, value in notes if name == "tag"))
    levels = [int(value) for name, value in notes if name == "difficulty" and value in {"1", "2", "3"}]
    return _Block(line, text, tags, levels[0] if levels else 2)


def _add(block: _Block, collector: Collector) -> None:
    place = f"line {block.line}"
    text = _TITLE.sub("", block.text, count=1).strip() if block.text.startswith("::") else block.text
    markup = _MARKUP.match(text)
    text = text[markup.end() :] if markup else text
    start, end = _unescaped_at(text, "{"), _unescaped_at(text, "}")
    if start < 0 or end < start:
        collector.lose(place, "there is no answer in braces, so this is a description and no question")
        return
    before, inside, after = text[:start].strip(), text[start + 1 : end].strip(), text[end + 1 :].strip()
    question = f"{before} {BLANK} {after}" if after else before
    answers, explanation = _split(inside, "####")
    shown = plain(_unescaped(question)) if markup and markup[1] == "html" else _unescaped(question)
    _add_answers(place, shown, answers, _unescaped(explanation), block, collector)


def _add_answers(
    place: str, question: str, answers: str, explanation: str, block: _Block, collector: Collector
) -> None:
    truth = _split(answers, "#")[0].strip().upper()
    if truth in {"T", "TRUE", "F", "FALSE"}:
        right, wrong = ("True", "False") if truth[0] == "T" else ("False", "True")
        collector.add(place, question, (right,), (wrong,), explanation, block.difficulty, block.tags)
    elif answers.startswith("#"):
        _add_number(place, question, answers[1:], explanation, block, collector)
    elif not answers:
        collector.lose(place, "an essay question has no answer that could be judged")
    elif _is_matching(answers):
        collector.lose(place, "a matching question has no single answer")
    else:
        _add_listed(place, question, answers, explanation, block, collector)


def _is_matching(answers: str) -> bool:
    found = _ANSWER.findall(answers)
    return len(found) > 1 and all(sign == "=" and "->" in text for sign, text in found)


def _add_number(place: str, question: str, answers: str, explanation: str, block: _Block, collector: Collector) -> None:
    value = answers.strip().removeprefix("=").partition(":")[0].partition("#")[0].strip()
    if not _NUMBER.fullmatch(value):
        collector.lose(place, f"the number “{answers.strip()[:30]}” is a range or has several values")
        return
    if ":" in answers:
        collector.remark(place, "the tolerance is not carried over: numbers must be exact")
    collector.add(place, question, (value,), (), explanation, block.difficulty, block.tags)


def _add_listed(place: str, question: str, answers: str, explanation: str, block: _Block, collector: Collector) -> None:
    right: list[str] = []
    wrong: list[str] = []
    for sign, text in _ANSWER.findall(answers):
        body, feedback = _split(text, "#")
        weight = _WEIGHT.match(body.strip())
        answer = _unescaped(_WEIGHT.sub("", body.strip(), count=1) if weight else body)
        is_right = sign == "=" or (weight is not None and float(weight[1]) > 0)
        (right if is_right else wrong).append(answer)
        if feedback.strip():
            collector.remark(place, f"the feedback on “{answer.strip()[:30]}” is not carried over")
        if weight and weight[1] not in {"100", "0"}:
            collector.remark(place, f"“{answer.strip()[:30]}” counts in full, not {weight[1]} %")
    collector.add(place, question, right, wrong, explanation, block.difficulty, block.tags)


def _unescaped_at(text: str, wanted: str) -> int:
    """Return where a character stands that no backslash escapes, or -1."""
    match = re.search(rf"(?<!\\)(?:\\\\)*{re.escape(wanted)}", text)
    return match.end() - 1 if match else -1


def _split(text: str, mark: str) -> tuple[str, str]:
    """Return what stands before and after a mark that no backslash escapes."""
    match = re.search(rf"(?<!\\)((?:\\\\)*){mark}(?!#)", text)
    return (text[: match.end(1)], text[match.end() :]) if match else (text, "")


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: " " if match[1] == "n" else match[1], text).strip()


def _escaped(text: str) -> str:
    return "".join(f"\\{character}" if character in _SPECIAL else character for character in text)


def write(questions: Iterable[Question]) -> bytes:
    """Write questions as GIFT; tags and difficulty stand in comments, as Moodle writes its tags."""
    return "\n\n".join(_written(question) for question in questions).encode() + b"\n"


def _written(question: Question) -> str:
    notes = [*(f"[tag:{_escaped(tag)}]" for tag in question.tags), f"[difficulty:{question.difficulty}]"]
    answers = [
        *(f"={_weighted(answer, 100)}" for answer in (question.answer, *question.accept)),
        *(f"~{_weighted(choice, 0)}" for choice in question.choices),
        *((f"####{_escaped(question.explanation)}",) if question.explanation else ()),
    ]
    lines = "".join(f"\n{answer}" for answer in answers)
    return f"// {' '.join(notes)}\n::{_escaped(question.id)}::{_escaped(question.question)} {{{lines}\n}}"


def _weighted(text: str, weight: int) -> str:
    """Write an answer; one that looks like a weight itself has its own in front."""
    return f"%{weight}%{_escaped(text)}" if text.startswith("%") else _escaped(text)
