"""The state machine of a round: frozen values, moved by players, the host and the clock.

| phase    | answer | tick at `due`                         | pause  | resume | skip     | stop  |
|----------|--------|---------------------------------------|--------|--------|----------|-------|
| LOBBY    | –      | OPEN, the first question              | PAUSED | –      | OPEN     | ENDED |
| OPEN     | counts | REVEALED; OWN: ENDED                  | PAUSED | –      | REVEALED | ENDED |
| REVEALED | –      | OPEN, the next question; ENDED, if none | PAUSED | –      | OPEN     | ENDED |
| PAUSED   | –      | ENDED, after a day                    | –      | back   | –        | ENDED |
| ENDED    | –      | –                                     | –      | –      | –        | –     |

Moments are aware and in UTC. An answer counts while `now` is before the deadline, and the player's extra time.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.trivia.answers import is_right
from bot.trivia.plan import Answer, Mode, Plan, Player
from bot.trivia.questions.asked import Asked

# Between the start and the first question, so that people see it coming and can join a team.
LEAD, LEAD_WITH_TEAMS = timedelta(seconds=5), timedelta(seconds=30)
# An answer given in time may still be on its way when time is up.
GRACE = timedelta(seconds=1)
PAUSE_LIMIT = timedelta(days=1)
# A round that stood still for longer, because the bot was down, is ended: the class has gone.
STALE = timedelta(minutes=15)
# After so many questions in a row that nobody answered, nobody is there.
ABANDONED = 5


class Phase(StrEnum):
    """Where a round stands."""

    LOBBY = "lobby"
    OPEN = "open"
    REVEALED = "revealed"
    PAUSED = "paused"
    ENDED = "ended"


class Verdict(StrEnum):
    """What became of an answer."""

    RIGHT = "right"
    WRONG = "wrong"
    TAKEN = "taken"
    LATE = "late"
    TWICE = "twice"
    CLOSED = "closed"


class Ending(StrEnum):
    """Why a round is over."""

    DONE = "done"
    STOPPED = "stopped"
    ABANDONED = "abandoned"
    STALE = "stale"


class NotPossible(Exception):
    """A move that the round's phase does not allow."""

    def __init__(self, phase: Phase) -> None:
        super().__init__(phase)
        self.phase = phase


