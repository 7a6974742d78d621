"""No reader takes a time that grows faster than its file: held with long runs of whatever means something to one."""

from __future__ import annotations

import gc
import io
import json
from collections.abc import Callable
from contextlib import suppress
from time import process_time
from zipfile import ZipFile

import pytest

from bot.files.cells import bare, shown
from bot.files.child import RefusedError
from bot.files.texts import decoded
from bot.trivia.formats import apkg
from bot.trivia.formats.lists import choices_of, meant, parted
from bot.trivia.formats.markup import has_markup, shown_html, shown_markdown, unescaped
from bot.trivia.formats.readers import READERS
from bot.trivia.formats.tables import sheets
from bot.trivia.formats.tables.columns import parse_columns
from bot.trivia.formats.tables.heads import role_of
from bot.trivia.formats.texts import slug_of, squeezed
from tests.gathered import gathered

# Each means something to one of the readers; a text stands before them, so that no blank is at a beginning.
RUNS = (
    "\\", "|", " ", "\n", "a ", "a\n", "9", "9,", "[", "](", "{", "}", '"', "'", "<", "<a ", "<!--", "<a b=", "</p>", "&",
    "*", "**a", "_", "`", "%", "#", "~a", "=", ":", "- ", ".", ",", ";", "?", "A. ", "ANSWER ", "[tag:", "[sound:", "{{c1::",
    "}}",
)  # fmt: skip
ENDS = ("", "\\")
SHORT, LONG = 500, 2_000
# Seconds that are too few to hurt, and how many times longer four times the length may take: 16 is the square.
ENOUGH, RATIO = 0.006, 9
XML = {"<": "&lt;", "&": "&amp;"}
PARSERS: tuple[Callable[[str], object], ...] = (
    parted,
    choices_of,
    lambda text: meant(text, ("a", "b")),
    shown_html,
    shown_markdown,
    has_markup,
    unescaped,
    role_of,
    parse_columns,
    squeezed,
    slug_of,
    lambda text: shown(1.5, text),
    lambda text: bare(1.5, text),
    lambda text: decoded(b"<?xml " + text.encode()),
)


def seconds(read: Callable[[str], object], run: str) -> float:
    """Return how much processor time a reading takes, whatever comes of it, without collecting what others left."""
    gc.disable()
    try:
        before = process_time()
        with suppress(RefusedError, ValueError):
            read(run)
        return process_time() - before
    finally:
        gc.enable()


def grows(read: Callable[[str], object], piece: str, end: str) -> bool:
    """Whether four times the run takes far more than four times the time, and too long for its few characters."""
    short, long = ("x" + piece * (length // len(piece)) + end for length in (SHORT, LONG))
    if seconds(read, long) < ENOUGH:
        return False
    # Whatever else the machine does may have lengthened one of them.
    first, last = (min(seconds(read, run) for _ in range(3)) for run in (short, long))
    return last > max(RATIO * first, ENOUGH)


def framed(format: str, frame: str) -> Callable[[str], object]:
    """Return the reading of a file of a format with a run in place of each @."""
    escape = in_xml if frame.startswith("<") else in_json if frame.startswith('{"') else str
    return lambda run: READERS[format](frame.replace("@", escape(run)).encode())


def in_xml(text: str) -> str:
    return "".join(XML.get(letter, letter) for letter in text)


def in_json(text: str) -> str:
    return json.dumps(text)[1:-1]


FRAMED = tuple(one for frames in gathered("trivia/formats", "FRAMES") for one in frames)
READINGS = (
    *((f"{format} {frame[:60]!r}", framed(format, frame)) for format, frame in FRAMED),
    *((f"parser {number}", parser) for number, parser in enumerate(PARSERS)),
)


@pytest.mark.parametrize("read", [pytest.param(read, id=name) for name, read in READINGS])
def test_a_long_run_of_anything_takes_no_longer_than_its_length(read: Callable[[str], object]) -> None:
    assert [(piece, end) for piece in RUNS for end in ENDS if grows(read, piece, end)] == []


def test_every_reader_of_a_text_is_given_long_runs() -> None:
    """A reader may serve several formats, as what is pasted from Quizlet and from Blooket; archives are no text."""
    given = {READERS[format] for format, _ in FRAMED}

    assert set(READERS.values()) - given == {apkg.read, sheets.read}


def listed(piece: str, count: int) -> str:
    """Return pieces with their numbers in place of @."""
    return "".join(piece.replace("@", str(number)) for number in range(count))


def parts(count: int) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for number in range(count):
            archive.writestr(f"{number}.xml", "<p/>")
        archive.writestr("last.xml", "<assessmentItem/>")
    return out.getvalue()


def labels(count: int) -> str:
    label, equal = '<response_label ident="@"/>', "<varequal>@</varequal>"
    return (
        f"<item><presentation><response_lid>{listed(label, count)}</response_lid></presentation><resprocessing>"
        f"<respcondition><conditionvar>{listed(equal, count)}</conditionvar><setvar>1</setvar></respcondition>"
        "</resprocessing></item>"
    )


# What there may be many of in one question, item or package: how many, and the file of so many.
MANY: tuple[tuple[str, str, int, Callable[[int], str | bytes]], ...] = (
    ("answers", "gift", 2_000, lambda count: f"Q{{{listed('=@ ~w@ ', count)}}}"),
    ("labels", "qti", 6_000, labels),
    ("items in items", "qti", 160, lambda count: "<item>" * count + "<a/>" * count * 50 + "</item>" * count),
    ("parts", "qti", 1_200, parts),
    ("columns", "csv", 480, lambda count: listed("head @,", count) + "\n" + listed("cell @,", count) + "\n"),
)


@pytest.mark.parametrize(("format", "count", "made"), [pytest.param(*one[1:], id=one[0]) for one in MANY])
def test_many_of_anything_take_no_longer_than_their_number(
    format: str, count: int, made: Callable[[int], str | bytes]
) -> None:
    def took(number: int) -> float:
        content = made(number)
        file = content.encode() if isinstance(content, str) else content
        return min(seconds(lambda _: READERS[format](file), "") for _ in range(3))

    assert took(count) < max(RATIO * took(count // 4), 2 * ENOUGH)
