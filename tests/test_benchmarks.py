"""`make bench` runs every benchmark there is. What they measure is not asserted here, for machines differ."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.__main__ import NAMES, main, run

FOLDER = Path(__file__).resolve().parents[1] / "benchmarks"


def test_every_module_that_measures_is_run() -> None:
    measuring = {
        path.stem for path in FOLDER.glob("[a-z]*.py") if f"-m benchmarks.{path.stem}` prints" in path.read_text()
    }

    assert measuring == set(NAMES)


def test_each_is_run_in_turn_and_a_table_tells_how_it_came_out(capsys: pytest.CaptureFixture[str]) -> None:
    codes = {"lookups": 0, "store": 1, "outbox": -11}

    assert run(tuple(codes), codes.__getitem__) == 1
    table = [line.split()[:2] for line in capsys.readouterr().out.splitlines()[-3:]]
    assert table == [["lookups", "reached"], ["store", "MISSED"], ["outbox", "FAILED"]]


def test_it_is_good_when_all_bars_are_reached() -> None:
    assert run(NAMES, lambda name: 0) == 0


def test_a_name_that_is_none_is_told_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["looks"])

    assert f"there is no benchmark looks; there are {', '.join(NAMES)}" in capsys.readouterr().err
