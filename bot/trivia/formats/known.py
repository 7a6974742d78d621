"""Files of questions in any of the formats: read, whatever they are called, and written."""

from __future__ import annotations

from collections.abc import Iterable

from bot.facts.model import Question
from bot.files.archives import Archive, is_archive
from bot.files.child import MEGABYTE, Limits, Readers
from bot.files.progress import Show
from bot.files.texts import UnreadableError, decoded
from bot.files.wording import worded
from bot.frozen import Frozen, replace
from bot.trivia.formats.elsewhere import refuse_other_kinds, refuse_other_zips
from bot.trivia.formats.guess import trial_of_text
from bot.trivia.formats.imported import Imported, Remark, remarked
from bot.trivia.formats.qti.package import PARTS
from bot.trivia.formats.readers import MODULES, READERS, WRITTEN
from bot.trivia.formats.tables import sheets, table
from bot.trivia.formats.tables.columns import Columns, parse_columns
from bot.trivia.formats.tables.rows import rows_of_text
from bot.trivia.questions.written import opinions

PREVIEWED = 3
READ_APART = Readers()
# The operator's own file may be larger than what people send.
READ_AT_LENGTH = Readers(Limits(processor=120, seconds=600, memory=1024 * MEGABYTE, output=256 * MEGABYTE))


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
    """Read a file of questions, and tell which format it is of; `columns` says what a table's columns are.

    UnreadableError when it is of none.
    """
    if columns:
        return _by_columns(content, parse_columns(columns))
    if format:
        return Read(format, READERS[format](content))
    refuse_other_kinds(content)
    return _of_archive(content) if is_archive(content) else _of_text(name, content)


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


def _by_columns(content: bytes, columns: Columns) -> Read:
    is_workbook = is_archive(content)
    rows = sheets.rows_of(content) if is_workbook else rows_of_text(decoded(content))
    return Read("kahoot" if is_workbook else "csv", table.read_rows(rows, columns))


def _of_text(name: str, content: bytes) -> Read:
    trial = trial_of_text(name, content)
    return _ask_back(trial.format, trial.columns) if trial.columns else Read(trial.format, trial.imported)


def _of_archive(content: bytes) -> Read:
    format = _format_of(Archive(content))
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


def _format_of(archive: Archive) -> str:
    """Return the format of a zip, by the names of its parts."""
    names = archive.names
    if any(name.startswith("collection.anki2") for name in names):
        return "apkg"
    if "xl/workbook.xml" in names:
        return "kahoot"
    refuse_other_zips(names)
    if any(name.endswith(PARTS) for name in names):
        return "qti"
    raise UnreadableError(
        "nothing in this zip is known: {names}; unpack it and send one file of it", names=", ".join(names[:3])
    )


def write(questions: Iterable[Question], format: str) -> Exported:
    """Write questions in one of the formats of WRITTEN; what such a file cannot hold is told."""
    listed = tuple(questions)
    if format != "csv" and (lost := opinions(listed)):
        exported = write((question for question in listed if not question.is_opinion), format)
        return replace(exported, remarks=(*exported.remarks, *map(_lost_opinion, lost)))
    if format == "kahoot":
        content, remarks = sheets.write(listed)
        return Exported(content, WRITTEN[format], remarks)
    return Exported(MODULES[format].write(listed), WRITTEN[format])


def _lost_opinion(opinion: Question) -> Remark:
    why = worded("it asks for an opinion, and a file of this kind wants a right answer; CSV keeps it")
    return remarked(opinion.id, why, is_lost=True)
