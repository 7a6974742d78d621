"""The `dateline` command, run as its user runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.shelf import Shelf
from bot.store.store import Store
from tests.saltmarsh import FOLDER


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


def dateline(
    data: Path, *arguments: str, typed: str = "", program: Sequence[str] = ("-m", "bot"), **environ: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *program, *arguments],
        input=typed,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "DATELINE_DATA": str(data), "PYTHONUTF8": "1", **environ},
        timeout=60,
        check=False,
    )


def test_ask_prints_one_whole_answer(data: Path) -> None:
    told = dateline(data, "ask", "/timeline 2008")

    assert (told.returncode, told.stderr) == (0, "")
    assert "Bucharest" in told.stdout
    assert "Next ▶" not in told.stdout


def test_a_look_up_loads_no_database_no_terminal_and_no_workshop(data: Path) -> None:
    dateline(data, "ask", "/about")
    heavy = ("alembic", "bot.authoring", "bot.outbox", "bot.store.store", "multiprocessing", "prompt_toolkit")
    code = "import sys; from bot.cli import main; main(['ask', '/about']); print(' '.join(sys.modules))"

    # Nor does it wait for the file that a bot which is running has for itself.
    with Store.open(data / "dateline.db"):
        told = dateline(data, program=("-c", code))

    loaded = told.stdout.splitlines()[-1].split()
    assert (told.returncode, told.stderr, "bot.store.late" in loaded) == (0, "", True)
    assert {*heavy, "psycopg", "resvg_py", "sqlalchemy"}.isdisjoint(loaded)


FIRST_ANSWER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
import adapters.running, bot.pictures.studio
from adapters.discord.app import DiscordApp, render
from bot import cli
from bot.app import Bot
from bot.chat import Channel, Request, User
from bot.shelf import Shelf
from bot.store.late import LateStore

folder, cache = map(Path, sys.argv[1:])
cli.main(["run", "worker"])
with LateStore(folder / "none.db") as store:
    bot = Bot(Shelf([folder], cache), store, platforms=cli.platforms())
    asked = Request(User("discord", "1", "2"), Channel("discord", "1", "3"), "about", datetime.now(UTC))
    card = render(bot.handle(asked), bot.words(asked)).view
    print(len(str(card.to_components())))
print(*sys.modules)
bot.warm()
print(*sys.modules)
"""


def test_a_start_with_discord_alone_loads_nothing_that_its_first_answer_does_not_need(
    tmp_path: Path, cache: Path
) -> None:
    heavy = ("adapters.slack.app", "aiohttp.web", "alembic", "bot.authoring", "bot.tasks", "bot.trivia.formats.known")
    later = (
        "bot.files.workbooks",
        "bot.outbox.outbox",
        "bot.store.store",
        "multiprocessing",
        "rapidfuzz",
        "sqlalchemy",
    )
    never = {*heavy, *later, "dotenv", "platformdirs", "prompt_toolkit", "rich", "yaml"}

    # Compiled where no other test has done so.
    Shelf([FOLDER], cache)
    told = dateline(tmp_path, str(FOLDER), str(cache), program=("-c", FIRST_ANSWER))
    length, loaded, warm = (line.split() for line in told.stdout.splitlines())

    assert int(length[0]) > 100
    assert never & {*loaded} == set()
    assert "adapters.running" in loaded
    # Of 250 countries' holidays none is loaded before somebody names one.
    assert ("holidays" in warm, "holidays.countries.albania" in warm) == (True, False)


def test_ask_explains_a_mistake_and_fails(data: Path) -> None:
    told = dateline(data, "ask", "/timeline whenever")

    assert told.returncode == 2
    assert "is no time I understand" in told.stderr


def test_ask_can_print_the_neutral_reply(data: Path) -> None:
    told = json.loads(dateline(data, "ask", "/who Robertson", "--json").stdout)

    assert told["title"] == "George Robertson"
    assert told["sources"]


