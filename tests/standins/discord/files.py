"""Files that people attach to commands, and the network that hands them out again."""

from dataclasses import dataclass, field

from tests.standins.discord.messages import CONTENT_TYPES
from tests.standins.discord.world import World
from tests.standins.wire import Answer, Call, Json

PATH = "/ephemeral-attachments"


@dataclass(frozen=True, slots=True)
class Attached:
    """A file as an interaction tells of it: `size` in bytes, and a signed address without the bot's token."""

    id: str
    filename: str
    size: int
    url: str

    @property
    def payload(self) -> Json:
        """As Discord tells it."""
        kind = CONTENT_TYPES.get(self.filename.rpartition(".")[2], "application/octet-stream")
        return {
            "id": self.id,
            "filename": self.filename,
            "size": self.size,
            "url": self.url,
            "proxy_url": self.url,
            "content_type": kind,
            "ephemeral": True,
        }


@dataclass(slots=True)
class Files:
    """What was attached, by id."""

    world: World
    contents: dict[str, bytes] = field(default_factory=dict)

    def attach(self, origin: str, filename: str, content: bytes) -> Attached:
        """Keep a file; it is handed out at this origin."""
        id = self.world.snowflake()
        self.contents[id] = content
        url = f"{origin}{PATH}/{self.world.bot.id}/{id}/{filename}?ex=1&is=1&hm=1"
        return Attached(id, filename, len(content), url)

    def fetch(self, call: Call) -> Answer:
        """`GET` of a file; no token is needed, as the address is secret."""
        content = self.contents.get(call.parts["id"])
        return Answer(404, b"This content is no longer available.") if content is None else Answer(200, content)
