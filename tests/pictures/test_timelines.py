"""Timelines of the shipped pack: what is drawn can be read, and is what the facts say."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from bot.cli import facts_folder
from bot.facts.greatest import greatest
from bot.facts.library import Library
from bot.facts.model import Kind, Person
from bot.pictures.drawing import svg
from bot.pictures.recipes import Look, Timeline
from bot.replies.catalog import catalog
from bot.replies.lookups.pictures import Extent, timeline, timeline_alt
from bot.shelf import open_library
from tests.pictures.drawn import boxes, faults, marks

SAY = catalog("en")


@pytest.fixture(scope="module")
def library(cache: Path) -> Library:
    return open_library([facts_folder() / "nato-russia"], cache)[0]


def of_years(library: Library, first: int, last: int) -> Timeline:
    start, end = date(first, 1, 1), date(last, 12, 31)
    title = str(first) if first == last else f"{first}–{last}"
    return timeline(SAY, extent(library, title, start, end), library.weightiest(start, end))


def extent(library: Library, title: str, first: date, last: date, *topics: str) -> Extent:
    total = library.timeline(first, last, topics, limit=1).total
    return Extent(title, first, last, total, library.spread(first, last, topics))


def test_every_year_can_be_read(library: Library) -> None:
    first, last = library.years()
    pictures = {year: of_years(library, year, year) for year in range(first, last + 1)}

    assert {year: faults(svg(recipe, Look.DARK)) for year, recipe in pictures.items() if recipe.marks} == {
        year: [] for year, recipe in pictures.items() if recipe.marks
    }


def test_every_decade_and_the_whole_time_can_be_read(library: Library) -> None:
    first, last = library.years()
    spans = [(year, year + 9) for year in range(first // 10 * 10, last + 1, 10)] + [(first, last)]

    assert [faults(svg(of_years(library, *span), Look.LIGHT)) for span in spans] == [[] for _ in spans]


def test_every_topic_can_be_read(library: Library) -> None:
    broken = {}
    for tag, name in library.topics.items():
        events = library.timeline(topics=(f"#{tag}",)).items
        if events:
            known = extent(library, name, events[0].date.first, events[-1].date.last, f"#{tag}")
            broken[tag] = faults(svg(timeline(SAY, known, greatest(events)), Look.DARK))

    assert {tag: found for tag, found in broken.items() if found} == {}


def test_every_person_with_offices_can_be_read(library: Library) -> None:
    broken = {}
    for person in library.records(Kind.PERSON):
        assert isinstance(person, Person)
        events = library.timeline(topics=(person.id,)).items
        if person.roles and events:
            first = min(events[0].date.first, *(role.since.first for role in person.roles))
            last = max(events[-1].date.last, *(role.until.last for role in person.roles if role.until), first)
            known = extent(library, person.name, first, last, person.id)
            broken[person.id] = faults(svg(timeline(SAY, known, greatest(events), person), Look.DARK))

    assert {id: found for id, found in broken.items() if found} == {}


def test_all_eight_are_marked_and_at_most_six_are_labelled(library: Library) -> None:
    recipe = of_years(library, 2008, 2008)
    drawn = svg(recipe, Look.DARK)

    assert len(marks(drawn)) == len(recipe.marks) == 8
    assert len({box.words for box in boxes(drawn)} & {mark.date for mark in recipe.marks}) <= 6


def test_events_of_one_day_stand_above_one_another(library: Library) -> None:
    crowd = replace(of_years(library, 2008, 2008).marks[0], dispute="")
    drawn = svg(
        replace(of_years(library, 2008, 2008), marks=tuple(replace(crowd, title=f"{n}") for n in range(8))), Look.DARK
    )

    assert len(set(marks(drawn))) == 8
    assert faults(drawn) == []


def test_the_words_for_who_cannot_see_it_name_every_event(library: Library) -> None:
    recipe = of_years(library, 2008, 2008)

    assert all(mark.title in timeline_alt(SAY, recipe) for mark in recipe.marks)


def test_what_is_disputed_is_told_by_shape_and_word(library: Library) -> None:
    recipe = of_years(library, 2008, 2008)
    assert any(mark.dispute for mark in recipe.marks)
    plain = Timeline(**{**{name: getattr(recipe, name) for name in recipe.__struct_fields__}, "marks": ()})

    assert svg(recipe, Look.DARK).count("<path") > svg(plain, Look.DARK).count("<path")
    words = {box.words for box in boxes(svg(recipe, Look.DARK))}
    assert {"disputed", "promise or provocation"} <= words


def test_offices_are_drawn_of_the_time_that_is_drawn(library: Library) -> None:
    person = library.fact("george-robertson")
    assert isinstance(person, Person)
    before, during = (
        timeline(SAY, extent(library, "x", date(first, 1, 1), date(first + 9, 12, 31)), (), person).spans
        for first in (1980, 2000)
    )

    assert before == ()
    assert [span.text for span in during] == ["Secretary General of NATO"]


def test_of_many_offices_the_latest_are_drawn(library: Library) -> None:
    person = next(p for p in library.records(Kind.PERSON) if isinstance(p, Person) and len(p.roles) > 4)
    spans = timeline(SAY, extent(library, "x", date(1900, 1, 1), date(2030, 12, 31)), (), person).spans

    assert len(spans) == 4
    assert max(role.since.first.toordinal() for role in person.roles) == spans[-1].since


def test_the_legend_says_what_is_marked(library: Library) -> None:
    first, last = date(2008, 1, 1), date(2008, 12, 31)
    known, all_events = extent(library, "2008", first, last), library.timeline(first, last).items
    greatest_eight, listed = (timeline(SAY, known, all_events[:8], is_list=is_list) for is_list in (False, True))

    assert greatest_eight.legend[0] == "the 8 that matter most"
    assert listed.legend[0] == "the 8 that are listed"
    assert timeline(SAY, known, all_events).legend[0] == "an event"
