"""GIFT, Moodle's text format: multiple choice, true or false, short and numeric answers, missing words.

The format: https://docs.moodle.org/en/GIFT_format.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.facts.model import Question
from bot.files.texts import decoded
from bot.files.wording import worded
from bot.trivia.formats.collector import Collector, Tell
from bot.trivia.formats.draft import Draft, LostError
from bot.trivia.formats.gift.answers import answered, spellings_of
from bot.trivia.formats.gift.blocks import Block, blocks_of
from bot.trivia.formats.gift.marks import hide, marked, shown, titled, unmarked, written
from bot.trivia.formats.imported import Imported
from bot.trivia.formats.judged import FULL
from bot.trivia.formats.lists import joined

BLANK = "_____"
# What stands at the gap without a blank between.
_STOPS = ".,;:!?)"
# Moodle takes these shares of the marks alone.
_SHARES = {2: "50", 3: "33.33333", 4: "25", 5: "20", 6: "16.66667", 7: "14.28571", 8: "12.5", 9: "11.11111", 10: "10"}
# Stands for a star of the text, which must have a backslash that is not doubled.
_STAR = "\ufdef"


def read(content: bytes) -> Imported:
    """Read every question; those of kinds that trivia has no use for are named and left out."""
    blocks = list(blocks_of(hide(decoded(content))))
    collector = Collector(len(blocks))
    for block in blocks:
        place = f"line {block.line}"
        collector.take(place, _draft, block, collector.at(place))
    return collector.result()


def _draft(block: Block, tell: Tell) -> Draft:
    title, text = titled(block.text)
    _check_braces(text)
    before, _, rest = text.partition("{")
    inside, _, after = rest.partition("}")
    asked = _with_gap(before, after.strip())
    question = shown(asked if unmarked(asked) else title)
    draft = Draft(question.text, difficulty=block.difficulty, tags=block.tags, media=question.media)
    return answered(draft, inside, block, tell)


def _with_gap(before: str, after: str) -> str:
    """Return a question with a gap in place of its braces, where something stands behind them."""
    if not after:
        return before
    return f"{before.strip()} {BLANK}{after if after[0] in _STOPS else f' {after}'}"


def _check_braces(text: str) -> None:
    """Raise LostError when something is wrong with the braces of a question."""
    marks = re.findall(r"[{}]", text)
    if marks == ["{", "}"]:
        return
    if not marks:
        raise LostError(worded("there is no answer in braces, so this is a description and no question"))
    if marks == ["{"]:
        raise LostError(worded("its answer is not closed; end it with }}, or write \\{{ where a brace is text"))
    if marks == ["{", "}"] * (len(marks) // 2) and re.search(r"\}\s*\n", text):
        raise LostError(worded("several answers in braces; put a blank line between two questions"))
    if marks == ["{", "}"] * (len(marks) // 2):
        raise LostError(worded("several gaps in one question; make a question of each"))
    raise LostError(
        worded("its braces do not match; close each answer with }}, and put a blank line between two questions")
    )


def write(questions: Iterable[Question]) -> bytes:
    """Write questions as GIFT; what it has no place for stands in comments, as Moodle writes its tags."""
    return "\n\n".join(_written(question) for question in questions).encode() + b"\n"


def _written(question: Question) -> str:
    notes = [*(f"[tag:{_noted(tag)}]" for tag in question.tags), f"[difficulty:{question.difficulty}]"]
    if question.accept and question.choices:
        # Beside choices, another spelling would be a second right one.
        notes.append(f"[accept:{_noted(joined(question.accept))}]")
    explanation = [f"####{written(question.explanation)}"] if question.explanation else []
    lines = "".join(f"\n{answer}" for answer in (*_answers(question), *explanation))
    return f"// {' '.join(notes)}\n::{marked(question.id)}::{written(question.question)} {{{lines}\n}}"


def _noted(text: str) -> str:
    # A comment's note ends at its bracket.
    return marked(text.replace("&", "&amp;").replace("[", "&#91;").replace("]", "&#93;"))


def _answers(question: Question) -> list[str]:
    if question.right:
        share = _SHARES.get(len(question.right), f"{FULL / len(question.right):.5f}")
        right = [f"~%{share}%{written(answer)}" for answer in question.right]
        return [*right, *(f"~%-100%{written(choice)}" for choice in question.choices)]
    if question.choices:
        return [f"={_weighed(question.answer, 100)}", *(f"~{_weighed(choice, 0)}" for choice in question.choices)]
    answers = (question.answer, *question.accept)
    if any(".." in answer for answer in answers) and all(spellings_of(answer) == (answer,) for answer in answers):
        return ["#", *(f"={answer}" for answer in answers)]
    return [f"={_weighed(answer.replace('*', _STAR), 100)}" for answer in answers]


def _weighed(text: str, weight: int) -> str:
    """Write an answer; one that looks like a weight itself has its own in front."""
    answer = written(text).replace(_STAR, "\\*")
    return f"%{weight}%{answer}" if text.lstrip().startswith("%") else answer
