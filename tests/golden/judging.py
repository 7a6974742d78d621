"""Judges an answer by a golden question: whether the first screen answers, and whether the first entry does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO

from rich.console import Console

from adapters.console.render import render
from bot.chat import Choice, Reply
from bot.facts.library import Library
from bot.facts.model import Event
from tests.golden.questions import GoldenQuestion
from tests.golden.words import holds

# What a person sees of an answer without scrolling, in the smallest terminal that is common.
LINES = 20
COLUMNS = 80
# Buttons that show somebody or something: after a refusal, a stranger.
CARDS = frozenset({"who", "what", "sources"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """How well a question was answered: whether the answer is there at all, on the first screen, in the first entry."""

    is_anywhere: bool
    is_on_screen: bool
    is_first: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that an answer tells: its text, and the fact's id, "" where it is no fact's own card or line."""

    id: str
    text: str


def judge(question: GoldenQuestion, reply: Reply, library: Library) -> Verdict:
    """Judge an answer. What is refused rightly counts as answered on the screen and first of all."""
    text = rendered(reply)
    if question.is_refused:
        is_right = _is_refusal(reply) and holds(text, question.words)
        return Verdict(is_right, is_right, is_right)
    is_on_screen = holds(first_screen(text), question.words)
    is_first = is_on_screen and any(_fits(entry, question, library) for entry in first_entries(reply))
    return Verdict(holds(text, question.words), is_on_screen, is_first)


def rendered(reply: Reply) -> str:
    """Return what the console writes of a reply."""
    console = Console(width=COLUMNS, file=(file := StringIO()), color_system=None)
    console.print(render(reply))
    return file.getvalue()


def first_screen(text: str) -> str:
    """Return as much of a text as is seen without scrolling."""
    return "\n".join(text.splitlines()[:LINES])


def first_entries(reply: Reply) -> tuple[Entry, ...]:
    """Return what may be taken for the first entry: a card alone, or what stands above a list and the list's first."""
    said = Entry(reply.id, "\n".join(_said(reply)))
    if reply.id:
        return (said,)
    return (said, *(Entry(item.id, f"{item.date}\n{item.title}\n{item.text}") for item in reply.items[:1]))


def _said(reply: Reply) -> Iterator[str]:
    """Yield what stands above a reply's list; the title of a list only repeats the question."""
    if not reply.items and not reply.menu:
        yield reply.title
    yield reply.text
    yield from (f"{statement.who}: {statement.says} ({statement.stake})" for statement in reply.statements)
    yield from (f"{field.name} {field.value}" for field in reply.fields)
    if reply.menu and not reply.items:
        yield from (f"{choice.label} {choice.detail}" for choice in reply.menu.choices[:1])


def _fits(entry: Entry, question: GoldenQuestion, library: Library) -> bool:
    fact = library.fact(entry.id) if entry.id else None
    if question.within:
        return isinstance(fact, Event) and fact.date.overlaps(question.within)
    if question.first and fact:
        return fact.id in question.first
    return holds(entry.text, question.words)


def _is_refusal(reply: Reply) -> bool:
    """Whether a reply says that it has no answer, and offers none; “no command” has not even read the question."""
    is_read = "no command" not in reply.text.casefold()
    offers = reply.id or reply.items or reply.fields or reply.statements or reply.menu
    return is_read and bool(reply.title or reply.text) and not offers and not _has_card(reply.choices)


def _has_card(choices: Iterable[Choice]) -> bool:
    return any(choice.action.split(maxsplit=1)[0] in CARDS for choice in choices)
