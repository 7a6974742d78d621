"""Who held an office, and when."""

from __future__ import annotations

from collections.abc import Sequence

from bot.facts.library import Library
from bot.facts.model import Person, Role
from bot.facts.names import fold, words


def holders_of(library: Library, office: str) -> Sequence[Person]:
    """Return everybody who ever held an office of this title, by id."""
    query = "SELECT id FROM word WHERE word = ? AND kind = 'people'"
    sets = [{id for (id,) in library.rows(query, word)} for word in words(office)]
    found = (library.fact(id) for id in sorted(set.intersection(*sets))) if sets else ()
    return [one for one in found if isinstance(one, Person) and terms_of(one, office)]


def terms_of(person: Person, office: str) -> list[Role]:
    """Return the times for which somebody held an office."""
    return [role for role in person.roles if fold(role.title) == fold(office)]
