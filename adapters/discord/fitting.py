"""Makes the parts of a message fit into the characters that Discord shows in one, and says what was cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.frozen import Frozen, replace

# All text displays of a message together (https://docs.discord.com/developers/components/reference).
TEXT_LIMIT = 4000
ELLIPSIS = " …"


class Part(Frozen, frozen=True):
    """One text display: lines of finished markdown. A vital part is never cut; `id` is the fact it is about.

    Only `prose`, the line of that number, can be cut within: in the others a cut could break a link.
    """

    lines: tuple[str, ...]
    id: str = ""
    is_vital: bool = False
    prose: int | None = None

    @property
    def text(self) -> str:
        """The lines as they are sent."""
        return "\n".join(self.lines)


class Fitted(Frozen, frozen=True):
    """The parts that fit, and the first fact that was cut, if one was; `is_cut` even when it has no id."""

    parts: tuple[Part, ...]
    is_cut: bool = False
    cut_id: str = ""


def fit(parts: Sequence[Part], limit: int = TEXT_LIMIT) -> Fitted:
    """Return parts of at most `limit` characters in all: the first ones whole, then one cut, then vital ones only."""
    whole = tuple(part for part in parts if part.lines)
    if sum(len(part.text) for part in whole) <= limit:
        return Fitted(whole)
    kept = tuple(_within(whole, limit - sum(len(part.text) for part in whole if part.is_vital)))
    return Fitted(kept, is_cut=True, cut_id=next(part.id for part in whole if part not in kept))


def _within(parts: Sequence[Part], room: int) -> Iterator[Part]:
    is_over = False
    for part in parts:
        if part.is_vital:
            yield part
        elif not is_over and len(part.text) <= room:
            room -= len(part.text)
            yield part
        elif not is_over:
            is_over = True
            yield from _shortened(part, room)


def _shortened(part: Part, room: int) -> Iterator[Part]:
    """Return the part with its prose cut, or with its first lines only, or nothing."""
    if part.prose is not None:
        line = part.lines[part.prose]
        cut = _cut(line, len(line) - (len(part.text) - room))
        if cut:
            lines = (*part.lines[: part.prose], cut, *part.lines[part.prose + 1 :])
            yield replace(part, lines=lines)
            return
    lines = part.lines
    while lines and len("\n".join(lines)) > room:
        lines = lines[:-1]
    if lines:
        yield replace(part, lines=lines)


def _cut(line: str, size: int) -> str:
    """Cut at a blank, which never stands within an escape; "" where too little would be left to be of use."""
    head = line[: max(size - len(ELLIPSIS), 0)].rpartition(" ")[0]
    # An odd number of ** would set all that follows in bold.
    closed = head if head.count("**") % 2 == 0 else head.rpartition("**")[0].rstrip()
    return closed + ELLIPSIS if len(closed) > 40 else ""
