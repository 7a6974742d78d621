"""A class that plays: a teacher, pupils, a clock, and what was posted in their channel."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import msgspec
from sqlalchemy import text

from bot.app import Bot
from bot.chat import Channel, Reply, UsageError, User, refusal
from bot.community import Community
from bot.facts.model import Question
from bot.store.records import StoredRecords
from bot.trivia.own import OwnPack, PackImported
from bot.trivia.records import Started
from tests.saltmarsh import request

NINE = datetime(2026, 5, 4, 9, tzinfo=UTC)
CLASS = Channel("console", "school", "class")
TEACHER = "teacher"


class Luck:
    """A new generator each time, the same ones in every run."""

    def __init__(self) -> None:
        self._seed = 0

    def __call__(self) -> Random:
        self._seed += 1
        return Random(self._seed)


class Classroom:
    """Asks the bot as people in one channel, at a moment that only `wait` moves."""

    def __init__(self, bot: Bot, channel: Channel = CLASS) -> None:
        self.bot = bot
        self.channel = channel
        self.now = NINE

    def ask(self, line: str, user: str = TEACHER, *, is_moderator: bool = False) -> Reply:
        """Ask as somebody."""
        person = User("console", "school", user)
        asked = request("", at=self.now, user=person, channel=self.channel, is_moderator=is_moderator)
        asked = replace(asked, user_name=f"{user.capitalize()} Miller")
        try:
            return self.bot.handle(self.bot.read(line, asked))
        except UsageError as error:
            return refusal(error)

    def wait(self, seconds: float) -> None:
        """Let time pass; what is due in it is done at its moment."""
        end = self.now + timedelta(seconds=seconds)
        due = self.bot.step_rounds(self.now)
        while due and due <= end:
            self.now = max(self.now, due)
            due = self.bot.step_rounds(self.now)
        self.now = end

    def posts(self) -> list[Reply]:
        """Return what was posted, oldest first."""
        query = text("SELECT payload FROM deliveries WHERE purpose <> 'edit' ORDER BY id")
        rows = self.bot.store.run(lambda connection: connection.execute(query).scalars().all())
        return [msgspec.json.decode(row, type=Reply) for row in rows]

    def titles(self) -> list[str]:
        """Return the titles of what was posted."""
        return [post.title for post in self.posts()]

    def press(self, index: int, user: str) -> Reply:
        """Press a button under the last question that was posted."""
        question = [post for post in self.posts() if post.title.startswith("Question")][-1]
        return self.ask(question.choices[index].action, user)

    def right(self) -> int:
        """Return which choice of the open question is right."""
        asked = self.started().round.asked
        assert asked
        return asked.right

    def answers(self, right: str = "", wrong: str = "") -> None:
        """Let these pupils press the right button, and those a wrong one; names stand with blanks between."""
        place = self.right()
        for user in right.split():
            self.press(place, user)
        for user in wrong.split():
            self.press(1 - min(place, 1), user)

    def started(self) -> Started:
        """Return the round that was started last."""
        found = self.bot.store.run(lambda connection: StoredRecords(connection).latest(self.channel))
        assert found
        return found

    def save(self, *changes: object) -> None:
        """Store changes that depend on nothing."""
        self.bot.store.transact(lambda records: (None, changes))

    def play(self, line: str = "/trivia start number:2", right: str = "ann", wrong: str = "bob") -> None:
        """Play a round of two questions to its end, with the same pupils right and wrong at each."""
        self.ask(line)
        self.play_on(right, wrong)

    def play_on(self, right: str = "", wrong: str = "") -> None:
        """Play the two questions of a round that was started."""
        self.wait(6)
        for _ in range(2):
            self.answers(right, wrong)
            self.finish()

    def own(self) -> None:
        """Give the community a pack of its own, called mood: four questions of opinion."""
        asked = [f"How do you like part {number}?" for number in range(1, 5)]
        questions = tuple(Question(f"own-{one}", one, "Much", "", choices=("Little", "Perhaps")) for one in asked)
        pack = OwnPack("mood", "Mood", "", questions, self.now)
        self.save(PackImported(Community(self.channel.platform, self.channel.community), pack))

    def finish(self) -> None:
        """Wait until the open question is closed and told, and the next is open or the round is over."""
        before = self.started().round.state.question
        while not (current := self.started().round).is_over and current.state.question == before:
            self.wait(1)
