"""The daily game “Place it”: six events; one stands in the row, five are placed one at a time where they belong.

The rules are what players of such games ask for: dates never close together, the hardest row on Sunday, and no event
again before many others have had their turn.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from random import Random

from bot.facts.dates import HistoricalDate
from bot.facts.model import Citation, Event, Source
from bot.frozen import Frozen
from bot.trivia.questions.wrong import tells_year

SIZE = 6
TO_PLACE = SIZE - 1
# A puzzle's number counts days from this one, which has number 1.
FIRST_DAY = date(2026, 1, 1)
# So many years lie at least between two events, Monday first.
GAPS = (8, 8, 4, 4, 2, 2, 1)
# From Monday to Thursday a decade gives at most two events.
SPREAD_DAYS, DECADE_MOST = 4, 2
LEAST_IMPORTANCE, GREAT_IMPORTANCE, GREAT = 3, 4, 2
MOST_REST, TURNS = 90, 12
# Fewer events than this repeat too soon to be a game.
LEAST_POOL = 72
SHUFFLES = 5


class Piece(Frozen, frozen=True):
    """An event as it was when the puzzle was drawn: later changes of the pack change nothing for those who play.

    `citation` is the first it rests on; its `source` is put in when the puzzle is stored.
    """

    id: str
    title: str
    text: str
    date: HistoricalDate
    citation: Citation | None = None
    source: Source | None = None

    @property
    def year(self) -> int:
        """The year it was in."""
        return self.date.first.year


class Puzzle(Frozen, frozen=True):
    """A day's row: the anchor stands in it from the start, the `others` are given in this order."""

    day: date
    anchor: Piece
    others: tuple[Piece, ...]

    def __hash__(self) -> int:
        # What is remembered of a puzzle is looked for with every press: all its texts are not to be gone through.
        return hash((self.day, self.anchor.id))

    @property
    def number(self) -> int:
        """What the puzzle is called by."""
        return number_of(self.day)

    @property
    def row(self) -> tuple[Piece, ...]:
        """All six in order of time."""
        return self.standing(len(self.others))

    def standing(self, turn: int) -> tuple[Piece, ...]:
        """Return what stands in the row after so many moves: an event that was misplaced has gone to its true place."""
        return tuple(sorted((self.anchor, *self.others[:turn]), key=lambda piece: piece.date.first))


class Stage(Frozen, frozen=True):
    """A game that is not over, as its player sees it: alike for all of a community who placed the last event alike.

    `turn` counts what was placed; `was_right` is None before the first move.
    """

    puzzle: Puzzle
    turn: int
    was_right: bool | None

    @property
    def standing(self) -> tuple[Piece, ...]:
        """What stands in the row, in order of time."""
        return self.puzzle.standing(self.turn)

    @property
    def current(self) -> Piece:
        """What is to be placed next."""
        return self.puzzle.others[self.turn]

    @property
    def last(self) -> Piece | None:
        """What was placed last, None before the first move."""
        return self.puzzle.others[self.turn - 1] if self.turn else None


@dataclass(frozen=True)
class Play:
    """One person's game: the slots that were pressed, in order. Slot 0 is before the first event that stands.

    Without `__slots__`: a reply asks a dozen times what stands and what was right.
    """

    puzzle: Puzzle
    slots: tuple[int, ...] = ()

    @property
    def is_over(self) -> bool:
        """Whether all have been placed."""
        return len(self.slots) == len(self.puzzle.others)

    @cached_property
    def standing(self) -> tuple[Piece, ...]:
        """What stands in the row, in order of time."""
        return self.puzzle.standing(len(self.slots))

    @property
    def current(self) -> Piece | None:
        """What is to be placed next; None when the game is over."""
        return None if self.is_over else self.puzzle.others[len(self.slots)]

    @property
    def stage(self) -> Stage:
        """What the player sees of a game that is not over."""
        return Stage(self.puzzle, len(self.slots), self.results[-1] if self.slots else None)

    @cached_property
    def results(self) -> tuple[bool, ...]:
        """Whether each event was placed rightly, in the order in which they were given."""
        placed = (self.puzzle.anchor, *self.puzzle.others)
        return tuple(slot == _slot_of(placed[turn], placed[:turn]) for turn, slot in enumerate(self.slots, 1))

    @property
    def score(self) -> int:
        """How many were placed rightly."""
        return sum(self.results)

    @cached_property
    def outcomes(self) -> Mapping[str, bool]:
        """Whether each event was placed rightly, by its id; the anchor is none of them."""
        return {piece.id: is_right for piece, is_right in zip(self.puzzle.others, self.results, strict=False)}

    @property
    def missed(self) -> tuple[Piece, ...]:
        """The events that were placed wrongly, in the order in which they were given."""
        outcomes = self.outcomes
        return tuple(piece for piece in self.puzzle.others if not outcomes.get(piece.id, True))

    def takes(self, turn: int, slot: int) -> bool:
        """Whether a press is about what is to be placed now: one that comes twice is about what is placed already."""
        return not self.is_over and turn == len(self.slots) and 0 <= slot <= turn + 1

    def place(self, slot: int) -> Play:
        """Return the game after a slot was pressed; ValueError where there is no such slot, or nothing to place."""
        if not self.takes(len(self.slots), slot):
            raise ValueError(f"no slot {slot} after {len(self.slots)} moves")
        return replace(self, slots=(*self.slots, slot))


