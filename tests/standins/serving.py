"""Run a stand-in as a process of its own until it is told to end."""

import argparse
import asyncio
import json
import signal
from pathlib import Path


def arguments(description: str) -> argparse.ArgumentParser:
    """The options that both stand-ins have."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free port")
    parser.add_argument("--journal", type=Path, help="append a line of JSON for each accepted message")
    parser.add_argument("--seed", type=int, default=0, help="for faults that strike by chance")
    parser.add_argument("--per-second", type=int, help="answer 429 to posts beyond so many a second")
    parser.add_argument("--forget-requests", action="store_true", help="keep no requests in memory")
    return parser


async def until_told_to_end(announcement: dict[str, object]) -> None:
    """Print where it listens as one line of JSON, then wait for SIGTERM or SIGINT."""
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ended.set)
    print(json.dumps(announcement), flush=True)
    await ended.wait()
