"""Answers whether an organization is in another one, of which only states are members."""

from __future__ import annotations

from bot.commands.lookups.ways.asked import Answer, Asked, unanswered
from bot.commands.lookups.ways.members import JOIN, PLAIN_MEMBERSHIP, short_name
from bot.commands.reading.question_words import Ask
from bot.facts.membership import with_members
from bot.facts.model import Organization
from bot.facts.naming import Naming, names_in
from bot.replies.lookups import answers


def by_body(asked: Asked) -> Answer | None:
    """Answer that an organization is no member of another; None for a question of something else.

    Who is in the other one is told of those alone of which the packs tell all members.
    """
    words = asked.question.words
    if asked.question.ask not in (Ask.WHETHER, Ask.WHEN, Ask.WHY):
        return None
    names = names_in(asked.library, words)
    taken = {place for name in names for place in range(name.start, name.end)}
    rest = {word for place, word in enumerate(words) if place not in taken}
    if len(names) != 2 or not rest <= PLAIN_MEMBERSHIP or rest.isdisjoint(_INSIDE):
        return None
    body, whole = (_organization(asked, name) for name in names)
    if body is None or whole is None:
        return None
    if not with_members(asked.library, (whole.id,)) and words[0] == "is":
        raise unanswered(asked)
    if body.members or not with_members(asked.library, (whole.id,)):
        return None
    line = answers.is_no_member(asked.say, body.name, short_name(whole))
    return Answer((line,), (whole, body))


_INSIDE = JOIN | {"in", "part", "belong", "belongs"}


def _organization(asked: Asked, name: Naming) -> Organization | None:
    fact = asked.library.fact(name.ids[0]) if len(name.ids) == 1 else None
    return fact if isinstance(fact, Organization) else None
