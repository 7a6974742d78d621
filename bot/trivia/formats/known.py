"""The formats by name, and which of them a file is of: by its structure, whatever it is called."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from importlib import import_module

import msgspec

from bot.facts.model import Question
from bot.files.archives import Archive, is_archive
from bot.files.child import MEGABYTE, Limits, Readers
from bot.files.progress import Show
from bot.files.wording import worded
from bot.frozen import Frozen, replace
from bot.trivia.formats import anki, moodle, qti, sheets, table
from bot.trivia.formats.columns import Columns, parsed, role_of
from bot.trivia.formats.format import FORMATS
from bot.trivia.formats.imported import Imported, Remark, TooManyError, UnreadableError, decoded, remarked
from bot.trivia.questions.written import opinions

_MODULES = {one.name: import_module(f"bot.trivia.formats.{one.module or one.name}") for one in FORMATS}
# What reads a file of each, or raises UnreadableError.
READERS: Mapping[str, Callable[[bytes], Imported]] = {name: module.read for name, module in _MODULES.items()}
# The endings of the formats in which questions are written.
WRITTEN = {one.name: one.ending for one in FORMATS if one.ending}
# Of two that read a text equally well, the first is meant; what has the names of its columns is no list without them.
_TEXTS = tuple(one.name for one in sorted(FORMATS, key=lambda one: not one.has_heads) if one.weight)
_TABLES = {one.name for one in FORMATS if one.has_heads}
_WEIGHTS = {one.name: one.weight for one in FORMATS}
_WITHOUT_TAB = 0.6
_UNMARKED = {"gift", "anki", "quizlet"}
# How much the ending of a name counts beside the structure.
_ENDINGS = {ending: one.name for one in FORMATS for ending in one.endings}
_FOR_ENDING = 0.2
# Two formats that read nearly the same share of a text are asked about; one that reads less than this is none.
_CLOSE, _LEAST = 0.12, 0.15
_ANKI = re.compile(r"#\s*(separator|html|columns|tags|deck|notetype|guid)\b[^\n]*:", re.IGNORECASE)
PREVIEWED = 3
# What is called a table and has so many columns is no list of fronts and backs.
_WIDE = 3
READ_APART = Readers()
# The operator's own file may be larger than what people send.
READ_AT_LENGTH = Readers(Limits(processor=120, seconds=600, memory=1024 * MEGABYTE, output=256 * MEGABYTE))

_NEARLY_ALL = 0.9

# What to export instead, by how a file begins, or by what its name or a part of it ends in.
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


class Exported(Frozen, frozen=True):
    """A file of questions, the ending its name should have, and what could not be carried over."""

    content: bytes
    ending: str
    remarks: tuple[Remark, ...] = ()


class Read(Frozen, frozen=True):
    """What a file gave, and which format it was taken for."""

    format: str
    imported: Imported

    @property
    def preview(self) -> tuple[Question, ...]:
        """The first questions, by which one sees whether the file was understood."""
        return self.imported.questions[:PREVIEWED]

    @property
    def is_typed_only(self) -> bool:
        """Whether no question has wrong choices, so that all can be asked only where answers are typed."""
        right = [question for question in self.imported.questions if not question.is_opinion]
        return bool(right) and not any(question.choices for question in right)

    @property
    def opinions(self) -> int:
        """How many questions a survey alone asks."""
        return len(opinions(self.imported.questions))


def read(name: str, content: bytes, format: str = "") -> Imported:
    """Read a file of questions of a known format, or of the one it looks like; UnreadableError when of none."""
    return read_known(content, name, format).imported


def read_known(content: bytes, name: str, format: str = "", columns: str = "") -> Read:
    """Read a file of questions, and tell which format it is of; `columns` says what a table's columns are."""
    if columns:
        return _by_columns(content, parsed(columns))
    if format:
        return Read(format, READERS[format](content))
    for beginning, hint in _BEGINNINGS:
        if content.startswith(beginning):
            raise UnreadableError(hint)
    if is_archive(content):
        return _of_archive(content)
    return _of_text(name, content)


def _by_columns(content: bytes, columns: Columns) -> Read:
    is_workbook = is_archive(content)
    rows = sheets.rows_of(content) if is_workbook else table.rows_of_text(decoded(content))
    return Read("kahoot" if is_workbook else "csv", table.read_rows(rows, columns))


def read_apart(
    name: str,
    content: bytes,
    format: str = "",
    readers: Readers = READ_APART,
    columns: Columns | None = None,
    show: Show | None = None,
) -> Read:
    """Read a stranger's file as `read_known` does, in a process of its own; RefusedError when it cannot be read."""
    arguments = {"name": name, "format": format, "columns": str(columns) if columns else ""}
    return readers.read("bot.trivia.formats.known:read_known", Read, content, arguments, show)


