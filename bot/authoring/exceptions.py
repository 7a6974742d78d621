"""Which records of a pack cannot yet meet a rule: a file that only shrinks, for one that is mended must go from it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from bot.authoring.fields import ListOf, Text
from bot.authoring.rules import RULES
from bot.files.documents import entries, read_document
from bot.files.problems import Place, Problem, Reading, nearest
from bot.frozen import Frozen

FILE = "exceptions.yaml"
# Marks the problem of an exception that nothing needs.
STALE = "exception"
_HEAD = "# What cannot yet meet a rule. Nothing is added here; whoever mends an entry takes it out.\n"


class Exceptions(Frozen, frozen=True):
    """The records that may break a rule, as (rule, id), each with its place in the file."""

    places: dict[tuple[str, str], Place]

    def judge(self, breaches: Iterable[Problem]) -> tuple[Problem, ...]:
        """Return the breaches that are not excepted, and the exceptions whose record keeps the rule now."""
        broken = {(breach.rule, breach.record) for breach in breaches}
        fresh = tuple(breach for breach in breaches if (breach.rule, breach.record) not in self.places)
        stale = (
            Problem(place, f"“{record}” keeps the rule “{rule}” now; take it out here", STALE)
            for (rule, record), place in self.places.items()
            if (rule, record) not in broken
        )
        return (*fresh, *stale)


def read_exceptions(folder: Path, reading: Reading) -> Exceptions:
    """Return the exceptions of a pack; none where it has no such file."""
    path = folder / FILE
    if not path.is_file():
        return Exceptions({})
    reading.file = str(path)
    root = read_document(path, reading)
    places: dict[tuple[str, str], Place] = {}
    for key, node in entries(root, reading) if root else ():
        if key.value not in RULES:
            reading.wrong(key, f"there is no rule “{key.value}”{nearest(key.value, RULES)}")
        for record in ListOf(Text(100)).read(node, reading) or ():
            places[key.value, str(record)] = reading.place(key)
    return Exceptions(places)


def excepted(folder: Path) -> frozenset[tuple[str, str]]:
    """Return what a pack excepts, as (rule, id)."""
    return frozenset(read_exceptions(folder, Reading()).places)


def text_of(breaches: Iterable[Problem]) -> str:
    """Return the text of a file that excepts these breaches."""
    records: dict[str, set[str]] = {}
    for breach in breaches:
        records.setdefault(breach.rule, set()).add(breach.record)
    parts = (
        f"\n# {RULES[rule]}\n{rule}:\n" + "".join(f"  - {record}\n" for record in sorted(records[rule]))
        for rule in RULES
        if rule in records
    )
    return _HEAD + "".join(parts)
