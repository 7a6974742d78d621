"""What the operator sets, from the environment and `.env`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from io import StringIO
from pathlib import Path
from typing import Any

from dotenv import dotenv_values

from bot.settings import ALL_SHARDS, DEFAULT_PORT, SETTINGS, Network, Shards, addresses

PREFIXES = ("DISCORD_", "SLACK_", "DATELINE_")


class ConfigError(Exception):
    """Settings that cannot be used; the text says of each what to write instead, and never repeats a secret."""


@dataclass(frozen=True, slots=True)
class Config:
    """The operator's settings; "" is what was not set. Tokens never stand in `repr`.

    `database` is PostgreSQL's URL, or SQLite's file. `listen` are the addresses on which a web server listens,
    `proxies` those before it that are believed; `is_hosted` tells that a host has set PORT.
    """

    data: Path
    discord_token: str = ""
    slack_bot_token: str = ""
    slack_app_token: str = ""
    slack_signing_secret: str = ""
    slack_client_id: str = ""
    slack_client_secret: str = ""
    database_url: str | Path = ""
    port: int = DEFAULT_PORT
    keys: tuple[str, ...] = ()
    shards: Shards = ALL_SHARDS
    url: str = ""
    listen: tuple[str, ...] = ("127.0.0.1",)
    proxies: tuple[Network, ...] = ()
    proxy: str = ""
    wants_web: bool = False
    is_hosted: bool = False
    log_level: str = "info"
    metrics_token: str = ""

    def __repr__(self) -> str:
        return f"Config(data={self.data!r}, platforms={self.platforms()!r})"

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Config:
        """Read the variables of the table; ConfigError names every one that cannot be used."""
        given = {name: value.strip() for name, value in environ.items()}
        values, problems = _read(given)
        problems += list(_missing(given))
        if problems:
            raise ConfigError("\n".join(problems))
        is_hosted = bool(given.get("PORT"))
        # A host that sets PORT reaches the process from outside; without it nobody but this machine needs to.
        default = ("0.0.0.0",) if is_hosted else ("127.0.0.1",)  # nosec B104
        return cls(
            **values,
            listen=addresses(given.get("DATELINE_LISTEN", "")) or default,
            wants_web=is_hosted or bool(values["url"]),
            is_hosted=is_hosted,
        )

    @property
    def database(self) -> str | Path:
        """Where the database is: PostgreSQL's URL, or the file in the data folder."""
        return self.database_url or self.data / "dateline.db"

    @property
    def listens(self) -> bool:
        """Whether a web server is needed: a host or an address asks for it, or Slack's requests come over HTTP."""
        return self.wants_web or bool(self.slack_signing_secret)

    def platforms(self) -> tuple[str, ...]:
        """Return the platforms that have what they need to be started."""
        slack = (self.slack_bot_token and self.slack_app_token) or self.slack_signing_secret
        return (*(("discord",) if self.discord_token else ()), *(("slack",) if slack else ()))


def environment(process: Mapping[str, str], file: Path = Path(".env")) -> Mapping[str, str]:
    """Return what is set: by the process's environment, and by the file what is not set or empty there.

    ConfigError for a file that cannot be read, or that sets a name of ours that there is none of.
    """
    written = _written(file)
    known = {setting.name for setting in SETTINGS}
    strange = [name for name in written if name.startswith(PREFIXES) and name not in known]
    if strange:
        raise ConfigError("\n".join(_unknown(name, file, known) for name in strange))
    return {**written, **{name: value for name, value in process.items() if value or name not in written}}


def _read(given: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    values: dict[str, Any] = {}
    problems = []
    for setting in SETTINGS:
        text = given.get(setting.name, "")
        try:
            values[setting.attribute] = setting.read(text)
        except ValueError as error:
            shown = "cannot be used" if setting.is_secret else f"is “{text}”"
            problems.append(f"{setting.name} {shown}: {error}")
    values.pop("", None)
    return values, problems


def _missing(given: Mapping[str, str]) -> Iterator[str]:
    """Say what lacks its other half; alone it would start nothing, in silence."""
    has = {name for name, value in given.items() if value}
    if "SLACK_APP_TOKEN" in has and "SLACK_BOT_TOKEN" not in has:
        yield "SLACK_APP_TOKEN is set without SLACK_BOT_TOKEN: Socket Mode needs both."
    if "SLACK_BOT_TOKEN" in has and not {"SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"} & has:
        yield "SLACK_BOT_TOKEN is set alone: set SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET for HTTP."
    consent = {"SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET"}
    if consent & has and not consent | {"SLACK_SIGNING_SECRET"} <= has:
        lacking = ", ".join(sorted((consent | {"SLACK_SIGNING_SECRET"}) - has))
        yield f"“Add to Slack” needs SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and SLACK_SIGNING_SECRET; not set: {lacking}."


def _written(file: Path) -> dict[str, str]:
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise ConfigError(f"{file} cannot be read: {error.strerror}") from error
    values = dotenv_values(stream=StringIO(_decoded(content, file)))
    return {name: value or "" for name, value in values.items()}


def _decoded(content: bytes, file: Path) -> str:
    # Windows' editors write UTF-16 with its mark when asked for “Unicode”.
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise ConfigError(f"{file} is not UTF-8 (line {line}); save it with UTF-8 encoding") from error


def _unknown(name: str, file: Path, known: set[str]) -> str:
    near = get_close_matches(name, sorted(known), 1)
    return f"{file} sets {name}, which is no setting" + (f"; did you mean {near[0]}?" if near else "")
