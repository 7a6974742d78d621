"""Everything that a stand-in saw: requests, accepted messages, and what broke a limit."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.standins.wire import Call


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A message that a platform took.

    `at` is in seconds since 1970, `text` what one reads in it, `repeated` says that it was there already and that its
    nonce kept it from being posted twice.
    """

    at: float
    channel: str
    nonce: str | None
    id: str
    text: str = ""
    repeated: bool = False


class Recorder:
    """What was seen since the start; a journal on disk outlives the process, one line an acceptance."""

    def __init__(self, journal: Path | None = None) -> None:
        self.requests: list[Call] = []
        self.acceptances: list[Acceptance] = []
        self.violations: list[str] = []
        self.keeps_requests = True
        # A benchmark may leave out what takes longer than what it measures.
        self.holds_limits = True
        self._journal = journal.open("a", encoding="utf-8") if journal else None

    def saw(self, call: Call) -> None:
        """Note a request."""
        if self.keeps_requests:
            self.requests.append(call)

    def accepted(self, acceptance: Acceptance) -> None:
        """Note a message that was taken, on disk before the client can learn of it."""
        self.acceptances.append(acceptance)
        if self._journal:
            self._journal.write(json.dumps(asdict(acceptance)) + "\n")
            self._journal.flush()

    def violated(self, call: Call, problems: list[str]) -> None:
        """Note what broke a documented limit."""
        self.violations += [f"{call.line}: {problem}" for problem in problems]

    def close(self) -> None:
        """Close the journal."""
        if self._journal:
            self._journal.close()
