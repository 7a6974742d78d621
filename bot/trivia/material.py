"""What can be learned of the packs: their hand-written questions, by topic and by pack, easy ones first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from bot.facts.library import Library
from bot.facts.model import MOST_CHOICES, Kind, Question
from bot.frozen import Frozen
from bot.trivia.questions.asked import Asked, Form
from bot.trivia.questions.written import MOST_RIGHT, is_askable, with_choices


class Material(Frozen, frozen=True):
    """What a person wants to learn; `is_everything` means that also all cards that are due belong to it."""

    questions: tuple[Asked, ...]
    title: str = ""
    is_everything: bool = False


def everything(library: Library) -> tuple[Asked, ...]:
    """Return the questions of all packs."""
    return cards_of(library, _questions(library))


def on_topic(library: Library, topic: str) -> tuple[Asked, ...]:
    """Return the questions about a record's id, or with a tag that has a leading `#`."""
    return cards_of(library, (question for question in _questions(library) if topic in question.topics))


def of_pack(library: Library, pack: str) -> tuple[Question, ...]:
    """Return the questions of a pack as they are written, by id."""
    return _by_pack(library).get(pack, ())


def cards_of(library: Library, questions: Iterable[Question]) -> tuple[Asked, ...]:
    """Return questions as cards ask them, easy ones first; without opinions, and without what is grave or disputed."""
    fit = (question for question in questions if not question.is_opinion and is_askable(question, library))
    return tuple(card_of(question) for question in sorted(fit, key=lambda question: question.difficulty))


def card_of(question: Question) -> Asked:
    """Return a question as it is asked from a card.

    Of one right choice none are shown, and it comes first. Of several all are shown, in the order of the alphabet.
    """
    several = question.right[:MOST_RIGHT]
    if not several:
        return with_choices(question, (question.answer, *question.choices), 0, (), question.about)
    shown = sorted((*several, *question.choices[: MOST_CHOICES - len(several)]), key=str.casefold)
    right = tuple(index for index, choice in enumerate(shown) if choice in several)
    return with_choices(question, tuple(shown), 0, right, question.about)


def current(library: Library, asked: Asked) -> Asked:
    """Return a question as its pack has it now; one that no pack has with a right answer, as it was."""
    record = library.record(asked.id)
    if asked.form is Form.WRITTEN and isinstance(record, Question) and not record.is_opinion:
        return card_of(record)
    return asked


@lru_cache(maxsize=8)
def _questions(library: Library) -> tuple[Question, ...]:
    return tuple(record for record in library.records(Kind.QUESTION) if isinstance(record, Question))


@lru_cache(maxsize=8)
def _by_pack(library: Library) -> Mapping[str, tuple[Question, ...]]:
    packs: dict[str, list[Question]] = {}
    for question in _questions(library):
        packs.setdefault(library.pack_of(question.id).id, []).append(question)
    return {pack: tuple(questions) for pack, questions in packs.items()}
