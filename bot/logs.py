"""How the log looks: lines for people in a terminal, a JSON object a line elsewhere, the request's id in each.

Modules log by the standard library, the event in words and ids as its values; what people typed, names and tokens are
never among them. Only what is ours is heard below WARNING: libraries write requests and SQL parameters there.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TextIO

OURS = ("bot", "adapters")
_request: ContextVar[str] = ContextVar("request", default="")


@contextmanager
def of_request(id: str) -> Iterator[None]:
    """Mark all that is logged within the block as one request's."""
    token = _request.set(id)
    try:
        yield
    finally:
        _request.reset(token)


def request_id() -> str:
    """Return the id of the request that is being answered, "" when there is none."""
    return _request.get()


def trace(error: BaseException, code_of: Callable[[BaseException], object] = lambda error: "") -> Iterator[str]:
    """Return where an error happened, and those that led to it: not their texts, which may repeat what people typed."""
    while True:
        yield f"{type(error).__module__}.{type(error).__qualname__} {code_of(error)}".rstrip() + "\n"
        yield from traceback.format_tb(error.__traceback__)
        cause = error.__cause__ or error.__context__
        if cause is None:
            return
        yield "caused by "
        error = cause


def configure(stream: TextIO, level: str) -> None:
    """Log to a stream from now on: ours from a level on ("debug", "info", …), of libraries warnings and worse."""
    # Loading it takes a tenth of a second, which `dateline ask` need not wait for.
    import structlog

    is_terminal = stream.isatty()
    looks: list[Any] = (
        [structlog.dev.ConsoleRenderer(colors=True, pad_event_to=0)]
        if is_terminal
        else [structlog.processors.JSONRenderer(ensure_ascii=False)]
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *looks],
        foreign_pre_chain=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="%H:%M:%S" if is_terminal else "iso", utc=not is_terminal),
            _with_request,
            _with_trace,
        ],
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in OURS:
        logging.getLogger(name).setLevel(level.upper())


def _with_request(_: object, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    if id := _request.get():
        event["request"] = id
    return event


def _with_trace(_: object, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Tell where a library's error happened, and neither its text nor the values that were in its way."""
    if (info := event.pop("exc_info", None)) and info[1]:
        # asyncio names the task or the future below, with what it raised.
        event["event"] = str(event["event"]).partition("\n")[0]
        event["exception"] = "".join(trace(info[1]))
    return event
