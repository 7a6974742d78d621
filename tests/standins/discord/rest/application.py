"""The application itself: who it is, where the gateway is, and its commands."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.standins.discord.command_limits import command_problems, commands_problems
from tests.standins.discord.gateway import Gateway
from tests.standins.discord.refusals import TOO_MANY_COMMANDS_TODAY, UNKNOWN_COMMAND, invalid_form, refuse
from tests.standins.discord.world import World
from tests.standins.recorder import Recorder
from tests.standins.wire import Answer, Call, Json

CREATIONS_A_DAY = 200
DAY = 86_400.0


@dataclass(slots=True)
class Application:
    """Identity and commands; commands by guild, the global ones under None."""

    world: World
    gateway: Gateway
    recorder: Recorder
    identify_limit: int = 1000
    max_concurrency: int = 16
    recommended_shards: int = 1
    commands: dict[str | None, dict[str, Json]] = field(default_factory=dict)
    overwrites: int = 0
    _created: list[tuple[float, str | None]] = field(default_factory=list)

    def gateway_address(self, call: Call) -> Answer:
        """`GET /gateway/bot`, with what is left of the day's IDENTIFYs."""
        limit = {
            "total": self.identify_limit,
            "remaining": self.identify_limit - self.gateway.identifies,
            "reset_after": 86_400_000,
            "max_concurrency": self.max_concurrency,
        }
        address = {"url": self.gateway.ws_url, "shards": self.recommended_shards, "session_start_limit": limit}
        return Answer(200, address)

    def me(self, call: Call) -> Answer:
        """`GET /users/@me`."""
        return Answer(200, self.world.bot.payload | {"verified": True, "mfa_enabled": True, "flags": 0})

    def about(self, call: Call) -> Answer:
        """`GET /oauth2/applications/@me` and `GET /applications/@me`."""
        owner = next(user for user in self.world.users.values() if not user.bot)
        return Answer(
            200,
            {
                "id": self.world.bot.id,
                "name": self.world.bot.name,
                "icon": None,
                "description": "",
                "bot_public": True,
                "bot_require_code_grant": False,
                "verify_key": "0" * 64,
                "owner": owner.payload,
                "team": None,
                "flags": 0,
                "approximate_guild_count": len(self.world.guilds),
                "integration_types_config": {"0": {}, "1": {}},
            },
        )

    def list_commands(self, call: Call) -> Answer:
        """What is registered, globally or in a guild."""
        return Answer(200, list(self._of(call).values()))

    def overwrite_commands(self, call: Call) -> Answer:
        """Replace all commands at once; those of a known name keep their id."""
        self._check(call, commands_problems(call.body, of_guild="guild_id" in call.parts))
        self.overwrites += 1
        before = self._of(call)
        self._count(call, [command["name"] for command in call.body if command["name"] not in before])
        after = {command["name"]: self._registered(call, command, before) for command in call.body}
        self.commands[self._place(call)] = after
        return Answer(200, list(after.values()))

    def create_command(self, call: Call) -> Answer:
        """One command more, or instead of the one that has its name."""
        self._check(call, command_problems(call.fields, of_guild="guild_id" in call.parts))
        there = self._of(call)
        is_new = call.fields["name"] not in there
        self._count(call, [call.fields["name"]] if is_new else [])
        there[call.fields["name"]] = self._registered(call, call.fields, there)
        return Answer(201 if is_new else 200, there[call.fields["name"]])

    def one_command(self, call: Call) -> Answer:
        """Read, change or delete one command."""
        there = self._of(call)
        found = next((one for one in there.values() if one["id"] == call.parts["command_id"]), None)
        if found is None:
            raise refuse(UNKNOWN_COMMAND)
        if call.method == "GET":
            return Answer(200, found)
        del there[found["name"]]
        if call.method == "DELETE":
            return Answer(204)
        changed = found | call.fields
        there[str(changed["name"])] = changed
        return Answer(200, changed)

    def command(self, name: str, guild_id: str | None) -> Json:
        """The command that people see under this name."""
        for place in (guild_id, None):
            if name in self.commands.get(place, {}):
                return self.commands[place][name]
        raise LookupError(f"the bot has registered no /{name}, only {sorted(self.commands.get(None, {}))}")

    def _place(self, call: Call) -> str | None:
        guild_id = call.parts.get("guild_id")
        return self.world.guild(guild_id).id if guild_id else None

    def _of(self, call: Call) -> dict[str, Json]:
        return self.commands.setdefault(self._place(call), {})

    def _registered(self, call: Call, command: Json, before: dict[str, Json]) -> Json:
        known = before.get(command["name"], {})
        given = {"application_id": self.world.bot.id, "version": self.world.snowflake()}
        place = {"guild_id": call.parts["guild_id"]} if "guild_id" in call.parts else {}
        return {"type": 1} | command | given | place | {"id": known.get("id") or self.world.snowflake()}

    def _count(self, call: Call, names: list[str]) -> None:
        now, place = self.world.clock(), self._place(call)
        today = [at for at, there in self._created if there == place and at > now - DAY]
        if len(today) + len(names) > CREATIONS_A_DAY:
            raise refuse(TOO_MANY_COMMANDS_TODAY)
        self._created += [(now, place) for _ in names]

    def _check(self, call: Call, found: Iterator[str]) -> None:
        if problems := list(found):
            self.recorder.violated(call, problems)
            raise refuse(invalid_form(problems))
