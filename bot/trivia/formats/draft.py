"""A question as a file has it, and what must hold for trivia to ask it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.facts.model import LEAST_CHOICES, MOST_CHOICES, TEXT_LIMIT, Question
from bot.files.wording import worded
from bot.frozen import Frozen
from bot.trivia.formats.markup import tidy
from bot.trivia.formats.texts import distinct, slug_of, squeezed

# What a choice may have: the text of a question lists it beside a letter, and buttons carry the letters.
ANSWER_LIMIT = TEXT_LIMIT


class LostError(Exception):
    """Why a question cannot be taken over; at another `place` than its own, where one is named."""

    def __init__(self, why: str, place: str = "") -> None:
        super().__init__(why)
        self.why, self.place = why, place


class Draft(Frozen, frozen=True):
    """A question as a file has it. Of `answers`, the right ones, the first is shown; `several`: all must be chosen.

    Of an opinion nothing is right, and the order of the choices is kept.
    """

    question: str
    answers: Sequence[str] = ()
    choices: Sequence[str] = ()
    explanation: str = ""
    difficulty: int = 2
    tags: Sequence[str] = ()
    several: bool = False
    media: Sequence[str] = ()
    is_opinion: bool = False


def question_of(draft: Draft, id: str) -> Question:
    """Return the question that a draft makes; LostError where trivia cannot ask it."""
    right, wrong = distinct(draft.answers), _wrong(draft)
    text = tidy(draft.question)
    _check(text, right, wrong, draft)
    shown, accept = (", ".join(right), ()) if draft.several or draft.is_opinion else (right[0], right[1:])
    return Question(
        id,
        text,
        shown,
        tidy(draft.explanation)[:TEXT_LIMIT].rstrip(),
        accept=accept,
        choices=wrong,
        difficulty=min(max(draft.difficulty, 1), 3),
        tags=tuple(dict.fromkeys(slug for tag in draft.tags if (slug := slug_of(tag)))),
        right=right if draft.several else (),
        is_opinion=draft.is_opinion,
    )


def losses(draft: Draft, question: Question) -> Iterator[str]:
    """Return what of a draft its question does not have: choices, media, the end of an explanation, tags."""
    # Of answers that are typed, another case is no other answer.
    yield from _lost_choices(draft, question) if draft.choices else ()
    for medium in draft.media:
        yield worded("{medium} is not carried over", medium=medium)
    if len(tidy(draft.explanation)) > TEXT_LIMIT:
        yield worded("the explanation is longer than {limit} characters, and is cut there", limit=TEXT_LIMIT)
    for tag in draft.tags:
        if tag.strip() and not slug_of(tag):
            yield worded("the tag “{tag}” has no Latin letter or digit", tag=squeezed(tag)[:40])


def _lost_choices(draft: Draft, question: Question) -> Iterator[str]:
    texts = [squeezed(text) for text in (*draft.answers, *draft.choices)]
    if len(list(filter(None, texts))) > len(distinct(draft.answers)) + len(question.choices):
        yield worded("equal choices are one: {choices}", choices=_repeated(texts))
    if not draft.media and not all(texts):
        yield worded("an empty choice is left out")


def _wrong(draft: Draft) -> tuple[str, ...]:
    """Return the choices that are no right answer, each once."""
    right = {squeezed(answer).casefold() for answer in draft.answers}
    return tuple(choice for choice in distinct(draft.choices) if choice.casefold() not in right)


def _check(text: str, right: Sequence[str], wrong: Sequence[str], draft: Draft) -> None:
    """Raise LostError when something is wrong with a question."""
    if not text:
        alone = worded("there is no question beside the picture or sound")
        raise LostError(alone if draft.media else worded("there is no question"))
    if draft.is_opinion:
        _check_opinion(right, wrong)
    elif not right:
        raise LostError(worded("there is no right answer"))
    if len(text) > TEXT_LIMIT:
        raise LostError(worded("the question has {length} characters; {limit} fit", length=len(text), limit=TEXT_LIMIT))
    _check_choices(right, wrong, draft)
    shown = ", ".join(right) if draft.several else ""
    if long := next((answer for answer in (*right, *wrong, shown) if len(answer) > ANSWER_LIMIT), ""):
        raise LostError(
            worded(
                "an answer has {length} characters; {limit} fit: {long}…",
                length=len(long),
                limit=ANSWER_LIMIT,
                long=long[:40],
            )
        )


def _check_opinion(right: Sequence[str], choices: Sequence[str]) -> None:
    if right:
        raise LostError(worded("it asks for an opinion, and yet an answer is right; leave out one of the two"))
    if not LEAST_CHOICES <= len(choices) <= MOST_CHOICES:
        raise LostError(
            worded(
                "an opinion needs {least} to {most} choices, and this has {number}",
                least=LEAST_CHOICES,
                most=MOST_CHOICES,
                number=len(choices),
            )
        )


def _check_choices(right: Sequence[str], wrong: Sequence[str], draft: Draft) -> None:
    if draft.several and len(right) < 2:
        raise LostError(worded("several answers should be right, and there is one"))
    if draft.several and not all(map(squeezed, draft.answers)):
        raise LostError(worded("a right choice has no text"))
    if draft.several and not wrong:
        raise LostError(worded("every choice is right, so there is nothing to choose"))
    if draft.choices and not wrong:
        raise LostError(worded("no wrong choice is left: they are empty, a picture, or the right answer itself"))


def _repeated(texts: Sequence[str]) -> str:
    seen: set[str] = set()
    repeated: list[str] = []
    for text in filter(None, texts):
        if text.casefold() in seen:
            repeated.append(text[:40])
        seen.add(text.casefold())
    return ", ".join(f"“{text}”" for text in distinct(repeated))
