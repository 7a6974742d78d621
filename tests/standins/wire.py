"""What goes over the wire: one request of a client, and one answer to it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

# JSON from outside has no type before it has been held against the limits.
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a request."""

    field: str
    filename: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Call:
    """One request as it arrived: `at` in seconds since 1970, `body` parsed from JSON or from a form."""

    at: float
    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: Any
    uploads: tuple[Upload, ...] = ()
    parts: Mapping[str, str] = field(default_factory=dict)

    @property
    def line(self) -> str:
        """Method and path, which is what faults are ordered for."""
        return f"{self.method} {self.path}"

    @property
    def fields(self) -> Json:
        """The body as an object; an empty one where something else came."""
        return self.body if isinstance(self.body, dict) else {}


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: a body of None is sent as nothing at all, bytes as they are, anything else as JSON."""

    status: int = 200
    body: object = None
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def content(self) -> bytes:
        """The bytes of the body."""
        if self.body is None:
            return b""
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()


class Refused(Exception):
    """A handler says no; the answer says why."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(str(answer.body))
        self.answer = answer
