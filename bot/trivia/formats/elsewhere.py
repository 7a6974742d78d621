"""Files of other kinds that people send, and what to export instead of each."""

from __future__ import annotations

import re
from collections.abc import Collection

from bot.files.texts import UnreadableError
from bot.files.wording import worded

_PICTURE = worded("this is a picture; write its questions into a table")
_BEGINNINGS = (
    (b"%PDF", worded("this is a PDF; copy its questions into a table with the columns question, answer and choices")),
    (b"{\\rtf", worded("this is rich text; save it as plain text (.txt)")),
    (
        b"\xd0\xcf\x11\xe0",
        worded("this is a file of an old Office; save it as .xlsx or .csv, a document as plain text (.txt)"),
    ),
    (
        b"SQLite format 3",
        worded("this is a database; in Anki choose File, Export, “Anki Deck Package (.apkg)”"),
    ),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (
        b"\x1f\x8b",
        worded("this is packed; in Moodle choose Question bank, Export, “Moodle XML format” instead of a backup"),
    ),
)
_INSIDE = {
    "word/document.xml": worded(
        "this is a Word document; save it as plain text (.txt) with the questions as Aiken or GIFT"
    ),
    "ppt/presentation.xml": worded("this is a presentation; write its questions into a table and save that as .xlsx"),
    "content.xml": worded("this is an OpenDocument file; save it as .xlsx or .csv"),
    "Index/Document.iwa": worded("this is a file of Numbers or Pages; save it as .xlsx or .csv"),
    "h5p.json": worded("this is H5P; export the questions from where they were written, as Moodle XML or GIFT"),
    "moodle_backup.xml": worded(
        "this is a backup of a course; in Moodle choose Question bank, Export, “Moodle XML format”"
    ),
}
_PAGE = re.compile(rb"\s*(?:<!--(?:(?!-->).)*-->\s*)?(<!doctype html|<html)", re.IGNORECASE | re.DOTALL)


def refuse_other_kinds(content: bytes) -> None:
    """Raise UnreadableError for what begins as a file of a kind in which no format of questions is."""
    for beginning, hint in _BEGINNINGS:
        if content.startswith(beginning):
            raise UnreadableError(hint)


def refuse_other_zips(parts: Collection[str]) -> None:
    """Raise UnreadableError for a zip whose parts, by their names, tell that it is of another program."""
    hint = next((hint for part, hint in _INSIDE.items() if part in parts), "")
    if hint:
        raise UnreadableError(hint)


def refuse_page(content: bytes) -> None:
    """Raise UnreadableError for a page of the web."""
    if _PAGE.match(content):
        raise UnreadableError("this is a web page; export the questions instead, or copy them into a table")
