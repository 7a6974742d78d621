"""What is stored of rounds. A value that ends in a past participle says what has been decided; stored, it is true."""

from __future__ import annotations

from datetime import datetime

from bot.chat import Channel, User
from bot.community import Community
from bot.frozen import Frozen
from bot.trivia.plan import Answer, Player
from bot.trivia.questions.asked import Asked
from bot.trivia.round import Round


class Started(Frozen, frozen=True):
    """A round, where and by whom it was started, and when (aware, in UTC); a forgotten host's id is ""."""

    round: Round
    channel: Channel
    host: User
    at: datetime
    ended_at: datetime | None = None


class Moved(Frozen, frozen=True):
    """A round as it stands from a moment on; with its end come everybody's results."""

    round: Round
    at: datetime


class Joined(Frozen, frozen=True):
    """Somebody who plays in a round, or plays under another name, in another team, with other extra time."""

    round: str
    user: User
    player: Player
    at: datetime


class Renamed(Frozen, frozen=True):
    """A player whom the host gave another name; "" shows the number instead."""

    round: str
    user: User
    name: str


class Removed(Frozen, frozen=True):
    """A player who is taken out of a round with all answers, for good."""

    round: str
    user: User
    at: datetime


class Answered(Frozen, frozen=True):
    """An answer that counts; one given before to the same question is replaced where that is allowed."""

    round: str
    user: User
    answer: Answer
    replaces: bool = False


class Accepted(Frozen, frozen=True):
    """Answers to a question that the host counts as right, by who gave them."""

    round: str
    question: int
    players: tuple[User, ...]


class SeasonBegun(Frozen, frozen=True):
    """A community's leaderboards count from this moment."""

    community: Community
    at: datetime


class Score(Frozen, frozen=True):
    """A line of a leaderboard: whom it is about, under the name of their last round."""

    user: User
    name: str
    right: int
    answered: int
    rounds: int


class Missed(Frozen, frozen=True):
    """A question that somebody had wrong."""

    asked: Asked
    answer: Answer
