"""Look-ups in the compiled packs."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.facts.library import MOST_RECORDS, Library
from bot.facts.model import Event, Kind
from bot.shelf import Shelf, open_library
from tests.facts.test_packs import pack, spoil
from tests.saltmarsh import FOLDER

__all__ = ["pack"]


def ids(events: Sequence[Event]) -> list[str]:
    return [event.id for event in events]


def test_a_timeline_is_in_order_of_dates(library: Library) -> None:
    assert ids(library.timeline().items) == [
        "council-founded",
        "treaty-signed",
        "great-flood",
        "wall-dispute",
        "wall-works",
        "fair-opens",
        "second-mayor",
    ]


class Overtaken(Library):
    """A library of which somebody else asks for the same records while they are being read."""

    other: Sequence[object] | None = None

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Let the other ask first, once."""
        if "FROM record" in query and self.other is None:
            self.other = ()
            self.other = self.facts([str(value) for value in values])
        return super().rows(query, *values)


def test_who_asks_for_records_that_another_is_reading_has_them_too(library: Library) -> None:
    overtaken = Overtaken(library.index)

    facts = overtaken.facts(["great-flood", "second-mayor"])

    assert overtaken.other == facts == library.facts(["great-flood", "second-mayor"])


class OvertakenByName(Library):
    """A library of which somebody else asks for the same name while it is being sought."""

    other: Sequence[str] | None = None

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Let the other ask first, once."""
        if "FROM name" in query and self.other is None:
            self.other = ()
            self.other = self.named("ada marsh")
        return super().rows(query, *values)


def test_who_asks_for_a_name_that_another_is_seeking_has_it_too(library: Library) -> None:
    overtaken = OvertakenByName(library.index)

    assert overtaken.named("ada marsh") == overtaken.other == ["ada-marsh"]


def test_a_timeline_of_a_year_begins_with_what_was_going_on(library: Library) -> None:
    page = library.timeline(date(1951, 1, 1), date(1951, 12, 31))

    assert ids(page.items) == ["wall-works", "fair-opens"]


def test_a_timeline_can_be_narrowed_to_a_topic(library: Library) -> None:
    page = library.timeline(topics=("#harbor",))

    assert ids(page.items) == ["treaty-signed", "wall-dispute", "wall-works", "fair-opens"]


def test_a_timeline_of_two_topics_has_the_events_of_both(library: Library) -> None:
    assert ids(library.timeline(topics=("#harbor", "nikolai-perovsky")).items) == ["wall-dispute"]


@pytest.mark.parametrize("topics", [(), ("#harbor",), ("#harbor", "sea-wall")])
@pytest.mark.parametrize("first", [date.min, date(1951, 1, 1)])
def test_the_pages_of_a_timeline_are_the_timeline(library: Library, topics: tuple[str, ...], first: date) -> None:
    whole = library.timeline(first, topics=topics)
    pages = [library.timeline(first, topics=topics, offset=start, limit=2) for start in range(0, whole.total, 2)]

    assert [event for page in pages for event in page.items] == list(whole.items)
    assert {page.total for page in pages} == {len(whole.items)}


@pytest.mark.parametrize("topics", [(), ("#harbor",), ("#harbor", "sea-wall")])
@pytest.mark.parametrize("parts", [1, 7, 60])
def test_the_parts_of_a_time_have_the_events_that_begin_in_them(
    library: Library, topics: tuple[str, ...], parts: int
) -> None:
    first, last = date(1949, 3, 1), date(1951, 12, 31)
    begun = [event.date.first for event in library.timeline(first, last, topics).items if event.date.first >= first]
    places = [(day - first).days * parts // ((last - first).days + 1) for day in begun]

    assert library.spread(first, last, topics, parts) == tuple(places.count(part) for part in range(parts))


@pytest.mark.parametrize("topics", [(), ("#harbor",), ("#harbor", "sea-wall")])
@pytest.mark.parametrize("first", [date.min, date(1951, 1, 1)])
def test_the_number_of_a_time_is_that_of_its_timeline(library: Library, topics: tuple[str, ...], first: date) -> None:
    assert library.number(first, topics=topics) == library.timeline(first, topics=topics).total > 0


@pytest.mark.parametrize("topics", [(), ("#harbor",), ("#harbor", "sea-wall"), ("nobody",)])
@pytest.mark.parametrize("first", [date.min, date(1950, 6, 1), date(1951, 1, 1)])
def test_the_ends_of_a_time_are_the_first_days_of_its_first_and_last_event(
    library: Library, topics: tuple[str, ...], first: date
) -> None:
    days = [event.date.first for event in library.timeline(first, topics=topics).items]

    assert library.ends(first, topics=topics) == ((days[0], days[-1]) if days else None)


def test_only_what_was_going_on_is_both_ends_of_its_time(library: Library) -> None:
    day = date(1951, 1, 1)

    assert library.timeline(day, day).total == 1
    assert library.ends(day, day) == (date(1950, 5, 4), date(1950, 5, 4))


def test_what_is_going_on_is_among_the_weightiest_at_its_place(library: Library) -> None:
    first, last = date(1951, 1, 1), date(1951, 12, 31)

    assert library.weightiest(first, last) == library.timeline(first, last).items
    assert ids(library.weightiest(topics=("#harbor", "sea-wall"))) == ids(
        library.timeline(topics=("#harbor", "sea-wall")).items
    )


def test_a_source_that_is_none_is_refused(library: Library) -> None:
    with pytest.raises(KeyError):
        library.sources(["chronicle", "fair-opens"])


def test_records_are_read_together_and_stand_as_they_were_asked_for(library: Library) -> None:
    asked = ["fair-opens", "nobody", "council-founded", "fair-opens"]

    assert [fact and fact.id for fact in library.facts(asked)] == ["fair-opens", None, "council-founded", "fair-opens"]


def test_no_more_records_are_remembered_than_there_is_room_for(library: Library) -> None:
    first, second = (library.fact("fair-opens") for _ in range(2))
    library.facts([f"stranger-{number}" for number in range(MOST_RECORDS)])

    assert first is second is not library.fact("fair-opens")


def test_a_timeline_beyond_its_end_is_empty(library: Library) -> None:
    page = library.timeline(offset=100, limit=5)

    assert (page.items, page.total) == ((), 7)


def test_a_day_has_its_events_the_most_notable_first(library: Library) -> None:
    assert ids(library.on_day(5, 1)) == ["council-founded", "fair-opens"]


def test_what_is_offered_on_a_day_is_what_happened_on_it(library: Library) -> None:
    events = library.on_day(5, 1)

    assert [(label.id, label.text) for label in library.offered_on_day(5, 1, -1)] == [
        (event.id, f"{event.date.first.year}: {event.title}") for event in events
    ]
    assert [label.id for label in library.offered_on_day(5, 1, 1)] == ids(events[:1])


def test_only_what_is_known_to_the_day_happened_on_a_day(library: Library) -> None:
    assert ids(library.on_day(1, 1)) == []


def test_the_nearest_days_are_found_over_the_end_of_the_year(library: Library) -> None:
    assert library.nearest_days(1, 1) == ((11, 2), (2, 29))


def test_names_are_completed_by_any_of_their_words(library: Library) -> None:
    assert [label.text for label in library.complete("mar", (Kind.PERSON,))] == ["Ada Marsh", "Ida Marsh"]


def test_a_source_knows_who_cites_it(library: Library) -> None:
    assert [fact.id for fact in library.citing("chronicle")][:3] == ["ada-marsh", "council-founded", "fair-opens"]


def test_a_library_can_be_asked_by_several_threads(library: Library) -> None:
    with ThreadPoolExecutor(8) as threads:
        answers = set(threads.map(lambda _: tuple(ids(library.timeline().items)), range(64)))

    assert len(answers) == 1


def test_an_unchanged_pack_is_not_compiled_again(tmp_path: Path) -> None:
    open_library([FOLDER], tmp_path)
    (index,) = tmp_path.glob("*.db")
    made = index.stat().st_mtime_ns

    open_library([FOLDER], tmp_path)

    assert [(path, path.stat().st_mtime_ns) for path in tmp_path.glob("*.db")] == [(index, made)]


def test_a_changed_pack_is_compiled_anew(pack: Path, tmp_path: Path) -> None:
    before, _ = open_library([pack], tmp_path / "cache")
    spoil(pack, "events.yaml", "The harbor fair opens", "The fair opens")
    after, _ = open_library([pack], tmp_path / "cache")

    assert before.index != after.index
    assert [event.title for event in after.on_day(5, 1)] == ["The council meets for the first time", "The fair opens"]


def test_a_pack_with_problems_is_left_out_and_the_others_are_there(pack: Path, tmp_path: Path) -> None:
    bad = pack.rename(pack.parent / "bad-town")
    spoil(bad, "events.yaml", "grave: true", "grave: 1")
    opened, problems = open_library([bad, FOLDER], tmp_path / "cache")

    assert [info.id for info in opened.packs] == ["saltmarsh"]
    assert problems


def test_a_broken_cache_is_made_again(tmp_path: Path) -> None:
    open_library([FOLDER], tmp_path)
    (index,) = tmp_path.glob("*.db")
    index.write_bytes(b"not a database")

    assert ids(open_library([FOLDER], tmp_path)[0].on_day(5, 1)) == ["council-founded", "fair-opens"]


@pytest.mark.parametrize("damage", ["cut off", "overwritten"])
def test_a_cache_that_turns_out_to_be_damaged_is_made_again(tmp_path: Path, damage: str) -> None:
    open_library([FOLDER], tmp_path)
    (index,) = tmp_path.glob("*.db")
    content = index.read_bytes()
    spoilt = content[: len(content) // 2] if damage == "cut off" else content[:8192] + b"x" * (len(content) - 8192)
    index.write_bytes(spoilt)
    shelf = Shelf([FOLDER], tmp_path)
    with suppress(sqlite3.DatabaseError):
        for month in range(1, 13):
            for day in range(1, 29):
                shelf.library().on_day(month, day)

    assert ids(shelf.library().on_day(5, 1)) == ["council-founded", "fair-opens"]
    assert ids(Shelf([FOLDER], tmp_path).library().on_day(5, 1)) == ["council-founded", "fair-opens"]


def test_look_ups_need_no_disk(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file is in the way", encoding="utf-8")
    library, problems = open_library([FOLDER], tmp_path / "data" / "cache")

    assert problems == ()
    assert ids(library.on_day(5, 1)) == ["council-founded", "fair-opens"]
    with ThreadPoolExecutor(2) as threads:
        assert len(set(threads.map(lambda _: tuple(ids(library.timeline().items)), range(8)))) == 1


def test_look_ups_need_no_room_on_the_disk(tmp_path: Path) -> None:
    pytest.importorskip("resource")
    code = (
        "import resource, signal, sys; from pathlib import Path; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n"
        "from bot.shelf import open_library\n"
        "library, _ = open_library([Path(sys.argv[1])], Path(sys.argv[2])); print(len(library.on_day(5, 1)))"
    )
    command = [sys.executable, "-c", code, str(FOLDER), str(tmp_path)]
    told = subprocess.run(command, capture_output=True, text=True, check=True)

    assert told.stdout == "2\n"
    assert list(tmp_path.iterdir()) == []


def test_an_empty_library_answers_nothing(tmp_path: Path) -> None:
    empty, _ = open_library([], tmp_path)

    assert empty.timeline().items == ()
    assert empty.on_day(5, 1) == ()
    assert empty.nearest_days(5, 1) == ()
    assert empty.years() == (0, 0)


def test_the_index_is_never_written_to_by_look_ups(library: Library) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        library.rows("DELETE FROM event")


def test_what_ends_on_the_first_day_of_a_period_is_still_going_on(library: Library) -> None:
    assert ids(library.timeline(date(1953, 10, 31), date(1953, 10, 31)).items) == ["wall-works"]
    assert ids(library.timeline(date(1953, 11, 1), date(1953, 11, 1)).items) == []
