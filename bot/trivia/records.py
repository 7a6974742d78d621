"""What is stored of rounds; values whose names are past participles, as Joined, are decisions to store."""

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
    """A round as it is from a moment on; when it has ended, everybody's results are stored with it."""

    round: Round
    at: datetime


class Joined(Frozen, frozen=True):
    """A person who plays in a round from now on, or with another name, team or extra time."""

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
    """An answer that counts; if it `replaces`, instead of the player's earlier answer to the question."""

    round: str
    user: User
    answer: Answer
    replaces: bool = False


class Accepted(Frozen, frozen=True):
    """Answers to a question that the host counts as right, by their players."""

    round: str
    question: int
    players: tuple[User, ...]


class SeasonBegun(Frozen, frozen=True):
    """A community's leaderboards count from this moment."""

    community: Community
    at: datetime


class Score(Frozen, frozen=True):
    """A line of a leaderboard; `name` is the player's in their last round."""

    user: User
    name: str
    right: int
    answered: int
    rounds: int


class Missed(Frozen, frozen=True):
    """A question that a person had wrong, and their answer."""

    asked: Asked
    answer: Answer