def write(questions: Iterable[Question], format: str) -> Exported:
    """Write questions in one of the formats of WRITTEN; what such a file cannot hold is told."""
    listed = tuple(questions)
    if format != "csv" and (lost := opinions(listed)):
        written = write((one for one in listed if not one.is_opinion), format)
        return replace(written, remarks=(*written.remarks, *map(_not_written, lost)))
    if format == "kahoot":
        content, remarks = sheets.write(listed)
        return Exported(content, WRITTEN[format], remarks)
    return Exported(_MODULES[format].write(listed), WRITTEN[format])


def _not_written(opinion: Question) -> Remark:
    why = worded("it asks for an opinion, and a file of this kind wants a right answer; CSV keeps it")
    return remarked(opinion.id, why, is_lost=True)


def _of_archive(content: bytes) -> Read:
    format = _archived(content)
    try:
        return Read(format, READERS[format](content))
    except table.UnknownColumns as error:
        return _ask_back(format, error.columns)


def _ask_back(format: str, columns: Columns) -> Read:
    """Return what is said of a table whose columns only whoever brought it can tell."""
    why = worded(
        "it must name the columns: {names}; or question, answer 1, answer 2, …, correct", names=", ".join(table.HEADER)
    )
    return Read(format, Imported((), (remarked("row 1", why),), columns=columns))


def _archived(content: bytes) -> str:
    names = Archive(content).names
    if any(name.startswith("collection.anki2") for name in names):
        return "apkg"
    if "xl/workbook.xml" in names:
        return "kahoot"
    hint = next((hint for part, hint in _INSIDE.items() if part in names), "")
    if hint:
        raise UnreadableError(hint)
    if any(name.endswith(qti.PARTS) for name in names):
        return "qti"
    raise UnreadableError(
        "nothing in this zip is known: {names}; unpack it and send one file of it", names=", ".join(names[:3])
    )


def _of_text(name: str, content: bytes) -> Read:
    text = decoded(content).lstrip()
    if _ANKI.match(text):
        return Read("anki", anki.read(content))
    if _PAGE.match(content):
        raise UnreadableError("this is a web page; export the questions instead, or copy them into a table")
    first = _tried(content, tuple(one.name for one in FORMATS if text[:1] and text[:1] in one.begins))
    if first and first[-1].imported:
        return Read(first[-1].format, first[-1].imported)
    if first and not first[-1].imported and _is_data(text):
        raise UnreadableError(_why_first(text, first))
    # Other files of YAML are written like terms and definitions.
    tried = _tried(content, ("red",) if name.casefold().endswith((".yaml", ".yml")) else _TEXTS)
    if _is_gift(name, tried):
        return Read("gift", next(one.read for one in tried if one.format == "gift"))
    return _best(name, tried, has_tabs="\t" in text)


def _is_gift(name: str, tried: Sequence[_Tried]) -> bool:
    """Whether a file that is called GIFT is: also where trivia can ask none of its questions, as of essays.

    A list without any mark is found in its comments and answers as well; what has marks of its own is meant by them.
    """
    by_format = {one.format: one for one in tried if one.imported}
    is_called = name.casefold().endswith((".gift", ".gift.txt"))
    return (
        is_called
        and "gift" in by_format
        and not any(by_format[other].share for other in by_format if other not in _UNMARKED)
    )


def _is_data(text: str) -> bool:
    """Whether a text is JSON or XML, so that no format of plain text can be meant."""
    if text.startswith("<"):
        return text.startswith(("<?xml", "<quiz", "<questestinterop", "<assessment"))
    with suppress(msgspec.DecodeError, RecursionError):
        msgspec.json.decode(text, type=msgspec.Raw)
        return True
    return text.startswith(('{"', "[{"))


def _why_first(text: str, tried: Sequence[_Tried]) -> str:
    if "<qti-assessment-item" in text:
        return worded("this is QTI 3; export it as QTI 2.1 or 1.2")
    if text.startswith("<"):
        return _why_xml(tried)
    return tried[-1].why if '"cards"' in text else tried[0].why


def _why_xml(tried: Sequence[_Tried]) -> str:
    # Of XML that is damaged both say the same.
    why = next((one.why for one in tried if one.why not in (moodle.NOT_MOODLE, qti.NOT_QTI)), "")
    if why:
        return why
    return worded(
        "this is not Moodle XML, which begins with <quiz>, and not QTI, which does with <questestinterop> or "
        "<assessmentItem>"
    )


class _Tried(Frozen, frozen=True):
    """What one reader made of a file: nothing when it refused it, and then why."""

    format: str
    imported: Imported | None
    why: str = ""
    is_too_large: bool = False
    columns: Columns | None = None

    @property
    def read(self) -> Imported:
        """What was read; RuntimeError for a reader that refused the file."""
        if self.imported is None:
            raise RuntimeError(f"{self.format} refused the file: {self.why}")
        return self.imported

    @property
    def is_broken_table(self) -> bool:
        """Whether the rows of a table could not be told apart."""
        return self.format == "csv" and bool(self.why) and self.columns is None

    @property
    def share(self) -> float:
        """The share of the questions in the file that could be read."""
        return len(self.imported.questions) / self.imported.blocks if self.imported and self.imported.blocks else 0.0


