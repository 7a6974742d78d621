"""Anki's text export: `#separator`, `#html`, `#columns`, tags. The format: https://docs.ankiweb.net/importing/text-files.html."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from bot.facts.model import Question
from bot.files.tables import decoded
from bot.files.workbooks import UnreadableError
from bot.trivia.formats.imported import Collector, Imported, plain
from bot.trivia.formats.lists import joined, parted

SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "space": " ", "pipe": "|", "colon": ":"}
COLUMNS = ("question", "answer", "accept", "choices", "explanation", "difficulty", "tags")
_SYNONYMS = {"front": "question", "back": "answer", "text": "question", "extra": "explanation", "tag": "tags"}


def read(content: bytes) -> Imported:
    """Read a list of notes; without #columns the first is the question and the second the answer."""
    lines = decoded(content).splitlines(keepends=True)
    header = _header(lines)
    start = next((number for number, line in enumerate(lines) if not line.startswith("#")), len(lines))
    collector = Collector()
    reader = csv.reader(io.StringIO("".join(lines[start:]), newline=""), delimiter=_separator(header, lines[start:]))
    columns = _columns(header)
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                place = f"line {start + reader.line_num}"
                _add(place, _cells(row, columns, header), len(row) - len(columns), collector)
    except csv.Error as error:
        raise UnreadableError(f"line {start + reader.line_num}: {error}") from None
    return collector.result(header.get("deck", ""))


def _header(lines: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.removeprefix("#").rstrip("\r\n").partition(":")
        if not line.startswith("#") or not colon:
            break
        found[name.strip().casefold()] = value
    return found


def _separator(header: Mapping[str, str], lines: Sequence[str]) -> str:
    named = header.get("separator", "").strip()
    if named:
        separator = SEPARATORS.get(named.casefold(), named)
        if len(separator) != 1:
            raise UnreadableError(f"the separator “{named}” is not known; write one of {', '.join(SEPARATORS)}")
        return separator
    first = lines[0] if lines else ""
    return next((mark for mark in "\t;,|" if mark in first), "\t")


def _columns(header: Mapping[str, str]) -> tuple[str, ...]:
    """Return what each column holds; "" for one that trivia has no use for."""
    named = header.get("columns", "").strip()
    separator = SEPARATORS.get(header.get("separator", "tab").strip().casefold(), "\t")
    names = [name.strip().casefold() for name in named.split(separator)] if named else ["question", "answer"]
    columns = [_SYNONYMS.get(name, name) if _SYNONYMS.get(name, name) in COLUMNS else "" for name in names]
    if "question" not in columns and columns:
        columns[0] = "question"
    if "answer" not in columns and len(columns) > 1:
        columns[1] = "answer"
    return _with_tags(columns, header.get("tags column", ""))


def _with_tags(columns: list[str], number: str) -> tuple[str, ...]:
    if number.strip().isdecimal() and int(number) <= 100:
        columns += [""] * (int(number) - len(columns))
        columns[int(number) - 1] = "tags"
    return tuple(columns)


def _cells(row: Sequence[str], columns: Sequence[str], header: Mapping[str, str]) -> dict[str, str]:
    shown = plain if header.get("html", "true").strip().casefold() == "true" else str
    return {name: shown(cell) for name, cell in zip(columns, row, strict=False) if name}


def _add(place: str, cells: Mapping[str, str], more: int, collector: Collector) -> None:
    if more > 0:
        collector.remark(place, f"{more} more column{'s' if more > 1 else ''} that #columns does not name")
    level = cells.get("difficulty", "").strip()
    collector.add(
        place,
        cells.get("question", ""),
        (cells.get("answer", ""), *parted(cells.get("accept", ""))),
        parted(cells.get("choices", "")),
        cells.get("explanation", ""),
        int(level) if level in {"1", "2", "3"} else 2,
        cells.get("tags", "").split(),
    )


def write(questions: Iterable[Question]) -> bytes:
    """Write questions as notes that Anki imports: plain text, a column a field."""
    out = io.StringIO(newline="")
    names = "\t".join(COLUMNS)
    out.write(f"#separator:tab\n#html:false\n#columns:{names}\n#tags column:{len(COLUMNS)}\n")
    rows = csv.writer(out, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_ALL)
    rows.writerows(_row(question) for question in questions)
    return out.getvalue().encode()


def _row(question: Question) -> tuple[str, ...]:
    return (
        question.question,
        question.answer,
        joined(question.accept),
        joined(question.choices),
        question.explanation,
        str(question.difficulty),
        " ".join(question.tags),
    )
