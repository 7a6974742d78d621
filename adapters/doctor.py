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
    """Yield a diagnosis of each thing; of the settings alone, where they cannot be read."""
    try:
        chosen = config()
    except ConfigError as error:
        yield from doctor.settings(str(error))
        return
    yield doctor.zones(now.date())
    yield from doctor.folder(chosen.data)
    opened = shelf(chosen)
    yield from doctor.packs(opened)
    yield from doctor.own_packs(chosen.packs, opened)
    yield from doctor.database(chosen)
    yield from doctor.address(chosen)
    yield from doctor.port(chosen)
    yield from doctor.proxy(chosen)
    yield from asyncio.run(_platforms(chosen, now))


def report(diagnoses: list[Diagnosis], *, as_json: bool) -> str:
    """Return the text that is printed."""
    if as_json:
        found = [asdict(diagnosis) for diagnosis in diagnoses]
        return json.dumps({"ill": is_ill(diagnoses), "found": found}, ensure_ascii=False, indent=2)
    return "\n".join(lines(diagnoses))


def is_ill(diagnoses: list[Diagnosis]) -> bool:
    """Whether anything keeps the bot from working."""
    return any(diagnosis.grade is Grade.ILL for diagnosis in diagnoses)


async def _platforms(chosen: Config, now: datetime) -> list[Diagnosis]:
    channels, diagnoses = doctor.channels(chosen), []
    for name in chosen.platforms():
        # Imported here, so that only the libraries of platforms with tokens are loaded.
        checkup: Checkup = import_module(f"adapters.{name}.checkup").checkup
        sealed = doctor.installations(chosen, name)
        async for diagnosis in checkup(chosen, channels.get(name, ()), now, sealed):
            diagnoses.append(diagnosis)
    no_tokens = remark("platforms", "none has its tokens: `dateline run` starts the console", "docs/deploy.md")
    return diagnoses or [no_tokens]
