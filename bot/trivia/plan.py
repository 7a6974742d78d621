"""The plan of a round, which is settled when it starts; and its players and answers."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

from bot.frozen import Frozen
from bot.trivia.answers import chosen
from bot.trivia.questions.asked import Asked
from bot.trivia.questions.pool import Wishes

# How many characters the name of a player or a team has at most.
NAME_LIMIT = 30


class Mode(StrEnum):
    """How a round is played."""

    EVERYONE = "everyone"
    FIRST = "first"
    TYPE = "type"
    SURVEY = "survey"
    OWN = "own"


class Pace(StrEnum):
    """Whether the clock or the host goes on to the next question; in both cases the clock closes a question."""

    CLOCK = "clock"
    HOST = "host"


class Plan(Frozen, frozen=True):
    """A round's questions and rules. `until` closes a round at everyone's own tempo; `teams` are their names.

    `lobby` is how many seconds people have to gather before the first question, None for the usual time; with `waits`
    the host begins instead. `pause` is how many seconds pass between a reveal and the next question. `has_names` tells
    that people are shown by their real names. `title` says what the round is about; `locale` is the language it was
    started in; `wishes` and `count` are kept so that another round like it can be drawn.
    """

    questions: tuple[Asked, ...]
    mode: Mode = Mode.EVERYONE
    seconds: int = 20
    pause: int = 8
    until: datetime | None = None
    teams: tuple[str, ...] = ()
    can_change: bool = False
    has_hints: bool = False
    has_names: bool = False
    has_scores: bool = True
    title: str = ""
    locale: str = "en"
    wishes: Wishes = msgspec.field(default_factory=Wishes)
    count: int = 10
    pace: Pace = Pace.CLOCK
    lobby: int | None = None
    waits: bool = False
    # The questions are a list of the host's: another round asks the same.
    is_list: bool = False

    @property
    def is_scored(self) -> bool:
        """Whether there is a right and a wrong."""
        return self.mode is not Mode.SURVEY

    @property
    def is_typed(self) -> bool:
        """Whether answers are typed, and no choices shown."""
        return self.mode is Mode.TYPE

    def shows_choices(self, asked: Asked) -> bool:
        """Whether a question's choices are shown; they always are where several must be chosen."""
        return not self.is_typed or bool(asked.several)

    @property
    def tells_at_once(self) -> bool:
        """Whether a player is told at once whether the answer was right."""
        return self.mode in (Mode.FIRST, Mode.OWN)


class Player(Frozen, frozen=True):
    """A player: `id` is the platform's, `number` counts players in the order of joining, `name` is shown to the others.

    A player without a name is shown by the number. `extra` is additional time for each question, of which only the host
    knows. `since` is the number of the first question after they joined.
    """

    id: str
    number: int = 0
    name: str = ""
    team: str = ""
    extra: timedelta = timedelta(0)
    since: int = 0


class Answer(Frozen, frozen=True):
    """One player's answer to one question: the index of a choice, or what was typed (then `choice` is -1).

    Where several choices are to be chosen, `text` has their letters. `is_right` is None where there
    is no right and wrong.
    """

    player: str
    question: int
    at: datetime
    choice: int = -1
    text: str = ""
    is_right: bool | None = None

    def picks(self, asked: Asked) -> tuple[int, ...]:
        """Return the choices that were chosen; none where something else was typed."""
        if self.choice >= 0:
            return (self.choice,)
        return chosen(self.text, asked) if asked.several else ()
