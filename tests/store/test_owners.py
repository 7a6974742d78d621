"""Whose a row is: whatever is asked in one community, no row of another changes, and no row is of two."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from hypothesis import given, settings, strategies as st
from sqlalchemy import Connection, Row, Table, select

from bot.app import Bot
from bot.chat import Channel, Reply, UsageError, User, refusal
from bot.shelf import Shelf
from bot.store.schema import metadata
from bot.store.store import Store
from tests.blank import blank
from tests.platforms import PLATFORMS
from tests.saltmarsh import FOLDER, MAY_DAY, request

SCHOOLS = ("north", "south")
# A code is typed, and a button pressed, by whoever has it: of one's own round, or of the other community's.
LINES = (
    "/trivia start number:1 board:no",
    "/trivia start number:1 mode:own until:2027-01-01",
    "/answer A",
    "/answer A round:{code}",
    "answer round:{code} question:0 choice:0",
    "answer round:{code} question:0 choice:1",
    "trivia next round:{code}",
    "trivia hint round:{code} question:0",
    "trivia step round:{code}",
    "trivia step round:{code}",
    "trivia step round:{code}",
    "/trivia join name:Heron",
    "/trivia extra 1 5",
    "/trivia rename 1 Stork",
    "/trivia remove 1",
    "/trivia accept 1 A",
    "/trivia skip",
    "/trivia stop",
    "/trivia again",
    "/trivia board",
    "/trivia report",
    "/privacy delete",
    "/study",
)
ASKING = st.tuples(st.sampled_from(SCHOOLS), st.sampled_from(("ann", "bob")), st.sampled_from(LINES), st.booleans())
Owned = Mapping[int, frozenset[tuple[str, Row[tuple[object, ...]]]]]


@dataclass
class Towns:
    """Two communities that have one bot, and people of the same names."""

    bot: Bot
    seconds: int = 0

    @property
    def now(self) -> datetime:
        """The moment."""
        return MAY_DAY + timedelta(seconds=self.seconds)

    def ask(self, school: str, who: str, line: str) -> Reply:
        """Ask as somebody."""
        person, channel = User("console", school, who), Channel("console", school, "room")
        asked = request("", at=self.now, user=person, channel=channel, is_moderator=True)
        try:
            return self.bot.handle(self.bot.read(line, asked))
        except UsageError as error:
            return refusal(error)

    def code(self, school: str) -> str:
        """Return the code of the round that was started last in a community."""
        found = self.bot.store.transact(lambda records: (records.latest(Channel("console", school, "room")), ()))
        return found.round.id if found else "nothing2"


def owned(connection: Connection) -> Owned:
    """Return all rows by the community that they are of; a row of two fails."""
    owners: dict[tuple[str, object], int] = {}
    found: dict[int, set[tuple[str, Row[tuple[object, ...]]]]] = {}
    for table in metadata.sorted_tables:
        for row in connection.execute(select(table)):
            theirs = set(_owners(table, row, owners))
            assert len(theirs) <= 1, f"{table.name}: {row}"
            if theirs:
                owners[table.name, row._mapping.get("id")] = min(theirs)
                found.setdefault(min(theirs), set()).add((table.name, row))
    return {owner: frozenset(rows) for owner, rows in found.items()}


def _owners(table: Table, row: Row[tuple[object, ...]], owners: Mapping[tuple[str, object], int]) -> Iterable[int]:
    """Return the communities that a row points to, by whatever way."""
    if table.name == "communities":
        yield row._mapping["id"]
    for key in table.foreign_keys:
        target, value = key.column.table.name, row._mapping[key.parent.name]
        if (target, value) in owners:
            yield owners[target, value]


@settings(max_examples=8)
@given(st.lists(ASKING, min_size=4, max_size=12))
def test_whatever_is_asked_no_row_of_another_community_changes_and_none_is_of_two(
    cache: Path, asking: list[tuple[str, str, str, bool]]
) -> None:
    with Store.open(blank(cache / "owners.db")) as store:
        towns = Towns(Bot(Shelf([FOLDER], cache), store, lambda: Random(7), platforms=PLATFORMS))
        for school in SCHOOLS:
            towns.ask(school, "ann", "/trivia start number:1")
        towns.seconds += 6
        towns.bot.step_rounds(towns.now)
        keys = {school: number for number, school in enumerate(SCHOOLS, 1)}
        for school, who, line, is_other in asking:
            towns.seconds += 3
            told = line.format(code=towns.code(SCHOOLS[(SCHOOLS.index(school) + is_other) % 2]))
            before = store.read(lambda records: owned(records.connection))
            towns.ask(school, who, told)
            after = store.read(lambda records: owned(records.connection))

            changed = {owner for owner in before if before[owner] != after[owner]}
            assert changed <= {keys[school]}, told
