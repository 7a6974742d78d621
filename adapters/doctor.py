"""`dateline doctor`: looks at this machine, and asks each platform that has tokens."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from bot.chat import Channel
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
    places = doctor.channels(chosen)
    found = [one async for one in _discord(chosen, places, now)] + [one async for one in _slack(chosen, places, now)]
    return found or [remark("platforms", "none has its tokens: `dateline run` starts the console", "docs/deploy.md")]


async def _discord(chosen: Config, places: Mapping[str, Sequence[Channel]], now: datetime) -> AsyncIterator[Diagnosis]:
    if "discord" in chosen.platforms():
        from adapters.discord.checkup import checkup

        async for one in checkup(chosen, places.get("discord", ()), now):
            yield one


async def _slack(chosen: Config, places: Mapping[str, Sequence[Channel]], now: datetime) -> AsyncIterator[Diagnosis]:
    if "slack" in chosen.platforms():
        from adapters.slack.checkup import checkup

        channels = places.get("slack", ())
        async for one in checkup(chosen, channels, now, doctor.installations(chosen, "slack")):
            yield one
