"""`dateline doctor`: looks at this machine, and asks each platform that has tokens."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import datetime
from importlib import import_module

from adapters.joining import Checkup
from bot.config import Config, ConfigError
from bot.diagnosis import Diagnosis, Grade, lines, remark
from bot.shelf import Shelf
from bot.tasks import doctor


def examine(config: Callable[[], Config], shelf: Callable[[Config], Shelf], now: datetime) -> Iterator[Diagnosis]:
    """Look at everything, one thing after the other."""
    try:
        chosen = config()
    except ConfigError as error:
        yield from doctor.settings(str(error))
        return
    yield doctor.zones(now.date())
    yield from doctor.folder(chosen.data)
    yield from doctor.packs(shelf(chosen))
    yield from doctor.database(chosen)
    yield from doctor.address(chosen)
    yield from doctor.port(chosen)
    yield from doctor.proxy(chosen)
    yield from asyncio.run(_platforms(chosen, now))


def told(found: list[Diagnosis], *, as_json: bool) -> str:
    """Return what is printed."""
    if as_json:
        return json.dumps({"ill": is_ill(found), "found": [asdict(one) for one in found]}, ensure_ascii=False, indent=2)
    return "\n".join(lines(found))


def is_ill(found: list[Diagnosis]) -> bool:
    """Whether anything keeps the bot from working."""
    return any(one.grade is Grade.ILL for one in found)


async def _platforms(chosen: Config, now: datetime) -> list[Diagnosis]:
    places, found = doctor.channels(chosen), []
    for name in chosen.platforms():
        # Its library is loaded where it is set, and only there.
        checkup: Checkup = import_module(f"adapters.{name}.checkup").checkup
        sealed = doctor.installations(chosen, name)
        found += [one async for one in checkup(chosen, places.get(name, ()), now, sealed)]
    return found or [remark("platforms", "none has its tokens: `dateline run` starts the console", "docs/deploy.md")]
