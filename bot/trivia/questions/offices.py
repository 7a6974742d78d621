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
    """Ask who held an office on a day that is surely within their term, and surely in nobody else's."""
    # Not where a topic is wished: the days of a person's term need have nothing to do with it.
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
    """Ask who took part in an event in a certain office; the event's title names none of the choices."""
    event = pool.event()
    if event is None or not is_plain(event) or pool.library.count_titled(event.title) != 1:
        return None
    actors = [actor for actor in event.people if actor.office]
    if not actors:
        return None
    answer = pool.rng.choice(actors)
    person = pool.library.fact(answer.person)
    if not isinstance(person, Person) or not surely_held(person, answer.office, event.date):
        return None
    asked = _asked(
        f"actor:{event.id}:{person.id}",
        Form.ACTOR,
        event.title,
        person,
        answer.office,
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
    """Return a question whose right answer is a person in an office; None where there are too few wrong choices."""
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
    """Return names of people who surely did not hold an office on a day; none for too few, or if another may have."""
    holders = holders_of(pool.library, office)
    others = [other for other in holders if other.id != person.id and pool.is_beside(other.id, person.id)]
    if any(may_have_held(other, office, day) for other in others):
        return ()
    pool.rng.shuffle(others)
    names = [other.name for other in sorted(others, key=lambda other: _distance(other, office, day))[: 2 * MOST]]
    wrong = alike(person.name, names, MOST - 1, pool.rng)
    if len(wrong) < MOST - 1:
        wrong = alike(person.name, (*names, *_peers(person, office, day, pool)), MOST - 1, pool.rng)
    return wrong if len(wrong) >= LEAST - 1 else ()


def may_have_held(person: Person, office: str, day: HistoricalDate) -> bool:
    """Whether somebody may have held an office on some day of `day`."""
    return any(role.may_cover(day) for role in terms_of(person, office))


def surely_held(person: Person, office: str, day: HistoricalDate) -> bool:
    """Whether a person held an office on every day of `day`; the first and the last day of a term do not count."""
    return any(
        role.since.last < day.first and (end := _end(person, role)) is not None and day.last < end.first
        for role in terms_of(person, office)
    )


def accepted_names(person: Person, library: Library) -> tuple[str, ...]:
    """Return a person's other names that count when typed, and their last name if nobody else has it."""
    last = person.name.split()[-1]
    matches = find(library, last, (Kind.PERSON,))
    is_theirs = matches.how is How.EXACT and [match.id for match in matches.facts] == [person.id]
    native = (person.native,) if person.native else ()
    return tuple(dict.fromkeys((*person.aliases, *native, *((last,) if is_theirs else ()))))


def _end(person: Person, role: Role) -> HistoricalDate | None:
    """Return when an office ended, or up to when it is known to have been held."""
    return role.until or person.as_of


def _days(person: Person, role: Role) -> int:
    """Return on how many days a person surely held an office, without the first and the last."""
    end = _end(person, role)
    return (end.first - role.since.last).days - 1 if end else 0


def _distance(person: Person, office: str, day: HistoricalDate) -> int:
    return min(abs((role.since.first - day.first).days) for role in terms_of(person, office))


def _peers(person: Person, office: str, day: HistoricalDate, pool: Pool) -> Sequence[str]:
    """Return the names of people who surely held another office of the same rank on that day, and never this one."""
    rank = words(office)[0]
    rows = pool.library.rows("SELECT id FROM word WHERE word = ? AND kind = 'people' LIMIT 200", rank)
    records = (pool.library.fact(id) for (id,) in rows if id != person.id)
    people = [record for record in records if isinstance(record, Person)]
    pool.rng.shuffle(people)
    # A person of another country would stand out among the choices.
    people.sort(key=lambda peer: peer.country != person.country)
    beside = (peer for peer in people if pool.is_beside(peer.id, person.id) and not terms_of(peer, office))
    return [peer.name for peer in beside if _ranks(peer, rank, day)]


def _ranks(person: Person, rank: str, day: HistoricalDate) -> bool:
    titles = {role.title for role in person.roles if words(role.title)[0] == rank}
    return any(surely_held(person, title, day) for title in titles)
