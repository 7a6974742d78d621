"""The state machine of a round: frozen values, moved by players, the host and the clock.

| phase    | answer | tick at `due`                         | go on    | pause  | resume | skip     | stop  |
|----------|--------|---------------------------------------|----------|--------|--------|----------|-------|
| LOBBY    | –      | OPEN, the first question              | OPEN     | PAUSED | –      | OPEN     | ENDED |
| OPEN     | counts | REVEALED; OWN: ENDED                  | REVEALED | PAUSED | –      | REVEALED | ENDED |
| REVEALED | –      | OPEN, the next question; ENDED, if none | OPEN     | PAUSED | –      | OPEN     | ENDED |
| PAUSED   | –      | ENDED, after a day                    | –        | –      | back   | –        | ENDED |
| ENDED    | –      | –                                     | –        | –      | –      | –        | –     |

“Go on” is the host's move: begin the round, close the question (unlike a skipped one, it counts), or ask the next one.
A round that waits for its host is ended by the tick after a day. A question that all active players have answered is
closed early.

Moments are aware and in UTC. An answer counts if it was given before the deadline plus the player's extra time.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from bot.frozen import Frozen, replace
from bot.trivia.answers import is_right
from bot.trivia.plan import Answer, Mode, Pace, Plan, Player
from bot.trivia.questions.asked import Asked

# The time between the start and the first question, in which people notice the round and join a team.
LEAD, LEAD_WITH_TEAMS = timedelta(seconds=5), timedelta(seconds=30)
# An answer given in time may still be on its way when time is up.
GRACE = timedelta(seconds=1)
PAUSE_LIMIT = timedelta(days=1)
# How long a question stays open after all have answered, for those who want to correct their answer.
ALL_ANSWERED = timedelta(seconds=2)
# A player who answered none of so many questions before this one is not waited for.
ATTENTION = 2
# A round that stood still for longer, since the bot was down, is ended: the class has gone.
STALE = timedelta(minutes=15)
# A round is ended after so many questions in a row that nobody answered.
ABANDONED = 5


class Phase(StrEnum):
    """The phase of a round."""

    LOBBY = "lobby"
    OPEN = "open"
    REVEALED = "revealed"
    PAUSED = "paused"
    ENDED = "ended"


class Verdict(StrEnum):
    """How an answer was judged; `TAKEN` is one that counts, where there is no right and wrong."""

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


class State(Frozen, frozen=True):
    """What changes in a round: its phase, the current question (-1 before the first), when the next tick is due.

    `step` counts the posts about the round. When it was paused in the phase `held`, `left` was the time until the
    deadline or the next tick. `silent` counts the questions in a row that nobody answered.
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
    is_locked: bool = False

    @property
    def is_asking(self) -> bool:
        """Whether a question that was posted to all is open, or was when the round was paused."""
        return Phase.OPEN in (self.phase, self.held) and self.question >= 0


