"""What operators set: taken as meant, or refused with what to write instead, all at once and without a secret."""

from __future__ import annotations

from ipaddress import ip_network
from pathlib import Path

import pytest

from adapters.discord.settings import DiscordSettings, Shards
from bot.config import Config, ConfigError, configured
from bot.settings import example, table
from tests.platforms import OWN

ROOT = Path(__file__).parents[1]
SECRET = "hunter2hunter2"
KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="


def problems(**environ: str) -> list[str]:
    with pytest.raises(ConfigError) as refused:
        Config.from_env(environ, OWN)
    return str(refused.value).splitlines()


def test_the_example_is_the_table() -> None:
    assert (ROOT / ".env.example").read_text(encoding="utf-8") == example(table(OWN))


def test_a_network_of_proxies_may_be_named_by_any_of_its_addresses() -> None:
    named = Config.from_env({"DATELINE_PROXIES": "10.1.2.3/8, 127.0.0.1"}, OWN).proxies

    assert named == (ip_network("10.0.0.0/8"), ip_network("127.0.0.1"))


@pytest.mark.parametrize(
    ("url", "database"),
    [
        ("", Path("/d/dateline.db")),
        ("postgresql://u:p@h/n", "postgresql://u:p@h/n"),
        ("postgres://u:p@h:5433/n", "postgresql://u:p@h:5433/n"),
        ("postgresql+psycopg://u:p@h/n?sslmode=require", "postgresql://u:p@h/n?sslmode=require"),
        ("sqlite:///folder/file.db", Path("folder/file.db")),
        ("sqlite:////folder/file.db", Path("/folder/file.db")),
        ("/folder/file.db", Path("/folder/file.db")),
        ("file.db", Path("file.db")),
        ("POSTGRESQL://u:p%40q@h/n", "postgresql://u:p%40q@h/n"),
        ("/home/ada@school/file.db", Path("/home/ada@school/file.db")),
        ("C:/folder/file.db", Path("C:/folder/file.db")),
    ],
)
def test_a_database_is_taken_as_it_is_meant(url: str, database: str | Path) -> None:
    assert Config.from_env({"DATABASE_URL": url, "DATELINE_DATA": "/d"}, OWN).database == database


@pytest.mark.parametrize(
    "url",
    [
        f"mysql://u:{SECRET}@h/x",
        f"postgresql://u:{SECRET}@h",
        f"postgresql://u:{SECRET}@h:port/x",
        f"postgres:/u:{SECRET}@h/x",
        f"postgre://u:{SECRET}@h/x",
        f"sqlite://{SECRET}",
        "sqlite:///",
        f"//{SECRET}/x",
        f"postgresql//u:{SECRET}@h/x",
        f"u:{SECRET}@h/x",
        f"Postgresql:/u:{SECRET}@h/x",
        f"mongodb+srv://u:{SECRET}@h/x",
        # What is not escaped is taken for the host's name, and would be told as that.
        f"postgresql://u:pass@{SECRET}@h/x",
        f"postgresql://u:{SECRET}#@h/x",
        f"host=h password={SECRET} dbname=x",
        f"password = {SECRET}",
    ],
)
def test_any_other_database_is_refused_without_its_password(url: str) -> None:
    (problem,) = problems(DATABASE_URL=url)

    assert problem.startswith("DATABASE_URL cannot be used")
    assert "postgresql://user:password@host/name" in problem
    assert SECRET not in problem


def test_every_problem_is_told_at_once() -> None:
    told = problems(PORT="0", DATELINE_SHARDS="9/4", DATABASE_URL="mysql://x/y", SLACK_BOT_TOKEN="xoxb-1")

    assert [line.split()[0] for line in told] == ["DATELINE_SHARDS", "DATABASE_URL", "PORT", "SLACK_BOT_TOKEN"]


