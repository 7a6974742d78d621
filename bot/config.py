"""What the operator sets, from the environment and `.env`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from io import StringIO
from pathlib import Path
from typing import Any, TypeVar

from bot.frozen import Frozen
from bot.settings import DEFAULT_PORT, ROWS, Network, PlatformSettings, Setting, addresses, table

OURS = "DATELINE_"
Kinds = Sequence[type[PlatformSettings]]
P = TypeVar("P", bound=PlatformSettings)


class ConfigError(Exception):
    """Settings that cannot be used; the message says of each what to write instead, and repeats no secret."""


class Config(Frozen, frozen=True):
    """The operator's settings; "" is what was not set. `repr` shows no tokens.

    `listen` are the addresses on which the web server listens, `proxies` the reverse proxies that are believed;
    `is_hosted` says that a host has set PORT; `own` are the platforms' settings.
    """

    data: Path
    database_url: str | Path = ""
    port: int = DEFAULT_PORT
    keys: tuple[str, ...] = ()
    url: str = ""
    listen: tuple[str, ...] = ("127.0.0.1",)
    proxies: tuple[Network, ...] = ()
    proxy: str = ""
    wants_web: bool = False
    is_hosted: bool = False
    log_level: str = "info"
    metrics_token: str = ""
    own: tuple[PlatformSettings, ...] = ()

    def __repr__(self) -> str:
        return f"Config(data={self.data!r}, platforms={self.platforms()!r})"

    @classmethod
    def from_env(cls, environ: Mapping[str, str], platforms: Kinds, faults: Sequence[str] = ()) -> Config:
        """Read the variables of the table; ConfigError lists `faults`, and every variable that cannot be used."""
        given = {name: value.strip() for name, value in environ.items() if value.strip()}
        problems = [*faults]
        own = tuple(kind(**_read(kind.rows, given, problems)) for kind in platforms)
        values = _read(ROWS, given, problems)
        problems += [problem for kind in platforms for problem in kind.missing(given.keys())]
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
            own=own,
        )

    def of(self, kind: type[P]) -> P:
        """Return a platform's own settings, as its adapter declares them; its defaults where nothing is set."""
        return next((own for own in self.own if isinstance(own, kind)), kind())

    @property
    def packs(self) -> Path:
        """The folder of the operator's own packs, which are opened beside those that are shipped."""
        return self.data / "packs"

    @property
    def database(self) -> str | Path:
        """Where the database is: PostgreSQL's URL, or the file in the data folder."""
        return self.database_url or self.data / "dateline.db"

    @property
    def listens(self) -> bool:
        """Whether a web server is needed: a host or an address asks for it, or a platform whose requests come to it."""
        return self.wants_web or any(own.listens for own in self.own)

    def platforms(self) -> tuple[str, ...]:
        """Return the platforms that have what they need to be started."""
        return tuple(own.platform for own in self.own if own.are_whole)


def configured(process: Mapping[str, str], platforms: Kinds, file: Path = Path(".env")) -> Config:
    """Read the settings from the process's environment, and from the file those that are not set or empty there.

    ConfigError lists everything that cannot be used: a file that cannot be read, a line of it that is no setting, an
    unknown name that begins like ours, and every variable of the table that cannot be read.
    """
    written, problems = _written(file)
    known = {row.name for row in table(platforms)}
    # Nobody else's settings begin so.
    prefixes = (OURS, *(f"{kind.platform.upper()}_" for kind in platforms))
    unknown = [name for name in written if name.startswith(prefixes) and name not in known]
    problems += [_unknown(name, file, known) for name in unknown]
    environ = {**written, **{name: value for name, value in process.items() if value or name not in written}}
    return Config.from_env(environ, platforms, problems)


def _read(rows: Iterable[Setting], given: Mapping[str, str], problems: list[str]) -> dict[str, Any]:
    """Return the values of what is set; what cannot be used is added to `problems`, and left out."""
    values: dict[str, Any] = {}
    for row in rows:
        text = given.get(row.name, "")
        try:
            values[row.attribute] = row.read(text)
        except ValueError as error:
            shown = "cannot be used" if row.is_secret else f"is “{text}”"
            problems.append(f"{row.name} {shown}: {error}")
    values.pop("", None)
    return values


def _written(file: Path) -> tuple[dict[str, str], list[str]]:
    """Return what a file sets, and what is wrong with its lines."""
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        return {}, []
    except OSError as error:
        raise ConfigError(f"{file} cannot be read: {error.strerror}") from error
    from dotenv import dotenv_values
    from dotenv.parser import parse_stream

    text, problems = _decoded(content, file)
    lines = tuple(parse_stream(StringIO(text)))
    # A name alone would be read as one without a value.
    strange = [line.original for line in lines if line.error or (line.key and line.value is None)]
    problems += [f"{file} line {one.line} is no setting; write NAME=value, and # before a remark" for one in strange]
    sound = "".join(line.original.string for line in lines if line.original not in strange)
    return {name: value or "" for name, value in dotenv_values(stream=StringIO(sound)).items()}, problems


def _decoded(content: bytes, file: Path) -> tuple[str, list[str]]:
    """Return a file's text, and a problem for each line that is in another encoding; the other lines are read."""
    # Windows' editors write UTF-16 with its mark when asked for “Unicode”.
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return content.decode(encoding), []
    except UnicodeDecodeError:
        text = content.decode(encoding, "replace")
    lines = [number for number, line in enumerate(text.split("\n"), 1) if "\ufffd" in line]
    return text, [f"{file} is not UTF-8 (line {line}); save it with UTF-8 encoding" for line in lines]


def _unknown(name: str, file: Path, known: set[str]) -> str:
    near = get_close_matches(name, sorted(known), 1)
    return f"{file} sets {name}, which is no setting" + (f"; did you mean {near[0]}?" if near else "")
