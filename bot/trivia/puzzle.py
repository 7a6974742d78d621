"""The daily game “Place it”: of six events one stands in a row, and the player places the others, one at a time.

Its rules are what players of such games wish for: dates are never close together, the row is hardest on Sundays, and no
event comes again before many others did.
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
# How many years there are at least between two events, by the day of the week from Monday on.
GAPS = (8, 8, 4, 4, 2, 2, 1)
# From Monday to Thursday at most two events are of the same decade.
SPREAD_DAYS, DECADE_MOST = 4, 2
LEAST_IMPORTANCE, GREAT_IMPORTANCE, GREAT = 3, 4, 2
MOST_REST, TURNS = 90, 12
# Fewer events than this repeat too soon to be a game.
LEAST_POOL = 72
SHUFFLES = 5


class Piece(Frozen, frozen=True):
    """An event as it was when the puzzle was drawn, so that later changes of the pack do not change the puzzle.

    `citation` is the event's first; `source` is that of the citation, filled in before the puzzle is stored.
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
    """The puzzle of a day: the anchor stands in the row from the start, the `others` are placed in this order."""

    day: date
    anchor: Piece
    others: tuple[Piece, ...]

    def __hash__(self) -> int:
        # Each press looks a puzzle up in caches: to hash all its texts would take long.
        return hash((self.day, self.anchor.id))

    @property
    def number(self) -> int:
        """The puzzle's number."""
        return number_of(self.day)

    @property
    def row(self) -> tuple[Piece, ...]:
        """All six in order of time."""
        return self.standing(len(self.others))

    def standing(self, turn: int) -> tuple[Piece, ...]:
        """Return the row after so many moves: also events that were misplaced stand in their true places."""
        return tuple(sorted((self.anchor, *self.others[:turn]), key=lambda piece: piece.date.first))


class Stage(Frozen, frozen=True):
    """A game that is not over, as its player sees it: equal for all players of a puzzle whose last move had one result.

    `turn` counts the moves; `was_right` is the result of the last one, None before the first.
    """

    puzzle: Puzzle
    turn: int
    was_right: bool | None

    @property
    def standing(self) -> tuple[Piece, ...]:
        """The row, in order of time."""
        return self.puzzle.standing(self.turn)

    @property
    def current(self) -> Piece:
        """The event to place next."""
        return self.puzzle.others[self.turn]

    @property
    def last(self) -> Piece | None:
        """The event that was placed last, None before the first move."""
        return self.puzzle.others[self.turn - 1] if self.turn else None


@dataclass(frozen=True)
class Play:
    """One person's game: the slots that were pressed, in order. Slot 0 is before the first event of the row.

    It has no `__slots__`, since it caches what a reply asks for a dozen times.
    """

    puzzle: Puzzle
    slots: tuple[int, ...] = ()

    @property
    def is_over(self) -> bool:
        """Whether all have been placed."""
        return len(self.slots) == len(self.puzzle.others)

    @cached_property
    def standing(self) -> tuple[Piece, ...]:
        """The row, in order of time."""
        return self.puzzle.standing(len(self.slots))

    @property
    def current(self) -> Piece | None:
        """The event to place next; None when the game is over."""
        return None if self.is_over else self.puzzle.others[len(self.slots)]

    @property
    def stage(self) -> Stage:
        """What the player sees while the game is not over."""
        return Stage(self.puzzle, len(self.slots), self.results[-1] if self.slots else None)

    @cached_property
    def results(self) -> tuple[bool, ...]:
        """Whether each event was placed rightly, in the order of the moves."""
        placed = (self.puzzle.anchor, *self.puzzle.others)
        return tuple(slot == _slot_of(placed[turn], placed[:turn]) for turn, slot in enumerate(self.slots, 1))

    @property
    def score(self) -> int:
        """How many events were placed rightly."""
        return sum(self.results)

    @cached_property
    def outcomes(self) -> Mapping[str, bool]:
        """Whether each event was placed rightly, by its id; without the anchor."""
        return {piece.id: is_right for piece, is_right in zip(self.puzzle.others, self.results, strict=False)}

    @property
    def missed(self) -> tuple[Piece, ...]:
        """The events that were placed wrongly, in the order of the moves."""
        outcomes = self.outcomes
        return tuple(piece for piece in self.puzzle.others if not outcomes.get(piece.id, True))

    def takes(self, turn: int, slot: int) -> bool:
        """Whether a press is for the event to place now, and its slot exists; a second press for an event is not."""
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
    """Return the events that can be in a puzzle: undisputed, surely within one year, important enough, not grave."""
    return tuple(event for event in events if _is_fit(event))


def rest_of(pool: Sequence[Event]) -> int:
    """Return how many days pass at least before an event is in a puzzle again."""
    return min(MOST_REST, len(pool) // TURNS)


def draw(pool: Sequence[Event], day: date, history: Mapping[str, date], rng: Random) -> Puzzle | None:
    """Draw a day's puzzle; None when the pool is too small, or has no six events that are far enough apart.

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
    """Which events may be in a puzzle together on a day of the week, 0 for Monday."""

    weekday: int

    def choose(self, waiting: Sequence[Event]) -> tuple[Event, ...]:
        """Return the first six events that may be together, two great ones among them; () when there are none."""
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
    """Return the slot in a row to which an event belongs."""
    return sum(other.date.first < piece.date.first for other in standing)
