"""One gateway session: a shard of a client, what it was sent, and the connection it has at the moment."""

from dataclasses import dataclass, field

from tests.standins.line import Line
from tests.standins.wire import Json

# Opcodes (developers/topics/opcodes-and-status-codes).
DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, VOICE = 0, 1, 2, 3, 4
RESUME, RECONNECT, REQUEST_MEMBERS, INVALID_SESSION, HELLO, ACK = 6, 7, 8, 9, 10, 11


class Connection(Line):
    """One websocket of the gateway, and the session that it carries once it is authenticated."""

    session: "Session | None" = None

    def send(self, op: int, content: object = None, event: str | None = None, sequence: int | None = None) -> None:
        """Put one frame of the gateway."""
        self.put({"op": op, "d": content, "t": event, "s": sequence})


@dataclass(slots=True)
class Session:
    """What IDENTIFY began; it outlives its connection, and keeps all events for a RESUME."""

    id: str
    shard: tuple[int, int]
    intents: int
    connection: Connection | None
    events: list[tuple[str, Json]] = field(default_factory=list)
    resumable: bool = True

    @property
    def live(self) -> bool:
        """Whether events reach it now."""
        return self.connection is not None and self.connection.open

    def covers(self, guild_id: str | None) -> bool:
        """Whether this shard is told of this guild; direct messages are shard 0's (developers/events/gateway)."""
        return self.shard[0] == (int(guild_id) >> 22) % self.shard[1] if guild_id else self.shard[0] == 0

    def dispatch(self, event: str, content: Json) -> None:
        """Send an event, and keep it."""
        self.events.append((event, content))
        if self.connection:
            self.connection.send(DISPATCH, content, event, len(self.events))

    def replay(self, connection: Connection, after: int) -> None:
        """Go on over another connection with what came after this sequence number."""
        self.connection = connection
        for number, (event, content) in enumerate(self.events[after:], after + 1):
            connection.send(DISPATCH, content, event, number)
