"""`dateline packs …`: check, start, measure and review packs."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from bot import clock
from bot.arguments import Commands, argument, command, group
from bot.authoring.packs import FORMAT, LoadedPack, load_pack
from bot.authoring.review import review_pages
from bot.authoring.schema import write_schemas
from bot.authoring.sheets import drafted
from bot.authoring.statistics import report_lines
from bot.authoring.upgrade import upgrade
from bot.authoring.writing import write_draft, write_template
from bot.facts.files import pack_files
from bot.files.tables import read_table
from bot.shelf import pack_folders
from bot.tasks import preview, questions
from bot.tasks.database import Place


def add(commands: Commands, place: Place, print_card: preview.Show) -> None:
    """Add the `packs` commands to the command line; `place` is the operator's database, `print_card` shows a card."""
    actions = group(commands, "packs", "check, start, import, export and review packs of facts")
    pack = argument("path", type=Path, help="a pack's folder")
    command(
        actions,
        "check",
        "report every problem of a pack as file:line:column",
        check,
        argument("path", type=Path, nargs="+", help="a pack's folder, or a folder of packs"),
        argument("--upgrade", action="store_true", help="rewrite packs of the first format in the second"),
    )
    command(
        actions,
        "new",
        "write a small valid pack to start from",
        start,
        argument("path", type=Path, metavar="NAME", help="the new folder: lower-case letters, digits, hyphens"),
        argument("--from", dest="table", type=Path, metavar="TABLE", help="an .xlsx or .csv, an event in each row"),
    )
    command(
        actions,
        "schema",
        "write JSON Schemas, with which editors complete and check packs",
        schemas,
        argument("path", type=Path, help="the folder to write them to, such as mypack/.schema"),
    )
    command(actions, "report", "coverage of days, sources by tier and publisher, disputed facts, age", measure, pack)
    command(
        actions,
        "review",
        "print facts with their sources side by side, a page at a time",
        show,
        pack,
        argument("--ids", default="", help="only facts whose id contains this"),
        argument("--again", action="store_true", help="only those whose words deserve a second reading"),
    )
    preview.add(actions, print_card)
    questions.add(actions, place)


def check(options: argparse.Namespace) -> int:
    """Print every problem; 1 when there is any."""
    folders = [folder for path in options.path for folder in (pack_folders(path) or (path,))]
    number = 0
    for folder in folders:
        loaded = upgrade(folder) if options.upgrade else load_pack(folder)
        number += len(loaded.problems)
        for problem in loaded.problems:
            print(problem)
        for hint in loaded.hints:
            print(f"{hint} (a hint)")
        if loaded.pack:
            print(f"{folder}: no problems in {len(loaded.pack.records())} records{_hinted(loaded, folder)}")
    if number:
        print(f"{number} problem{'s' if number > 1 else ''}; a pack with problems is not loaded", file=sys.stderr)
    return 1 if number else 0


def _hinted(loaded: LoadedPack, folder: Path) -> str:
    """Say how many hints there are, and what mends those of an old format."""
    if not loaded.pack or not loaded.hints:
        return ""
    old = f"; `dateline packs check --upgrade {folder}` rewrites the pack" if loaded.pack.info.format < FORMAT else ""
    return f", {len(loaded.hints)} hint{'s' if len(loaded.hints) > 1 else ''}{old}"


def start(options: argparse.Namespace) -> int:
    """Write a new pack, from a spreadsheet if one is given, and its schemas beside it."""
    today = clock.now().date()
    try:
        paths = take_table(options, today) if options.table else write_template(options.path, today)
    except (ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    if not paths:
        return 1
    write_schemas(options.path / ".schema")
    for path in paths:
        print(path)
    print(f"Next: dateline packs check {options.path}")
    return 0


def take_table(options: argparse.Namespace, today: date) -> tuple[Path, ...]:
    """Write a pack of a spreadsheet and return its files; none after telling every problem by its cell."""
    drafting = drafted(read_table(options.table.name, options.table.read_bytes()), today)
    for fault in drafting.problems:
        print(f"{options.table}:{fault}", file=sys.stderr)
    if drafting.problems:
        print(f"{len(drafting.problems)} to mend; no pack was written", file=sys.stderr)
        return ()
    write_draft(options.path, drafting)
    loaded = upgrade(options.path)
    for problem in loaded.problems:
        print(problem, file=sys.stderr)
    print(f"{len(drafting.events)} events, {len(drafting.people)} people, {len(drafting.sources)} sources")
    return pack_files(options.path)


def schemas(options: argparse.Namespace) -> int:
    """Write the JSON Schemas of the pack's files."""
    for path in write_schemas(options.path):
        print(path)
    return 0


def measure(options: argparse.Namespace) -> int:
    """Print what a pack covers; 1 when it has problems and cannot be measured."""
    loaded = load_pack(options.path)
    if loaded.pack is None:
        return check(argparse.Namespace(path=[options.path], upgrade=False))
    for line in report_lines(loaded.pack, clock.now().date()):
        print(line)
    return 0


def show(options: argparse.Namespace) -> int:
    """Print a pack's facts beside their sources, waiting for Enter after each page on a terminal."""
    loaded = load_pack(options.path)
    if loaded.pack is None:
        return check(argparse.Namespace(path=[options.path], upgrade=False))
    for number, page in enumerate(review_pages(loaded.pack, options.ids, again=options.again)):
        if number and sys.stdin.isatty() and input("Enter for the next page, q to stop: ").strip() == "q":
            return 0
        print(page)
    return 0