def test_ask_writes_the_picture_too(data: Path, tmp_path: Path) -> None:
    told = dateline(data, "ask", "/timeline 2008", "--picture", str(tmp_path / "2008.png"))

    assert told.returncode == 0
    assert "Bucharest" in told.stdout
    assert "2008.png" in told.stderr
    assert (tmp_path / "2008.png").read_bytes().startswith(b"\x89PNG")


def test_a_picture_of_another_kind_is_a_wrong_call(data: Path, tmp_path: Path) -> None:
    told = dateline(data, "ask", "/timeline 2008", "--picture", str(tmp_path / "2008.gif"))

    assert (told.returncode, told.stdout) == (2, "")
    assert "Let it end in .png or .svg" in told.stderr


def test_a_pipe_is_a_conversation(data: Path) -> None:
    told = dateline(data, "console", typed="/who Robertson\n/quit\n")

    assert told.returncode == 0
    assert "George Robertson" in told.stdout
    assert "\x1b" not in told.stdout


def test_run_without_tokens_says_what_to_set_and_starts_the_console(data: Path) -> None:
    told = dateline(data, "run", typed="/about\n")

    assert "DISCORD_TOKEN" in told.stderr
    assert "NATO and Russia" in told.stdout


@pytest.mark.parametrize(("name", "value"), [("PORT", "web"), ("DATELINE_SHARDS", "0,4/4"), ("DATELINE_SHARDS", "one")])
def test_a_setting_that_cannot_be_used_is_named(data: Path, name: str, value: str) -> None:
    told = dateline(data, "run", **{name: value})

    assert told.returncode == 2
    assert name in told.stderr
    assert "Traceback" not in told.stderr


def test_a_pack_without_problems_passes(data: Path) -> None:
    told = dateline(data, "packs", "check", str(FOLDER))

    assert (told.returncode, told.stderr) == (0, "")


def test_a_pack_with_problems_fails_without_a_traceback(data: Path, tmp_path: Path) -> None:
    told = dateline(data, "packs", "check", str(tmp_path / "missing"))

    assert told.returncode == 1
    assert "Traceback" not in told.stderr + told.stdout


def test_a_new_pack_can_be_written_and_checked(data: Path, tmp_path: Path) -> None:
    made = dateline(data, "packs", "new", str(tmp_path / "my-pack"))
    checked = dateline(data, "packs", "check", str(tmp_path / "my-pack"))

    assert (made.returncode, checked.returncode) == (0, 0)


def test_a_report_and_a_review_can_be_printed(data: Path) -> None:
    assert "of 366 have an event" in dateline(data, "packs", "report", str(FOLDER)).stdout
    assert "The Saltmarsh Chronicle" in dateline(data, "packs", "review", str(FOLDER)).stdout


def test_the_database_can_be_copied_and_checked(data: Path, tmp_path: Path) -> None:
    dateline(data, "ask", "/about")

    assert dateline(data, "db", "backup", str(tmp_path / "copy.db")).returncode == 0
    assert (tmp_path / "copy.db").stat().st_size > 0
    assert "sound" in dateline(data, "db", "check").stdout


def test_ask_says_that_a_pack_is_left_out(tmp_path: Path) -> None:
    broken = tmp_path / "packs" / "broken"
    broken.mkdir(parents=True)
    (broken / "pack.yaml").write_text("id: [", encoding="utf-8")

    told = dateline(tmp_path, "ask", "/timeline 2008")

    assert "Bucharest" in told.stdout
    assert "dateline packs check" in told.stderr


# Stands for somebody who presses Ctrl+C while the command is still being loaded.
INTERRUPTED = """
import runpy, sys
class Impatient:
    def find_spec(self, name, *_):
        if name == "bot.config":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Impatient())
runpy.run_module("bot", run_name="__main__")
"""


def test_who_ends_it_while_it_is_being_loaded_is_told_nothing(data: Path) -> None:
    told = dateline(data, program=("-c", INTERRUPTED))

    assert (told.returncode, told.stdout, told.stderr) == (130, "", "")
