"""How the log looks: lines for people in a terminal, JSON objects elsewhere, each with the id of its request.

Modules use the standard library's loggers, with an event in words and ids as its values: never what people typed, names
or tokens. Of libraries only warnings and worse are logged, since below they log requests and SQL parameters.
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
    """Return the traceback of an error and its causes without their texts, which may repeat what people typed."""
    while True:
        yield f"{type(error).__module__}.{type(error).__qualname__} {code_of(error)}".rstrip() + "\n"
        yield from traceback.format_tb(error.__traceback__)
        cause = error.__cause__ or error.__context__
        if cause is None:
            return
        yield "caused by "
        error = cause


def configure(stream: TextIO, level: str) -> None:
    """Log to a stream from now on: our own events from a level on ("debug", "info", …), of libraries only warnings."""
    # Imported here: it takes a tenth of a second, for which `dateline ask` need not wait.
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
    """Replace a library's error by its traceback, without its text and without the values of variables."""
    if (info := event.pop("exc_info", None)) and info[1]:
        # asyncio names the task or the future below, with what it raised.
        event["event"] = str(event["event"]).partition("\n")[0]
        event["exception"] = "".join(trace(info[1]))
    return event
