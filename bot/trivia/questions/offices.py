"""Questions about who held an office on a day, and who did something in an office."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.facts.dates import HistoricalDate, exact
from bot.facts.find import How, find
from bot.facts.library import Library
from bot.facts.model import Event, Kind, Person, Role
from bot.facts.names import words
from bot.facts.offices import holders_of, terms_of
from bot.trivia.questions.asked import Asked, Form
from bot.trivia.questions.pool import Pool, draws, is_plain
from bot.trivia.questions.wrong import LEAST, MOST, alike, mixed, speaks_of
from bot.trivia.questions.years import difficulty_of


@draws(Form.OFFICE)
def office(pool: Pool) -> Asked | None:
    """Ask who held an office on a day that lies surely within their term, and in no other's."""
    # Whoever took part in an event of a topic held office on days that have nothing to do with it.
    person = pool.person() if not pool.wishes.topics else None
    roles = [role for role in person.roles if _days(person, role) > 0] if person else []
    if person is None or not roles:
        return None
    role = pool.rng.choice(roles)
    day = exact(role.since.last + timedelta(days=pool.rng.randrange(1, _days(person, role) + 1)))
    if not pool.wishes.first <= day.first <= pool.wishes.last or speaks_of(role.title, (person.name,)):
        return None
    return _asked(
        f"office:{person.id}:{day.text}", Form.OFFICE, role.title, person, role.title, day, (person.id,), pool
    )


@draws(Form.ACTOR)
def actor(pool: Pool) -> Asked | None:
    """Ask who, in an office, took part in an event whose title names none of those who are offered."""
    event = pool.event()
    if event is None or not is_plain(event) or pool.library.count_titled(event.title) != 1:
        return None
    actors = [one for one in event.people if one.office]
    if not actors:
        return None
    chosen = pool.rng.choice(actors)
    person = pool.library.fact(chosen.person)
    if not isinstance(person, Person) or not surely_held(person, chosen.office, event.date):
        return None
    asked = _asked(
        f"actor:{event.id}:{person.id}",
        Form.ACTOR,
        event.title,
        person,
        chosen.office,
        event.date,
        (event.id, person.id),
        pool,
    )
    return None if asked is None or speaks_of(event.title, asked.choices) else asked


def _asked(
    key: str,
    form: Form,
    subject: str,
    person: Person,
    office: str,
    day: HistoricalDate,
    about: tuple[str, ...],
    pool: Pool,
) -> Asked | None:
    """Return the question who held an office on a day; None when another one may have, or too few others did."""
    wrong = _wrong(person, office, day, pool)
    if not wrong:
        return None
    choices, right = mixed(person.name, wrong, pool.rng)
    event = pool.library.fact(about[0])
    return Asked(
        key,
        form,
        subject,
        choices,
        right,
        about,
        when=day.text,
        listed=(office,),
        accept=accepted_names(person, pool.library),
        difficulty=difficulty_of(event) if isinstance(event, Event) else 2,
    )


def _wrong(person: Person, office: str, day: HistoricalDate, pool: Pool) -> tuple[str, ...]:
    """Return the names of some who surely did not hold an office on a day; none where one may have, or they are few."""
    holders = holders_of(pool.library, office)
    others = [one for one in holders if one.id != person.id and pool.is_beside(one.id, person.id)]
    if any(may_have_held(other, office, day) for other in others):
        return ()
    pool.rng.shuffle(others)
    names = [other.name for other in sorted(others, key=lambda one: _distance(one, office, day))[: 2 * MOST]]
    wrong = alike(person.name, names, MOST - 1, pool.rng)
    if len(wrong) < MOST - 1:
        wrong = alike(person.name, (*names, *_peers(person, office, day, pool)), MOST - 1, pool.rng)
    return wrong if len(wrong) >= LEAST - 1 else ()


def may_have_held(person: Person, office: str, day: HistoricalDate) -> bool:
    """Whether somebody may have held an office on some day of `day`."""
    return any(role.may_cover(day) for role in terms_of(person, office))


def surely_held(person: Person, office: str, day: HistoricalDate) -> bool:
    """Whether an office was held on every day of `day`, its first and last days in office left out."""
    return any(
        role.since.last < day.first and (end := _end(person, role)) is not None and day.last < end.first
        for role in terms_of(person, office)
    )


def accepted_names(person: Person, library: Library) -> tuple[str, ...]:
    """Return what else counts when a name is typed: other names, and the last name when it is nobody else's."""
    last = person.name.split()[-1]
    matches = find(library, last, (Kind.PERSON,))
    is_theirs = matches.how is How.EXACT and [one.id for one in matches.facts] == [person.id]
    native = (person.native,) if person.native else ()
    return tuple(dict.fromkeys((*person.aliases, *native, *((last,) if is_theirs else ()))))


def _end(person: Person, role: Role) -> HistoricalDate | None:
    """Return when an office ended, or up to when it is known to have been held."""
    return role.until or person.as_of


def _days(person: Person, role: Role) -> int:
    """Return on how many days an office was held for sure, the first and last ones left out."""
    end = _end(person, role)
    return (end.first - role.since.last).days - 1 if end else 0


def _distance(person: Person, office: str, day: HistoricalDate) -> int:
    return min(abs((role.since.first - day.first).days) for role in terms_of(person, office))


def _peers(person: Person, office: str, day: HistoricalDate, pool: Pool) -> Sequence[str]:
    """Return those who surely held another office of the same rank on that day, and never this one."""
    rank = words(office)[0]
    rows = pool.library.rows("SELECT id FROM word WHERE word = ? AND kind = 'people' LIMIT 200", rank)
    people = [one for (id,) in rows if isinstance(one := pool.library.fact(id), Person) and one.id != person.id]
    pool.rng.shuffle(people)
    # Somebody of another country stands out.
    people.sort(key=lambda one: one.country != person.country)
    beside = (one for one in people if pool.is_beside(one.id, person.id) and not terms_of(one, office))
    return [one.name for one in beside if _ranks(one, rank, day)]


def _ranks(person: Person, rank: str, day: HistoricalDate) -> bool:
    titles = {role.title for role in person.roles if words(role.title)[0] == rank}
    return any(surely_held(person, title, day) for title in titles)
