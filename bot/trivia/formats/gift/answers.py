"""What stands in the braces of a question in GIFT: true or false, a number, choices, or what may be typed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.files.wording import worded
from bot.frozen import Frozen, replace
from bot.trivia.formats.collector import Tell
from bot.trivia.formats.draft import Draft, LostError
from bot.trivia.formats.gift.blocks import Block
from bot.trivia.formats.gift.marks import shown, visible
from bot.trivia.formats.judged import FULL, Choice, judge, together, whole
from bot.trivia.formats.markup import Shown
from bot.trivia.formats.texts import squeezed
from bot.trivia.numbers import number_of, span

_WEIGHT = re.compile(r"\s*%(-?[0-9]+(?:\.[0-9]*)?)%")
_STRANGE_WEIGHT = re.compile(r"\s*%[-0-9.,]*%")
# Many write both marks before a right choice, which is one as much as with the second alone.
_RIGHT_MARKS = re.compile(r"~[ \t]?=")
_TRUTHS = {"T": True, "TRUE": True, "F": False, "FALSE": False}
# What stands in for any text that somebody may type.
_WILDCARD = re.compile(r"(?<!\\)\*")


class _Answer(Frozen, frozen=True):
    """An answer with its weight, from -100 to 100, and what is said to who gives it."""

    text: Shown
    weight: float
    feedback: Shown

    @property
    def choice(self) -> Choice:
        return Choice(self.text.text, self.weight, self.feedback.text)


def answered(draft: Draft, inside: str, block: Block, tell: Tell) -> Draft:
    """Return a question with its answers, by what stands in its braces; LostError where they cannot be judged."""
    answers, _, general = _RIGHT_MARKS.sub("=", inside).partition("####")
    explanation = shown(general, block.markup)
    draft = replace(draft, explanation=explanation.text, media=(*draft.media, *explanation.media))
    answers = answers.strip()
    truth, *feedback = answers.split("#")
    if truth.strip().upper() in _TRUTHS:
        texts = [shown(text, block.markup).text for text in feedback]
        return _of_truth(draft, _TRUTHS[truth.strip().upper()], texts, tell)
    if answers.startswith("#"):
        return _of_number(draft, answers[1:], tell)
    _check(answers)
    return _of_list(draft, answers, block, tell)


def _check(answers: str) -> None:
    """Raise LostError when what stands in the braces is no list of answers that can be judged."""
    if not answers:
        raise LostError(worded("an essay question has no answer that could be judged"))
    if answers[0] not in "=~":
        raise LostError(worded("its answers do not begin with = or ~"))
    if _is_matching(answers):
        raise LostError(worded("a matching question has no single answer"))
    if _is_glued(answers):
        raise LostError(worded("an = within a word may begin an answer or not; write \\= where it is text"))


def _is_matching(answers: str) -> bool:
    pieces = [(sign, text) for sign, text in _pieces(answers) if text.strip()]
    return len(pieces) > 1 and all(sign == "=" and "->" in text for sign, text in pieces)


def _is_glued(answers: str) -> bool:
    """Whether an = stands within a word, as in E=mc2, where the other marks stand apart: it may be one of the text."""
    marks = [(mark[0], answers[mark.start() - 1].isspace()) for mark in re.finditer("[=~]", answers) if mark.start()]
    return any(is_apart for _, is_apart in marks) and ("=", False) in marks


def _pieces(answers: str) -> list[tuple[str, str]]:
    """Return the answers with the sign before each."""
    return re.findall(r"([=~])([^=~]*)", answers)


def _of_truth(draft: Draft, is_true: bool, feedback: Sequence[str], tell: Tell) -> Draft:
    # {T#what is said on the wrong answer#what is said on the right one}
    wrong, right = (*feedback, "", "")[:2]
    if wrong:
        tell(worded("what is said on wrong answers is not carried over"))
    answer, choice = ("True", "False") if is_true else ("False", "True")
    return replace(draft, answers=(answer,), choices=(choice,), explanation=together(right, draft.explanation))


def _of_number(draft: Draft, answers: str, tell: Tell) -> Draft:
    choices: list[Choice] = []
    for sign, text in _pieces(answers if answers.strip().startswith(("=", "~")) else f"={answers}"):
        answer = _answer(sign, text)
        if answer and answer.feedback.media:
            tell(worded("{media} is not carried over", media=answer.feedback.media[0]))
        if answer and answer.weight <= 0 and answer.text.text.strip() in ("", "*"):
            # Moodle writes so what it says on any other number.
            tell(worded("what is said on wrong answers is not carried over"))
            continue
        if answer is None or not (spellings := spellings_of(answer.text.text)):
            piece = squeezed(visible(text))[:30]
            raise LostError(worded("“{text}” is no number, range (1..5) or number with tolerance (3:2)", text=piece))
        choices += [replace(answer.choice, text=spelling) for spelling in spellings]
    return whole(draft, judge([choice for choice in choices if choice.weight > 0]), tell)


def spellings_of(text: str) -> tuple[str, ...]:
    """Return a number, and the span that counts as well; nothing when the text is no number."""
    if ".." in text:
        low, _, high = text.partition("..")
        return _spanned(low, high)
    value, _, tolerance = text.partition(":")
    number, margin = number_of(value), number_of(tolerance or "0")
    if number is None or margin is None or margin < 0:
        return ()
    return (value.strip(), span(number - margin, number + margin)) if margin else (value.strip(),)


def _spanned(low: str, high: str) -> tuple[str, ...]:
    first, last = number_of(low), number_of(high)
    return (span(first, last),) if first is not None and last is not None and first <= last else ()


def _of_list(draft: Draft, answers: str, block: Block, tell: Tell) -> Draft:
    choices: list[Choice] = []
    is_typed = "~" not in answers
    media = [*draft.media]
    markup = block.markup
    for sign, text in _pieces(answers):
        answer = _answer(sign, text, markup)
        if answer is None:
            raise LostError(worded("the weight of “{text}” is no number", text=squeezed(visible(text))[:30]))
        media += [*answer.text.media, *answer.feedback.media]
        choices += _typed(answer.choice, tell) if is_typed else (answer.choice,)
    return whole(replace(draft, media=media), judge(choices), tell, block.accept)


def _typed(choice: Choice, tell: Tell) -> tuple[Choice, ...]:
    """Return an answer that may be typed; nothing for one without text, or that stands for any text."""
    if _WILDCARD.search(choice.text):
        tell(worded("“{choice}” stands for any text, and is not carried over", choice=choice.text[:30]))
        return ()
    return (replace(choice, text=choice.text.replace("\\*", "*")),) if choice.text.strip() else ()


def _answer(sign: str, text: str, markup: str = "") -> _Answer | None:
    """Return an answer; None when its weight cannot be read."""
    body, _, feedback = text.partition("#")
    weight = _WEIGHT.match(body)
    if not weight and _STRANGE_WEIGHT.match(body):
        return None
    marks = float(weight[1]) if weight else FULL if sign == "=" else 0.0
    return _Answer(shown(body[weight.end() :] if weight else body, markup), marks, shown(feedback, markup))
