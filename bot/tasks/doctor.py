"""What `dateline doctor` looks at on this machine: settings, zones, disk, packs, database, port, proxy."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from bot.chat import Channel
from bot.config import Config
from bot.diagnosis import Diagnosis, ill, remark, well
from bot.facts.files import PACK_FILE
from bot.listening import advice_on, cause_of
from bot.schedule.recurrence import zones_version
from bot.shelf import Shelf
from bot.store.engine.databases import database_at
from bot.store.engine.errors import StoreError, StoreInUseError
from bot.store.engine.maintenance import check
from bot.store.posts.scheduled import scheduled_channels
from bot.store.records import StoredRecords

T = TypeVar("T")
MEGABYTE = 1024 * 1024
LEAST_FREE = 200 * MEGABYTE
TRIAL = b"x" * MEGABYTE
# Rules of some country change every year; a release older than this has missed some.
OLD_ZONES, OLDEST_ZONES = timedelta(days=550), timedelta(days=900)
CONNECT_SECONDS = 5.0
FULL = "The disk, the quota or a limit is full: make room, or name another folder in DATELINE_DATA."


def zones(today: date, version: Callable[[], str] = zones_version) -> Diagnosis:
    """Look at the tz database, by the year of its release."""
    name, remedy = version(), "Update it: apt upgrade tzdata, or pip install --upgrade tzdata."
    if not name[:4].isdigit():
        return remark("zone data", f"its release cannot be told from “{name[:20]}”", remedy)
    age, text = (
        today - date(int(name[:4]), 1, 1),
        f"release {name} is old: where rules changed, posts come at another hour",
    )
    if age > OLD_ZONES:
        return ill("zone data", text, remedy) if age > OLDEST_ZONES else remark("zone data", text, remedy)
    return well("zone data", f"release {name}")


def folder(path: Path) -> Iterator[Diagnosis]:
    """Look whether the data folder can be written to, and has room."""
    trial = path / f".doctor-{os.getpid()}"
    try:
        path.mkdir(parents=True, exist_ok=True)
        trial.write_bytes(TRIAL)
        trial.unlink()
    except OSError as error:
        with suppress(OSError):
            trial.unlink(missing_ok=True)
        yield ill("data folder", f"{path} cannot be written to: {error.strerror}", _folder_remedy(error))
        return
    free = shutil.disk_usage(path).free
    if free < LEAST_FREE:
        yield ill("data folder", f"{path} has {free // MEGABYTE} MB left", "Make room: a full one stops the database.")
    else:
        yield well("data folder", f"{path}, {free // MEGABYTE:,} MB free")


def packs(shelf: Shelf) -> Iterator[Diagnosis]:
    """Look whether all packs could be read."""
    for problem in shelf.problems[:5]:
        yield ill("packs", str(problem), "Mend it (dateline packs check tells all), or remove the pack.")
    if not shelf.problems:
        yield well("packs", ", ".join(pack.id for pack in shelf.full.packs) or "none")


def own_packs(folder: Path, shelf: Shelf) -> Iterator[Diagnosis]:
    """Look for packs of the operator's own that are not opened."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if not path.is_dir() or shelf.has(path):
            continue
        if (path / PACK_FILE).exists():
            yield remark("packs", f"{path} is not opened: another pack is called {path.name}", "Rename the folder.")
        else:
            remedy = f"Put the folder that holds {PACK_FILE} into {folder} itself; dateline packs new makes one."
            yield remark("packs", f"{path} is not opened: it has no {PACK_FILE}", remedy)


def address(chosen: Config) -> Iterator[Diagnosis]:
    """Look at DATELINE_URL: what is not https is reached by nobody, but on this machine."""
    parts = urlsplit(chosen.url)
    if chosen.url and parts.scheme != "https" and parts.hostname not in ("localhost", "127.0.0.1"):
        remedy = "Put a reverse proxy with a certificate before it, and write https://…"
        yield ill("DATELINE_URL", f"{chosen.url} is not https", remedy)
    elif chosen.url:
        yield well("DATELINE_URL", chosen.url)
    if parts.scheme == "https" and not chosen.proxies:
        text = "empty, so whoever comes through your reverse proxy counts as one, and cookies are not kept to https"
        yield remark(
            "DATELINE_PROXIES", text, "Name the proxy: DATELINE_PROXIES=127.0.0.1 where it is on this machine."
        )


