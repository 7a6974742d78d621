"""Every example of every command succeeds on every platform, where look-ups are public and where they are private."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count

import pytest
from rich.console import Console

from adapters.console.render import render as on_console
from adapters.discord.forms import modal as discord_modal
from adapters.discord.render import render as on_discord
from adapters.slack.forms import modal as slack_modal
from adapters.slack.parse import Place
from adapters.slack.render import render as on_slack
from bot.app import Bot
from bot.chat import Attachment, Channel, Reply, Request, UsageError, User, refusal
from bot.cli import facts_folder
from bot.commands.row import Visibility
from bot.commands.table import COMMANDS
from bot.community import Community
from bot.replies.catalog import catalog
from bot.shelf import Shelf
from bot.store.store import Store
from tests.blank import blank
from tests.gathered import gathered
from tests.platforms import PLATFORMS
from tests.saltmarsh import MAY_DAY
from tests.trivia.classroom import Luck

SHOWN = [row for row in COMMANDS if not row.hidden]
EXAMPLES = [
    (row.name, example, habit)
    for row in SHOWN
    for example in row.examples
    # What is no look-up is seen by the same people whatever the habit is.
    for habit in (("public", "private") if row.visibility is Visibility.HABIT else ("public",))
]
# The first daily game was on 1 January 2026.
TODAY = MAY_DAY.replace(year=2026)
GIFT = Attachment("walls.gift", b"When? {=1930 ~1931}\n")
NUMBER = iter(count(1))
# What has to have happened: a line by the teacher, by somebody else (`ann: …`), or the next thing in a round.
NEXT = "…"
# The first button of the last answer is pressed.
PRESS = "press"
TYPED = ("/trivia start mode:type number:3 seconds:10", NEXT)
# A question opens and closes, twice; the third one opens, is answered, and closes.
PLAYED = (*TYPED, "ann: /answer nonsense", NEXT, NEXT, NEXT, NEXT, "ann: /answer Lord Ismay", NEXT, NEXT)
SCHEDULED = ("/schedule daily 09:00", "/schedule daily 10:00", "/schedule daily 11:00")
BEFORE: dict[str, tuple[str, ...]] = {
    "trivia again": (*TYPED, "/trivia stop"),
    "answer": ("/trivia start", NEXT),
    "/answer Robertson": TYPED,
    "trivia join": ("/trivia start teams:Owls,Larks",),
    "trivia stop": TYPED,
    "trivia pause": TYPED,
    "trivia resume": (*TYPED, "/trivia pause"),
    "trivia skip": TYPED,
    "trivia go": TYPED,
    "trivia lock": TYPED,
    "trivia board": TYPED,
    "trivia extra": (*TYPED, "ann: /trivia join"),
    "trivia rename": (*TYPED, *(f"pupil-{number}: /trivia join" for number in range(1, 8))),
    "trivia remove": (*TYPED, *(f"pupil-{number}: /trivia join" for number in range(1, 8))),
    "trivia standings": TYPED,
    "trivia accept": PLAYED,
    "trivia report": PLAYED,
    "trivia leaderboard": ("/settings set leaderboards:yes", *PLAYED),
    "trivia review": PLAYED,
    "/study missed:yes": (*TYPED, "/answer nonsense", NEXT, "/trivia stop"),
    "/study answer:1949": ("/study",),
    "schedule edit": SCHEDULED,
    "schedule show": SCHEDULED,
    "schedule week": SCHEDULED,
    "schedule preview": SCHEDULED,
    "schedule pause": SCHEDULED,
    "schedule resume": (*SCHEDULED, "/schedule pause 3"),
    "schedule skip": SCHEDULED,
    "schedule remove": SCHEDULED,
    "schedule history": SCHEDULED,
}
# What only one module's commands need, their own test says.
for own in gathered("commands", "BEFORE"):
    BEFORE |= own


# What a platform makes of the channel and the person of the examples.
IDS = {
    "discord": {"#history": "1001", "#room": "1002", "#moderators": "1003", "@ada": "2001"},
    "slack": {"#history": "C1001", "#room": "C1002", "#moderators": "C1003", "@ada": "U2001"},
}


class Scene:
    """A community of its own, and what is said there at moments that pass."""

    def __init__(self, bot: Bot, platform: str, *, is_discreet: bool) -> None:
        self._bot = bot
        self._community = f"community-{next(NUMBER)}"
        self._platform = platform
        self._is_discreet = is_discreet
        self._now = TODAY
        self._last = Reply()

    def ask(self, line: str, user: str = "teacher") -> Reply:
        """Ask as somebody; a file comes with whatever takes one."""
        person = User(self._platform, self._community, user)
        asked = Request(person, self._channel, "", self._now, is_moderator=user == "teacher")
        try:
            read = self._bot.read(
                self._resolved(self._numbered(line)),
                replace(asked, user_name=user, attachment=GIFT, is_discreet=self._is_discreet),
            )
            return self._bot.handle(read)
        except UsageError as error:
            return refusal(error)

    def _resolved(self, line: str) -> str:
        """Return a line as the platform hands it on: it makes ids of a channel and a person that are chosen."""
        for name, id in IDS.get(self._platform, {}).items():
            line = line.replace(name, id)
        return line

    def prepare(self, step: str) -> None:
        """Do what has to have happened."""
        if step == NEXT:
            started = self._bot.store.read(lambda records: records.running(self._channel))
            assert started
            self._now = started.round.state.due or self._now
            self._bot.step_rounds(self._now)
            return
        user, colon, line = step.rpartition(": ")
        reply = self.ask(self._last.choices[0].action if step == PRESS else line, user if colon else "teacher")
        assert not reply.is_error, (step, reply.text)
        self._last = reply

    def _numbered(self, line: str) -> str:
        """Return a line in which the third schedule, and the last report, have the numbers that they have here."""
        if re.match("/schedule (?!daily|question|puzzle|post|new|list)", line):
            numbers = sorted(one.id for one in self._bot.store.read(lambda r: r.schedules(self._place)))
            return line.replace(" 3", f" {numbers[2]}")
        if re.fullmatch("/reports .* 12", line):
            last = max(one.id for one in self._bot.store.read(lambda r: r.open_reports(self._place)))
            return line.replace("12", str(last))
        return line

    @property
    def _channel(self) -> Channel:
        return Channel(self._platform, self._community, "class")

    @property
    def _place(self) -> Community:
        return Community(self._platform, self._community)


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """A bot on the shipped pack."""
    folder = tmp_path_factory.mktemp("examples")
    with Store.open(blank(folder / "bot.db")) as store:
        yield Bot(
            Shelf([facts_folder() / "nato-russia"], folder),
            store,
            Luck(),
            address="https://class.example",
            platforms=PLATFORMS,
        )


def console(reply: Reply) -> object:
    Console(file=io.StringIO(), width=100).print(on_console(reply))
    return True


def discord(reply: Reply) -> object:
    return discord_modal(reply.form) if reply.form else on_discord(reply, catalog(""))


def slack(reply: Reply) -> object:
    return slack_modal(reply.form, Place("U1"), catalog("")) if reply.form else on_slack(reply, catalog(""))


SHOW: dict[str, Callable[[Reply], object]] = {"console": console, "discord": discord, "slack": slack}


@pytest.mark.parametrize("platform", SHOW)
@pytest.mark.parametrize(("name", "example", "habit"), EXAMPLES)
def test_every_example_succeeds(bot: Bot, name: str, example: str, habit: str, platform: str) -> None:
    scene = Scene(bot, platform, is_discreet=habit == "private")
    for step in BEFORE.get(example, BEFORE.get(name, ())):
        scene.prepare(step)

    reply = scene.ask(example)

    assert not reply.is_error, reply.text
    assert SHOW[platform](reply)


def test_what_has_to_have_happened_belongs_to_an_example() -> None:
    assert set(BEFORE) <= {part for name, example, _ in EXAMPLES for part in (name, example)}
