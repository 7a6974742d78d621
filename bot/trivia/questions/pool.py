"""Facts to ask about, read one at a time, so that a draw reads only a handful of them, however many the packs have."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from bot.facts.library import FIRST, LAST, Library
from bot.facts.model import Event, Kind, Person, Record
from bot.frozen import Frozen
from bot.trivia.questions.asked import Asked, Form

# The least importance of an event that is asked about, unless hard questions are wished, and that difficulty.
LEAST_IMPORTANT, HARD = 3, 3
# How many events of the timeline before and after an event count as its neighbors.
NEAR = 40


class Wishes(Frozen, frozen=True):
    """What to ask about: `topics` are record ids, or tags with a leading `#`; `difficulty` 0 is any."""

    pack: str = ""
    topics: tuple[str, ...] = ()
    first: date = FIRST
    last: date = LAST
    difficulty: int = 0

    @property
    def is_timeless(self) -> bool:
        """Whether any time will do."""
        return (self.first, self.last) == (FIRST, LAST)

    @property
    def is_everything(self) -> bool:
        """Whether any fact will do."""
        return not self.topics and self.is_timeless


@dataclass(frozen=True, slots=True)
class Pool:
    """Returns facts that fit some wishes, at random, and their neighbors; with `is_typed` no choices are shown."""

    library: Library
    wishes: Wishes
    rng: Random
    is_typed: bool = False
    total: int = field(init=False)
    _counts: dict[tuple[Kind, str], int] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "total", self._page(0, 1)[1])

    def event(self) -> Event | None:
        """Return a random event that may be asked about; None when the one that was drawn may not."""
        if self.wishes.is_everything and self.wishes.pack:
            record = self._any(Kind.EVENT, self.wishes.pack)
        else:
            record = next(iter(self._page(self.rng.randrange(self.total), 1)[0]), None) if self.total else None
        return record if isinstance(record, Event) and self.is_fit(record) else None

    def person(self) -> Person | None:
        """Return a random person; where a topic or time is wished, one who took part in an event; None for none."""
        if self.wishes.is_everything:
            person = self._any(Kind.PERSON, self.wishes.pack)
            return person if isinstance(person, Person) else None
        event = self.event()
        actors = event.people if event else ()
        person = self.library.fact(self.rng.choice(actors).person) if actors else None
        return person if isinstance(person, Person) else None

    def record(self, kind: Kind) -> Record | None:
        """Return a random record of a kind; where a topic or time is wished, one that is linked to an event."""
        if self.wishes.is_everything or kind is Kind.QUESTION:
            return self._any(kind, self.wishes.pack)
        event = self.event()
        named = (*event.terms, *event.countries, *event.organizations) if event else ()
        return self.library.fact(self.rng.choice(named)) if named else None

    def near(self, event: Event) -> Sequence[Event]:
        """Return neighbors of an event that fit the wishes and may be choices beside it, in random order."""
        topics = self.wishes.topics or tuple(f"#{tag}" for tag in event.tags[:1])
        start = max(self.library.timeline(FIRST, event.date.first, topics, 0, 1).total - NEAR, 0)
        around = list(self.library.timeline(topics=topics, offset=start, limit=2 * NEAR).items)
        if len(around) < NEAR and not self.wishes.topics:
            total = self.library.timeline(FIRST, event.date.first, (), 0, 1).total
            around += self.library.timeline(offset=max(total - NEAR, 0), limit=2 * NEAR).items
        besides = (other for other in around if other.id != event.id and self.is_beside(other.id, event.id))
        fit = (other for other in besides if is_plain(other) and self.is_fit(other))
        by_id = {other.id: other for other in fit}
        nearest = sorted(by_id.values(), key=lambda other: abs((other.date.first - event.date.first).days))[:NEAR]
        self.rng.shuffle(nearest)
        return nearest

    def others(self, record: Record, kind: Kind, number: int = 60) -> Iterator[Record]:
        """Return random other records of a kind from the same pack; one may come twice."""
        pack = self.library.pack_of(record.id).id
        for _ in range(number):
            other = self._any(kind, pack)
            if other and other.id != record.id:
                yield other

    def is_beside(self, one: str, other: str) -> bool:
        """Whether two records are of the same pack, so that both may be choices of one question."""
        return len(self.library.packs) == 1 or self.library.pack_of(one) == self.library.pack_of(other)

    def is_fit(self, event: Event) -> bool:
        """Whether an event may be asked about, disputed or not."""
        in_time = self.wishes.first <= event.date.first and event.date.last <= self.wishes.last
        matters = event.importance >= LEAST_IMPORTANT or self.wishes.difficulty == HARD
        return not event.is_grave and in_time and matters and self.holds(event.id)

    def holds(self, record_id: str) -> bool:
        """Whether a record is of the wished pack, if one is wished."""
        return not self.wishes.pack or self.library.pack_of(record_id).id == self.wishes.pack

    def _page(self, offset: int, limit: int) -> tuple[tuple[Event, ...], int]:
        wishes = self.wishes
        page = self.library.timeline(wishes.first, wishes.last, wishes.topics, offset, limit)
        return page.items, page.total

    def _any(self, kind: Kind, pack: str = "") -> Record | None:
        if (kind, pack) not in self._counts:
            self._counts[kind, pack] = self.library.count(kind, pack)
        total = self._counts[kind, pack]
        return self.library.nth(kind, self.rng.randrange(total), pack) if total else None


def is_plain(event: Event) -> bool:
    """Whether an event is neither disputed nor grave."""
    return not event.positions and not event.is_grave


# The function that draws a question of each form, or None from facts that do not fit; `draws` registers them.
Draw = Callable[[Pool], Asked | None]
DRAWS: dict[Form, Draw] = {}


def draws(form: Form) -> Callable[[Draw], Draw]:
    """Register a function as the one that draws questions of a form."""

    def register(draw: Draw) -> Draw:
        DRAWS[form] = draw
        return draw

    return register
