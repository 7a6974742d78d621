"""Rights under attack: every row of moderators and hosts, asked by those who have no right, as they might try it.

Nothing is stored by any attempt, whatever was forged, copied or kept; and who moderates elsewhere changes and learns
nothing of here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings, strategies as st
from sqlalchemy import Connection, text

from bot.app import Bot
from bot.chat import Attachment, Channel, Choice, Reply, Request, UsageError, User, action_of
from bot.commands.kinds import Kind
from bot.commands.options import Option
from bot.commands.row import Command, Right
from bot.commands.table import COMMANDS
from bot.shelf import Shelf
from bot.store.schema import metadata
from bot.store.store import Store
from tests.blank import blank
from tests.commands.asking import TEACHER, as_pupil, as_teacher
from tests.platforms import PLATFORMS
from tests.saltmarsh import FOLDER, request

GUARDED = tuple(row for row in COMMANDS if row.right is not Right.MEMBER)
SECRET = "Kept among moderators"
OWN = Attachment("own.gift", b"::one::Who built the wall? {=Ada ~Ida}\n")
GIFT = Attachment("walls.gift", f"// {SECRET}\n::one::{SECRET}? {{=Ada ~Ida}}\n".encode())
STUDENT = request("", user=User("console", "school", "student"))
# The last two were named as moderators here, which is worth nothing to a guest, nor to somebody elsewhere.
ATTACKERS: Mapping[str, Request] = {
    "a member": STUDENT,
    "a guest, whatever the platform says": replace(STUDENT, is_guest=True, is_moderator=True),
    "a guest who was named": replace(STUDENT, user=User("console", "school", "assistant"), is_guest=True),
    "a moderator's id in another community": request(
        "", user=User("console", "club", "assistant"), channel=Channel("console", "club", "room")
    ),
}
STRANGER = request(
    "", user=User("console", "club", "boss"), channel=Channel("console", "club", "room"), is_moderator=True
)
NUMBERS = ("1", "2", "3", "0", "-1", "99999999999999999999")
TEXTS = ("09:00", "2024-05-02", "@student", "saltmarsh", "walls", "on", "x" * 4000, "' OR 1=1 --", "%", "\u202e\x00")


class School:
    """A community in which there is something to steal: rounds, schedules, drafts, reports, and what buttons say."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        as_teacher(bot, "/moderators add @assistant")
        as_pupil(bot, "/trivia start number:3")
        as_pupil(bot, f'/report id:council-founded text:"{SECRET}"')
        shown = [
            as_teacher(bot, "/schedule daily time:09:00 approval:staff empty:nearest"),
            as_teacher(bot, f'/schedule post date:2024-06-01 time:10:00 text:"{SECRET}"'),
            bot.handle(replace(request("packs import", user=TEACHER, is_moderator=True), attachment=GIFT)),
            *(as_teacher(bot, f"/{row.name}") for row in GUARDED if not any(option.required for option in row.options)),
            *(as_teacher(bot, f"/schedule {word} 1") for word in ("show", "change", "history")),
        ]
        if not as_pupil(bot, "/trivia results").is_error:
            as_pupil(bot, "/trivia start number:3")
        self.copied = tuple({choice.action for reply in shown for choice in choices(reply) if self.is_guarded(choice)})
        self.ids = bot.store.read(lambda records: tuple(_ids(records.connection)))
        self.began_with = self.rows()

    def is_guarded(self, choice: Choice) -> bool:
        """Whether a control asks a row that not everybody may ask."""
        return self.bot.named(choice.action, STUDENT) in GUARDED

    def rows(self) -> Counter[tuple[object, ...]]:
        """Return all that is stored."""
        return Counter(self.bot.store.read(lambda records: _rows(records.connection)))


def _ids(connection: Connection) -> Iterator[str]:
    for query in ("SELECT code FROM rounds", "SELECT key FROM pack_drafts", "SELECT dedupe_key FROM deliveries"):
        yield from map(str, connection.execute(text(query)).scalars())


def _rows(connection: Connection) -> list[tuple[object, ...]]:
    tables = (table.name for table in metadata.sorted_tables)
    return [(table, *row) for table in tables for row in connection.exec_driver_sql(f"SELECT * FROM {table}")]