def number_of(day: date) -> int:
    """Return the number of a day's puzzle."""
    return (day - FIRST_DAY).days + 1


def day_numbered(number: int) -> date:
    """Return the day of the puzzle that has a number."""
    return FIRST_DAY + timedelta(days=number - 1)


def pool_of(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return the events that can be asked: established, certain, within one year, and neither grave nor small."""
    return tuple(event for event in events if _is_fit(event))


def rest_of(pool: Sequence[Event]) -> int:
    """Return for how many days an event rests after its puzzle."""
    return min(MOST_REST, len(pool) // TURNS)


def draw(pool: Sequence[Event], day: date, history: Mapping[str, date], rng: Random) -> Puzzle | None:
    """Draw a day's puzzle; None when the pool is too small, or holds no six events that are far enough apart.

    `history` tells when an event was last in a puzzle of this community.
    """
    if len(pool) < LEAST_POOL:
        return None
    rested = day - timedelta(days=rest_of(pool))
    waiting = [event for event in pool if history.get(event.id, date.min) < rested]
    rules = _Rules(day.weekday())
    for _ in range(SHUFFLES):
        rng.shuffle(waiting)
        if chosen := rules.choose(waiting):
            return _puzzle(day, chosen, rng)
    return None


class _Rules(Frozen, frozen=True):
    """What may stand together on a day of the week, 0 for Monday."""

    weekday: int

    def choose(self, waiting: Sequence[Event]) -> tuple[Event, ...]:
        """Return the first six that may stand together, two great ones among them; () when there are none."""
        great = self._add((), [event for event in waiting if event.importance >= GREAT_IMPORTANCE], GREAT)
        chosen = self._add(great, waiting, SIZE)
        return chosen if len(chosen) == SIZE and len(great) == GREAT else ()

    def _add(self, chosen: tuple[Event, ...], waiting: Sequence[Event], number: int) -> tuple[Event, ...]:
        for event in waiting:
            if len(chosen) == number:
                break
            if self._agrees(event, chosen):
                chosen = (*chosen, event)
        return chosen

    def _agrees(self, event: Event, chosen: Sequence[Event]) -> bool:
        year = event.date.first.year
        years = [other.date.first.year for other in chosen]
        if any(abs(year - other) < GAPS[self.weekday] for other in years):
            return False
        of_decade = sum(other // 10 == year // 10 for other in years)
        return self.weekday >= SPREAD_DAYS or of_decade < DECADE_MOST


def _puzzle(day: date, events: Sequence[Event], rng: Random) -> Puzzle:
    row = sorted((_piece(event) for event in events), key=lambda piece: piece.date.first)
    anchor = row.pop(SIZE // 2)
    rng.shuffle(row)
    return Puzzle(day, anchor, tuple(row))


def _piece(event: Event) -> Piece:
    return Piece(event.id, event.title, event.text, event.date, next(iter(event.sources), None))


def _is_fit(event: Event) -> bool:
    if event.importance < LEAST_IMPORTANCE or event.is_grave or event.positions:
        return False
    when = event.date
    is_certain = not (when.is_interval or when.is_approximate or when.is_uncertain)
    return is_certain and when.first.year == when.last.year and not tells_year(event.title)


def _slot_of(piece: Piece, standing: Sequence[Piece]) -> int:
    """Return where in a row an event belongs."""
    return sum(other.date.first < piece.date.first for other in standing)
