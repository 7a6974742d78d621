"""Answers who of two joined first, and whether one did before, after or together with the other."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands.lookups.ways.asked import TOLD, Answer, Asked
from bot.commands.lookups.ways.members import JOIN, LEAVE, PLAIN_MEMBERSHIP, accession, membership_words, short_name
from bot.commands.reading.question_words import Ask
from bot.facts import membership
from bot.facts.lexicon import words_of
from bot.facts.model import Member, Organization
from bot.facts.naming import names_in
from bot.facts.territories import territories_in
from bot.replies.lookups import answers

_EARLIER = words_of("before first earlier sooner older longer")
_LATER = words_of("after later last newer second newest")
_TOGETHER = words_of("same together simultaneously with alongside")
_ORDER = _EARLIER | _LATER | _TOGETHER
_AROUND = PLAIN_MEMBERSHIP | _ORDER | words_of("than moment")


def by_precedence(asked: Asked) -> Answer | None:
    """Answer who of two joined first, or who joined before, with or after one; None for anything else."""
    words = membership_words(asked)
    asks = asked.question.ask in (Ask.WHETHER, Ask.WHO, Ask.WHAT, Ask.WORDS)
    if not asks or _ORDER.isdisjoint(words) or asked.question.dated or not LEAVE.isdisjoint(words):
        return None
    named = [name for name in names_in(asked.library, words) if membership.with_members(asked.library, name.ids)]
    rest = [word for place, word in enumerate(words) if not any(name.start <= place < name.end for name in named)]
    countries = list(territories_in(rest))
    for start, end, _ in reversed(countries):
        del rest[start:end]
    one = membership.with_members(asked.library, named[0].ids)[0] if named else None
    organization = one or membership.usual_organization(asked.library)
    if set(rest) - _AROUND or organization is None:
        return None
    found = ([membership.member_named(organization, code) for code in codes] for *_, codes in countries)
    sides = [[member for member in side if member] for side in found]
    if not all(sides):
        return None
    if len(sides) == 1 and asked.question.ask in (Ask.WHO, Ask.WHAT) and not JOIN.isdisjoint(rest):
        return _of_others(asked, organization, sides[0][0], frozenset(rest))
    return _of_two(asked, organization, sides, frozenset(rest)) if len(sides) == 2 else None


def _of_two(
    asked: Asked, organization: Organization, pair: Sequence[Sequence[Member]], words: frozenset[str]
) -> Answer:
    first, second = ({member.since.first for member in side} for side in pair)
    if words & _TOGETHER:
        is_so = first == second
    else:
        is_so = min(first) > max(second) if words & _LATER else max(first) < min(second)
    is_whether = asked.question.ask is Ask.WHETHER and "or" not in words
    sides = pair if is_whether else sorted(pair, key=lambda side: side[0].since.first, reverse=bool(words & _LATER))
    first_line, *others = (_joined(asked, organization, side) for side in sides)
    if is_whether:
        first_line = asked.say(answers.YES if is_so else answers.NO, answer=first_line)
    facts = [fact for side in sides for fact in accession(asked, organization, side[0])]
    return Answer((first_line, *others), (*dict.fromkeys(facts), organization))


def _of_others(asked: Asked, organization: Organization, member: Member, words: frozenset[str]) -> Answer | None:
    """Answer who joined before, with or after somebody, the nearest first."""
    days = sorted({one.since.first for one in organization.members})
    place = days.index(member.since.first)
    others = days[place + 1 :] if words & _LATER else days[:place][::-1]
    chosen = days[place : place + 1] if words & _TOGETHER else others
    groups = [[one for one in organization.members if one.since.first == day] for day in chosen[:TOLD]]
    facts = [fact for group in groups for fact in accession(asked, organization, group[0])]
    lines = tuple(_joined(asked, organization, group) for group in groups)
    if lines or words.isdisjoint(_LATER):
        return Answer(lines, (*dict.fromkeys(facts), organization)) if lines else None
    as_of = [answers.as_of(asked.say, organization.as_of)] if organization.as_of else []
    nobody = asked.say(answers.NOBODY_JOINED, organization=short_name(organization))
    return Answer((nobody, *as_of), (*accession(asked, organization, member), organization))


def _joined(asked: Asked, organization: Organization, members: Sequence[Member]) -> str:
    return answers.joined(asked.say, members[0].since, [member.name for member in members], short_name(organization))