def choices(reply: Reply) -> tuple[Choice, ...]:
    """Return all that can be pressed under a reply."""
    return reply.choices + (reply.menu.choices if reply.menu else ())


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[School]:
    with Store.open(blank(tmp_path_factory.mktemp("attacks") / "dateline.db")) as store:
        yield School(Bot(Shelf([FOLDER], cache), store, lambda: Random(7), platforms=PLATFORMS))


def values(option: Option, ids: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Return what an attacker may give for an option: what it takes, what is another's, and what is nothing."""
    if option.choices:
        return st.sampled_from([value for value, _ in option.choices])
    if option.kind is Kind.BOOLEAN:
        return st.sampled_from(["yes", "no"])
    return st.sampled_from(NUMBERS if option.kind is Kind.INTEGER else (*ids, *TEXTS))


@st.composite
def actions(draw: st.DrawFn, school: School) -> tuple[str, Mapping[str, str]]:
    """Draw a guarded row, and options for it, made up as a forger would."""
    row = draw(st.sampled_from(GUARDED))
    written = [option for option in row.options if option.kind is not Kind.FILE]
    chosen = [option for option in written if option.required or draw(st.booleans())]
    return row.name, {option.name: draw(values(option, school.ids)) for option in chosen}


def asked(bot: Bot, attacker: Request, name: str, options: Mapping[str, str]) -> Reply:
    """Ask as an adapter does that was told an option for option, perhaps with a file."""
    row = bot.row(replace(attacker, command=name))
    file = OWN if any(option.kind is Kind.FILE for option in row.options) else None
    return bot.handle(replace(attacker, command=name, options=options, attachment=file))


def pressed(bot: Bot, attacker: Request, action: str) -> Reply:
    """Press what may have been copied, or kept, or written by hand."""
    return bot.handle(bot.press(action, attacker))


def tried(attempt: Callable[[], Reply]) -> Reply:
    """Return what somebody is told, also where nothing can be made of it."""
    try:
        return attempt()
    except UsageError as error:
        return Reply(text=error.text, is_error=True)


@pytest.mark.parametrize("row", GUARDED, ids=lambda row: row.name)
def test_every_guarded_row_refuses_each_attacker_and_stores_nothing(school: School, row: Command) -> None:
    before = school.rows()
    required = [option for option in row.options if option.required and option.kind is not Kind.FILE]
    options = {option.name: plausible(option) for option in required}

    for name, attacker in ATTACKERS.items():
        assert asked(school.bot, attacker, row.name, options).is_error, name
        assert tried(partial(pressed, school.bot, attacker, action_of(row.name, **options))).is_error, name
    assert school.rows() == before


def plausible(option: Option) -> str:
    """Return something that the option takes."""
    if option.choices:
        return option.choices[0][0]
    return {Kind.BOOLEAN: "yes", Kind.INTEGER: str(option.least or 1), Kind.USER: "@student"}.get(option.kind, "09:00")


def test_what_moderators_were_shown_can_be_copied(school: School) -> None:
    asked_for = {action.split()[0] for action in school.copied}

    assert {"schedule", "packs", "reports"} <= asked_for


@settings(max_examples=50)
@given(data=st.data())
def test_nothing_that_is_forged_copied_or_kept_gets_through(school: School, data: st.DataObject) -> None:
    attacker = data.draw(st.sampled_from(list(ATTACKERS.values())))
    forged = actions(school).map(lambda made: lambda: asked(school.bot, attacker, *made))
    written = actions(school).map(lambda made: lambda: pressed(school.bot, attacker, action_of(made[0], **made[1])))
    copied = st.sampled_from(school.copied).map(lambda action: lambda: pressed(school.bot, attacker, action))
    before = school.rows()

    reply = tried(data.draw(st.one_of(forged, written, copied)))

    assert reply.is_error
    assert SECRET not in str(reply)
    assert school.rows() == before


@settings(max_examples=50)
@given(data=st.data())
def test_who_moderates_elsewhere_neither_changes_nor_learns_anything_here(school: School, data: st.DataObject) -> None:
    forged = actions(school).map(lambda made: lambda: asked(school.bot, STRANGER, *made))
    copied = st.sampled_from(school.copied).map(lambda action: lambda: pressed(school.bot, STRANGER, action))

    reply = tried(data.draw(st.one_of(forged, copied)))

    assert SECRET not in str(reply)
    assert not school.began_with - school.rows()
