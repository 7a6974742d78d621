"""Who was a member of an organization when, and how many there were."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from bot.facts.dates import HistoricalDate
from bot.facts.library import Library
from bot.facts.model import Event, Kind, Member, Organization
from bot.facts.territories import territory_of
from bot.frozen import Frozen


class Step(Frozen, frozen=True):
    """A day on which members joined or left, and how many there were from then on."""

    on: date
    joined: tuple[Member, ...]
    left: tuple[Member, ...]
    number: int


def members_at(organization: Organization, day: date) -> tuple[Member, ...]:
    """Return who was a member on a day; one that left on it still was."""
    return tuple(m for m in organization.members if m.since.first <= day and (not m.until or day <= m.until.last))


def member_named(organization: Organization, code: str) -> Member | None:
    """Return the member that is this country, its present or latest membership; None when it never was one."""
    matching = [member for member in organization.members if territory_of(member.name) == code]
    return max(matching, key=lambda member: member.since.first, default=None)


def steps(organization: Organization, first: date, last: date) -> tuple[Step, ...]:
    """Return what changed in the time from one day to another, in order."""
    days = sorted({day for day in _days(organization) if first <= day <= last})
    return tuple(
        Step(
            day,
            tuple(m for m in organization.members if m.since.first == day),
            tuple(m for m in organization.members if m.until and m.until.last == day),
            sum(not (member.until and member.until.last == day) for member in members_at(organization, day)),
        )
        for day in days
    )


def event_of(library: Library, organization: Organization, member: Member, when: HistoricalDate) -> Event | None:
    """Return the event of that time by which a member joined or left, None when no pack has it."""
    page = library.timeline(when.first, when.last, (organization.id,), 0, 20)

    def telling(event: Event) -> tuple[bool, int]:
        change = event.membership
        return change is not None and member.name in (*change.joined, *change.left), event.importance

    named = [event for event in page.items if member.name in f"{event.title} {event.text}"]
    return max(named, key=telling, default=None)


def with_members(library: Library, ids: Sequence[str]) -> tuple[Organization, ...]:
    """Return the organizations of these that have members."""
    facts = (library.fact(id) for id in ids)
    return tuple(fact for fact in facts if isinstance(fact, Organization) and fact.members)


def usual_organization(library: Library) -> Organization | None:
    """Return the organization with members of which most is told; it is meant where none is named."""
    # Organizations are few, and labels as many as there are names: SQLite keeps the order of a cross join.
    query = (
        "SELECT label.id, max(weight) FROM record CROSS JOIN label ON label.id = record.id"
        " WHERE record.kind = ? GROUP BY label.id ORDER BY 2 DESC LIMIT 10"
    )
    found = with_members(library, [str(id) for id, _ in library.kept(query, Kind.ORGANIZATION)])
    return found[0] if found else None


def _days(organization: Organization) -> Iterator[date]:
    for member in organization.members:
        yield member.since.first
        if member.until:
            yield member.until.last
