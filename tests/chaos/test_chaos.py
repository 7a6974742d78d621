"""None twice, and none missing in silence: whoever is killed, whatever is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.chaos.turmoil import Plan, run


@pytest.mark.parametrize("kind", ["discord", "slack"])
def test_every_post_arrives_once_or_its_moderators_are_told(kind: str, place: str, tmp_path: Path) -> None:
    processes = 3 if place.startswith("postgres") else 1

    outcome = run(Plan(120, processes, 5, 0.4, 60.0), kind, place, tmp_path)

    assert (outcome.doubled, outcome.silently_missing) == (0, 0)
    assert outcome.busiest_second <= outcome.limit
    if kind == "discord":
        assert outcome.missing == 0