@pytest.mark.parametrize(
    "environ",
    [
        {"SLACK_BOT_TOKEN": f"xoxb-{SECRET}"},
        {"SLACK_APP_TOKEN": f"xapp-{SECRET}"},
        {"SLACK_BOT_TOKEN": f"xapp-{SECRET}", "SLACK_APP_TOKEN": f"xoxb-{SECRET}"},
        {"SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": SECRET},
        {"SLACK_CLIENT_SECRET": SECRET},
        {"DISCORD_TOKEN": f"Bot {SECRET}"},
        {"DATELINE_KEY": SECRET},
        {"DATELINE_KEY": f"{KEY},{SECRET}"},
        {"DATELINE_KEY": f"{KEY};{KEY[::-1]}{SECRET}"},
        {"HTTPS_PROXY": f"user:{SECRET}@proxy:3128"},
    ],
)
def test_half_a_setting_and_a_swapped_one_are_told_and_never_repeated(environ: dict[str, str]) -> None:
    told = "\n".join(problems(**environ))

    assert all(name in told for name in environ if name != "SLACK_CLIENT_ID")
    assert SECRET not in told


@pytest.mark.parametrize(
    "environ",
    [
        {},
        {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"},
        {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s"},
        {"SLACK_SIGNING_SECRET": "s", "SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "c", "DATELINE_KEY": KEY},
        {"DATELINE_URL": "https://d.example.org/", "DATELINE_LISTEN": "127.0.0.1, ::", "PORT": "8080"},
        {"HTTPS_PROXY": "http://proxy:3128", "DATELINE_SHARDS": "0,1/4"},
    ],
)
def test_what_belongs_together_is_taken(environ: dict[str, str]) -> None:
    assert Config.from_env(environ, OWN)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("PORT", "eighty"),
        ("PORT", "65536"),
        ("PORT", "٣٠٠٠"),
        ("PORT", "9" * 5000),
        ("DATELINE_SHARDS", "1"),
        ("DATELINE_SHARDS", "4/4"),
        ("DATELINE_SHARDS", "0/0"),
        ("DATELINE_LOG", "loud"),
        ("DATELINE_URL", "dateline.example.org"),
        ("DATELINE_URL", "https://u:p@h"),
        ("DATELINE_LISTEN", "127.0.0.1:80"),
        ("DATELINE_PROXIES", "proxy.example.org"),
        ("DATELINE_PROXIES", "10.0.0.0/40"),
        ("HTTPS_PROXY", "proxy:3128"),
    ],
)
def test_a_value_of_the_wrong_shape_is_refused_by_name(name: str, text: str) -> None:
    (problem,) = problems(**{name: text})

    assert problem.startswith(name)


def test_a_web_server_listens_to_this_machine_alone_unless_a_port_is_set() -> None:
    assert Config.from_env({}, OWN).listen == ("127.0.0.1",)
    assert Config.from_env({"PORT": "80"}, OWN).listen == ("0.0.0.0",)
    assert Config.from_env({"PORT": "80", "DATELINE_LISTEN": "::1"}, OWN).listen == ("::1",)


@pytest.mark.parametrize(
    ("environ", "wants_web"),
    [({}, False), ({"PORT": "80"}, True), ({"DATELINE_URL": "https://d.example.org"}, True)],
)
def test_a_web_server_runs_where_a_port_or_an_address_asks_for_it(environ: dict[str, str], wants_web: bool) -> None:
    assert Config.from_env(environ, OWN).wants_web == wants_web


@pytest.mark.parametrize("text", ["0,1/4", "0, 1 / 4", "0,1,0/4"])
def test_shards_are_read_each_once(text: str) -> None:
    assert Config.from_env({"DATELINE_SHARDS": text}, OWN).of(DiscordSettings).shards == Shards((0, 1), 4)


def test_a_folder_is_not_taken_for_a_database(tmp_path: Path) -> None:
    assert "that is a folder" in problems(DATABASE_URL=str(tmp_path))[0]


def test_a_level_of_the_log_may_be_written_large() -> None:
    assert Config.from_env({"DATELINE_LOG": "DEBUG"}, OWN).log_level == "debug"


def test_an_empty_variable_does_not_hide_the_one_in_the_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DISCORD_TOKEN=abc\nPORT=80\n", encoding="utf-8")

    config = configured({"DISCORD_TOKEN": "", "PORT": "81"}, OWN, tmp_path / ".env")

    assert (config.of(DiscordSettings).token, config.port) == ("abc", 81)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_is_read_however_an_editor_saved_it(tmp_path: Path, encoding: str) -> None:
    (tmp_path / ".env").write_bytes("# Ä\nDATELINE_DATA=/größe\n".encode(encoding))

    assert configured({}, OWN, tmp_path / ".env").data == Path("/größe")


def test_a_file_in_another_encoding_is_told_by_its_line(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"PORT=80\nDATELINE_DATA=/gr\xf6\xdfe\n")

    with pytest.raises(ConfigError, match=r"is not UTF-8 \(line 2\); save it"):
        configured({}, OWN, tmp_path / ".env")


def test_lines_in_another_encoding_do_not_hide_what_else_is_wrong(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"DATELINE_DATA=/gr\xf6\xdfe\nPORT=0\nDISCORD_TOKKEN=x\n# gr\xfcn\n")

    with pytest.raises(ConfigError) as told:
        configured({}, OWN, tmp_path / ".env")

    shown = str(told.value)
    assert all(part in shown for part in ("(line 1)", "(line 4)", "PORT", "DISCORD_TOKKEN"))
    assert len(shown.splitlines()) == 4


def test_a_folder_in_the_file_s_place_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        configured({}, OWN, tmp_path)


def test_a_misspelt_name_in_the_file_is_told(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DISCORD_TOKKEN=abc\nPOSTGRES_PASSWORD=x\n", encoding="utf-8")

    with pytest.raises(ConfigError, match=r"DISCORD_TOKKEN.*did you mean DISCORD_TOKEN\?"):
        configured({}, OWN, tmp_path / ".env")


def test_all_that_is_wrong_in_the_file_is_told_at_once_and_no_secret(tmp_path: Path) -> None:
    lines = (
        "# a remark",
        f"DISCORD_TOKEN {SECRET}",
        "DISCORD_TOKKEN=abc",
        f"PORT={99_999}",
        "DATABASE_URL=mysql://u/x",
    )
    (tmp_path / ".env").write_text("\n".join(lines), encoding="utf-8")

    with pytest.raises(ConfigError) as told:
        configured({}, OWN, tmp_path / ".env")

    shown = str(told.value)
    assert all(part in shown for part in ("line 2 is no setting; write NAME=value", "TOKKEN", "PORT", "DATABASE_URL"))
    assert len(shown.splitlines()) == 4
    assert SECRET not in shown


@pytest.mark.parametrize("line", ['DISCORD_TOKEN="abc', "DISCORD_TOKEN", "export DISCORD_TOKEN"])
def test_a_line_that_is_no_setting_is_told_once_and_not_by_a_library(
    line: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / ".env").write_text(f"PORT=80\n{line}\n", encoding="utf-8")

    with pytest.raises(ConfigError, match="line 2 is no setting"):
        configured({}, OWN, tmp_path / ".env")

    assert caplog.records == []


def test_no_secret_stands_in_repr() -> None:
    secrets = {setting.name: f"{SECRET}{number}" for number, setting in enumerate(table(OWN)) if setting.is_secret}
    shaped = {
        **secrets,
        "DATABASE_URL": f"postgresql://u:{SECRET}@h/n",
        "DATELINE_KEY": KEY,
        "HTTPS_PROXY": f"http://u:{SECRET}@proxy",
    }

    assert SECRET not in repr(Config.from_env({**shaped, "SLACK_CLIENT_ID": "1"}, OWN))
    assert KEY not in repr(Config.from_env({**shaped, "SLACK_CLIENT_ID": "1"}, OWN))
