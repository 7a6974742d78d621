"""Draws a timeline: how many events when, the greatest of them marked, and as many labelled as have room."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence

from bot.pictures import labels
from bot.pictures.font import BOLD, shorten, width
from bot.pictures.labels import DATE_SIZE, LEADING, SIZE, TIER_HEIGHT, Placed, Room
from bot.pictures.recipes import Mark, Span, Timeline
from bot.pictures.sheet import MARGIN, WIDTH, Palette, circle, diamond, element, head, line, page, rect, text

TICK_SIZE, SPAN_SIZE = 17.0, 17.0
TOP = 76.0
BARS = 64.0
BELOW = 46.0
SPAN_HEIGHT, MOST_SPANS = 30.0, 4
FOOT = 48.0
MARK = 8.0
# Marks nearer to each other than APART are drawn at different levels.
LEVEL, APART = 18.0, 17.0


class _Axis:
    """The axis: where a day stands on it."""

    def __init__(self, recipe: Timeline) -> None:
        self._first, self._length = recipe.first, max(recipe.last - recipe.first, 1)

    def x(self, day: int) -> float:
        """Return where a day stands; what lies outside stands at the edge."""
        part = min(max((day - self._first) / self._length, 0), 1)
        return MARGIN + 12 + part * (WIDTH - 2 * MARGIN - 24)


def draw(recipe: Timeline, palette: Palette) -> str:
    """Return the picture as SVG, 760 units wide."""
    axis = _Axis(recipe)
    chosen = labels.ranked(recipe.marks, recipe.first, recipe.last)
    placed = labels.place([labels.label_of(mark, axis.x(mark.day)) for mark in chosen], Room(MARGIN, WIDTH - MARGIN))
    tiers = max((label.tier for label in placed), default=-1) + 1
    levels = _levels(recipe.marks, axis)
    stacked = LEVEL * max(levels.values(), default=0) + 2 * MARK
    ground = TOP + tiers * TIER_HEIGHT + max(BARS, stacked) + 10
    spans = recipe.spans[:MOST_SPANS]
    height = ground + BELOW + len(spans) * SPAN_HEIGHT + FOOT
    return page(
        height,
        palette,
        (
            *head(recipe.title, recipe.note, palette),
            *_density(recipe, axis, ground, palette),
            *(part for each in placed for part in _label(each, ground - LEVEL * levels[each.label.mark], palette)),
            *_ticks(recipe, axis, ground, palette),
            *(_mark(mark, axis.x(mark.day), ground - LEVEL * level, palette) for mark, level in levels.items()),
            *(part for at, span in enumerate(spans) for part in _span(span, at, axis, ground + BELOW, palette)),
            *_legend(recipe, height - 20, palette),
        ),
    )


def _levels(marks: Sequence[Mark], axis: _Axis) -> dict[Mark, int]:
    """Return how high each mark stands, 0 on the axis."""
    levels: dict[Mark, int] = {}
    for mark in marks:
        near = {level for other, level in levels.items() if abs(axis.x(other.day) - axis.x(mark.day)) < APART}
        levels[mark] = next(level for level in range(len(marks)) if level not in near)
    return levels


def _density(recipe: Timeline, axis: _Axis, ground: float, palette: Palette) -> Iterator[str]:
    most = max(recipe.density, default=0)
    start, end = axis.x(recipe.first), axis.x(recipe.last)
    step = (end - start) / max(len(recipe.density), 1)
    for at, count in enumerate(recipe.density):
        if count:
            tall = max(BARS * count / max(most, 4), 4)
            yield rect(start + at * step + 1, ground - tall, step - 2, tall, palette.bar, 2)


def _label(placed: Placed, ground: float, palette: Palette) -> Iterator[str]:
    """Draw the line from below the label to its mark, then date and title."""
    label, top = placed.label, TOP + placed.tier * TIER_HEIGHT
    bottom = top + DATE_SIZE + len(label.lines) * LEADING + 6
    yield line(label.x, bottom, label.x, ground - MARK, palette.rule, 1.5)
    yield from _heading(label.mark, placed.left, top + DATE_SIZE, palette)
    for at, words in enumerate(label.lines, 1):
        yield text(placed.left, top + DATE_SIZE + at * LEADING, words, SIZE, palette.ink, label.weight)


def _heading(mark: Mark, left: float, baseline: float, palette: Palette) -> Iterator[str]:
    color = _color(mark, palette)
    yield text(left, baseline, mark.date, DATE_SIZE, color, BOLD)
    if mark.dispute:
        after = left + width(f"{mark.date}   ", DATE_SIZE, BOLD)
        yield diamond(after + 6, baseline - 6, 6.5, "none", color)
        yield text(after + 22, baseline, mark.dispute, DATE_SIZE, color)


def _mark(mark: Mark, x: float, ground: float, palette: Palette) -> str:
    color = _color(mark, palette)
    if mark.dispute:
        return diamond(x, ground, MARK, palette.ground, color)
    return circle(x, ground, MARK - 1, color, stroke=palette.ground, stroke_width=2)


def _color(mark: Mark, palette: Palette) -> str:
    if mark.is_grave:
        return palette.grave
    return palette.disputed if mark.dispute else palette.mark


def _ticks(recipe: Timeline, axis: _Axis, ground: float, palette: Palette) -> Iterator[str]:
    yield line(axis.x(recipe.first), ground, axis.x(recipe.last), ground, palette.rule, 3)
    free = 0.0
    for tick in recipe.ticks:
        x = axis.x(tick.day)
        yield line(x, ground, x, ground + 12, palette.rule, 2)
        long = width(tick.text, TICK_SIZE)
        if x + 4 >= free and x + 4 + long <= WIDTH - 6:
            yield text(x + 4, ground + 28, tick.text, TICK_SIZE, palette.soft)
            free = x + long + 12


def _span(span: Span, at: int, axis: _Axis, top: float, palette: Palette) -> Iterator[str]:
    left, right = axis.x(span.since), max(axis.x(span.until), axis.x(span.since) + 4)
    y = top + at * SPAN_HEIGHT
    yield rect(left, y, right - left, SPAN_HEIGHT - 6, palette.panel, 5, stroke=palette.mark, stroke_width=1.5)
    yield text(*_beside(span.text, left, right, y + 17), SPAN_SIZE, palette.ink)


def _beside(words: str, left: float, right: float, y: float) -> tuple[float, float, str]:
    """Return where a span's text stands: within it, or after it, or before it, whichever has room."""
    long = width(words, SPAN_SIZE)
    if long + 16 <= right - left:
        return left + 8, y, words
    if right + 8 + long <= WIDTH - 6:
        return right + 8, y, words
    if left - 8 - long >= 6:
        return left - 8 - long, y, words
    room = max(right - left - 16, WIDTH - right - 14, left - 14)
    start = left + 8 if room == right - left - 16 else right + 8 if room == WIDTH - right - 14 else 6
    return start, y, shorten(words, SPAN_SIZE, 400, room)


def _legend(recipe: Timeline, baseline: float, palette: Palette) -> Iterator[str]:
    event, disputed, all_events = recipe.legend
    x = MARGIN + 8
    yield circle(x, baseline - 6, MARK - 1, palette.mark)
    x = yield from _word(x + 16, baseline, event, palette)
    if any(mark.dispute for mark in recipe.marks):
        yield diamond(x + 8, baseline - 6, 7, "none", palette.disputed)
        x = yield from _word(x + 24, baseline, disputed, palette)
    yield element("rect", x=x, y=baseline - 14, width=12, height=14, fill=palette.bar, rx=2)
    yield from _word(x + 20, baseline, all_events, palette)


def _word(x: float, baseline: float, words: str, palette: Palette) -> Generator[str, None, float]:
    yield text(x, baseline, words, TICK_SIZE, palette.soft)
    return x + width(words, TICK_SIZE) + 24
