"""Which request goes where, and which workspace makes it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace

from tests.standins.loopback import Loopback
from tests.standins.slack.refusals import refusal
from tests.standins.slack.world import Team, World
from tests.standins.wire import Answer, Call

Method = Callable[[Team, Call], Answer]
API = "/api"


class Routes:
    """Lays the methods of the Web API onto a server; `open` ones look at their caller themselves."""

    def __init__(self, loopback: Loopback, world: World) -> None:
        self._loopback = loopback
        self._world = world

    def lay(self, methods: Mapping[str, Method], open: Mapping[str, Callable[[Call], Answer]]) -> None:
        """All of them; what is not among them is a violation."""

        def answer(call: Call) -> Answer:
            name = call.parts["method"]
            plain = decoded(call)
            if name in open:
                return open[name](plain)
            team = self._world.caller(plain)
            return methods[name](team, plain) if name in methods else self._unknown(call)

        self._loopback.serve("*", [f"{API}/{{method}}"], answer)

    def _unknown(self, call: Call) -> Answer:
        self._loopback.recorder.violated(call, ["the stand-in knows no such method"])
        return refusal("unknown_method")


def decoded(call: Call) -> Call:
    """With all arguments in the body: those of the query too, and JSON within a form as what it is."""
    form = {name: _value(value) for name, value in {**call.query, **call.fields}.items()}
    return replace(call, body=form)


def _value(value: object) -> object:
    if not isinstance(value, str) or value[:1] not in ("{", "["):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