@dataclass(frozen=True, slots=True)
class State:
    """What moves: the phase, the current question (-1 before the first), when the next tick is due, and how it ended.

    `step` counts what has been posted. `left` is what was left of `due` and of the deadline when the round was paused
    in the phase `held`.
    """

    phase: Phase
    due: datetime | None
    question: int = -1
    deadline: datetime | None = None
    step: int = 0
    held: Phase | None = None
    left: timedelta = timedelta(0)
    skipped: tuple[int, ...] = ()
    silent: int = 0
    ending: Ending | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """A round: what was planned, where it stands, who plays, and the answers."""

    id: str
    plan: Plan
    state: State
    players: tuple[Player, ...] = ()
    answers: tuple[Answer, ...] = ()

    @property
    def asked(self) -> Asked | None:
        """The question that is open or was revealed last; None before the first, and at everyone's own tempo."""
        return self.plan.questions[self.state.question] if self.state.question >= 0 else None

    @property
    def is_over(self) -> bool:
        """Whether it has ended."""
        return self.state.phase is Phase.ENDED

    @property
    def unrevealed(self) -> int | None:
        """The number of the question that is open, or is while the round is paused; None at everyone's own tempo."""
        return self.state.question if Phase.OPEN in (self.state.phase, self.state.held) and self.asked else None

    def player(self, id: str) -> Player | None:
        """Return the player of that id, or None for somebody who has not joined."""
        return next((player for player in self.players if player.id == id), None)

    def answer_of(self, player: str, question: int) -> Answer | None:
        """Return a player's answer to a question, or None."""
        return next((one for one in self.answers if (one.player, one.question) == (player, question)), None)

    def answers_to(self, question: int) -> tuple[Answer, ...]:
        """Return the answers to a question."""
        return tuple(one for one in self.answers if one.question == question)

    def join(self, player: Player) -> Round:
        """Let somebody play, from now on; who plays already keeps the score and may change name and team."""
        others = tuple(one for one in self.players if one.id != player.id)
        return replace(self, players=tuple(sorted((*others, player), key=lambda one: one.number)))

    def answer(self, given: Answer) -> tuple[Round, Verdict]:
        """Take an answer at the moment it was given; one in time replaces an earlier one where that is allowed."""
        if not self._is_open(given.question):
            return self, Verdict.CLOSED
        if not self._is_in_time(given) or self._is_won:
            return self, Verdict.LATE
        if self.answer_of(given.player, given.question) and not self.plan.can_change:
            return self, Verdict.TWICE
        judged = replace(given, is_right=self._judged(given))
        others = (one for one in self.answers if (one.player, one.question) != (given.player, given.question))
        return replace(self, answers=(*others, judged))._ended_by(judged), _verdict(judged)

    def tick(self, now: datetime) -> Round:
        """Do what is due by now: one step, so that whoever ticks can tell of each; the same round when nothing is."""
        state = self.state
        if state.due is None or now < state.due:
            return self
        if state.phase is Phase.PAUSED or (now >= state.due + STALE and self.plan.mode is not Mode.OWN):
            return self._ended(Ending.STALE)
        if state.phase is Phase.OPEN:
            return self._closed(now)
        return self._next(now)

    def pause(self, now: datetime) -> Round:
        """Stop the clock; what is left of it is kept."""
        state = self.state
        if state.phase in (Phase.PAUSED, Phase.ENDED) or state.due is None or self.plan.mode is Mode.OWN:
            raise NotPossible(state.phase)
        until = state.deadline if state.phase is Phase.OPEN and state.deadline else state.due
        left = max(until - now, timedelta(0))
        return self._at(phase=Phase.PAUSED, held=state.phase, left=left, due=now + PAUSE_LIMIT, deadline=None)

    def resume(self, now: datetime) -> Round:
        """Let the clock go on where it was stopped."""
        state = self.state
        if state.phase is not Phase.PAUSED or state.held is None:
            raise NotPossible(state.phase)
        until = now + state.left
        if state.held is Phase.OPEN:
            return self._at(phase=Phase.OPEN, held=None, deadline=until, due=until + GRACE, step=state.step + 1)
        return self._at(phase=state.held, held=None, due=until)

    def skip(self, now: datetime) -> Round:
        """End the pause before a question, or close an open question, which then counts for nobody."""
        state = self.state
        if state.phase in (Phase.PAUSED, Phase.ENDED) or self.plan.mode is Mode.OWN:
            raise NotPossible(state.phase)
        if state.phase is not Phase.OPEN:
            return self._next(now)
        skipped = replace(self, state=replace(state, skipped=(*state.skipped, state.question)))
        return skipped._revealed(now)

    def stop(self) -> Round:
        """End it now; what was answered counts."""
        if self.is_over:
            raise NotPossible(self.state.phase)
        return self._ended(Ending.STOPPED)

    def accept(self, given: Answer) -> Round:
        """Count an answer as right by the host's word."""
        counted = (replace(one, is_right=True) if one == given else one for one in self.answers)
        return replace(self, answers=tuple(counted))

    def deadline_of(self, player: str) -> datetime | None:
        """Return when the open question closes for somebody; None when none is open."""
        extra = found.extra if (found := self.player(player)) else timedelta(0)
        return self.state.deadline + extra if self.state.deadline else None

    def _is_open(self, question: int) -> bool:
        if self.state.phase is not Phase.OPEN:
            return False
        is_known = 0 <= question < len(self.plan.questions)
        return is_known if self.plan.mode is Mode.OWN else question == self.state.question

    def _is_in_time(self, given: Answer) -> bool:
        deadline = self.deadline_of(given.player)
        return deadline is not None and given.at < deadline

    def _judged(self, given: Answer) -> bool | None:
        if not self.plan.is_scored:
            return None
        asked = self.plan.questions[given.question]
        return (given.choice,) == asked.rights if given.choice >= 0 else is_right(given.text, asked)

    def _ended_by(self, given: Answer) -> Round:
        """Return the round with its question to be closed at once, where the first right answer wins it."""
        return self._at(due=given.at) if self._is_won else self

    @property
    def _is_won(self) -> bool:
        """Whether the first right answer has been given, where that is what counts."""
        return self.plan.mode is Mode.FIRST and any(one.is_right for one in self.answers_to(self.state.question))

    def _closed(self, now: datetime) -> Round:
        if self.plan.mode is Mode.OWN:
            return self._ended(Ending.DONE)
        if self._is_won:
            return self._revealed(now)
        latest = self._latest()
        return self._at(due=latest + GRACE) if latest + GRACE > now else self._revealed(now)

    def _latest(self) -> datetime:
        """Return up to when somebody who has not answered may: those with extra time are waited for."""
        deadline, question = self.state.deadline, self.state.question
        assert deadline is not None
        waiting = (one.extra for one in self.players if one.extra and not self.answer_of(one.id, question))
        return deadline + max(waiting, default=timedelta(0))

    def _revealed(self, now: datetime) -> Round:
        silent = 0 if self.answers_to(self.state.question) else self.state.silent + 1
        if silent >= ABANDONED:
            return self._ended(Ending.ABANDONED)
        due = now + timedelta(seconds=self.plan.pause)
        return self._at(phase=Phase.REVEALED, due=due, deadline=None, silent=silent, step=self.state.step + 1)

    def _next(self, now: datetime) -> Round:
        question = self.state.question + 1
        if question >= len(self.plan.questions):
            return self._ended(Ending.DONE)
        deadline = now + timedelta(seconds=self.plan.seconds)
        return self._at(
            phase=Phase.OPEN, question=question, deadline=deadline, due=deadline + GRACE, step=self.state.step + 1
        )

    def _ended(self, ending: Ending) -> Round:
        return self._at(phase=Phase.ENDED, ending=ending, due=None, deadline=None, held=None, step=self.state.step + 1)

    def _at(self, **changes: object) -> Round:
        # mypy cannot see that the names are those of State.
        return replace(self, state=replace(self.state, **changes))  # type: ignore[arg-type]


def begin(id: str, plan: Plan, now: datetime) -> Round:
    """Return a round that opens its first question after a moment, or at once at everyone's own tempo."""
    if plan.mode is Mode.OWN:
        return Round(id, plan, State(Phase.OPEN, plan.until, deadline=plan.until))
    lead = LEAD_WITH_TEAMS if plan.teams else LEAD
    return Round(id, plan, State(Phase.LOBBY, now + lead))


def _verdict(judged: Answer) -> Verdict:
    return {True: Verdict.RIGHT, False: Verdict.WRONG, None: Verdict.TAKEN}[judged.is_right]
