"""What a card says besides what it is asked for, on every platform: sources, ids, and what did not fit."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat import Field, Fill, Input, Mention, Reply, SourceLine, mention
from bot.facts.model import Source
from bot.frozen import replace
from bot.replies.catalog import N_, Catalog

CHOOSE = N_("Choose one")

MOST_SOURCES = 3
# What names a work stands before “, in” whoever carried it.
CARRIED = (", in ", ", copy at ", ", on ", " (")


def short_name(source: SourceLine | Source) -> str:
    """Return by which short name a source is known: its publisher, without who carried it."""
    name = source.publisher or source.title
    for sign in CARRIED:
        name = name.partition(sign)[0]
    return name


def shortened(text: str, limit: int) -> str:
    """Cut a text to so many characters, so that one sees it: a label, which a platform refuses over its limit."""
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"


def cut(say: Catalog, fact_id: str) -> str:
    """Say that a message was cut, and how to read the rest."""
    if fact_id:
        return say("Cut: not all of it fits into one message. For the rest: /sources {id}", id=fact_id)
    return say("Cut: not all of it fits into one message. Ask for less at a time.")


def left_out(say: Catalog, number: int) -> str:
    """Say how many entries were left out."""
    return say.count("{number} more entry is not shown.", "{number} more entries are not shown.", number)


def best(sources: Sequence[SourceLine]) -> tuple[SourceLine, ...]:
    """Return the sources that are shown of many: the first three by different publishers."""
    named = {short_name(source): source for source in reversed(sources)}
    firsts = [source for source in sources if named[short_name(source)] is source]
    return tuple(firsts[:MOST_SOURCES])


def sources(say: Catalog, names: str, number: int) -> str:
    """Name the sources, which are joined already."""
    return say("Sources: {names}", names=names) if number > 1 else say("Source: {names}", names=names)


def is_answer(reply: Reply) -> bool:
    """Whether a text is what was asked for, above the entries it rests on, and so stands out."""
    return bool(reply.items) and not reply.title


def with_draft(reply: Reply) -> Reply:
    """Return a mistake in a form with what was filled in as fields, and the choice that goes on from there."""
    if reply.draft is None:
        return reply
    fields = (Field(field.label, filled(field)) for field in reply.draft.inputs if field.value)
    return replace(reply, fields=(*reply.fields, *fields), choices=(*reply.choices, reply.draft.choice), draft=None)


def filled(field: Input) -> str:
    """Return what was filled into an input as it is shown: a channel and what was suggested by their names."""
    kinds = {Fill.CHANNEL: Mention.CHANNEL, Fill.ROLE: Mention.ROLE}
    if field.fill in kinds:
        return mention(kinds[field.fill], field.value)
    return _suggested(field) if field.fill in (Fill.SUGGESTED, Fill.SUGGESTIONS) else field.value


def _suggested(field: Input) -> str:
    """Return the names of values that are set, unless several could not be told apart by commas again.

    What somebody has typed stays as it is.
    """
    names, is_one = dict(field.choices), field.fill is Fill.SUGGESTED
    labels = [names.get(part, "") for part in ([field.value] if is_one else field.value.split(","))]
    is_clear = all(labels) and (is_one or not any("," in label for label in labels))
    return ", ".join(labels) if is_clear else field.value
