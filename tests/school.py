"""A community that plays the daily game."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from bot.app import Bot
from bot.chat import Channel, Reply, Request, UsageError, User, refusal
from bot.community import Community, Settings, SettingsChanged
from bot.facts.dates import exact
from bot.trivia.daily import Game, PuzzleDrawn
from bot.trivia.puzzle import Piece, Play, Puzzle
from tests.almanac import title_of
from tests.commands.asking import fields

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class School:
    """A community that plays: what its people ask, and what is stored of them."""

    bot: Bot
    id: str
    channel: str = "room"

    def ask(self, line: str, at: datetime = NOON, who: str = "pupil", *, is_moderator: bool = False) -> Reply:
        """Ask what a line says."""
        channel = Channel("console", self.id, self.channel)
        asked = Request(self.user(who), channel, "", at, is_moderator=is_moderator)
        try:
            return self.bot.handle(self.bot.read(line, asked))
        except UsageError as error:
            return refusal(error)

    def moderate(self, line: str) -> Reply:
        """Ask as a moderator."""
        return self.ask(line, is_moderator=True)

    def press(self, shown: Reply, label: str, at: datetime = NOON) -> Reply:
        """Press the button of this label."""
        (choice,) = (choice for choice in shown.choices if choice.label == label)
        return self.ask(choice.action, at)

    def move(self, shown: Reply, slot: int, at: datetime = NOON, who: str = "pupil") -> Reply:
        """Press a slot."""
        return self.ask(shown.choices[slot].action, at, who)

    def play(self, wrong: int = 0, at: datetime = NOON, who: str = "pupil") -> Reply:
        """Play a day's game to its end, the first moves wrongly."""
        shown = self.ask("/daily", at, who)
        for turn in range(5):
            slot = right_slot(Play(self.puzzle(at), self.game(at, who).slots))
            shown = self.move(shown, slot if turn >= wrong else (slot + 1) % (turn + 2), at, who)
        return shown

    def guess(self, shown: Reply, at: datetime = NOON) -> Reply:
        """Press the first slot to the end."""
        while "Place this" in fields(shown):
            shown = self.move(shown, 0, at)
        return shown

    def set(self, settings: Settings) -> None:
        """Set the community's settings."""
        self.bot.store.transact(lambda records: (None, (SettingsChanged(self.community, settings),)))

    def puzzle(self, day: datetime = NOON) -> Puzzle:
        """Return the puzzle of a day as it is stored."""
        puzzle = self.bot.store.read(lambda records: records.puzzle(self.community, day.date()))
        assert puzzle
        return puzzle

    def game(self, day: datetime = NOON, who: str = "pupil") -> Game:
        """Return somebody's game as it is stored."""
        game = self.bot.store.read(lambda records: records.game(self.user(who), day.date()))
        assert game
        return game

    def user(self, who: str = "pupil") -> User:
        """Return one of its people."""
        return User("console", self.id, who)

    @property
    def community(self) -> Community:
        """The community."""
        return Community("console", self.id)


def draw_for(platform: str, community: str) -> PuzzleDrawn:
    """Return a puzzle of six events at noon's day, whatever packs there are."""
    anchor, *others = (
        Piece(f"storm-{year}", title_of(year), "", exact(date(year, 1, 1))) for year in range(1950, 2010, 10)
    )
    return PuzzleDrawn(Community(platform, community), Puzzle(NOON.date(), anchor, tuple(others)), NOON)


def right_slot(play: Play) -> int:
    """Return where the current event belongs."""
    assert play.current
    return sum(piece.date.first < play.current.date.first for piece in play.standing)


def labels(shown: Reply) -> list[str]:
    """Return what can be pressed."""
    return [choice.label for choice in shown.choices]
