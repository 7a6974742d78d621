"""Which answers of a question are right, by the share of the marks that each is worth: Moodle's rule, for all formats.

An answer worth all of the marks is right, one worth nothing or less is wrong. One in between is neither, unless several
are to be chosen: then no single one is worth all, and the worthy ones are so together.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.files.wording import worded
from bot.frozen import Frozen, replace
from bot.trivia.formats.collector import Tell
from bot.trivia.formats.draft import Draft, LostError

FULL = 100.0
# Thirds are written 33.33333, or 33.
_NEARLY_FULL = 98.0
# An answer of many words would make the remark unreadable.
_SAID = 30


class Choice(Frozen, frozen=True):
    """An answer as a file has it: what share of the marks, up to 100, it is worth, and what is said to who gives it."""

    text: str
    weight: float
    feedback: str = ""


class Judged(Frozen, frozen=True):
    """The right and the wrong answers; `several` when all the right ones must be chosen."""

    right: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    several: bool = False
    explanation: str = ""
    remarks: tuple[str, ...] = ()


def judge(choices: Sequence[Choice], *, may_be_several: bool = True) -> Judged:
    """Sort answers into right and wrong, `may_be_several` where more than one can be chosen; LostError if none is."""
    right = [choice for choice in choices if choice.weight >= FULL]
    partly = [choice for choice in choices if 0 < choice.weight < FULL]
    wrong = [choice for choice in choices if choice.weight <= 0]
    if right:
        return _sorted(right, wrong, partly)
    if may_be_several and len(partly) > 1 and sum(choice.weight for choice in partly) >= _NEARLY_FULL:
        return _sorted(partly, wrong, (), several=True)
    if partly:
        raise LostError(
            worded("no answer is worth all of the marks; “{said}” is worth a part of them", said=partly[0].text[:_SAID])
        )
    raise LostError(worded("there is no right answer"))


def whole(draft: Draft, judged: Judged, tell: Tell, accept: Sequence[str] = ()) -> Draft:
    """Return a question with its judged answers, and tell what of them is left out; `accept` are right as well."""
    for text in judged.remarks:
        tell(text)
    explanation = together(judged.explanation, draft.explanation)
    answers = (*judged.right, *accept)
    return replace(draft, answers=answers, choices=judged.wrong, explanation=explanation, several=judged.several)


def together(*texts: str) -> str:
    """Join what explains an answer, each text once, one below the other."""
    return "\n".join(dict.fromkeys(text.strip() for text in texts if text.strip()))


def _sorted(
    right: Sequence[Choice], wrong: Sequence[Choice], partly: Sequence[Choice], *, several: bool = False
) -> Judged:
    remarks = [
        worded(
            "“{said}” is worth {weight} % only, and is left out", said=choice.text[:_SAID], weight=f"{choice.weight:g}"
        )
        for choice in partly
    ]
    if any(choice.feedback.strip() for choice in (*wrong, *partly)):
        remarks.append(worded("what is said on wrong answers is not carried over"))
    return Judged(
        tuple(choice.text for choice in right),
        tuple(choice.text for choice in wrong),
        several,
        together(*(choice.feedback for choice in right)),
        tuple(remarks),
    )
