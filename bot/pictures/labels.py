"""Places the labels of a timeline: no label covers another, and no line from a label to its mark crosses a label."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.frozen import Frozen
from bot.pictures.font import BOLD, REGULAR, SEMIBOLD, width, wrap
from bot.pictures.recipes import Mark

SIZE, LEADING = 18.0, 23.0
DATE_SIZE, DATE_ROOM = 17.0, 22.0
LINES, TIERS, MOST = 3, 3, 6
GAP = 14.0
TIER_HEIGHT = DATE_ROOM + LINES * LEADING + 12
NARROWEST, WIDEST, STEP = 150, 330, 15
# Placements that are tried before the least important label is left out: a few milliseconds.
TRIES = 4_000


class Label(Frozen, frozen=True):
    """What is written of a mark, and how wide it is; `x` is where its leader stands."""

    mark: Mark
    x: float
    lines: tuple[str, ...]
    width: float

    @property
    def weight(self) -> int:
        """How strongly the title is written."""
        return SEMIBOLD if self.mark.importance >= 5 else REGULAR


class Placed(Frozen, frozen=True):
    """A label with its left edge and its tier, 0 the highest."""

    label: Label
    left: float
    tier: int

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.label.width


class Room(Frozen, frozen=True):
    """The edges between which labels may stand."""

    left: float
    right: float


def ranked(marks: Sequence[Mark], first: int, last: int) -> tuple[Mark, ...]:
    """Return the marks as they deserve a label: the best of each sixth of the time, then the others.

    Of marks that weigh the same, what is grave or disputed goes first.
    """
    sixth = max((last - first) / MOST, 1)
    weighed = sorted(marks, key=lambda mark: (-mark.importance, not (mark.is_grave or mark.dispute), mark.day))
    best = {int((mark.day - first) / sixth): mark for mark in reversed(weighed)}
    return tuple(dict.fromkeys([*sorted(best.values(), key=weighed.index), *weighed]))


def label_of(mark: Mark, x: float) -> Label:
    """Return a label as narrow as its title allows within three lines."""
    weight = SEMIBOLD if mark.importance >= 5 else REGULAR
    head = width(heading(mark), DATE_SIZE, BOLD) + (22 if mark.dispute else 0)
    for room in range(max(NARROWEST, int(head)), max(WIDEST, int(head)) + 1, STEP):
        lines = wrap(mark.title, SIZE, weight, room, LINES)
        if not lines[-1].endswith("…") or room + STEP > WIDEST:
            break
    return Label(mark, x, lines, max(head, *(width(line, SIZE, weight) for line in lines)))


def heading(mark: Mark) -> str:
    """Return the line above a title: the date, and what is disputed."""
    return f"{mark.date}   {mark.dispute}" if mark.dispute else mark.date


def place(labels: Sequence[Label], room: Room) -> tuple[Placed, ...]:
    """Place as many labels as have room, but no more than six; earlier ones are preferred to later ones."""
    standing: tuple[Placed, ...] = ()
    for label in labels:
        if len(standing) < MOST:
            together = sorted([*(placed.label for placed in standing), label], key=lambda each: each.x)
            standing = _complete((), [tuple(_candidates(each, room)) for each in together], [TRIES]) or standing
    return standing


def _complete(
    placed: tuple[Placed, ...], waiting: Sequence[Sequence[Placed]], budget: list[int]
) -> tuple[Placed, ...] | None:
    """Return all labels placed, each in one of its candidate places; None when the budget of tries does not suffice."""
    if not waiting:
        return placed
    for candidate in waiting[0]:
        budget[0] -= 1
        if budget[0] < 0:
            return None
        if all(_agree(candidate, other) for other in placed):
            whole = _complete((*placed, candidate), waiting[1:], budget)
            if whole is not None:
                return whole
    return None


def _candidates(label: Label, room: Room) -> Iterator[Placed]:
    """Return where a label may stand: beside its leader or across it, the highest tier first."""
    lefts = (label.x - 8, label.x - label.width + 8, label.x - label.width / 2)
    for tier in range(TIERS):
        for left in dict.fromkeys(min(max(left, room.left), room.right - label.width) for left in lefts):
            if left <= label.x <= left + label.width:
                yield Placed(label, left, tier)


def _agree(one: Placed, other: Placed) -> bool:
    if one.tier == other.tier:
        return one.right + GAP <= other.left or other.right + GAP <= one.left
    upper, lower = (one, other) if one.tier < other.tier else (other, one)
    return not lower.left - GAP / 2 <= upper.label.x <= lower.right + GAP / 2
