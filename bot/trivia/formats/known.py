"""The formats by name, and which of them a file is of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.facts.model import Question
from bot.files.tables import decoded
from bot.files.workbooks import UnreadableError
from bot.trivia.formats import aiken, anki, gift, kotoba, opentdb, red, sheets, table
from bot.trivia.formats.imported import Imported, Remark

READERS: dict[str, Callable[[bytes], Imported]] = {
    "red": red.read,
    "opentdb": opentdb.read,
    "gift": gift.read,
    "aiken": aiken.read,
    "anki": anki.read,
    "kotoba": kotoba.read,
    "kahoot": sheets.read,
    "classquiz": sheets.read,
    "csv": table.read,
}
WRITTEN = {"csv": ".csv", "gift": ".gift.txt", "anki": ".anki.txt", "kahoot": ".xlsx"}


@dataclass(frozen=True, slots=True)
class Exported:
    """A file of questions, the ending its name should have, and what could not be carried over."""

    content: bytes
    ending: str
    remarks: tuple[Remark, ...] = ()


def read(name: str, content: bytes, format: str = "") -> Imported:
    """Read a file of questions of a known format, or of the one it looks like; UnreadableError when of none."""
    found = format or recognize(name, content)
    return READERS[found](content)


def write(questions: Iterable[Question], format: str) -> Exported:
    """Write questions in one of the formats of WRITTEN."""
    if format == "kahoot":
        content, remarks = sheets.write(questions)
        return Exported(content, WRITTEN[format], remarks)
    writers = {"csv": table.write, "gift": gift.write, "anki": anki.write}
    return Exported(writers[format](questions), WRITTEN[format])


def recognize(name: str, content: bytes) -> str:
    """Return the format of a file by its name's ending and its first lines; UnreadableError when it is unknown."""
    ending = name.casefold().rpartition(".")[2]
    known = {"json": "opentdb", "xlsx": "kahoot", "yaml": "red", "yml": "red", "gift": "gift"}
    if ending in known:
        return known[ending]
    if ending == "apkg":
        raise UnreadableError("this is Anki's package; in Anki choose File, Export, “Notes in Plain Text (.txt)”")
    if ending not in {"csv", "tsv", "txt"}:
        raise UnreadableError(f"the ending “.{ending}” is not known; take .yaml, .json, .txt, .csv or .xlsx")
    return _of_text(decoded(content), ending)


def _of_text(text: str, ending: str) -> str:
    first = text.partition("\n")[0].casefold()
    if re.match(r"#\s*(separator|html|columns|tags|deck|notetype)\b", first):
        return "anki"
    if ending == "csv":
        return "kotoba" if re.match(r'"?question"?,\s*"?answers', first) else "csv"
    if re.search(r"^ANSWER:", text, re.MULTILINE):
        return "aiken"
    return "gift" if "{" in text and "}" in text else "anki"
