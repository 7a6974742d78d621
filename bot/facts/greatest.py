"""The greatest of many events: the ones that an overview and a picture of them show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.facts.model import Event

# What a phone shows at a glance, a line each.
SHOWN = 8


def greatest(events: Sequence[Event], number: int = SHOWN) -> tuple[Event, ...]:
    """Return the events that matter most, in order of time.

    None that is left out weighs more than one that is shown; of those that weigh the same, one of a month not yet shown
    comes first, and then the earlier one. Of a long time, a month is the part of it that a month is of a year.
    """
    ranked = sorted(events, key=lambda event: -event.importance)
    shown: list[Event] = []
    while ranked and len(shown) < number:
        weight = ranked[0].importance
        level = [event for event in ranked if event.importance == weight]
        ranked = ranked[len(level) :]
        shown += _spread(level, number - len(shown), shown, _Parts(events))
    return tuple(sorted(shown, key=events.index))


class _Parts:
    """The parts of the time that some events cover, twelve at least."""

    def __init__(self, events: Iterable[Event]) -> None:
        days = [event.date.first.toordinal() for event in events]
        self._first = min(days)
        self._length = max((max(days) + 1 - self._first) / 12, 28)

    def of(self, event: Event) -> int:
        return int((event.date.first.toordinal() - self._first) / self._length)


def _spread(level: Sequence[Event], number: int, shown: Sequence[Event], parts: _Parts) -> list[Event]:
    """Return so many of events that weigh the same, from as many parts as there are."""
    if len(level) <= number:
        return list(level)
    taken = [parts.of(event) for event in shown]
    waiting, chosen = list(level), list[Event]()
    while len(chosen) < number:
        event = min(waiting, key=lambda event: taken.count(parts.of(event)))
        waiting.remove(event)
        chosen.append(event)
        taken.append(parts.of(event))
    return chosen
