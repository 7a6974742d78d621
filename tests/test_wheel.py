"""The wheel: it holds all that runs, with the packs compiled."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where a wheel was built and unpacked."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("*.whl")
    with zipfile.ZipFile(built) as content:
        content.extractall(folder / "unpacked")
    return folder / "unpacked"


def test_a_first_start_from_the_wheel_compiles_nothing(wheel: Path, tmp_path: Path) -> None:
    environ = {**os.environ, "DATELINE_DATA": str(tmp_path), "PYTHONPATH": str(wheel), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-P", "-m", "bot", "ask", "/timeline 2008"]
    done = subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, text=True, check=False)

    assert "Bucharest" in done.stdout
    assert not list((tmp_path / "cache").glob("*.db"))


def test_it_holds_sentences_migrations_and_static_files(wheel: Path) -> None:
    kinds = {path.suffix for path in wheel.rglob("*") if path.is_file()}

    assert {".py", ".yaml", ".db", ".css", ".js"} <= kinds
    assert list((wheel / "bot" / "store" / "migrations" / "versions").glob("0*.py"))


def test_the_release_is_told() -> None:
    done = subprocess.run([sys.executable, "-m", "bot", "--version"], capture_output=True, text=True, check=False)

    assert done.stdout.startswith("dateline ")
