"""The table of the operator's settings: checks, `.env.example` and the docs come from it.

What concerns one platform alone is in its adapter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Set
from contextlib import suppress
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import ClassVar
from urllib.parse import urlsplit

from bot.frozen import Frozen

DEFAULT_PORT = 3000
LOG_LEVELS = ("debug", "info", "warning", "error")
POSTGRESQL = ("postgresql", "postgres", "postgresql+psycopg")
DATABASE_FORMS = "postgresql://user:password@host/name, sqlite:///path/to/file, or the file's path alone"
ESCAPES = "a sign in its name or password has to be written otherwise: @ is %40, / is %2F, # is %23, ? is %3F, % is %25"
# An address of the network, or what PostgreSQL's own programs take: host=… password=…
_NO_FILE = re.compile(
    r"[a-z][a-z0-9+.-]+:|[^/]*//|[^/\\]+@|(?:.*\s)?(?:host|hostaddr|dbname|user|password)\s*=", re.IGNORECASE
)


Network = IPv4Network | IPv6Network


class Setting(Frozen, frozen=True):
    """A row of the table; `read` makes its value of a text, "" where it is not set, or raises ValueError.

    `attribute` is the field of Config or PlatformSettings, "" for a setting that is read apart. No message repeats a
    secret's value.
    """

    name: str
    attribute: str
    help: str
    read: Callable[[str], object] = str
    is_secret: bool = False


def _port(text: str) -> int:
    if not text:
        return DEFAULT_PORT
    if not (text.isascii() and text.isdigit() and len(text) < 6 and 0 < int(text) < 65536):
        raise ValueError("it must be a number from 1 to 65535")
    return int(text)


def _folder(text: str) -> Path:
    if text:
        return Path(text).expanduser()
    from platformdirs import user_data_path

    return user_data_path("dateline", appauthor=False)


def database_of(text: str) -> str | Path:
    """Return PostgreSQL's URL or SQLite's file, "" for neither; ValueError for any other kind of address."""
    scheme, colon, rest = text.partition("://")
    if not colon:
        # A URL without its scheme, or the colon behind it, would make a file with the password in its name.
        if _NO_FILE.match(text):
            raise ValueError(f"write {DATABASE_FORMS}")
        return _file(text) if text else ""
    kind = scheme.casefold()
    if kind == "sqlite" and rest.startswith("/") and len(rest) > 1:
        return _file(rest[1:])
    if kind in POSTGRESQL and _is_address(text):
        return f"postgresql://{rest}"
    if kind in POSTGRESQL:
        raise ValueError(f"the address is not whole, or {ESCAPES}; write {DATABASE_FORMS}")
    raise ValueError(f"databases of the kind “{scheme}” are not known, or it names no file; write {DATABASE_FORMS}")


def _file(text: str) -> Path:
    path = Path(text).expanduser()
    # What may not be looked at is told of when it is opened.
    with suppress(OSError):
        if path.is_dir():
            raise ValueError("that is a folder; write the path of a file in it")
    return path


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return bool(parts.path.strip("/")) and (parts.port or 1) > 0 and parts.netloc.count("@") < 2
    except ValueError:
        return False


def _keys(text: str) -> tuple[str, ...]:
    keys = addresses(text)
    for number, key in enumerate(keys, 1):
        # 32 bytes in either alphabet of base64. Its reader passes by whatever else stands there, as another key.
        if not re.fullmatch(r"[A-Za-z0-9_+/-]{43}=", key):
            raise ValueError(f"key {number} is none; each is 32 bytes in base64, as .env.example shows how to make one")
    return keys


def web_address(text: str) -> str:
    """Read the address at which a web server is reached from outside."""
    if text and not re.fullmatch(r"https?://[^\s/?#@]+(?:/[^\s?#]*)?", text):
        raise ValueError("write the whole address at which browsers reach this server: https://dateline.example.org")
    return text.rstrip("/")


def addresses(text: str) -> tuple[str, ...]:
    """Return the parts of a list with commas."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _listen(text: str) -> tuple[str, ...]:
    for address in addresses(text):
        if not re.fullmatch(r"[0-9A-Za-z.:-]+|localhost", address) or re.fullmatch(r"[^:]+:\d+", address):
            raise ValueError("write addresses without ports, such as 127.0.0.1 or ::; the port is PORT")
    return addresses(text)


def _networks(text: str) -> tuple[Network, ...]:
    try:
        return tuple(ip_network(address, strict=False) for address in addresses(text))
    except ValueError:
        raise ValueError("write addresses or networks, commas between several: 127.0.0.1, 10.0.0.0/8") from None


