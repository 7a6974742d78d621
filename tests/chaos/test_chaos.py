"""None twice, and none missing in silence: whoever is killed, whatever is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.chaos.turmoil import Plan, run
from tests.far import far


@pytest.mark.parametrize("kind", ["discord", "slack"])
def test_every_post_arrives_once_or_its_moderators_are_told(kind: str, place: str, tmp_path: Path) -> None:
    is_shared = place.startswith("postgres")
    if is_shared and kind == "slack":
        # This one with a database that is 40 ms away.
        with far(place) as reached:
            outcome = run(Plan(40, 2, 2, 0.4, 60.0), kind, place, tmp_path, reached)
    else:
        outcome = run(Plan(120, 3 if is_shared else 1, 5, 0.4, 60.0), kind, place, tmp_path)

    assert (outcome.doubled, outcome.silently_missing) == (0, 0)
    assert outcome.busiest_second <= outcome.limit
    if kind == "discord":
        assert outcome.missing == 0