class Round(Frozen, frozen=True):
    """A round: its plan, its state, the players and the answers. `removed` are the ids of people who may not play."""

    id: str
    plan: Plan
    state: State
    players: tuple[Player, ...] = ()
    answers: tuple[Answer, ...] = ()
    removed: tuple[str, ...] = ()

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
        """The number of the question that is open, or was when the round was paused; None at everyone's own tempo."""
        return self.state.question if Phase.OPEN in (self.state.phase, self.state.held) and self.asked else None

    @property
    def uncounted(self) -> tuple[int | None, ...]:
        """The numbers of the questions that count for nobody: those skipped, and the one that is not revealed yet."""
        return (*self.state.skipped, self.unrevealed)

    def player(self, id: str) -> Player | None:
        """Return the player of that id, or None for somebody who has not joined."""
        return next((player for player in self.players if player.id == id), None)

    def answer_of(self, player: str, question: int) -> Answer | None:
        """Return a player's answer to a question, or None."""
        return next((answer for answer in self.answers if (answer.player, answer.question) == (player, question)), None)

    def answers_to(self, question: int) -> tuple[Answer, ...]:
        """Return the answers to a question."""
        return tuple(answer for answer in self.answers if answer.question == question)

    def join(self, player: Player) -> Round:
        """Return the round with a new player, or with another name and team of one who keeps their score."""
        others = tuple(other for other in self.players if other.id != player.id)
        return replace(self, players=tuple(sorted((*others, player), key=lambda each: each.number)))

    def admits(self, id: str) -> bool:
        """Whether somebody may play: nobody who was removed, and nobody new while the round is locked."""
        return id not in self.removed and not (self.state.is_locked and self.player(id) is None)

    def lock(self, is_locked: bool) -> Round:
        """Let nobody new join from now on, or let people join again."""
        return self._at(is_locked=is_locked)

    def answer(self, given: Answer) -> tuple[Round, Verdict]:
        """Return the round with an answer, and its verdict; where it can be changed, it replaces an earlier one."""
        if not self._is_open(given.question):
            return self, Verdict.CLOSED
        if not self._is_in_time(given) or self._is_won:
            return self, Verdict.LATE
        before = self.answer_of(given.player, given.question)
        if before and not self.plan.can_change:
            return self, Verdict.TWICE
        judged = replace(given, is_right=self._judged(given))
        others = (answer for answer in self.answers if answer is not before)
        return replace(self, answers=(*others, judged))._ended_by(judged), _verdict(judged)

    def tick(self, now: datetime) -> Round:
        """Return the round after the next step that is due, one at a time; the same round when none is."""
        state = self.state
        if state.due is None or now < state.due:
            return self._hurried(now)
        if self._waits or (now >= state.due + STALE and self.plan.mode is not Mode.OWN):
            return self._ended(Ending.STALE)
        if state.phase is Phase.OPEN:
            return self._closed(now)
        return self._next(now)

    def go_on(self, now: datetime) -> Round:
        """Begin, reveal the open question, which counts, or ask the next one, as the host wishes."""
        state = self.state
        if state.phase in (Phase.PAUSED, Phase.ENDED) or self.plan.mode is Mode.OWN:
            raise NotPossible(state.phase)
        return self._revealed(now) if state.phase is Phase.OPEN else self._next(now)

    def pause(self, now: datetime) -> Round:
        """Stop the clock, and keep the time that is left."""
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
        return replace(self, state=replace(state, skipped=(*state.skipped, state.question)))._revealed(now)

    def stop(self) -> Round:
        """End the round now; answers to questions that were revealed count."""
        if self.is_over:
            raise NotPossible(self.state.phase)
        return self._ended(Ending.STOPPED)

    def accept(self, accepted: Answer) -> Round:
        """Count an answer as right, as the host wishes."""
        answers = (replace(answer, is_right=True) if answer == accepted else answer for answer in self.answers)
        return replace(self, answers=tuple(answers))

    def deadline_of(self, id: str) -> datetime | None:
        """Return when the open question closes for a player; None when none is open."""
        player = self.player(id)
        extra = player.extra if player else timedelta(0)
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
        """Return the round after an answer; where the first right one wins, it is due to close the question at once."""
        return self._at(due=given.at) if self._is_won else self

    @property
    def _is_won(self) -> bool:
        """Whether the first right answer has been given, where that wins the question."""
        answers = self.answers_to(self.state.question)
        return self.plan.mode is Mode.FIRST and any(answer.is_right for answer in answers)

    def _closed(self, now: datetime) -> Round:
        if self.plan.mode is Mode.OWN:
            return self._ended(Ending.DONE)
        if self._is_won or self.is_complete:
            return self._revealed(now)
        latest = self._latest()
        return self._at(due=latest + GRACE) if latest + GRACE > now else self._revealed(now)

    @property
    def active(self) -> tuple[Player, ...]:
        """The players whose answers are waited for: those who answered lately, or joined lately."""
        first = self.state.question - ATTENTION
        ids = {answer.player for answer in self.answers if answer.question >= first}
        return tuple(player for player in self.players if player.id in ids or player.since > first or first < 0)

    @property
    def is_complete(self) -> bool:
        """Whether all active players have answered the open question."""
        ids = {answer.player for answer in self.answers_to(self.state.question)}
        active = self.active
        return bool(active) and self.state.phase is Phase.OPEN and all(player.id in ids for player in active)

    @property
    def _waits(self) -> bool:
        """Whether the round waits for its host; what is due then is its end."""
        phase = self.state.phase
        if phase is Phase.REVEALED:
            return self.plan.pace is Pace.HOST
        return phase is Phase.PAUSED or (phase is Phase.LOBBY and self.plan.waits)

    def _hurried(self, now: datetime) -> Round:
        """Return the round, to close its question soon where all active players have answered it."""
        due = self.state.due
        if due is None or self.plan.mode is Mode.OWN or not self.is_complete or due <= now + ALL_ANSWERED:
            return self
        return self._at(due=now + ALL_ANSWERED)

    def _latest(self) -> datetime:
        """Return the latest deadline of a player with extra time who has not answered; the common one without any."""
        deadline, question = self.state.deadline, self.state.question
        if deadline is None:
            raise RuntimeError("there is no deadline")
        slower = (player for player in self.players if player.extra and not self.answer_of(player.id, question))
        return deadline + max((player.extra for player in slower), default=timedelta(0))

    def _revealed(self, now: datetime) -> Round:
        silent = 0 if self.answers_to(self.state.question) else self.state.silent + 1
        if silent >= ABANDONED:
            return self._ended(Ending.ABANDONED)
        due = now + (PAUSE_LIMIT if self.plan.pace is Pace.HOST else timedelta(seconds=self.plan.pause))
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
    return Round(id, plan, State(Phase.LOBBY, now + lead(plan)))


def lead(plan: Plan) -> timedelta:
    """Return how long people gather before the first question; for the host's word they wait a day at most."""
    if plan.waits:
        return PAUSE_LIMIT
    if plan.lobby is not None:
        return timedelta(seconds=plan.lobby)
    return LEAD_WITH_TEAMS if plan.teams else LEAD


def _verdict(judged: Answer) -> Verdict:
    return {True: Verdict.RIGHT, False: Verdict.WRONG, None: Verdict.TAKEN}[judged.is_right]
