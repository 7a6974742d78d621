"""Aiken: a line with the question, a line for each choice, `ANSWER: B`. The format: https://docs.moodle.org/en/Aiken_format."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from bot.files.texts import decoded, lines_of
from bot.files.wording import Worded, worded
from bot.frozen import Frozen, replace
from bot.trivia.formats.collector import Collector
from bot.trivia.formats.draft import Draft, LostError
from bot.trivia.formats.imported import Imported
from bot.trivia.formats.markup import shown_alike
from bot.trivia.formats.texts import squeezed

# By which choices are called, in their order.
_ALPHABETS = ("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "АБВГДЕЖЗИК")
# “A. Riga”, “a) Riga”, “(A) Riga”, and “A.Riga” where no small letter follows, as of “e.g.”.
_CHOICE = re.compile(r"[(\[]?([A-Za-zА-Яа-я])(?:[.)\]]\s+|[)\]](?=\S)|\.(?=[^\W_a-zа-я]|[\"“«(]))(\S.*)")
_NAME = (
    r"(?:(?:the\s+)?(?:correct|right|best)\s+|richtige\s+|bonne\s+|правильн\w{2}\s+)?"
    r"(?:answers?|antwort(?:en)?|lösung|respuestas?|réponses?|rispost[ae]|respostas?|antwoord|odpowiedź|ответ|відповідь|"
    r"svar|cevap)(?:\s+(?:is|are|correctas?|corrett[ae]|corretas?))?"
)
_ENDING = re.compile(rf"(?P<before>\W{{0,5}}){_NAME}\s*[:=]\s*(?P<answer>.*)", re.IGNORECASE)
_LETTER = re.compile(r"[(\[]?([A-Za-zА-Яа-я])[.)\]]{0,2}")
_LETTER_AND_TEXT = re.compile(r"[(\[]?([A-Za-zА-Яа-я])[.):\]]+\s*(\S.*)")
_BETWEEN = re.compile(r"\s*(?:[,;&/+]|\band\b|\bund\b|\by\b|\bet\b|\s)\s*")
_FEEDBACK = re.compile(
    r"\*?(?:feedback|explanation|rationale|erklärung|begründung|explicación|explication|объяснение|пояснення)\s*:\s*\*?"
    r"\s*(.*)",
    re.IGNORECASE,
)
_HEADING = re.compile(r"#{1,6}\s+(.*)|[-=*_]{3,}")
# What chat programs write around a question or an answer; “2**3**4” is none.
_BOLD = re.compile(r"(?<![\w*])\*\*(?=\S)([^*]+)(?<=\S)\*\*(?![\w*])")
_NUMBERED = re.compile(r"(?:question\s+)?([0-9]{1,4})\s*[.):]\s+(\S.*)", re.IGNORECASE)


# A question has two choices, and a number alone before a question may be a part of it.
FEWEST, MOST_UNCOUNTED = 2, 2
# A choice: the letter and the text.
_Lettered: TypeAlias = tuple[str, str]


class _Line(Frozen, frozen=True):
    """A line that is not empty; `is_apart` when an empty one stands before it."""

    number: int
    text: str
    is_apart: bool


class _Block(Frozen, frozen=True):
    """One question: its lines, the line with the answer ("" when there is none), what explains it.

    `strays` are lines behind the answer before it that belong to neither.
    """

    lines: tuple[_Line, ...]
    answer: str = ""
    explanation: str = ""
    strays: tuple[_Line, ...] = ()


def read(content: bytes) -> Imported:
    """Read every block of a question, its choices and an ANSWER line."""
    headings: list[_Line] = []
    whole = _blocks(_lines(decoded(content)), headings)
    blocks = _unnumbered([part for block in whole for part in _divided(block)])
    collector = Collector(len(blocks))
    for heading in headings:
        collector.remark(f"line {heading.number}", worded("a heading is not carried over"))
    for block in blocks:
        for stray in block.strays:
            collector.remark(f"line {stray.number}", worded("“{text}” is not carried over", text=stray.text[:40]))
        collector.take(f"line {block.lines[0].number}", _draft, block)
    return collector.result()


def _unnumbered(blocks: Sequence[_Block]) -> Sequence[_Block]:
    """Return blocks without the numbers of their questions, where all of them are counted one after the other."""
    matches = [_NUMBERED.fullmatch(block.lines[0].text) for block in blocks]
    numbers = [int(match[1]) for match in matches if match]
    first = numbers[0] if numbers else 1
    if len(blocks) < MOST_UNCOUNTED or numbers != list(range(first, first + len(blocks))):
        return blocks
    firsts = [replace(block.lines[0], text=match[2]) for block, match in zip(blocks, matches, strict=True) if match]
    return [replace(block, lines=(line, *block.lines[1:])) for block, line in zip(blocks, firsts, strict=True)]


def _lines(text: str) -> Iterator[_Line]:
    is_apart = False
    for number, line in enumerate(lines_of(text), 1):
        if line.strip():
            yield _Line(number, _BOLD.sub(r"\1", line.strip()), is_apart)
        is_apart = not line.strip()


def _blocks(lines: Iterator[_Line], headings: list[_Line]) -> Iterator[_Block]:
    """Return what stands between two answer lines; a line of feedback belongs to the answer before it."""
    waiting: _Block | None = None
    block: list[_Line] = []
    explanation: list[str] = []
    for line in lines:
        feedback = _FEEDBACK.fullmatch(line.text)
        if waiting and not block and (feedback or (explanation and not line.is_apart)):
            # What explains an answer may have several lines.
            explanation.append(feedback[1] if feedback else line.text)
        elif _ENDING.fullmatch(line.text) and block:
            yield from _explained(waiting, explanation)
            waiting, block = _without_strays(_Block(tuple(block), line.text), is_first=waiting is None), []
            explanation = []
        elif _HEADING.fullmatch(line.text) and not line.text.endswith("?"):
            headings += [line] if line.text.startswith("#") else []
        else:
            block.append(line)
    yield from _explained(waiting, explanation)
    yield from [_Block(tuple(block))] if block else []


def _explained(block: _Block | None, explanation: Sequence[str]) -> Iterator[_Block]:
    yield from [replace(block, explanation="\n".join(explanation))] if block else []


def _without_strays(block: _Block, *, is_first: bool) -> _Block:
    """Return a block without what stands right below the answer before it and an empty line above: “Points: 2”."""
    lines = block.lines
    cut = next((index for index, line in enumerate(lines) if line.is_apart), 0)
    if is_first or cut >= _first_choice(lines):
        return block
    return replace(block, lines=lines[cut:], strays=lines[:cut])


def _divided(block: _Block) -> Iterator[_Block]:
    """Return a block in two or more where choices begin again at A, so that an answer line was forgotten."""
    start, before = 0, ""
    for index, line in enumerate(block.lines):
        choice = _CHOICE.fullmatch(line.text)
        letter = choice[1].upper() if choice else ""
        if _follows(letter, "") and before and not _follows(before, ""):
            cut = _first_of_next(block.lines, index)
            yield _Block(block.lines[start:cut], strays=block.strays if not start else ())
            start, before = cut, ""
        if _follows(letter, before):
            before = letter
    yield replace(block, lines=block.lines[start:], strays=block.strays if not start else ())


def _first_of_next(lines: Sequence[_Line], choice: int) -> int:
    """Return where the question begins whose first choice stands at an index: after the choices of the one before."""
    index = choice
    while index > 0 and not _CHOICE.fullmatch(lines[index - 1].text):
        index -= 1
    return index if index < choice else choice


def _follows(letter: str, before: str) -> bool:
    """Whether a letter comes next in its alphabet, or is the first one where none is before."""
    if not before:
        return letter in {alphabet[0] for alphabet in _ALPHABETS}
    return bool(letter) and any(before + letter in alphabet for alphabet in _ALPHABETS)


def _no_ending(answer: str) -> Worded:
    if not answer:
        return worded("it has no answer line; end the question with a line such as “ANSWER: B”")
    return worded("its answer line is “{answer}”; end the question with a line such as “ANSWER: B”", answer=answer[:40])


def _draft(block: _Block) -> Draft:
    question, choices = _parted(block.lines)
    if len(choices) < FEWEST:
        raise LostError(worded("there are no choices; begin each on a line of its own: “A. …”, “B. …”"))
    right = _right(block.answer, choices)
    if not right or max(right) >= len(choices):
        raise LostError(_beyond(right, choices) if right else _no_ending(block.answer))
    shown = shown_alike([question, *(text for _, text in choices)])
    texts = [choice.text for choice in shown[1:]]
    return Draft(
        shown[0].text,
        [texts[index] for index in right],
        [text for index, text in enumerate(texts) if index not in right],
        block.explanation,
        several=len(right) > 1,
        media=[medium for text in shown for medium in text.media],
    )


def _beyond(right: Sequence[int], choices: Sequence[_Lettered]) -> Worded:
    letters = _alphabet(choices)
    there = ", ".join(letter.upper() for letter, _ in choices)
    return worded("the answer, {letter}, is none of the choices: {choices}", letter=letters[max(right)], choices=there)


def _alphabet(choices: Sequence[_Lettered]) -> str:
    return next(alphabet for alphabet in _ALPHABETS if choices[0][0].upper() in alphabet)


def _right(line: str, choices: Sequence[_Lettered]) -> tuple[int, ...]:
    """Return which choices an answer line names, by letters or by text; none when it is odd."""
    ending = _ENDING.fullmatch(line)
    if not ending or ending["before"]:
        return ()
    alphabet, answer = _alphabet(choices), ending["answer"].strip()
    both = _LETTER_AND_TEXT.fullmatch(answer)
    if both and (index := alphabet.find(both[1].upper())) >= 0:
        is_same = index < len(choices) and _plain(both[2]) == _plain(choices[index][1])
        return (index,) if is_same else ()
    parts = [answer] if len(answer) == 1 else [part for part in _BETWEEN.split(answer) if part]
    letters = [letter[1].upper() for part in parts if (letter := _LETTER.fullmatch(part))]
    if parts and len(letters) == len(parts):
        return tuple(sorted({alphabet.find(letter) for letter in letters})) if set(letters) <= set(alphabet) else ()
    same = [index for index, (_, text) in enumerate(choices) if _plain(text) == _plain(answer)]
    return tuple(same) if len(same) == 1 else ()


def _plain(text: str) -> str:
    return squeezed(text).casefold().rstrip(".")


def _parted(lines: Sequence[_Line]) -> tuple[str, list[_Lettered]]:
    """Return the question and its choices; a line without a letter goes on with what stands before it."""
    first = _first_choice(lines)
    choices: list[tuple[str, list[str]]] = []
    for line in lines[first:]:
        choice = _CHOICE.fullmatch(line.text)
        if choice and _follows(choice[1].upper(), choices[-1][0].upper() if choices else ""):
            choices.append((choice[1], [choice[2]]))
        else:
            choices[-1][1].append(line.text)
    question = "\n".join(line.text for line in lines[:first])
    return question, [(letter, " ".join(texts)) for letter, texts in choices]


def _first_choice(lines: Sequence[_Line]) -> int:
    """Return where the choices begin: at the last A that B follows, for a question may begin with an initial."""
    firsts = [
        index
        for index, line in enumerate(lines)
        if index and (choice := _CHOICE.fullmatch(line.text)) and _follows(choice[1].upper(), "")
    ]
    return firsts[-1] if firsts else len(lines)
