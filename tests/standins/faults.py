"""Things that go wrong on the way, ordered by a test for the requests that it names."""

import asyncio
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from random import Random

from tests.standins.wire import Answer, Json


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong with one request; waits are in seconds, infinity is until the stand-in stops."""

    answer: Answer | None = None  # said in place of the true answer
    accepted: bool = False  # whether the request takes effect all the same
    before: float = 0.0  # the wait before it takes effect
    after: float = 0.0  # the wait between the effect and the answer
    cut: bool = False  # the connection is reset in place of an answer
    release: asyncio.Event | None = None  # the answer also waits for this
    headers: Mapping[str, str] = field(default_factory=dict)  # said besides those of the answer

    def heard(self, answer: Answer | None) -> Answer | None:
        """What is said where this would have been the true answer; None where the connection is reset."""
        said = None if self.cut else self.answer or answer
        return said and replace(said, headers={**said.headers, **self.headers})


def says(answer: Answer, *, accepted: bool = False) -> Fault:
    """Another answer than the true one, with or without the request taking effect."""
    return Fault(answer=answer, accepted=accepted)


def adds(headers: Mapping[str, str]) -> Fault:
    """The true answer, with these headers besides."""
    return Fault(accepted=True, headers=headers)


def cut_before() -> Fault:
    """The connection is reset, and the request had no effect."""
    return Fault(cut=True)


def cut_after() -> Fault:
    """The connection is reset once the request took effect."""
    return Fault(cut=True, accepted=True)


def slow(before: float = 0.0, after: float = 0.0) -> Fault:
    """The true answer, late."""
    return Fault(accepted=True, before=before, after=after)


def held(release: asyncio.Event) -> Fault:
    """The request takes effect, and its answer waits for the test."""
    return Fault(accepted=True, release=release)


def lost() -> Fault:
    """The request takes effect, and its answer never comes."""
    return Fault(accepted=True, after=math.inf)


def fault_from_json(fields: Json) -> Fault:
    """A fault as the control endpoint receives it; `after` and `before` may be "inf"."""
    answer = fields.get("answer")
    return Fault(
        answer=Answer(**answer) if answer else None,
        accepted=bool(fields.get("accepted", False)),
        before=float(fields.get("before", 0)),
        after=float(fields.get("after", 0)),
        cut=bool(fields.get("cut", False)),
    )


@dataclass(slots=True)
class _Order:
    """A fault that waits for a request; `times` None is without end."""

    pattern: re.Pattern[str]
    fault: Fault
    times: int | None
    chance: float

    def strikes(self, line: str, rng: Random) -> bool:
        """Whether this request meets it; a strike is used up."""
        if self.times == 0 or not self.pattern.search(line) or rng.random() >= self.chance:
            return False
        self.times = None if self.times is None else self.times - 1
        return True


class Faults:
    """The orders still open; the first that strikes is what happens."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._orders: list[_Order] = []

    def order(self, pattern: str, fault: Fault, *, times: int | None = 1, chance: float = 1.0) -> None:
        """Let this happen to the next requests whose "METHOD /path" the pattern is found in."""
        self._orders.append(_Order(re.compile(pattern), fault, times, chance))

    def clear(self) -> None:
        """Forget all orders."""
        self._orders.clear()

    def draw(self, line: str) -> Fault | None:
        """What happens to this request; None when nothing does."""
        return next((order.fault for order in self._orders if order.strikes(line, self._rng)), None)
