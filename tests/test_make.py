"""What the Makefile offers: each target is told of, runs what is there, and the cheap ones are run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TARGETS = re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)[1].split()  # type: ignore[index]
# What they need is there, or these tests would not run: nothing is set up, or brought up to date, for them.
STANDING = (".venv/ready", ".venv/ready-dev", ".venv/lock/bin/uv")

pytestmark = pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")


def make(*arguments: str) -> str:
    """Run make with the Python of the tests, and return what it printed."""
    # What make hands on to the makes below it, the arguments of `make test` among it.
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    old = [part for name in STANDING for part in ("-o", name)]
    command = ["make", *old, f"BIN={Path(sys.executable).parent}", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_help_tells_of_every_target() -> None:
    told = make("help")

    assert [target for target in TARGETS if target != "help" and f"make {target} " not in told] == []


@pytest.mark.parametrize("target", [target for target in TARGETS if target != "help"])
def test_a_target_runs_modules_that_are_there(target: str) -> None:
    modules = re.findall(r"-m ([a-z_.]+)", make("--dry-run", target))

    assert [module for module in modules if find_spec(module) is None] == []


def test_a_few_mutated_files_are_read() -> None:
    assert "20 files, 0 findings" in make("fuzz", "FILES=20", "SEED=3")


def test_the_benchmarks_tell_their_names() -> None:
    assert "lookups" in make("bench", "ARGS=--help")


def test_sentences_are_gathered_for_translators(tmp_path: Path) -> None:
    make("messages", f"MESSAGES={tmp_path}")
    gathered = (tmp_path / "dateline.pot").read_text(encoding="utf-8")

    # One each that is said, counted, kept for later, remarked by a reader, and a reason to refuse a file.
    assert 'msgid "{date} · {name} · {label}"' in gathered
    assert "msgid_plural" in gathered
    assert 'msgid "Read a table by other columns"' in gathered
    assert 'msgid "there is too much to read in it; split it into smaller files"' in gathered
    assert 'msgid "parts of a picture are asked, and pictures are not carried over"' in gathered
