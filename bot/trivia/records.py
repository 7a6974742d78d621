"""What is stored of rounds. A value that ends in a past participle says what has been decided; stored, it is true."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.chat import Channel, User
from bot.community import Community
from bot.trivia.plan import Answer, Player
from bot.trivia.questions.asked import Asked
from bot.trivia.round import Round


@dataclass(frozen=True, slots=True)
class Started:
    """A round, where and by whom it was started, and when (aware, in UTC); a forgotten host's id is ""."""

    round: Round
    channel: Channel
    host: User
    at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """A round as it stands from a moment on; with its end come everybody's results."""

    round: Round
    at: datetime


@dataclass(frozen=True, slots=True)
class Joined:
    """Somebody who plays in a round, or plays under another name, in another team, with other extra time."""

    round: str
    user: User
    player: Player
    at: datetime


@dataclass(frozen=True, slots=True)
class Renamed:
    """A player whom the host gave another name; "" shows the number instead."""

    round: str
    user: User
    name: str


@dataclass(frozen=True, slots=True)
class Removed:
    """A player who is taken out of a round with all answers, for good."""

    round: str
    user: User
    at: datetime


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer that counts; one given before to the same question is replaced where that is allowed."""

    round: str
    user: User
    answer: Answer
    replaces: bool = False


@dataclass(frozen=True, slots=True)
class Accepted:
    """Answers to a question that the host counts as right, by who gave them."""

    round: str
    question: int
    players: tuple[User, ...]


@dataclass(frozen=True, slots=True)
class SeasonBegun:
    """A community's leaderboards count from this moment."""

    community: Community
    at: datetime


@dataclass(frozen=True, slots=True)
class Score:
    """A line of a leaderboard: whom it is about, under the name of their last round."""

    user: User
    name: str
    right: int
    answered: int
    rounds: int


@dataclass(frozen=True, slots=True)
class Missed:
    """A question that somebody had wrong."""

    asked: Asked
    answer: Answer
