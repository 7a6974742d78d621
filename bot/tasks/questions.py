"""`dateline packs import` and `export`: questions from other tools' formats, and into them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bot import clock
from bot.authoring.packs import load_pack
from bot.authoring.writing import write_questions
from bot.tasks.database import Place
from bot.trivia.formats.imported import Imported, RefusedError, slug_of
from bot.trivia.formats.known import READ_AT_LENGTH, READERS, WRITTEN, Read, read_apart, write
from bot.trivia.own import PackImported, named, pack_of


def add(actions: argparse._SubParsersAction[argparse.ArgumentParser], place: Place) -> None:
    """Add `import` and `export` to the `packs` commands; `place` says where the operator's database is."""
    importing = actions.add_parser("import", help="make a pack of a file of questions from another tool")
    importing.add_argument("file", type=Path)
    importing.add_argument("--format", choices=sorted(READERS), default="", help="when the file does not tell it")
    importing.add_argument("--to", type=Path, help="the pack folder to write; named after the file if left out")
    importing.add_argument("--community", default="", metavar="PLATFORM:ID", help="make it their own pack, no folder")
    importing.add_argument("--name", default="", help="what their pack shall be called; by its title if left out")
    importing.set_defaults(task=lambda options: take(options, place))
    exporting = actions.add_parser("export", help="write a pack's questions for another tool")
    exporting.add_argument("path", type=Path, help="a pack's folder")
    exporting.add_argument("--to", choices=sorted(WRITTEN), required=True)
    exporting.add_argument("--file", type=Path, help="the file to write; named after the pack if left out")
    exporting.set_defaults(task=give)


def take(options: argparse.Namespace, place: Place) -> int:
    """Write the pack, and tell every remark; 1 when a question was left out."""
    try:
        found = _read(options)
        imported = named(found.imported) if options.community else found.imported
        for remark in imported.remarks:
            print(f"{options.file}: {remark}", file=sys.stderr)
        if not imported.questions:
            raise RefusedError("there is no question in it that can be asked, so no pack is written")
        print("\n".join(_preview(replace(found, imported=imported))))
        folder = _store(options, imported, place) if options.community else _write(options, imported)
    except (ValueError, OSError) as error:
        print(f"{options.file}: {error}", file=sys.stderr)
        return 1
    left_out = sum(remark.is_lost for remark in imported.remarks)
    print(f"{folder}: {len(imported.questions)} questions, {left_out} left out")
    return 1 if left_out else 0


def _read(options: argparse.Namespace) -> Read:
    """Read the file in a process of its own, and show that it is being read."""
    content = options.file.read_bytes()
    if sys.stderr.isatty():
        print(f"reading {options.file.name} ({len(content):,} bytes) …", file=sys.stderr)
    return read_apart(options.file.name, content, options.format, READ_AT_LENGTH)


def _preview(found: Read) -> Iterator[str]:
    """Return what the file was taken for, and its first questions."""
    columns = f": {'; '.join(found.imported.understood)}" if found.imported.understood else ""
    yield f"read as {found.format}{columns}"
    for question in found.preview:
        yield f"  {question.question}"
        yield f"    right: {question.answer}"
        if question.choices:
            yield f"    wrong: {' | '.join(question.choices)}"
    if found.is_typed_only:
        yield "no question has wrong choices: they are asked where answers are typed (mode:type)"


def _write(options: argparse.Namespace, imported: Imported) -> str:
    folder = options.to or Path(slug_of(options.file.name.partition(".")[0]) or "imported")
    write_questions(folder, imported.title, imported.author, imported.questions, clock.now().date())
    return str(folder)


def _store(options: argparse.Namespace, imported: Imported, place: Place) -> str:
    """Make the pack a community's own, and return how it is called there."""
    from bot.store.store import Store

    platform, _, community = options.community.partition(":")
    pack = pack_of(imported, options.file.name, options.name, clock.now())
    if not (platform and community):
        raise ValueError(f"“{options.community}” names no community; write the platform and its id, as discord:1234")
    if not (pack.name and pack.questions):
        raise ValueError("there is no question in it" if pack.name else "give the pack a name: --name grade-9")
    with Store.open(place()) as store:
        store.transact(lambda records: (None, (PackImported(platform, community, pack),)))
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
    print(f"{path}: {len(loaded.pack.questions) - left_out} questions, {left_out} left out")
    return 1 if left_out else 0
