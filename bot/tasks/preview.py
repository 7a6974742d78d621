"""`dateline packs preview`: a pack's cards as people will see them, again each time a file of it is saved."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

from bot.arguments import Commands, argument, command
from bot.authoring.packs import load_pack
from bot.chat import Reply
from bot.facts.files import digest
from bot.facts.index import compile_packs
from bot.facts.library import Library
from bot.facts.model import Fact
from bot.replies.catalog import catalog
from bot.replies.lookups.facts import card

# How a reply is shown to the author: the command line hands in the console's own way.
Show = Callable[[Reply], None]
SECONDS = 0.5
# On the first look, where no ids are asked for, so many cards show that it works.
FIRST = 3


def add(actions: Commands, show: Show) -> None:
    """Add `preview` to the `packs` commands; `show` prints a card."""
    command(
        actions,
        "preview",
        "show a pack's cards as people will see them, while you write",
        lambda options: run(options, show, Event()),
        argument("path", type=Path, help="a pack's folder"),
        argument("--ids", default="", help="only facts whose id contains this"),
        argument("--once", action="store_true", help="show them and stop, without waiting for changes"),
    )


def run(options: argparse.Namespace, show: Show, stop: Event) -> int:
    """Show what changed after each save until interrupted, or once; 1 when a single look finds problems."""
    seen: Mapping[str, Fact] | None = None
    marked = ""
    if not options.once:
        print("What is saved is shown again; Ctrl-C ends.", file=sys.stderr)
    while not stop.is_set():
        if (mark := digest([options.path])) != marked:
            marked = mark
            known = look(options.path, options.ids, seen, show)
            if options.once:
                return 0 if known is not None else 1
            seen = known if known is not None else seen
        stop.wait(SECONDS)
    return 0


def look(folder: Path, ids: str, seen: Mapping[str, Fact] | None, show: Show) -> Mapping[str, Fact] | None:
    """Show the cards that are new or other than `seen`, and return all facts; None after telling the problems."""
    loaded = load_pack(folder)
    if loaded.pack is None:
        print("\n".join(map(str, loaded.problems)), file=sys.stderr)
        return None
    facts = {fact.id: fact for fact in loaded.pack.facts() if ids in fact.id}
    if seen is None:
        changed = list(facts.values()) if ids else list(facts.values())[-FIRST:]
    else:
        changed = [fact for id, fact in facts.items() if seen.get(id) != fact]
    with TemporaryDirectory() as cache:
        index = Path(cache) / "preview.db"
        compile_packs([loaded.pack], index)
        library = Library(index)
        for fact in changed:
            show(card(catalog(""), library, fact))
    print(f"{len(changed)} of {len(facts)} shown", file=sys.stderr)
    return facts
