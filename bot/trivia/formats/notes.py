"""Anki's notes as questions: a front and a back, or a text with gaps, of which each number makes a card."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.facts.model import TEXT_LIMIT
from bot.files.wording import worded
from bot.frozen import Frozen, replace
from bot.trivia.formats.collector import Collector
from bot.trivia.formats.draft import ANSWER_LIMIT, Draft
from bot.trivia.formats.lists import parted
from bot.trivia.formats.markup import Shown, shown_html
from bot.trivia.formats.texts import squeezed

COLUMNS = ("question", "answer", "accept", "choices", "explanation", "difficulty", "right", "tags")
_SYNONYMS = {
    "front": "question", "text": "question", "term": "question", "prompt": "question", "vorderseite": "question",
    "recto": "question", "anverso": "question", "fronte": "question", "лицо": "question",
    "передняя сторона": "question",
    "back": "answer", "definition": "answer", "rückseite": "answer", "verso": "answer", "reverso": "answer",
    "retro": "answer", "оборот": "answer", "обратная сторона": "answer",
    "extra": "explanation", "back extra": "explanation", "notes": "explanation", "note": "explanation",
    "comment": "explanation", "tag": "tags", "schlagwörter": "tags", "mots-clés": "tags", "etiquetas": "tags",
}  # fmt: skip
BLANK = "_____"
# What our own notes are of, and those with a front and a back.
OWN_KIND = "Dateline question"
PLAIN_KINDS = ("Basic", OWN_KIND)
_GAP_OPEN = re.compile(r"\{\{c([0-9]{1,3})::")
_GAP = re.compile(r"\{\{c([0-9]{1,3})::|\}\}")
# Anki's own kind for pictures of which parts are covered.
_OCCLUSION = re.compile(r"image[ -]occlusion", re.IGNORECASE)
# A back that is longer than this on its first line alone is told as too long; a list of short lines is one answer.
ONE_ANSWER = 100
# A card is made for each gap: a text of more gaps than this has no room for them, nor has one of so many characters,
# marks and hints counted in. Gaps within gaps go no deeper.
MOST_GAPS, MOST_MARKED, MOST_NESTED = 50, 10 * TEXT_LIMIT, 8


class Note(Frozen, frozen=True):
    """A note: what each of its fields that trivia has a use for holds, what further ones are called, and its kind.

    A note of Anki's kind Basic has no gaps, whatever stands in it.
    """

    place: str
    cells: Mapping[str, str]
    others: tuple[str, ...] = ()
    is_html: bool = True
    kind: str = ""

    @property
    def gaps(self) -> tuple[str, ...]:
        """The numbers of its gaps, in order; each of them is a card."""
        if self.kind.startswith(PLAIN_KINDS):
            return ()
        return tuple(dict.fromkeys(_GAP_OPEN.findall(self.cells.get("question", ""))))

    @property
    def count(self) -> int:
        """How many cards it makes."""
        return max(len(self.gaps), 1)


def role_of(name: str) -> str:
    """Return what a field of that name holds; "" for one that trivia has no use for."""
    folded = squeezed(name).casefold()
    role = _SYNONYMS.get(folded, folded)
    return role if role in (*COLUMNS, "notetype", "deck") else ""


def fill(roles: dict[int, str], fields: Iterable[int]) -> None:
    """Take the first two fields without another use for the question and the answer, where no name says which are."""
    free = [index for index in fields if not roles.get(index)]
    for role in ("question", "answer"):
        if role not in roles.values() and free:
            roles[free.pop(0)] = role


def cells_of(
    texts: Sequence[str], roles: Mapping[int, str], name_of: Callable[[int], str]
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return what a note's fields hold, by their roles, and what further ones are called, "" for one of no account."""
    cells: dict[str, str] = {}
    others: list[str] = []
    for index, text in enumerate(texts):
        role = roles.get(index, "")
        if role and role not in cells:
            cells[role] = text
        elif text.strip() and (name := name_of(index)):
            others.append(name)
    return cells, tuple(others)


def add_notes(notes: Iterable[Note], collector: Collector) -> None:
    """Add the cards of notes."""
    for note in notes:
        for name in note.others:
            collector.remark(note.place, worded("the field “{name}” is not carried over", name=name[:40]))
        if _OCCLUSION.search(note.kind) or _OCCLUSION.search(note.cells.get("question", "")):
            _lose_picture(note, collector)
        elif note.gaps:
            _add_gaps(note, collector)
        else:
            _add_sides(note, collector)


def _lose_picture(note: Note, collector: Collector) -> None:
    for _ in range(note.count):
        collector.lose(note.place, worded("parts of a picture are asked, and pictures are not carried over"))


def _shown(text: str, note: Note) -> Shown:
    return shown_html(text) if note.is_html else Shown(text)