def port(chosen: Config) -> Iterator[Diagnosis]:
    """Look whether the web server could listen, where it would."""
    if not chosen.listens:
        return
    for place in chosen.listen:
        try:
            family = socket.AF_INET6 if ":" in place else socket.AF_INET
            with socket.socket(family) as trial:
                trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                trial.bind((place, chosen.port))
        except OSError as error:
            text = f"nothing can listen on {place}, port {chosen.port}: {cause_of(error)}"
            yield ill("port", text, advice_on(error))
        else:
            yield well("port", f"{place}, port {chosen.port}")


def proxy(chosen: Config) -> Iterator[Diagnosis]:
    """Look whether the proxy takes connections."""
    if not chosen.proxy:
        return
    parts = urlsplit(chosen.proxy)
    try:
        with socket.create_connection((parts.hostname or "", parts.port or 80), CONNECT_SECONDS):
            yield well("HTTPS_PROXY", f"{parts.hostname} answers")
    except OSError as error:
        remedy = "Start it, or take HTTPS_PROXY out of the settings."
        yield ill("HTTPS_PROXY", f"{parts.hostname}, port {parts.port or 80}, takes no connection: {error}", remedy)


def database(chosen: Config) -> Iterator[Diagnosis]:
    """Look whether the database can be reached, is sound, of this version, and nobody else's."""
    place = chosen.database
    if isinstance(place, Path) and not place.exists():
        yield well("database", f"{place} will be made at the first start")
        return
    problems = check(place)
    for problem in problems[:5]:
        yield ill("database", problem.strip().splitlines()[0], _database_remedy(problem))
    if not problems:
        yield well("database", "sound, and of this version")
    if isinstance(place, Path):
        yield from _alone(place)


def channels(chosen: Config) -> Mapping[str, Sequence[Channel]]:
    """Return the channels that schedules post to, by platform; nothing where the database cannot be read."""
    return _read(chosen, scheduled_channels) or {}


def installations(chosen: Config, platform: str) -> Mapping[str, str]:
    """Return the sealed tokens of a platform's workspaces by their ids; nothing where the database cannot be read."""
    found = _read(chosen, lambda connection: StoredRecords(connection).installations(platform)) or {}
    return {community.id: sealed for community, sealed in found.items()}


def clock(platform: str, theirs: datetime, ours: datetime) -> Diagnosis:
    """Compare the machine's clock with the one of a platform's servers."""
    off = ours - theirs
    if abs(off) > timedelta(minutes=1):
        where = "ahead of" if off > timedelta() else "behind"
        text = f"it is {abs(off).total_seconds() / 60:.0f} minutes {where} {platform}'s"
        remedy = "Have the network set it: timedatectl set-ntp true. Until then posts are off, signed requests refused."
        return ill("clock", text, remedy)
    return well("clock", f"as {platform}'s")


def settings(problems: str) -> Iterator[Diagnosis]:
    """Return what is wrong with the settings, each with its name."""
    for line in problems.splitlines():
        yield ill("settings", line, "Change it in .env or in the environment; .env.example tells of each.")


def _alone(place: Path) -> Iterator[Diagnosis]:
    reserving = database_at(place)
    try:
        reserving.reserve()
    except StoreInUseError:
        text = "another Dateline is using the file: the one that runs. A second cannot be started on it"
        yield remark("database in use", text, "To run several processes, set DATABASE_URL to a PostgreSQL database.")
    except StoreError as error:
        is_full = getattr(error, "trouble", "") == "full"
        yield ill("database", str(error), FULL if is_full else "Look at the folder's permissions.")
    finally:
        reserving.close()


def _folder_remedy(error: OSError) -> str:
    if error.errno in (28, 122, 27):
        return FULL
    return "Let the bot's user write there, or name another folder in DATELINE_DATA."


def _database_remedy(problem: str) -> str:
    if "version" in problem:
        return "An older one: dateline db upgrade. A newer one: install that Dateline, or restore a backup."
    if "another program" in problem:
        return "Name another file in DATABASE_URL, or another folder in DATELINE_DATA."
    if "malformed" in problem or "not a database" in problem:
        return "Restore a backup: dateline db restore FILE."
    return "See that it runs and can be reached from here, with the name and password of DATABASE_URL."


def _read(chosen: Config, work: Callable[[Connection], T]) -> T | None:
    """Read the database, also while a bot uses it; None where that cannot be done, which has been told by then."""
    place = chosen.database
    if isinstance(place, Path) and not place.exists():
        return None
    reading = database_at(place)
    try:
        with reading.reader.begin() as connection:
            return work(connection)
    except (DBAPIError, StoreError):
        return None
    finally:
        reading.close()