def _log_level(text: str) -> str:
    level = text.casefold() or "info"
    if level not in LOG_LEVELS:
        raise ValueError(f"write one of {', '.join(LOG_LEVELS)}")
    return level


def _proxy(text: str) -> str:
    if text and not re.fullmatch(r"https?://\S+", text):
        raise ValueError("write the proxy's whole address: http://proxy.example.org:3128")
    return text


def token_reader(prefix: str, other: str) -> Callable[[str], str]:
    """Return a reader that notices another kind of token: the two are easily swapped."""

    def read(text: str) -> str:
        if text.startswith(other):
            raise ValueError(f"this is the other token: here goes the one that begins with {prefix}")
        if any(character.isspace() for character in text):
            raise ValueError("there is a blank in it; copy the token alone")
        return text

    return read


ROWS: tuple[Setting, ...] = (
    Setting(
        "DATABASE_URL",
        "database_url",
        f"The database: empty for SQLite in DATELINE_DATA, else\n{DATABASE_FORMS}.",
        database_of,
        is_secret=True,
    ),
    Setting(
        "PORT",
        "port",
        f"The port of the web server, {DEFAULT_PORT} if empty. It listens when this or DATELINE_URL is set, or a\n"
        "platform's requests come over HTTP: on all addresses when this is set, else for this machine alone.",
        _port,
    ),
    Setting(
        "DATELINE_URL",
        "url",
        "The address at which browsers reach the web server, such as https://dateline.example.org: for a class's\n"
        "browsers, and for pictures where a platform fetches them.",
        web_address,
    ),
    Setting(
        "DATELINE_LISTEN",
        "",
        "The addresses on which the web server listens, such as 127.0.0.1 or 0.0.0.0,::.",
        _listen,
    ),
    Setting(
        "DATELINE_PROXIES",
        "proxies",
        "The reverse proxies before the web server, by address or network, such as 127.0.0.1, 10.0.0.0/8. They alone\n"
        "are believed who asks, and that it was over https (X-Forwarded-For, X-Forwarded-Proto).",
        _networks,
    ),
    Setting(
        "DATELINE_DATA",
        "data",
        "The folder for the database, the caches and the console's history; empty for the usual place of your system.",
        _folder,
    ),
    Setting(
        "DATELINE_KEY",
        "keys",
        "The key that encrypts the tokens of workspaces in the database; to replace one, write new,old. Make one,\n"
        "and keep a copy apart from the database:\n"
        '  python -c "from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())"',
        _keys,
        is_secret=True,
    ),
    Setting(
        "HTTPS_PROXY",
        "proxy",
        "The proxy through which the platforms are called: http://proxy.example.org:3128.",
        _proxy,
        is_secret=True,
    ),
    Setting(
        "DATELINE_LOG",
        "log_level",
        f"From which level on the log of `dateline run` tells: {', '.join(LOG_LEVELS)}; info if empty.\n"
        "Never what people typed, never names or tokens.",
        _log_level,
    ),
    Setting(
        "DATELINE_METRICS_TOKEN",
        "metrics_token",
        "What a monitoring server must send as `Authorization: Bearer …` for /metrics. Without it, only this\n"
        "machine and its private network are answered there.",
        is_secret=True,
    ),
)


class PlatformSettings(Frozen, frozen=True):
    """What the operator sets for one platform: its adapter's own class, with a field for each of its rows."""

    platform: ClassVar[str] = ""
    rows: ClassVar[tuple[Setting, ...]] = ()

    @property
    def are_whole(self) -> bool:
        """Whether the platform has what it needs to be started."""
        return False

    @property
    def listens(self) -> bool:
        """Whether the platform's requests come to the web server."""
        return False

    @classmethod
    def missing(cls, given: Set[str]) -> Iterator[str]:
        """Yield what is missing beside the names that are set, without which the platform would silently not start."""
        yield from ()


def table(platforms: Iterable[type[PlatformSettings]]) -> tuple[Setting, ...]:
    """Return every row that there is, the platforms' own first."""
    return (*(row for platform in platforms for row in platform.rows), *ROWS)


def example(rows: Iterable[Setting]) -> str:
    """Return `.env.example`."""
    head = "# Copy this file to .env and fill in what you use. Nothing is needed for the console. Never commit .env."
    return "\n\n".join((head, *(f"{_comment(row.help)}\n{row.name}=" for row in rows))) + "\n"


def _comment(text: str) -> str:
    return "\n".join(f"# {line}" for line in text.splitlines())
