"""The control endpoint of a stand-in that runs in a process of its own: `POST /control/{word}` with JSON."""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict

from aiohttp import web

from tests.standins.faults import fault_from_json
from tests.standins.loopback import Loopback
from tests.standins.wire import Json

Word = Callable[[Json], Awaitable[object]]


class Control:
    """What both stand-ins understand, and the words of one platform besides."""

    def __init__(self, loopback: Loopback, words: Mapping[str, Word]) -> None:
        self._loopback = loopback
        self._words: dict[str, Word] = {"state": self.state, "faults": self.faults, "acceptances": self.acceptances}
        self._words |= words

    def lay(self) -> None:
        """Listen for them on the stand-in's own port."""
        self._loopback.stream("/control/{word}", self._serve)

    async def state(self, _: Json) -> Json:
        """How much was seen, and what broke a limit."""
        recorder = self._loopback.recorder
        return {
            "requests": len(recorder.requests),
            "acceptances": len(recorder.acceptances),
            "repeated": sum(one.repeated for one in recorder.acceptances),
            "violations": recorder.violations,
        }

    async def acceptances(self, asked: Json) -> list[Json]:
        """The messages that were taken, from the index `after` on."""
        return [asdict(one) for one in self._loopback.recorder.acceptances[asked.get("after", 0) :]]

    async def faults(self, asked: Json) -> Json:
        """Order `{"pattern", "fault", "times", "chance"}`, as many as `orders` has, in place of all before."""
        self._loopback.faults.clear()
        for order in asked.get("orders", ()):
            fault, times = fault_from_json(order["fault"]), order.get("times")
            self._loopback.faults.order(order["pattern"], fault, times=times, chance=order.get("chance", 1.0))
        return {"ordered": len(asked.get("orders", ()))}

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        word = self._words.get(request.match_info["word"])
        if word is None:
            raise web.HTTPNotFound(text=f"the words are {sorted(self._words)}")
        raw = await request.read()
        try:
            return web.json_response(await word(json.loads(raw) if raw else {}))
        except (LookupError, ValueError, TimeoutError) as problem:
            return web.json_response({"problem": str(problem)}, status=400)
