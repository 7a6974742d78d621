"""Anki's text export: `#separator`, `#html`, `#columns`, tags. The format: https://docs.ankiweb.net/importing/text-files.html."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from bot.facts.model import Question
from bot.files.separated import csv_rows
from bot.files.texts import UnreadableError, decoded, lines_of
from bot.files.wording import worded
from bot.frozen import Frozen
from bot.trivia.formats.collector import Collector
from bot.trivia.formats.imported import Imported
from bot.trivia.formats.lists import joined
from bot.trivia.formats.notes import Note, add_notes, cells_of, fill, role_of
from bot.trivia.formats.tables.columns import Part
from bot.trivia.formats.uploads import is_upload

SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "space": " ", "pipe": "|", "colon": ":"}
# Columns that are not fields of the note, by the header lines that number them.
_META = {"guid column": "", "notetype column": "notetype", "deck column": "deck", "tags column": "tags"}
_KNOWN = {"separator", "html", "columns", "tags", "deck", "notetype", "if matches", *_META}
# The names that Anki's own note types give their first two fields; without them it would map nothing.
_WRITTEN = ("Front", "Back", "Accept", "Choices", "Explanation", "Difficulty", "Right", "Tags")
# A number, or what programs make of chance: a UUID, or a row of letters and digits that is no word.
_ID = re.compile(r"[0-9]{1,18}|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|(?=\S*[0-9])[0-9a-fA-F]{16,64}")
_PAIR = 2
# What is the same in so many notes sorts them, as a chapter does.
_SORTING = 8


class _Sheet(Frozen, frozen=True):
    """What the header lines say: the separator, what each column holds ("" for nothing of use), whether it is HTML."""

    separator: str
    columns: Mapping[int, str]
    is_html: bool
    header: Mapping[str, str]
    names: tuple[str, ...] = ()

    def name_of(self, index: int) -> str:
        """Return what a column is called, or its number; "" for one that is no field of a note."""
        if index + 1 in {_number(self.header.get(name, "")) for name in _META}:
            return ""
        name = self.names[index] if index < len(self.names) else ""
        return name or str(index + 1)


def read(content: bytes) -> Imported:
    """Read a list of notes; without #columns the first field is the question and the second the answer."""
    plain = lines_of(decoded(content))
    if is_upload(plain):
        raise UnreadableError("this is a list of Blackboard’s, and no list of notes")
    lines = [f"{line}\n" for line in plain]
    start = _header_end(lines)
    header = _header(lines[:start])
    names = _names(header)
    separator = _separator(header, lines[start:])
    rows = _rows(lines[start:], separator, start)
    sheet = _Sheet(separator, _columns(header, names, rows), _is_html(header), header, names)
    usual = _usual_width(rows) if not header and sheet.separator != "\t" else 0
    notes = [_note(place, row, sheet) for place, row in rows if not usual or len(row) <= usual]
    strange = [place for place, row in rows if usual and len(row) > usual]
    collector = Collector(sum(note.count for note in notes) + len(strange))
    for place in strange:
        # “What is 1,000 + 1?,1001”: where the question ends, nothing tells.
        collector.lose(place, worded("“{mark}” stands more often in it than in other lines", mark=sheet.separator))
    add_notes(notes, collector)
    understood = () if header else (Part("question", "1", is_field=True), Part("answer", "2", is_field=True))
    return collector.result(header.get("deck", "").rpartition("::")[2], understood=understood)


def _usual_width(rows: Sequence[tuple[str, Sequence[str]]]) -> int:
    widths = Counter(len(row) for _, row in rows)
    return max(widths, key=lambda width: (widths[width], -width), default=0)


def _header_end(lines: Sequence[str]) -> int:
    """Return how many lines come before the notes: those that tell of them, and comments, which have one field."""
    return next((number for number, line in enumerate(lines) if not line.startswith("#") or _is_note(line)), len(lines))


def _is_note(line: str) -> bool:
    name, colon, _ = line[1:].partition(":")
    return "\t" in line and not (colon and name.strip().casefold() in _KNOWN)


