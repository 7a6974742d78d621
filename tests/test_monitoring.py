"""docs/monitoring: what the alerts and the dashboard ask for is what /metrics says."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from adapters.supervisor import State
from adapters.watch import Pulse, Watch
from adapters.web.metrics import exposition
from bot.store.store import Store

FOLDER = Path(__file__).parents[1] / "docs" / "monitoring"


class Alive:
    """A platform whose connection is well."""

    def pulse(self) -> Pulse:
        return Pulse(is_connected=True, event_age=1.0, heartbeat_age=2.0)


async def names(store: Store) -> set[str]:
    """Return the names of all samples that /metrics has once everything has happened."""
    watch = Watch(lambda: 0.0)
    watch.acknowledged("discord", "packs import", 0.1)
    watch.answered("discord", "packs import", "failed")
    watch.attempted("discord", "sent")
    watch.posted("discord", 3.0)
    watch.limited("discord", 2.0)
    watch.lagged(0.01)
    watch.ticked("plan")
    body, _ = await exposition(watch, {"discord": Alive()}, {"ticker": State()}, store)
    families = list(text_string_to_metric_families(body.decode()))
    return {sample.name for family in families for sample in family.samples} | {family.name for family in families}


def asked(path: Path) -> set[str]:
    return set(re.findall(r"\b(?:dateline|process)_[a-z_]+", path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", ["alerts.yaml", "dashboard.json"])
async def test_every_name_that_is_asked_for_is_told(name: str, tmp_path: Path) -> None:
    with Store.open(tmp_path / "bot.db") as store:
        told = await names(store)

    assert asked(FOLDER / name) - told == set()
    assert len(asked(FOLDER / name)) > 4


def test_every_panel_has_a_question_and_a_place_of_its_own() -> None:
    panels = json.loads((FOLDER / "dashboard.json").read_text(encoding="utf-8"))["panels"]
    places = {(panel["gridPos"]["x"], panel["gridPos"]["y"]) for panel in panels}

    assert all(target["expr"] for panel in panels for target in panel["targets"])
    assert len(places) == len(panels)


@pytest.mark.parametrize(
    ("wanted", "file", "said"),
    [
        (("check", "config"), FOLDER / "prometheus.yaml", "3 rules found"),
        # Each alert fires, for each of its reasons, and is silent where all is well.
        (("test", "rules"), Path(__file__).with_name("alerts.yaml"), "SUCCESS"),
    ],
)
def test_prometheus_itself_takes_the_rules(wanted: tuple[str, str], file: Path, said: str) -> None:
    tool = shutil.which("promtool")
    if not tool:
        pytest.skip("promtool is not installed (on Debian or Ubuntu: apt install prometheus)")
    done = subprocess.run([tool, *wanted, str(file)], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr + done.stdout
    assert said in done.stdout
