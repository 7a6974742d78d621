"""Kotoba's custom quizzes: CSV with the columns Question, Answers, Comment, Instructions, Render as; or a deck as JSON.

The formats: https://kotobaweb.com/bot/quizbuilder, and the decks of https://github.com/mistval/kotoba.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from bot.files.faults import json_fault
from bot.files.separated import csv_rows
from bot.files.texts import UnreadableError, decoded
from bot.files.wording import Worded, worded
from bot.frozen import Frozen
from bot.trivia.formats.collector import Collector
from bot.trivia.formats.draft import Draft, LostError
from bot.trivia.formats.imported import Imported


class _Card(Frozen, frozen=True):
    """A card: of decks that people made with `answers` and `comment`, of Kotoba's own with `answer` and `meaning`."""

    question: str
    answers: list[str] = msgspec.field(default_factory=list)
    answer: list[str] = msgspec.field(default_factory=list)
    comment: str = ""
    meaning: str = ""
    instructions: str = ""


class _Deck(Frozen, frozen=True):
    cards: list[msgspec.Raw]
    name: str = ""
    instructions: str = ""


def read(content: bytes) -> Imported:
    """Read a quiz; in a table its answers stand in one cell, separated by commas."""
    text = decoded(content)
    return _read_deck(text) if text.lstrip().startswith("{") else _read_table(text)


def _read_deck(text: str) -> Imported:
    try:
        deck = msgspec.json.decode(text, type=_Deck)
    except (msgspec.DecodeError, RecursionError) as error:
        raise UnreadableError("this is no deck of Kotoba’s: {why}", why=json_fault(error, text)) from None
    cards = [_card(raw) for raw in deck.cards]
    if cards and not any(isinstance(card, _Card) and (card.answers or card.answer) for card in cards):
        raise UnreadableError(
            "no card in this JSON has “question” and “answers”, as Kotoba’s have; write them into a table (.csv) with "
            "the columns question, answer and choices"
        )
    collector = Collector(len(cards))
    for number, card in enumerate(cards, 1):
        collector.take(f"card {number}", _draft, card, deck)
    return collector.result(deck.name)


def _draft(card: _Card | Worded, deck: _Deck) -> Draft:
    if isinstance(card, str):
        raise LostError(card)
    if card.question.strip() in card.answer:
        raise LostError(worded("the question is its answer, whose letters Kotoba shuffles"))
    question = _with_instructions(card.question.strip(), (card.instructions or deck.instructions).strip())
    return Draft(question, card.answers or card.answer, (), card.comment or card.meaning)


def _card(raw: msgspec.Raw) -> _Card | Worded:
    """Return a card, or why it is none."""
    try:
        card = msgspec.json.decode(raw, type=_Card | None)
    except (msgspec.ValidationError, RecursionError) as error:
        return worded("it is not built as Kotoba’s are: {why}", why=json_fault(error, ""))
    return worded("the card was deleted") if card is None else card


def _with_instructions(question: str, instructions: str) -> str:
    return f"{question} ({instructions})" if question and instructions else question


def _read_table(text: str) -> Imported:
    table = [row for _, row in csv_rows(text, ",")]
    header = [name.strip().casefold() for name in table[0]] if table else []
    if not {"question", "answers"} <= set(header):
        raise UnreadableError("row 1 must be: Question,Answers,Comment,Instructions,Render as")
    rows = [(number, row) for number, row in enumerate(table[1:], 2) if any(cell.strip() for cell in row)]
    collector = Collector(len(rows))
    for number, row in rows:
        _add(f"row {number}", dict(zip(header, row, strict=False)), collector)
    return collector.result()


def _add(place: str, cells: Mapping[str, str], collector: Collector) -> None:
    if cells.get("render as", "").strip().casefold() == "image":
        collector.remark(place, worded("the question is shown as text, not as an image"))
    question = _with_instructions(cells.get("question", "").strip(), cells.get("instructions", "").strip())
    collector.add(place, Draft(question, cells.get("answers", "").split(","), (), cells.get("comment", "")))