def _tried(content: bytes, formats: Sequence[str]) -> list[_Tried]:
    tried: list[_Tried] = []
    for format in formats:
        try:
            tried.append(_Tried(format, READERS[format](content)))
        except UnreadableError as error:
            columns = error.columns if isinstance(error, table.UnknownColumns) else None
            tried.append(_Tried(format, None, error.why, isinstance(error, TooManyError), columns))
        # What begins as XML or JSON and is read as such is nothing else; nor is a table whose rows are nearly all read.
        if tried[-1].imported and (format not in _TEXTS or (format in _TABLES and tried[-1].share > _NEARLY_ALL)):
            return tried
    return tried


def _best(name: str, tried: Sequence[_Tried], *, has_tabs: bool) -> Read:
    ending = name.casefold().rpartition(".")[2]
    weights = _WEIGHTS if has_tabs else {**_WEIGHTS, "anki": _WITHOUT_TAB}
    scores = {one.format: _score(one, ending, weights[one.format]) for one in tried}
    ranked = sorted((one for one in tried if one.imported), key=lambda one: -scores[one.format])
    if not ranked or scores[ranked[0].format] < _LEAST:
        raise UnreadableError(_why_none(ending, tried, ranked))
    best = ranked[0]
    if ending in ("csv", "tsv") and (broken := next((one for one in tried if one.is_broken_table), None)):
        raise UnreadableError(broken.why)
    unknown = next((one for one in tried if one.columns and _are_heads(one.columns.heads)), None)
    if unknown and unknown.columns and ending in ("csv", "tsv") and best.format in ("anki", "quizlet"):
        return _ask_back(unknown.format, unknown.columns)
    for other in ranked[1:2]:
        is_close = scores[best.format] - scores[other.format] < _CLOSE
        if is_close and _must_ask(best, other, is_plain=has_tabs or ending in ("csv", "tsv")):
            raise UnreadableError(
                "this may be {one} ({first}) or {other} ({second}); say which it is: format:{one} or format:{other}",
                one=best.format,
                first=_told(best),
                other=other.format,
                second=_told(other),
            )
    return Read(best.format, best.read)


def _are_heads(names: Sequence[str]) -> bool:
    """Whether these are too many for a front and a back, or one of them says that it heads the questions."""
    return len(names) >= _WIDE or "question" in map(role_of, names)


def _score(one: _Tried, ending: str, weight: float) -> float:
    if one.format in _TABLES and one.imported:
        # Whatever its rows are worth: its heads name what is asked and what is right.
        return 1.0 + one.share
    return one.share * weight + (_FOR_ENDING if one.share and _ENDINGS.get(ending) == one.format else 0.0)


def _must_ask(best: _Tried, other: _Tried, *, is_plain: bool) -> bool:
    """Whether two readers make different questions of a file, and neither knows its columns by name.

    `is_plain`: with tabs between, or called a table, what is copied from Quizlet is a list as Anki reads it.
    """
    if best.format in _TABLES or (is_plain and {best.format, other.format} == {"anki", "quizlet"}):
        return False
    return [(q.question, q.answer, q.choices) for q in best.read.questions] != [
        (q.question, q.answer, q.choices) for q in other.read.questions
    ]


def _told(one: _Tried) -> str:
    first = next((question.question[:40] for question in one.read.questions), "")
    return f"{len(one.read.questions)}: “{first}”"


def _why_none(ending: str, tried: Sequence[_Tried], ranked: Sequence[_Tried]) -> str:
    large = next((one.why for one in tried if one.is_too_large), "")
    # What has the ending of a format is told what that format finds wrong.
    meant = next((one for one in tried if one.format == {"csv": "csv"}.get(ending, _ENDINGS.get(ending, ""))), None)
    if large or (meant and meant.why):
        return large or (meant.why if meant else "")
    lost = next((remark for one in ranked[:1] for remark in one.read.remarks if remark.is_lost), None)
    if lost is None:
        return worded(
            "no format of questions was found in it: send Moodle XML, GIFT, Aiken, QTI, Anki’s .apkg, a table (.xlsx "
            "or .csv) with the columns question, answer and choices, or a list of Red’s, Kotoba’s or Open Trivia’s"
        )
    return worded(
        "no format of questions was found in it: send Moodle XML, GIFT, Aiken, QTI, Anki’s .apkg, a table (.xlsx or "
        ".csv) with the columns question, answer and choices, or a list of Red’s, Kotoba’s or Open Trivia’s; "
        "as {format}, {lost}",
        format=ranked[0].format,
        lost=worded("{place}: left out: {text}", place=lost.place, text=lost.words),
    )
