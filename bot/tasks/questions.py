"""`dateline packs import` and `export`: questions from other tools' formats, and into them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from bot import clock
from bot.arguments import Commands, argument, command
from bot.authoring.packs import load_pack
from bot.authoring.writing import write_questions
from bot.community import Community
from bot.files.child import RefusedError
from bot.files.progress import bar
from bot.frozen import replace
from bot.tasks.database import Place
from bot.trivia.formats.imported import Imported
from bot.trivia.formats.known import READ_AT_LENGTH, Read, read_apart, write
from bot.trivia.formats.readers import READERS, WRITTEN
from bot.trivia.formats.tables.columns import Columns, parse_columns
from bot.trivia.formats.texts import slug_of
from bot.trivia.own import PackImported, named, pack_of


def add(actions: Commands, place: Place) -> None:
    """Add `import` and `export` to the `packs` commands; `place` says where the operator's database is."""
    command(
        actions,
        "import",
        "make a pack of a file of questions from another tool",
        lambda options: take(options, place),
        argument("file", type=Path),
        argument("--format", choices=sorted(READERS), default="", help="when the file does not tell it"),
        argument("--to", type=Path, help="the pack folder to write; named after the file if left out"),
        argument("--columns", default="", help="what a table's columns are: question=B right=F choices=C,D,E"),
        argument("--yes", action="store_true", help="import at once, without asking on a terminal"),
        argument("--community", default="", metavar="PLATFORM:ID", help="make it their own pack, no folder"),
        argument("--name", default="", help="what the pack shall be called; by its title if left out"),
    )
    command(
        actions,
        "export",
        "write a pack's questions for another tool",
        give,
        argument("path", type=Path, help="a pack's folder"),
        argument("--to", choices=sorted(WRITTEN), required=True),
        argument("--file", type=Path, help="the file to write; named after the pack if left out"),
    )


def take(options: argparse.Namespace, place: Place) -> int:
    """Show what is in the file, and write the pack once that is confirmed; 1 when a question was left out."""
    try:
        imported = _confirmed(options)
        if imported is None:
            print("nothing was imported")
            return 1
        folder = _store(options, imported, place) if options.community else _write(options, imported)
    except (ValueError, OSError) as error:
        print(f"{options.file}: {error}", file=sys.stderr)
        return 1
    left_out = sum(remark.is_lost for remark in imported.remarks)
    print(f"{folder}: {_counted(len(imported.questions), left_out)}")
    if not options.community:
        print(f"Next: dateline packs check {folder}, and put the folder beside the other packs")
    return 1 if left_out else 0


def _counted(questions: int, left_out: int) -> str:
    return f"{questions} question{'' if questions == 1 else 's'}, {left_out} left out"


def _confirmed(options: argparse.Namespace) -> Imported | None:
    """Return the file's questions; on a terminal after asking whether to import them, None when not."""
    columns = parse_columns(options.columns) if options.columns else None
    while True:
        reading = _read(options, columns)
        imported = named(reading.imported) if options.community else reading.imported
        for remark in imported.remarks:
            print(f"{options.file}: {remark}", file=sys.stderr)
        if not imported.questions:
            hint = '; say what its columns are: --columns "question=B right=F choices=C,D,E"'
            raise RefusedError(
                f"there is no question in it that can be asked, so no pack is written{hint if imported.columns else ''}"
            )
        print("\n".join(_preview(replace(reading, imported=imported))))
        if options.yes or not (sys.stdin.isatty() and sys.stdout.isatty()):
            return imported
        answer = _ask(is_table=imported.columns is not None)
        if not isinstance(answer, Columns):
            return imported if answer else None
        columns = answer


def _ask(*, is_table: bool) -> bool | Columns:
    """Ask whether to import what was shown; return yes or no, or the columns that were typed instead."""
    choice = "; or its columns, as question=B right=F choices=C,D,E" if is_table else ""
    while (text := input(f"Import them? Enter for yes, n for no{choice}: ").strip()) not in ("", "y", "yes"):
        if text in ("n", "no", "q"):
            return False
        try:
            return parse_columns(text)
        except ValueError as error:
            print(error)
    return True


def _read(options: argparse.Namespace, columns: Columns | None) -> Read:
    """Read the file in a process of its own, and show on a terminal how far that is."""
    content = options.file.read_bytes()
    show = _Bar(sys.stderr, options.file.name) if sys.stderr.isatty() else None
    try:
        return read_apart(options.file.name, content, options.format, READ_AT_LENGTH, columns, show)
    finally:
        if show:
            show.end()


class _Bar:
    """A line of a terminal that shows how far the reading is; of several readers that try a file, the furthest."""

    def __init__(self, out: TextIO, name: str) -> None:
        self._out = out
        self._name = name
        self._furthest = 0.0

    def __call__(self, done: int, total: int) -> None:
        """Show that `done` of `total` is done."""
        if total and done / total > self._furthest:
            self._furthest = done / total
            print(f"\rreading {self._name} {bar(done, total)}", end="", file=self._out, flush=True)

    def end(self) -> None:
        """Clear the line."""
        print("\r\x1b[K", end="", file=self._out, flush=True)


def _preview(reading: Read) -> Iterator[str]:
    """Return what the file was taken for, and its first questions."""
    columns = f": {'; '.join(map(str, reading.imported.understood))}" if reading.imported.understood else ""
    yield f"read as {'a table' if reading.imported.columns else reading.format}{columns}"
    for question in reading.preview:
        yield f"  {question.question}"
        if question.answer:
            yield f"    right: {' | '.join((question.answer, *question.accept))}"
        if question.choices:
            yield f"    {'opinion' if question.is_opinion else 'wrong'}: {' | '.join(question.choices)}"
    if reading.is_typed_only:
        yield "no question has wrong choices: they are asked where answers are typed (mode:type)"
    if reading.opinions:
        yield f"{reading.opinions} ask for an opinion: a survey asks them (mode:survey)"


def _write(options: argparse.Namespace, imported: Imported) -> str:
    folder = options.to or Path(slug_of(options.name or options.file.name.partition(".")[0]) or "imported")
    write_questions(folder, options.name or imported.title, imported.author, imported.questions, clock.now().date())
    return str(folder)


def _store(options: argparse.Namespace, imported: Imported, place: Place) -> str:
    """Make the pack a community's own, and return its community and name."""
    from bot.store.store import Store

    platform, _, community = options.community.partition(":")
    pack = pack_of(imported, options.file.name, options.name, clock.now())
    if not (platform and community):
        raise ValueError(f"“{options.community}” names no community; write the platform and its id, as discord:1234")
    if not (pack.name and pack.questions):
        raise ValueError("there is no question in it" if pack.name else "give the pack a name: --name grade-9")
    with Store.open(place()) as store:
        store.transact(lambda records: (None, (PackImported(Community(platform, community), pack),)))
    return f"{options.community} {pack.name}"


def give(options: argparse.Namespace) -> int:
    """Write a pack's questions; 1 when the pack has problems or a question does not fit the format."""
    loaded = load_pack(options.path)
    if loaded.pack is None:
        print("\n".join(map(str, loaded.problems)), file=sys.stderr)
        return 1
    written = write(loaded.pack.questions, options.to)
    path = options.file or Path(f"{loaded.pack.info.id}{written.ending}")
    path.write_bytes(written.content)
    for remark in written.remarks:
        print(remark, file=sys.stderr)
    left_out = sum(remark.is_lost for remark in written.remarks)
    print(f"{path}: {_counted(len(loaded.pack.questions) - left_out, left_out)}")
    return 1 if left_out else 0
