"""Answers whether a country is in an organization of whose members no list is known, by what is told of it."""

from __future__ import annotations

from bot.commands.lookups.ways.asked import TOLD, Answer, Asked
from bot.commands.lookups.ways.members import LEAVE, PLAIN_MEMBERSHIP, membership_words
from bot.commands.lookups.ways.ranking import is_told_of
from bot.commands.reading.question_words import Ask
from bot.facts.aspects import names_of
from bot.facts.lexicon import variants, words_of
from bot.facts.model import Country, Event, Fact, Organization
from bot.facts.names import fold
from bot.facts.naming import fact_named, names_in
from bot.facts.territories import of_its_country, territories_in
from bot.replies.lookups import answers

# Whether a title that speaks of these means yes or no, its reader sees: “Ukraine applies to join”.
_CHANGED = LEAVE | words_of("join joins joined expels drop drops suspends excludes")


def by_accession(asked: Asked) -> Answer | None:
    """Answer with how a country last joined such an organization, or left it; None where nothing is told of that."""
    if asked.question.ask is not Ask.WHETHER or asked.question.dated:
        return None
    words = membership_words(asked)
    named = [name for name in names_in(asked.library, words) if len(name.ids) == 1]
    found = [(name, fact) for name in named if isinstance(fact := asked.library.fact(name.ids[0]), Organization)]
    if len(found) != 1 or found[0][1].members:
        return None
    name, organization = found[0]
    rest = [*words[: name.start], *words[name.end :]]
    countries = list(territories_in(rest))
    country = fact_named(asked.library, rest[countries[0][0] : countries[0][1]]) if countries else None
    for start, end, _ in reversed(countries):
        of_it = frozenset().union(*(variants(word) | of_its_country(word) for word in rest[start:end]))
        del rest[start:end]
    if len(countries) != 1 or set(rest) - PLAIN_MEMBERSHIP:
        return None
    events = asked.library.timeline(topics=(organization.id,), limit=100).items
    told = [event for event in events if _is_of(event, country, of_it) and _tells_of_change(event, organization)]
    if not told:
        return None
    line = answers.dated(asked.say, told[-1].date, told[-1].title)
    return Answer((line,), (*told[:-TOLD:-1], organization))


def _is_of(event: Event, country: Fact | None, called: frozenset[str]) -> bool:
    """Whether an event is of a country, which its text may speak of for another reason: a border with Russia."""
    is_known = isinstance(country, Country) and bool(event.countries)
    return country.id in event.countries if country and is_known else is_told_of(event, called)


def _tells_of_change(event: Event, organization: Organization) -> bool:
    """Whether an event's title says that somebody joined or left the organization, and not some other place."""
    title = fold(event.title)
    named = any(f" {fold(name)} " in f" {title} " for name in names_of(organization))
    return named and not _CHANGED.isdisjoint(title.split())
