"""The first pack: every day of the year, every subject, every fact sourced."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml

from bot.authoring.checks import members_on
from bot.authoring.packs import load_pack
from bot.authoring.rules import style
from bot.authoring.statistics import empty_days
from bot.cli import facts_folder
from bot.facts.model import Event, Pack, Person

SUBJECT: dict[str, list[str]] = yaml.safe_load((Path(__file__).parent / "subject.yaml").read_text(encoding="utf-8"))
# Words that are true only on the day they are written.
FLEETING = re.compile(r"\b(now|recently|currently|nowadays|last (week|month)|next (week|month)|to this day)\b", re.I)


@pytest.fixture(scope="module")
def pack() -> Pack:
    loaded = load_pack(facts_folder() / "nato-russia")
    assert loaded.problems == ()
    assert loaded.pack
    return loaded.pack


def test_nothing_in_it_is_excepted_from_the_rules() -> None:
    assert not (facts_folder() / "nato-russia" / "exceptions.yaml").exists()


def test_in_each_year_something_matters_much_and_few_things_do(pack: Pack) -> None:
    much = Counter(event.date.first.year for event in pack.events if event.importance >= 4)
    told = {event.date.first.year for event in pack.events}

    assert [year for year in told if year >= 1949 and not much[year]] == []
    assert [year for year, number in much.items() if number > (16 if year in pack.info.crowded else 8)] == []


def test_its_dates_are_written_one_way(pack: Pack) -> None:
    assert tuple(style.hints(pack)) == ()


def test_every_day_of_the_year_has_an_event(pack: Pack) -> None:
    assert empty_days(pack) == ()


def test_it_is_as_large_as_it_has_to_be(pack: Pack) -> None:
    assert len(pack.events) >= 700
    assert len(pack.people) >= 150
    assert len(pack.organizations) + len(pack.terms) >= 60
    assert len(pack.questions) >= 200


def test_every_fact_has_a_source_that_supports_its_date(pack: Pack) -> None:
    weak = [event.id for event in pack.events if event.date.is_exact_day
            and all(citation.supports in {"year", "month", "name"} for citation in event.sources)]  # fmt: skip

    assert weak == []


@pytest.mark.parametrize("entry", SUBJECT)
def test_every_entry_of_the_subject_is_answered(pack: Pack, entry: str) -> None:
    known = {record.id for record in pack.records()}

    assert [id for id in SUBJECT[entry] if id not in known] == []


def test_the_subject_is_whole() -> None:
    assert [int(entry.split()[0]) for entry in SUBJECT] == list(range(1, 82))


def test_no_text_speaks_of_now(pack: Pack) -> None:
    texts = {fact.id: fact.text for fact in pack.facts()}

    assert {id: match[0] for id, text in texts.items() if (match := FLEETING.search(_unquoted(text)))} == {}


def _unquoted(text: str) -> str:
    return re.sub(r"“[^”]*”|\"[^\"]*\"", "", text)


def test_the_number_of_members_follows_the_accessions_on_every_date(pack: Pack) -> None:
    nato = next(organization for organization in pack.organizations if organization.id == "nato")
    counts = {date(1949, 8, 25): 12, date(1952, 2, 18): 14, date(1955, 5, 9): 15, date(1982, 5, 30): 16,
              date(1999, 3, 12): 19, date(2004, 3, 29): 26, date(2009, 4, 1): 28, date(2017, 6, 5): 29,
              date(2020, 3, 27): 30, date(2023, 4, 4): 31, date(2024, 3, 7): 32}  # fmt: skip

    assert {day: members_on(nato, day) for day in counts} == counts
    assert {day: members_on(nato, day - timedelta(days=1)) for day in list(counts)[6:]} == {
        day: before for day, before in zip(list(counts)[6:], list(counts.values())[5:], strict=False)
    }


def test_every_accession_is_told_by_an_event(pack: Pack) -> None:
    nato = next(organization for organization in pack.organizations if organization.id == "nato")
    founders = {member.name for member in nato.members if member.since.first.year == 1949}
    joined = {name for event in pack.events if event.membership for name in event.membership.joined}

    assert {member.name for member in nato.members} - founders - joined == set()


def test_what_is_grave_is_not_asked_about(pack: Pack) -> None:
    grave = {event.id for event in pack.events if event.is_grave}

    assert [question.id for question in pack.questions if grave & set(question.about)] == []


def test_every_source_can_be_found_again(pack: Pack) -> None:
    ways = [
        (source, (source.url, source.copy, source.isbn, source.archive, source.published)) for source in pack.sources
    ]

    assert [source.id for source, found in ways if not any(found)] == []


def test_the_dead_do_not_act_and_the_living_are_not_dead(pack: Pack) -> None:
    people: dict[str, Person] = {person.id: person for person in pack.people}
    acting: list[tuple[Event, Person]] = [(e, people[actor.person]) for e in pack.events for actor in e.people]

    assert [(e.id, p.id) for e, p in acting if p.died and e.date.first > p.died.last] == []
    assert [
        person.id for person in pack.people if person.born and not person.died and person.born.first.year < 1915
    ] == []
