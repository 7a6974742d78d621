"""What a benchmark or a chaos test can order from the stand-in of Slack over HTTP."""

from collections.abc import Awaitable, Callable, Mapping

from tests.standins.control import Control, Word
from tests.standins.measuring import measure
from tests.standins.slack.asked import Asked
from tests.standins.slack.standin import SlackStandin
from tests.standins.slack.world import User
from tests.standins.wire import Json


class SlackControl:
    """The words of this platform; latencies are from the event's dispatch to its acknowledgement."""

    def __init__(self, standin: SlackStandin) -> None:
        self._standin = standin
        self._crowd: list[User] = []

    def lay(self) -> None:
        """Listen for them."""
        words: Mapping[str, Word] = {
            "ready": self.ready,
            "world": self.world,
            "socket_mode": self.socket_mode,
            "push_to": self.push_to,
            "slash": self.slash,
            "click": self.click,
            "messages": self.messages,
        }
        Control(self._standin.loopback, words).lay()

    async def ready(self, asked: Json) -> Json:
        """Wait for so many `connections` of Socket Mode, `timeout` seconds at most."""
        lines = await self._standin.socket_mode.connected(asked.get("connections", 1), asked.get("timeout", 30.0))
        return {"connections": len(lines), "opened": self._standin.socket_mode.opened}

    async def world(self, asked: Json) -> Json:
        """Add `teams` and `channels`, and tell all ids and tokens; the channels go to the teams in turn."""
        world = self._standin.world
        for number in range(asked.get("teams", 0)):
            world.add_team(f"Team {number}")
        teams = list(world.teams.values())
        for number in range(asked.get("channels", 0)):
            world.add_channel(f"channel-{number}", teams[number % len(teams)])
        channels = [[channel.id, channel.team_id] for channel in world.channels.values()]
        return {"teams": {team.id: team.token for team in teams}, "channels": channels}

    async def socket_mode(self, asked: Json) -> Json:
        """`{"do": "cut" | "close" | "disconnect" | "refuse", …}`."""
        mode = self._standin.socket_mode
        deeds: dict[str, Callable[[], None]] = {
            "cut": mode.cut,
            "close": mode.close,
            "disconnect": lambda: mode.disconnect(asked.get("reason", "refresh_requested")),
            "refuse": lambda: mode.refuse(attempts=asked.get("attempts", 0), seconds=asked.get("seconds", 0.0)),
        }
        deeds[asked["do"]]()
        return {"opened": mode.opened}

    async def push_to(self, asked: Json) -> Json:
        """Send events to the app at `url` from now on, signed."""
        self._standin.push_to(asked["url"])
        return {"url": asked["url"]}

    async def slash(self, asked: Json) -> Json:
        """Type `command` with `text`, `count` times, `concurrency` at once; all by different people."""

        async def once(number: int) -> Asked:
            return await self._standin.slash(asked["command"], asked.get("text", ""), user=self._person(number))

        return await self._measure(asked, once)

    async def click(self, asked: Json) -> Json:
        """Press `name` in the message `ts` of `channel`, `count` people, `concurrency` at once."""
        message = self._standin.shelf.messages[asked["channel"], asked["ts"]]

        async def once(number: int) -> Asked:
            return await self._standin.click(message, asked["name"], user=self._person(number))

        return await self._measure(asked, once)

    async def messages(self, asked: Json) -> list[Json]:
        """What stands in `channel` for everybody, the oldest first."""
        channel = self._standin.world.channels[asked["channel"]]
        return [message.payload for message in self._standin.posted(channel)]

    def _person(self, number: int) -> User:
        while len(self._crowd) <= number:
            self._crowd.append(self._standin.world.add_user(f"Student {len(self._crowd)}", self._standin.team))
        return self._crowd[number]

    async def _measure(self, asked: Json, once: Callable[[int], Awaitable[Asked]]) -> Json:
        last: list[Asked] = []

        async def acknowledged(number: int) -> float:
            mine = await once(number)
            last[:] = [mine]
            return (await mine.acked(timeout=asked.get("timeout", 30.0))).after

        figures = await measure(acknowledged, asked.get("count", 1), asked.get("concurrency", 1))
        shown = last[0].messages[0].payload if last[0].messages else None
        return figures | {"message": shown}
