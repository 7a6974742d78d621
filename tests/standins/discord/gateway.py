"""Discord's gateway, version 10: sessions, heartbeats, resumes, close codes, and ways to fail."""

import asyncio
import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.standins.bell import Bell
from tests.standins.discord import session as op
from tests.standins.discord.compression import stream
from tests.standins.discord.session import Connection, Session
from tests.standins.discord.world import Guild, World
from tests.standins.loopback import reset
from tests.standins.wire import Json

# Close codes (developers/topics/opcodes-and-status-codes).
UNKNOWN_OPCODE, DECODE_ERROR, NOT_AUTHENTICATED, BAD_TOKEN, ALREADY_AUTHENTICATED = 4001, 4002, 4003, 4004, 4005
BAD_SEQUENCE, BAD_SHARD, SHARDING_REQUIRED, BAD_VERSION, BAD_INTENTS, FORBIDDEN_INTENTS = (
    4007,
    4010,
    4011,
    4012,
    4013,
    4014,
)

# Intents (developers/events/gateway#gateway-intents): members, presences and content are privileged.
GUILDS, GUILD_MESSAGES, DIRECT_MESSAGES, MESSAGE_CONTENT = 1 << 0, 1 << 9, 1 << 12, 1 << 15
PRIVILEGED = 1 << 1 | 1 << 8 | MESSAGE_CONTENT
ALL_INTENTS = (1 << 26) - 1
GUILDS_A_SHARD = 2500


