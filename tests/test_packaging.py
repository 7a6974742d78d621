"""The files by which others run it: held by the linters of those who read them."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
SCHEMAS = {
    ".github/workflows/ci.yaml": "vendor.github-workflows",
    ".github/dependabot.yaml": "vendor.dependabot",
    "compose.yaml": "vendor.compose-spec",
}
# systemd's own measure, 0 for a unit that may do nothing and 10 for one that may do everything.
EXPOSURE = 1.5


@pytest.mark.parametrize(("file", "schema"), SCHEMAS.items())
def test_a_file_follows_the_schema_of_who_reads_it(file: str, schema: str) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(ROOT / file)]

    assert subprocess.run(command, capture_output=True, text=True).stdout == "ok -- validation done\n"


def test_the_dockerfile_pleases_its_linter() -> None:
    linter = BIN / "hadolint"
    if not linter.exists():
        pytest.skip("hadolint ships no wheel for this system")

    assert subprocess.run([linter, ROOT / "Dockerfile"], capture_output=True, text=True).stdout == ""


def test_the_image_is_given_every_file_that_the_wheel_is_made_of() -> None:
    copied = set(re.findall(r"^COPY ((?:[\w.]+ )+)\./", dockerfile(), re.MULTILINE))
    names = {name for group in copied for name in group.split()}
    kept = {line[1:] for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines() if line[:1] == "!"}

    sources = {"hatch_build.py", "bot", "adapters", "facts"}
    assert names == kept == {"requirements.lock", "pyproject.toml", "README.md", "LICENSE", *sources}


def test_the_image_does_not_run_as_root() -> None:
    assert re.findall(r"^USER (.+)$", dockerfile(), re.MULTILINE) == ["10001"]


def test_compose_keeps_the_root_read_only_and_publishes_to_this_machine_alone() -> None:
    services = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]

    assert services["bot"]["read_only"]
    assert services["migrations"]["read_only"]
    assert all(port.startswith("127.0.0.1:") for port in services["bot"]["ports"])


def test_the_systemd_unit_is_hardened() -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is not installed")
    command = ["systemd-analyze", "security", "--offline=yes", "--no-pager", str(ROOT / "docs/dateline.service")]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    level = re.search(r"Overall exposure level for dateline.service: ([0-9.]+)", text)

    assert level
    assert float(level[1]) <= EXPOSURE


def test_the_systemd_unit_lets_what_draws_and_reads_stand_back() -> None:
    unit = (ROOT / "docs/dateline.service").read_text(encoding="utf-8")

    # The last line counts: the set of calls that is taken away before it has this one.
    assert re.findall(r"^SystemCallFilter=(.+)$", unit, re.MULTILINE)[-1] == "setpriority"


def test_compose_sets_what_the_image_does_and_an_empty_line_of_the_settings_would_take_back() -> None:
    image = dict(re.findall(r"^ *(?:ENV )?([A-Z_]+)=(\S+)", dockerfile(), re.MULTILINE))
    empty = re.findall(r"^([A-Z_]+)=$", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE)
    services = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]

    wanted = {name: value for name, value in image.items() if name in empty}
    assert set(wanted) == {"PORT", "DATELINE_DATA"}
    assert wanted.items() <= services["bot"]["environment"].items()


def test_a_refused_setting_does_not_make_systemd_try_for_ever() -> None:
    from bot.cli import TOKEN_REFUSED, USAGE_ERROR

    unit = (ROOT / "docs/dateline.service").read_text(encoding="utf-8")

    assert f"RestartPreventExitStatus={USAGE_ERROR} {TOKEN_REFUSED}" in unit


def test_ci_runs_on_every_python_that_is_supported() -> None:
    workflow = yaml.safe_load((ROOT / ".github/workflows/ci.yaml").read_text(encoding="utf-8"))
    promised = re.findall(r"Python :: (3\.\d+)", (ROOT / "pyproject.toml").read_text(encoding="utf-8"))

    assert workflow["jobs"]["ci"]["strategy"]["matrix"]["python"] == promised


def dockerfile() -> str:
    return (ROOT / "Dockerfile").read_text(encoding="utf-8")
