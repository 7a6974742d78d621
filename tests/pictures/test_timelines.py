"""Timelines of the shipped pack: what is drawn can be read, and is what the facts say."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from bot.cli import facts_folder
from bot.facts.greatest import greatest
from bot.facts.library import Library
from bot.facts.model import Kind, Person
from bot.pictures.drawing import svg
from bot.pictures.recipes import Look, Timeline
from bot.replies.catalog import catalog
from bot.replies.lookups.pictures import timeline, timeline_alt
from bot.shelf import open_library
from tests.pictures.drawn import boxes, faults

SAY = catalog("en")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return open_library([facts_folder() / "nato-russia"], tmp_path_factory.mktemp("index"))[0]


def of_years(library: Library, first: int, last: int) -> Timeline:
    start, end = date(first, 1, 1), date(last, 12, 31)
    title = str(first) if first == last else f"{first}–{last}"
    return timeline(SAY, title, library.timeline(start, end).items, start, end)


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
            recipe = timeline(SAY, name, events, events[0].date.first, events[-1].date.last)
            broken[tag] = faults(svg(recipe, Look.DARK))

    assert {tag: found for tag, found in broken.items() if found} == {}


def test_every_person_with_offices_can_be_read(library: Library) -> None:
    broken = {}
    for person in library.records(Kind.PERSON):
        assert isinstance(person, Person)
        events = library.timeline(topics=(person.id,)).items
        if person.roles and events:
            first = min(events[0].date.first, *(role.since.first for role in person.roles))
            last = max(events[-1].date.last, *(role.until.last for role in person.roles if role.until), first)
            broken[person.id] = faults(svg(timeline(SAY, person.name, events, first, last, person), Look.DARK))

    assert {id: found for id, found in broken.items() if found} == {}


def test_all_eight_are_marked_and_at_most_six_are_labelled(library: Library) -> None:
    recipe = of_years(library, 2008, 2008)
    root = fromstring(svg(recipe, Look.DARK))
    legend = 2

    marks = len([node for node in root.iter() if node.attrib.get("stroke-width") in ("2", "3") and "d" in node.attrib])
    circles = len(list(root.iter("{http://www.w3.org/2000/svg}circle")))

    assert len(recipe.marks) == 8
    assert marks + circles - legend >= 8
    assert len({box.words for box in boxes(svg(recipe, Look.DARK))} & {mark.date for mark in recipe.marks}) <= 6


def test_the_picture_shows_the_events_that_the_text_shows(library: Library) -> None:
    events = library.timeline(date(2022, 1, 1), date(2022, 12, 31)).items

    assert [mark.title for mark in of_years(library, 2022, 2022).marks] == [event.title for event in greatest(events)]


def test_the_words_for_who_cannot_see_it_name_every_event(library: Library) -> None:
    recipe = of_years(library, 2008, 2008)

    assert all(mark.title in timeline_alt(SAY, recipe) for mark in recipe.marks)


def test_what_is_disputed_is_told_by_shape_and_word(library: Library) -> None:
    recipe = of_years(library, 2008, 2008)
    assert any(mark.dispute for mark in recipe.marks)
    plain = Timeline(**{**{name: getattr(recipe, name) for name in recipe.__struct_fields__}, "marks": ()})

    assert svg(recipe, Look.DARK).count("<path") > svg(plain, Look.DARK).count("<path")
    assert "disputed" in {box.words for box in boxes(svg(recipe, Look.DARK))}


def test_counts_of_the_bars_are_the_events(library: Library, tmp_path: Path) -> None:
    recipe = of_years(library, 1999, 1999)
    begun = [
        event for event in library.timeline(date(1999, 1, 1), date(1999, 12, 31)).items if event.date.first.year == 1999
    ]

    assert sum(recipe.density) == len(begun)