def _add_sides(note: Note, collector: Collector) -> None:
    cells = {name: _shown(cell, note) for name, cell in note.cells.items()}
    empty = Shown("")
    answer, more = _divided(cells.get("answer", empty).text)
    right = parted(cells.get("right", empty).text)
    accept = parted(cells.get("accept", empty).text)
    explanation = cells.get("explanation", empty).text
    collector.add(
        note.place,
        Draft(
            cells.get("question", empty).text,
            right or (answer, *accept),
            parted(cells.get("choices", empty).text),
            f"{more}\n{explanation}".strip(),
            _level(note),
            note.cells.get("tags", "").split(),
            several=bool(right),
            media=[medium for cell in cells.values() for medium in cell.media],
        ),
    )


def _divided(back: str) -> tuple[str, str]:
    """Return the answer and what explains it: a short back is the answer, of a long one the first line is."""
    lines = [line for line in back.split("\n") if line.strip()]
    if len(lines) > 1 and lines[1].startswith("("):
        # What stands in brackets below an answer explains it.
        return lines[0], "\n".join(lines[1:])
    whole = "; ".join(lines)
    if len(lines) < 2 or len(whole) <= ONE_ANSWER:
        return _cut(whole) if len(lines) < 2 else (whole, "")
    return lines[0], "\n".join(lines[1:])


def _cut(line: str) -> tuple[str, str]:
    """Return the first sentence of a line that is too long for an answer, and the rest."""
    if len(line) <= ANSWER_LIMIT:
        return line, ""
    end = max(line.rfind(mark, 0, ANSWER_LIMIT) for mark in (". ", "; ", "! ", "? "))
    return (line[: end + 1].rstrip(";"), line[end + 2 :]) if end > 0 else (line, "")


def _level(note: Note) -> int:
    level = note.cells.get("difficulty", "").strip()
    return int(level) if level in {"1", "2", "3"} else 2


def _add_gaps(note: Note, collector: Collector) -> None:
    numbers = note.gaps
    # What stands in a gap, and what does not, is told before any markup is read, so that it is read once.
    question, *extra = (_shown(note.cells.get(name, ""), note) for name in ("question", "answer", "explanation"))
    if fault := _fault(question.text, len(numbers)):
        for _ in numbers:
            collector.lose(note.place, fault)
        return
    pieces = list(_pieces(question.text))
    explanation = [_gapped(_pieces(text.text), "")[0] for text in extra]
    draft = Draft(
        "",
        explanation="\n".join(filter(None, explanation)),
        difficulty=_level(note),
        tags=note.cells.get("tags", "").split(),
        media=[medium for text in (question, *extra) for medium in text.media],
    )
    for number in numbers:
        gapped, hidden = _gapped(pieces, number)
        if any(letter.isalnum() for letter in gapped):
            answer = ", ".join(dict.fromkeys(filter(None, map(squeezed, hidden))))
            collector.add(note.place, replace(draft, question=gapped, answers=(answer,)))
        else:
            collector.lose(note.place, worded("there is nothing around the gap to ask by"))


def _fault(text: str, gaps: int) -> str:
    """Return why a text has more gaps, or is longer, than any that could be asked, or ""."""
    if gaps > MOST_GAPS:
        return worded("it has {count} gaps; divide it into notes of {limit} at most", count=gaps, limit=MOST_GAPS)
    if len(text) > MOST_MARKED:
        return worded("the question has {length} characters; {limit} fit", length=len(text), limit=TEXT_LIMIT)
    return ""


@dataclass(slots=True)
class _Open:
    """A gap that is not closed yet: its number, and what was read in it so far."""

    number: str
    parts: list[str]


def _gapped(pieces: Iterable[tuple[str, str | None]], number: str) -> tuple[str, tuple[str, ...]]:
    """Return a text with the gaps of one number empty and the others filled, and what stood in the empty ones."""
    hidden: list[str] = []
    stack = [_Open("", [])]
    for piece, gap in pieces:
        if gap is None:
            stack[-1].parts.append(piece)
        elif gap and len(stack) <= MOST_NESTED:
            stack.append(_Open(gap, []))
        elif not gap and len(stack) > 1:
            _close(stack, number, hidden)
        else:
            stack[-1].parts.append(piece)
    while len(stack) > 1:
        _close(stack, number, hidden)
    return "".join(stack[0].parts), tuple(hidden)


def _close(stack: list[_Open], number: str, hidden: list[str]) -> None:
    gap = stack.pop()
    inside, _, hint = "".join(gap.parts).partition("::")
    if gap.number != number:
        stack[-1].parts.append(inside)
        return
    hidden.append(inside)
    stack[-1].parts.append(f"{BLANK} ({hint.strip()})" if hint.strip() else BLANK)


def _pieces(text: str) -> Iterator[tuple[str, str | None]]:
    """Return a text in pieces: plain ones with None, the beginning of a gap with its number, an end with ""."""
    position = 0
    for mark in _GAP.finditer(text):
        if mark.start() > position:
            yield text[position : mark.start()], None
        yield mark[0], mark[1] or ""
        position = mark.end()
    yield text[position:], None