def _header(lines: Sequence[str]) -> dict[str, str]:
    pairs = (line[1:].rstrip("\n").partition(":") for line in lines)
    return {name.strip().casefold(): value for name, colon, value in pairs if colon}


def _separator(header: Mapping[str, str], lines: Sequence[str]) -> str:
    named = header.get("separator", "")
    if named.strip() or named == "\t":
        separator = SEPARATORS.get(named.strip().casefold(), named.strip() or named)
        if len(separator) != 1:
            raise UnreadableError(
                "the separator “{named}” is not known; write one of {known}",
                named=named.strip()[:20],
                known=", ".join(SEPARATORS),
            )
        return separator
    first = next((line for line in lines if line.strip()), "")
    return next((mark for mark in "\t;,|" if mark in first), "\t")


def _rows(lines: Sequence[str], separator: str, start: int) -> list[tuple[str, list[str]]]:
    rows = csv_rows("".join(lines), separator, start)
    return [(f"line {line}", row) for line, row in rows if any(cell.strip() for cell in row)]


def _is_html(header: Mapping[str, str]) -> bool:
    return header.get("html", "true").strip().casefold() == "true"


def _names(header: Mapping[str, str]) -> tuple[str, ...]:
    """Return what the columns are called; nothing where no line says it."""
    named = header.get("columns", "").strip("\r\n")
    separator = SEPARATORS.get(header.get("separator", "tab").strip().casefold(), "\t")
    return tuple(name.strip() for name in named.split(separator)) if named.strip() else ()


def _columns(
    header: Mapping[str, str], names: Sequence[str], rows: Sequence[tuple[str, Sequence[str]]]
) -> Mapping[int, str]:
    width = max((len(row) for _, row in rows[:50]), default=2)
    meta = {_number(header.get(name, "")): role for name, role in _META.items() if name in header}
    fields = [index for index in range(max(width, len(names))) if index + 1 not in meta]
    roles = {index: role_of(names[index]) for index in fields if index < len(names)}
    fill(roles, [index for index in fields if names or not _is_beside(rows, index, len(fields))])
    return roles | {column - 1: role for column, role in meta.items()}


def _is_beside(rows: Sequence[tuple[str, Sequence[str]]], index: int, fields: int) -> bool:
    """Whether a field numbers the notes or sorts them, and two more fields have what is asked."""
    cells = [row[index].strip() for _, row in rows if index < len(row)]
    if fields <= _PAIR or len(cells) < _PAIR:
        return False
    values = set(cells)
    return len(values) * _SORTING < len(cells) or (len(values) == len(cells) and all(map(_ID.fullmatch, cells)))


def _number(text: str) -> int:
    return int(text) if text.strip().isdecimal() and len(text.strip()) < 4 else 0


def _note(place: str, row: Sequence[str], sheet: _Sheet) -> Note:
    cells, others = cells_of(row, sheet.columns, sheet.name_of)
    cells["tags"] = f"{cells.get('tags', '')} {sheet.header.get('tags', '')}"
    kind = cells.get("notetype", "") or sheet.header.get("notetype", "")
    return Note(place, cells, others, sheet.is_html, kind)


def write(questions: Iterable[Question]) -> bytes:
    """Write questions as notes that Anki's own note type Basic takes: plain text, a column a field."""
    out = io.StringIO(newline="")
    names = "\t".join(_WRITTEN)
    out.write(f"#separator:tab\n#html:false\n#notetype:Basic\n#columns:{names}\n#tags column:{len(_WRITTEN)}\n")
    rows = csv.writer(out, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_ALL)
    rows.writerows(row_of(question) for question in questions)
    return out.getvalue().encode()


def row_of(question: Question) -> tuple[str, ...]:
    """Return a question as the fields of a note, and its tags."""
    return (
        question.question,
        question.answer,
        joined(question.accept),
        joined(question.choices),
        question.explanation,
        str(question.difficulty),
        joined(question.right),
        " ".join(question.tags),
    )
