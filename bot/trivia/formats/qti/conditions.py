"""What the conditions of an item of QTI 1.2 make right, by the marks that each gives."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator
from xml.etree.ElementTree import Element

from bot.files.trees import child_text
from bot.trivia.formats.qti.item import Marked
from bot.trivia.numbers import number_of, span


def marked_by(item: Element, names: Collection[str], *, is_multiple: bool) -> Marked:
    """Return what is right by the conditions of an item; where marks are added up, all that gives some is.

    `names` are those of its choices.
    """
    conditions = list(item.iter("respcondition"))
    scores = [(score, condition.find("conditionvar")) for condition in conditions if (score := _score(condition)) > 0]
    if not scores:
        # Of blanks and numbers Blackboard says no marks, and which show what is said on the right answer.
        scores = [(math.inf, condition.find("conditionvar")) for condition in filter(_shows_right, conditions)]
    best = max((score for score, _ in scores), default=0)
    full = [variables for score, variables in scores if variables is not None and (score == best or is_multiple)]
    less = [variables for score, variables in scores if variables is not None and score < best and not is_multiple]
    several = any(variables.find("and") is not None for variables in full)
    right = dict.fromkeys(_texts(full, names))
    partly = dict.fromkeys(text for text in _texts(less, names) if text not in right)
    if names:
        return Marked((*right,), (*partly,), several)
    return Marked((*right, *_ranges(full)), (*partly, *_ranges(less)), several)


def _shows_right(condition: Element) -> bool:
    return any(feedback.get("linkrefid") == "correct" for feedback in condition.iter("displayfeedback"))


def _texts(conditions: Iterable[Element], names: Collection[str]) -> Iterator[str]:
    """Return what conditions want to be chosen or typed."""
    for condition in conditions:
        yield from _equals(condition, names)


def _score(condition: Element) -> float:
    """Return what a condition gives; one that only shows a feedback gives nothing."""
    if child_text(condition, "setvar").strip() == "SCORE.max":
        # So Blackboard names all of the marks.
        return math.inf
    number = number_of(child_text(condition, "setvar"))
    action = condition.find("setvar")
    if action is None or number is None:
        return 0.0
    return float(number) if action.get("action", "Set") in ("Set", "Add") else -float(number)


def _equals(condition: Element, names: Collection[str]) -> Iterator[str]:
    """Return what must be chosen or typed; what stands under a <not> must not."""
    for part in condition:
        if part.tag == "not":
            continue
        if part.tag in ("varequal", "varsubset"):
            # Where an answer of Blackboard's has marks of its own, its name stands beside an empty text.
            beside = part.get("respident", "")
            yield (part.text or "").strip() or (beside if beside in names else "")
        yield from _equals(part, names)


def _ranges(conditions: Iterable[Element]) -> Iterator[str]:
    for condition in conditions:
        low = child_text(condition, ".//vargte") or child_text(condition, ".//vargt")
        high = child_text(condition, ".//varlte") or child_text(condition, ".//varlt")
        first, last = number_of(low), number_of(high)
        if first is not None and last is not None and first < last:
            yield span(first, last)
