"""Setting the project up: the locks, the wheel, the Makefile and the settings that are explained."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUNTIME, DEVELOPMENT, FORMATS = "requirements.lock", "requirements-dev.lock", "requirements-formats.lock"
LOCKS = (RUNTIME, DEVELOPMENT, FORMATS)

# A Python of which each part of the Makefile's questions is answered as a test needs it.
PYTHON_WITHOUT_VENV = """#!/bin/sh
case "$2" in
    *ensurepip*) exit 1 ;;
    *print*) echo 3.11 ;;
esac
"""
PYTHON_TOO_OLD = """#!/bin/sh
exit 1
"""


def locked(lock: str) -> dict[str, Requirement]:
    """Return what a lock pins, by canonical name."""
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    pins = [Requirement(line.removesuffix(" \\")) for line in lines if re.match(r"\w", line)]
    return {canonicalize_name(pin.name): pin for pin in pins}


def asked(*groups: str) -> list[Requirement]:
    """Return what pyproject.toml asks for in some of its groups; "" is what the bot needs to run."""
    wishes = {"": PROJECT["project"]["dependencies"], **PROJECT["dependency-groups"]}
    return [Requirement(name) for group in groups for name in wishes[group]]


def pinned(requirement: Requirement) -> str:
    (specifier,) = requirement.specifier
    return specifier.version


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_host_and_no_folder(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")

    assert re.findall(r"://|--(?:extra-)?index-url|--find-links|--trusted-host|/", text) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_requirement_is_an_exact_version_with_hashes(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    without = [
        entry.splitlines()[0]
        for entry in re.split(r"\n(?=\w)", text)
        if not entry.startswith("#") and not re.match(r"[\w.-]+==\S+[^\n]* \\\n +--hash=sha256:[0-9a-f]{64}", entry)
    ]

    assert without == []


@pytest.mark.parametrize(
    ("lock", "groups"), [(RUNTIME, ("", "build")), (DEVELOPMENT, ("", "build", "dev")), (FORMATS, ("formats",))]
)
def test_a_lock_answers_what_the_project_asks_for(lock: str, groups: tuple[str, ...]) -> None:
    pins = locked(lock)
    stale = [
        str(wish)
        for wish in asked(*groups)
        if (name := canonicalize_name(wish.name)) not in pins or pinned(pins[name]) not in wish.specifier
    ]

    assert stale == []


@pytest.mark.parametrize("lock", [RUNTIME, DEVELOPMENT])
def test_a_lock_brings_the_audio_module_that_python_3_13_dropped(lock: str) -> None:
    assert str(locked(lock)["audioop-lts"].marker) == 'python_full_version >= "3.13"'


def test_tests_run_on_the_versions_that_users_run() -> None:
    runtime, development = locked(RUNTIME), locked(DEVELOPMENT)

    assert {name: development.get(name) for name in runtime} == runtime


def test_other_tools_readers_change_no_version_that_tests_run_on() -> None:
    development, formats = locked(DEVELOPMENT), locked(FORMATS)

    assert {name: str(pin) for name, pin in formats.items() if str(development.get(name, pin)) != str(pin)} == {}


@pytest.mark.parametrize("heavy", ["torch", "numpy", "pandas", "lxml"])
def test_nothing_heavy_is_drawn_in(heavy: str) -> None:
    assert heavy not in locked("requirements-dev.lock")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.mark.parametrize("part", ["bot", "adapters", "facts"])
def test_the_wheel_holds_every_file_of_a_part(wheel: Path, part: str) -> None:
    files = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / part).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
    }

    assert files - set(zipfile.ZipFile(wheel).namelist()) == set()


def test_the_wheel_holds_no_tests_and_nothing_else_of_the_checkout(wheel: Path) -> None:
    folders = {name.partition("/")[0] for name in zipfile.ZipFile(wheel).namelist()}

    assert {name for name in folders if not name.endswith(".dist-info")} <= {"bot", "adapters", "facts"}


def test_packs_and_the_core_are_found_where_the_wheel_is_unpacked(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from importlib.resources import files\n"
        "print(*sorted(str(pack) for pack in files('facts').iterdir() if pack.is_dir()), files('bot'), sep='\\n')"
    )

    # -S leaves out this environment's site-packages, and with them the checkout.
    command = [sys.executable, "-S", "-P", "-c", code, str(tmp_path / "site")]
    found = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True).stdout.split()

    packs = sorted(
        path
        for path in (ROOT / "facts").iterdir()
        if path.is_dir() and any(inner.is_file() for inner in path.rglob("*"))
    )
    expected = ["facts/.compiled", *(f"facts/{pack.name}" for pack in packs), "bot"]
    assert found == [str(tmp_path / "site" / name) for name in expected]


def test_the_wheel_has_the_command_dateline(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    (entry_points,) = (name for name in archive.namelist() if name.endswith("entry_points.txt"))

    assert "dateline = bot.__main__:main" in archive.read(entry_points).decode()


def test_every_variable_the_code_reads_is_explained() -> None:
    code = "\n".join(
        path.read_text(encoding="utf-8") for part in ("bot", "adapters") for path in (ROOT / part).rglob("*.py")
    )
    read = set(re.findall(r'"((?:DISCORD|SLACK|DATELINE|DATABASE)_[A-Z_]+|PORT)"', code))

    assert read - set(variables()) == set()


@pytest.mark.parametrize(
    "variable",
    [
        "DISCORD_TOKEN",
        "SLACK_BOT_TOKEN",
        "SLACK_APP_TOKEN",
        "SLACK_SIGNING_SECRET",
        "SLACK_CLIENT_ID",
        "SLACK_CLIENT_SECRET",
        "DATABASE_URL",
        "PORT",
        "DATELINE_DATA",
        "DATELINE_KEY",
        "DATELINE_SHARDS",
    ],
)
def test_the_example_settings_list_each_variable_without_a_value(variable: str) -> None:
    assert variables().get(variable) == ""


def variables() -> dict[str, str]:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def test_ci_is_a_program_that_bash_can_read() -> None:
    script = ROOT / ".ci" / "run"

    assert os.access(script, os.X_OK)
    assert subprocess.run(["bash", "-n", str(script)], check=False).returncode == 0


@pytest.mark.parametrize(
    ("python", "message"),
    [
        (PYTHON_WITHOUT_VENV, "apt install python3.11-venv"),
        (PYTHON_TOO_OLD, "Dateline needs Python 3.11 or later"),
    ],
)
def test_make_says_what_to_install(tmp_path: Path, python: str, message: str) -> None:
    for name in ("Makefile", "pyproject.toml", *LOCKS):
        shutil.copy(ROOT / name, tmp_path)
    fake = tmp_path / "python"
    fake.write_text(python, encoding="utf-8")
    fake.chmod(0o755)

    command = ["make", "run", f"PYTHON={fake}"]
    # `make test` hands its own flags down in MAKEFLAGS.
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    result = subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, text=True, check=False)

    assert result.returncode == 2
    assert message in result.stderr
    assert not (tmp_path / ".venv").exists()