@dataclass(slots=True)
class Gateway:
    """All sessions; `ws_url` is where clients find it, without a path."""

    world: World
    bell: Bell
    token: str
    ws_url: str = ""
    heartbeat_milliseconds: int = 41_250
    acknowledges: bool = True
    privileged: int = 0  # which privileged intents the developer portal grants
    identifies: int = 0
    resumes: int = 0
    handshakes: int = 0
    heartbeats: int = 0
    sessions: list[Session] = field(default_factory=list)
    in_outage: set[str] = field(default_factory=set)  # guilds of which READY tells, and nothing follows
    closed_with: list[int | None] = field(default_factory=list)
    _connections: set[Connection] = field(default_factory=set)
    _refused: int = 0
    _refused_until: float = 0.0
    _ids: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def live(self, guild_id: str | None = None) -> list[Session]:
        """The sessions that are connected now and are told of this guild."""
        return [one for one in self.sessions if one.live and one.covers(guild_id)]

    def dispatch(self, event: str, content: Json, guild_id: str | None = None, intent: int = 0) -> None:
        """Send an event to all sessions that it concerns, and that asked for its intent."""
        for session in self.sessions:
            if session.covers(guild_id) and session.resumable and session.intents & intent == intent:
                session.dispatch(event, content)

    def cut(self, shard: int | None = None) -> None:
        """Drop connections without goodbye; their sessions can be resumed."""
        for connection in self._of(shard):
            connection.cut()

    def close(self, code: int, shard: int | None = None) -> None:
        """Close connections with this code."""
        for connection in self._of(shard):
            connection.close(code)

    def ask_to_reconnect(self, shard: int | None = None) -> None:
        """Opcode 7: connect again and resume, please."""
        for connection in self._of(shard):
            connection.send(op.RECONNECT)

    def invalidate(self, *, resumable: bool = False, shard: int | None = None) -> None:
        """Opcode 9: the session is over, or may be resumed."""
        for connection in self._of(shard):
            if connection.session:
                connection.session.resumable = resumable
            connection.send(op.INVALID_SESSION, resumable)

    def forget_sessions(self) -> None:
        """Make every later RESUME come too late."""
        for session in self.sessions:
            session.resumable = False

    def refuse(self, *, attempts: int = 0, seconds: float = 0.0) -> None:
        """Reset the next connections before the handshake: so many of them, or for so long."""
        self._refused = attempts
        self._refused_until = asyncio.get_running_loop().time() + seconds

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """One websocket from handshake to end."""
        self.handshakes += 1
        self.bell.ring()
        if self._refuses():
            return reset(request)
        socket = web.WebSocketResponse(max_msg_size=4096 * 4)
        await socket.prepare(request)
        connection = Connection(request, socket, stream(request.query.get("compress", "")))
        self._connections.add(connection)
        await self._converse(request, socket, connection)
        return socket

    async def _converse(self, request: web.Request, socket: web.WebSocketResponse, connection: Connection) -> None:
        connection.send(op.HELLO, {"heartbeat_interval": self.heartbeat_milliseconds})
        if (request.query.get("v"), request.query.get("encoding")) != ("10", "json"):
            connection.close(BAD_VERSION)
        try:
            async for frame in socket:
                self._receive(connection, frame.data if frame.type is WSMsgType.TEXT else "")
                self.bell.ring()
        finally:
            await self._farewell(connection, connection.closed_with or socket.close_code)

    async def _farewell(self, connection: Connection, code: int | None) -> None:
        self._connections.discard(connection)
        self.closed_with.append(code)
        session = connection.session
        if session and session.connection is connection:
            session.connection = None
            # A client that closes with 1000 or 1001 ends its session (developers/events/gateway).
            session.resumable = session.resumable and code not in (1000, 1001)
        self.bell.ring()
        await connection.done()

    def _refuses(self) -> bool:
        self._refused -= 1
        return self._refused >= 0 or asyncio.get_running_loop().time() < self._refused_until

    def _of(self, shard: int | None) -> list[Connection]:
        identified = [one for one in self._connections if one.session]
        return [one for one in identified if shard is None or (one.session and one.session.shard[0] == shard)]

    def _receive(self, connection: Connection, text: str) -> None:
        try:
            frame = json.loads(text)
            opcode, content = frame["op"], frame.get("d")
        except (ValueError, KeyError, TypeError):
            connection.close(DECODE_ERROR)
            return
        if opcode == op.HEARTBEAT:
            self._heartbeat(connection)
        elif opcode in (op.IDENTIFY, op.RESUME):
            self._authenticate(connection, opcode, content)
        elif connection.session:
            self._command(connection, connection.session, opcode, content)
        else:
            connection.close(NOT_AUTHENTICATED)

    def _command(self, connection: Connection, session: Session, opcode: int, content: Any) -> None:
        if opcode == op.REQUEST_MEMBERS:
            self._send_members(session, content)
        elif opcode not in (op.PRESENCE, op.VOICE):
            connection.close(UNKNOWN_OPCODE)

    def _heartbeat(self, connection: Connection) -> None:
        self.heartbeats += 1
        if self.acknowledges:
            connection.send(op.ACK)

    def _authenticate(self, connection: Connection, opcode: int, content: Any) -> None:
        refusal = self._refusal(connection, opcode, content)
        if refusal:
            connection.close(refusal)
        elif opcode == op.IDENTIFY:
            self._identify(connection, content)
        else:
            self._resume(connection, content)

    def _refusal(self, connection: Connection, opcode: int, content: Json) -> int:
        if connection.session:
            return ALREADY_AUTHENTICATED
        if content.get("token") != self.token:
            return BAD_TOKEN
        return self._identify_refusal(content) if opcode == op.IDENTIFY else 0

    def _identify_refusal(self, content: Json) -> int:
        shard, shards = content.get("shard", (0, 1))
        intents = content.get("intents")
        if not 0 <= shard < shards:
            return BAD_SHARD
        if len(self.world.guilds) > GUILDS_A_SHARD * shards:
            return SHARDING_REQUIRED
        if not isinstance(intents, int) or intents & ~ALL_INTENTS:
            return BAD_INTENTS
        return FORBIDDEN_INTENTS if intents & PRIVILEGED & ~self.privileged else 0

    def _identify(self, connection: Connection, content: Json) -> None:
        self.identifies += 1
        shard, shards = content.get("shard", (0, 1))
        session = Session(f"session-{next(self._ids)}", (shard, shards), content["intents"], connection)
        connection.session = session
        self.sessions.append(session)
        guilds = [guild for guild in self.world.guilds.values() if session.covers(guild.id)]
        session.dispatch("READY", self._ready(session, guilds))
        for guild in guilds if session.intents & GUILDS else ():
            if guild.id in self.in_outage:
                continue
            session.dispatch("GUILD_CREATE", self.guild_create(guild))

    def _ready(self, session: Session, guilds: list[Guild]) -> Json:
        return {
            "v": 10,
            "user": self.world.bot.payload | {"verified": True, "mfa_enabled": True, "flags": 0, "email": None},
            "guilds": [{"id": guild.id, "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "resume_gateway_url": f"{self.ws_url}/resume",
            "shard": list(session.shard),
            "application": {"id": self.world.bot.id, "flags": 0},
        }

    def guild_create(self, guild: Guild) -> Json:
        """A guild as GUILD_CREATE tells it: without the members intent, of its members only the bot itself."""
        return guild.payload | {
            "joined_at": guild.member(self.world.bot)["joined_at"],
            "large": False,
            "unavailable": False,
            "member_count": len(self.world.members[guild.id]),
            "members": [guild.member(self.world.bot)],
            "channels": [channel.payload(self.world.bot) for channel in self.world.channels_of(guild)],
            "voice_states": [],
            "threads": [],
            "presences": [],
            "stage_instances": [],
            "guild_scheduled_events": [],
            "soundboard_sounds": [],
        }

    def _resume(self, connection: Connection, content: Json) -> None:
        known = (one for one in self.sessions if one.id == content.get("session_id") and one.resumable)
        session = next(known, None)
        sequence = content.get("seq") or 0
        if session is None:
            connection.send(op.INVALID_SESSION, False)
        elif sequence > len(session.events):
            connection.close(BAD_SEQUENCE)
        else:
            self.resumes += 1
            connection.session = session
            session.replay(connection, sequence)
            session.dispatch("RESUMED", {})

    def _send_members(self, session: Session, content: Json) -> None:
        guild = self.world.guilds.get(str(content.get("guild_id")))
        if guild is None:
            return
        asked = [str(id) for id in content.get("user_ids") or ()]
        members = [user for user in self.world.members[guild.id].values() if not asked or user.id in asked]
        chunk = {"guild_id": guild.id, "chunk_index": 0, "chunk_count": 1, "nonce": content.get("nonce")}
        session.dispatch("GUILD_MEMBERS_CHUNK", chunk | {"members": [guild.member(user) for user in members]})
