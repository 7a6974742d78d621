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

# Prints a card as the console does.
Show = Callable[[Reply], None]
SECONDS = 0.5
# How many cards are shown at first, where no ids are given.
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
    """Show what each save has changed until interrupted; or all once, and return 1 when there are problems."""
    seen: Mapping[str, Fact] | None = None
    last = ""
    if not options.once:
        print("What is saved is shown again; Ctrl-C ends.", file=sys.stderr)
    while not stop.is_set():
        if (current := digest([options.path])) != last:
            last = current
            facts = look(options.path, options.ids, seen, show)
            if options.once:
                return 0 if facts is not None else 1
            seen = facts if facts is not None else seen
        stop.wait(SECONDS)
    return 0


def look(folder: Path, ids: str, seen: Mapping[str, Fact] | None, show: Show) -> Mapping[str, Fact] | None:
    """Show the cards that `seen` has not, or has otherwise, and return all facts; None after printing problems."""
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
