"""What the operator sets, from the environment and `.env`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path


class ConfigError(Exception):
    """A setting that cannot be used; the text says what to write instead."""


@dataclass(frozen=True, slots=True)
class Shards:
    """Which of Discord's shards this process runs; no `ids` means as many as Discord advises."""

    ids: tuple[int, ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True)
class Config:
    """The operator's settings; "" is what was not set. Tokens never stand in `repr`."""

    data: Path
    discord_token: str = ""
    slack_bot_token: str = ""
    slack_app_token: str = ""
    slack_signing_secret: str = ""
    slack_client_id: str = ""
    slack_client_secret: str = ""
    database_url: str = ""
    port: int = 3000
    keys: tuple[str, ...] = ()
    shards: Shards = Shards()

    def __repr__(self) -> str:
        return f"Config(data={self.data!r}, platforms={self.platforms()!r})"

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Config:
        """Read the variables of `.env.example`; ConfigError names the one that cannot be used."""
        given = {name: value.strip() for name, value in environ.items()}
        folder = given.get("DATELINE_DATA", "")
        return cls(
            data=Path(folder).expanduser() if folder else user_data_path("dateline", appauthor=False),
            discord_token=given.get("DISCORD_TOKEN", ""),
            slack_bot_token=given.get("SLACK_BOT_TOKEN", ""),
            slack_app_token=given.get("SLACK_APP_TOKEN", ""),
            slack_signing_secret=given.get("SLACK_SIGNING_SECRET", ""),
            slack_client_id=given.get("SLACK_CLIENT_ID", ""),
            slack_client_secret=given.get("SLACK_CLIENT_SECRET", ""),
            database_url=given.get("DATABASE_URL", ""),
            port=_port(given.get("PORT", "") or "3000"),
            keys=tuple(key.strip() for key in given.get("DATELINE_KEY", "").split(",") if key.strip()),
            shards=_shards(given.get("DATELINE_SHARDS", "")),
        )

    def platforms(self) -> tuple[str, ...]:
        """Return the platforms that have what they need to be started."""
        slack = (self.slack_bot_token and self.slack_app_token) or self.slack_signing_secret
        return (*(("discord",) if self.discord_token else ()), *(("slack",) if slack else ()))


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        raise ConfigError(f"PORT is “{text}”; it must be a number from 1 to 65535")
    return int(text)


def _shards(text: str) -> Shards:
    """Read `0,1/4`: these of four shards."""
    if not text:
        return Shards()
    ids, _, count = text.partition("/")
    numbers = [part.strip() for part in (*ids.split(","), count)]
    if not all(part.isascii() and part.isdigit() for part in numbers):
        raise ConfigError(f"DATELINE_SHARDS is “{text}”; write the shards of this process and how many: 0,1/4")
    chosen, total = tuple(int(part) for part in numbers[:-1]), int(numbers[-1])
    if max(chosen) >= total:
        raise ConfigError(f"DATELINE_SHARDS is “{text}”; shards of {total} are numbered 0 to {total - 1}")
    return Shards(chosen, total)
