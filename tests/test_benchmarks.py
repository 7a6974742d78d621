"""`make bench` runs every benchmark there is, and what is told of it agrees.

What is measured is not asserted: machines differ.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from benchmarks import day, history
from benchmarks.__main__ import NAMES, QUOTING, Measured, chosen, main, pages, run
from benchmarks.figures import Figure, Held, report
from bot.schedule.rule import Kind, Rule

FOLDER = history.ROOT / "benchmarks"
FAST = Figure("store: transactions; floor: the bare driver", 800, "a second", 0.75, 1000, Held.RATIO, is_least=True)
SLOW = Figure("store: start", 2.0, "s", 0.6, 1.0, Held.MORE)


def test_every_module_that_measures_is_run() -> None:
    measuring = {
        path.stem for path in FOLDER.glob("[a-z]*.py") if f"-m benchmarks.{path.stem}` prints" in path.read_text()
    }

    assert measuring == set(NAMES)


def test_each_is_run_in_turn_and_a_table_tells_how_it_came_out(capsys: pytest.CaptureFixture[str]) -> None:
    outcomes: dict[str, Measured] = {
        "lookups": (0, ()),
        "store": (1, (FAST, SLOW)),
        "outbox": (-11, ()),
        "day": (1, (FAST,)),
    }

    assert run(tuple(outcomes), outcomes.__getitem__) == 1
    table = [line.split()[:2] for line in capsys.readouterr().out.splitlines()[-4:]]
    assert table == [["lookups", "reached"], ["store", "MISSED"], ["outbox", "FAILED"], ["day", "FAILED"]]


def test_it_is_good_when_all_bars_are_reached() -> None:
    assert run(NAMES, lambda name: (0, ())) == 0


def test_what_takes_long_is_run_where_it_is_named() -> None:
    assert set(NAMES) - set(chosen([])) == {"day"}
    assert chosen(["day"]) == ["day"]


def test_a_name_that_is_none_is_told_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["looks"])

    assert f"there is no benchmark looks; there are {', '.join(NAMES)}" in capsys.readouterr().err


def test_a_figure_is_held_against_its_bar_beside_its_floor() -> None:
    assert (FAST.is_reached, SLOW.is_reached) == (True, False)
    assert FAST.cells[1:] == ("800 a second", "1,000 a second", "0.80×, bar ≥ 0.75×")
    assert SLOW.cells[1:] == ("2 s", "1 s", "+1.00, bar ≤ 0.60 s, **missed**")


@pytest.mark.parametrize(
    ("figure", "is_reached"),
    [
        (Figure("lost", 0, "", 0), True),
        (Figure("lost", 1, "", 0), False),
        (Figure("posts", 999, "a second", 1000, is_least=True), False),
        (Figure("posts", 1000, "a second", 1000, is_least=True), True),
        (Figure("told only", 5, "ms"), True),
    ],
)
def test_a_bar_is_the_most_or_the_least_that_may_be(figure: Figure, is_reached: bool) -> None:
    assert figure.is_reached is is_reached
    assert report([figure]) == int(not is_reached)


def test_a_run_adds_to_the_history_and_writes_anew_what_is_made_of_it(tmp_path: Path) -> None:
    for folder in ("benchmarks", "docs"):
        (tmp_path / folder).mkdir()
    for page in QUOTING:
        (tmp_path / page).write_text("Before.\n<!-- benchmarks: store -->\nold\n<!-- end -->\nAfter.\n")
    first: Measured = (0, (replace(FAST, value=700), SLOW))
    second: Measured = (0, (FAST, SLOW))

    run(("store",), lambda name: first, tmp_path)
    run(("store",), lambda name: second, tmp_path)

    page = (tmp_path / "README.md").read_text()
    assert ("800 a second" in page, "700" in page, "old" in page) == (True, False, False)
    assert (page.startswith("Before.\n"), page.endswith("<!-- end -->\nAfter.\n")) == (True, True)
    assert len((tmp_path / history.HISTORY).read_text().splitlines()) == 2
    assert all(path.read_text() == content for path, content in pages(tmp_path).items())


def test_the_pages_tell_what_the_history_tells() -> None:
    assert [path.name for path, content in pages(history.ROOT).items() if path.read_text() != content] == []


def test_a_day_is_simulated_and_each_post_comes_once_at_its_moment() -> None:
    outcome = day.simulated(day.AUTUMN, 40)

    assert (outcome.doubled, outcome.missed, outcome.strays) == (0, 0, 0)
    assert 30 < outcome.posts <= 80
    assert 0 < outcome.busiest <= day.PER_SECOND


NINE = datetime(2026, 10, 25, 9, tzinfo=UTC)
DAILY = (Rule(Kind.DAILY, time(9), "UTC"), Rule(Kind.DAILY, time(10), "UTC"))


def test_a_doubled_a_missed_and_a_stray_post_are_found() -> None:
    late = NINE + timedelta(seconds=5)
    seen = day.Seen([(0, NINE, NINE), (0, NINE, late), (1, late, late)])

    outcome = day.outcome_of(seen, DAILY, NINE.replace(hour=0), 0.0)

    assert (outcome.posts, outcome.doubled, outcome.missed, outcome.strays) == (2, 1, 1, 1)
    assert (outcome.latest, outcome.busiest) == (5.0, 2)


@pytest.mark.parametrize(
    ("day_of", "at", "utc"),
    [
        ("2026-10-25", time(2, 30), "2026-10-25T00:30"),
        ("2026-03-29", time(2, 30), "2026-03-29T01:30"),
        ("2026-03-29", time(9), "2026-03-29T07:00"),
    ],
    ids=["twice", "never", "as ever"],
)
def test_the_clock_on_the_wall_is_read_without_the_planner(day_of: str, at: time, utc: str) -> None:
    start = datetime.combine(date.fromisoformat(day_of), time(), UTC)

    struck = day.struck("Europe/Paris", datetime.combine(start.date(), at), start)

    assert struck == datetime.fromisoformat(utc).replace(tzinfo=UTC)
