"""What a benchmark or a chaos test can order from the stand-in of Discord over HTTP."""

import itertools
from collections.abc import Awaitable, Callable, Mapping

from tests.standins.control import Control, Word
from tests.standins.discord.asked import Asked
from tests.standins.discord.standin import DiscordStandin
from tests.standins.discord.world import User
from tests.standins.measuring import measure
from tests.standins.wire import Json


class DiscordControl:
    """The words of this platform; latencies are from the event's dispatch to its first answer."""

    def __init__(self, standin: DiscordStandin) -> None:
        self._standin = standin
        self._crowd: list[User] = []

    def lay(self) -> None:
        """Listen for them."""
        words: Mapping[str, Word] = {
            "ready": self.ready,
            "world": self.world,
            "gateway": self.gateway,
            "slash": self.slash,
            "click": self.click,
            "messages": self.messages,
        }
        Control(self._standin.loopback, words).lay()

    async def ready(self, asked: Json) -> Json:
        """Wait for so many `sessions`, `timeout` seconds at most."""
        sessions = await self._standin.ready(asked.get("sessions", 1), asked.get("timeout", 30.0))
        return {"sessions": [session.id for session in sessions], "identifies": self._standin.gateway.identifies}

    async def world(self, asked: Json) -> Json:
        """Add `guilds` and `channels`, and tell all ids; the channels go to the guilds in turn."""
        for number in range(asked.get("guilds", 0)):
            self._standin.add_guild(f"Guild {number}")
        guilds = itertools.cycle(list(self._standin.world.guilds.values()))
        for number in range(asked.get("channels", 0)):
            self._standin.add_channel(f"channel-{number}", next(guilds))
        channels = [[channel.id, channel.guild_id] for channel in self._standin.world.channels.values()]
        return {"guilds": list(self._standin.world.guilds), "channels": channels}

    async def gateway(self, asked: Json) -> Json:
        """`{"do": "cut" | "reconnect" | "invalidate" | "forget" | "refuse" | "close", …}`."""
        gateway, shard = self._standin.gateway, asked.get("shard")
        deeds: dict[str, Callable[[], None]] = {
            "cut": lambda: gateway.cut(shard),
            "reconnect": lambda: gateway.ask_to_reconnect(shard),
            "invalidate": lambda: gateway.invalidate(shard=shard),
            "forget": gateway.forget_sessions,
            "refuse": lambda: gateway.refuse(attempts=asked.get("attempts", 0), seconds=asked.get("seconds", 0.0)),
            "close": lambda: gateway.close(asked["code"], shard),
        }
        deeds[asked["do"]]()
        return {"identifies": gateway.identifies, "resumes": gateway.resumes}

    async def slash(self, asked: Json) -> Json:
        """Type `name` with `options`, `count` times, `concurrency` at once; all by different people."""

        async def once(number: int) -> Asked:
            user = self._person(number)
            return await self._standin.slash(asked["name"], asked.get("options", {}), user=user)

        return await self._measure(asked, once)

    async def click(self, asked: Json) -> Json:
        """Press `custom_id` of `message`, `count` people, `concurrency` at once."""
        message = self._standin.messages.any(asked["message"])

        async def once(number: int) -> Asked:
            return await self._standin.click(message, asked["custom_id"], user=self._person(number))

        return await self._measure(asked, once)

    async def messages(self, asked: Json) -> list[Json]:
        """What stands in `channel`, the newest first."""
        channel = self._standin.world.channels[asked["channel"]]
        return [message.payload for message in self._standin.messages.history(channel)]

    def _person(self, number: int) -> User:
        while len(self._crowd) <= number:
            self._crowd.append(self._standin.world.add_user(f"Student {len(self._crowd)}"))
        return self._crowd[number]

    async def _measure(self, asked: Json, once: Callable[[int], Awaitable[Asked]]) -> Json:
        last: list[Asked] = []

        async def answered(number: int) -> float:
            mine = await once(number)
            last[:] = [mine]
            return (await mine.answered(asked.get("timeout", 30.0))).after

        figures = await measure(answered, asked.get("count", 1), asked.get("concurrency", 1))
        shown = last[0].original
        return figures | {"message": shown.payload if shown else None}
