"""Asks which is meant where a kind of thing is named of which the packs know several: “when did the war begin”."""

from __future__ import annotations

from bot.commands.lookups.ways.asked import Answer, Asked
from bot.commands.reading.question_words import Ask
from bot.facts.lexicon import english, telling_in, variants
from bot.facts.model import Kind, Term

# What several things are of which each has a name, and what may be asked of any of them.
_KINDS = frozenset({"war"})
_COURSE = variants("began") | variants("ended") | {"long", "last", "time"}


def by_unnamed(asked: Asked) -> Answer | None:
    """Ask which war is meant where it is asked when “the war” began or ended, and nothing tells which."""
    if "will" in asked.question.words:
        return None
    words = [english(word) for word in telling_in(asked.question.words)]
    kind = next((word for word in words if word in _KINDS), "")
    is_of_time = asked.question.ask in (Ask.WHEN, Ask.HOW_MANY) and asked.question.dated is None
    if not kind or not is_of_time or not _COURSE.issuperset(set(words) - {kind}) or len(words) < 2:
        return None
    ids = (id for id, sort, is_name in asked.library.with_word(kind) if sort == Kind.TERM and is_name)
    facts = [asked.library.fact(id) for id in dict.fromkeys(ids)]
    wars = [fact for fact in facts if isinstance(fact, Term) and fact.kind == "conflict" and fact.since]
    wars.sort(key=lambda war: war.since.first if war.since else asked.today, reverse=True)
    return Answer((), tuple(wars), is_choice=True, called=kind) if len(wars) > 1 else None
