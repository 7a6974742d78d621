"""A class in browsers: 200 seats that answer within a second, each with an event stream, on SQLite.

`python -m benchmarks.classes` prints how long an answer waited, how far apart seats heard that the question is open,
what the server took of a core, and counts what was stored. The server is `dateline class`, a process of its own.
"""

from __future__ import annotations

import asyncio
import os
import re
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from random import Random
from time import perf_counter

import aiohttp

from benchmarks.figures import Figure, report
from benchmarks.processes import processor, resident

SEATS = 200
# The bars: an answer's 95th percentile and the spread of “open” in milliseconds; lost or doubled; share of a core.
ANSWER_BAR, SPREAD_BAR, CORE_BAR = 50.0, 60.0, 0.25
SECONDS = 10.0
JSON = {"Accept": "application/json"}
STREAM = {"Accept": "text/event-stream"}


def main() -> int:
    """Measure; 1 when a bar is missed."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        environ = os.environ | {"DATELINE_DATA": folder, "DATELINE_URL": f"http://127.0.0.1:{port}"}
        command = [sys.executable, "-m", "bot", "class", "--port", str(port), "--number", "3", "--seconds", "600"]
        with subprocess.Popen(
            [*command, "--names", "number"], stdout=subprocess.PIPE, text=True, env=environ
        ) as server:
            try:
                return asyncio.run(measure(printed(server), server.pid))
            finally:
                server.terminate()


def printed(server: subprocess.Popen[str]) -> tuple[str, str, str]:
    """Return the address, the host's link and the code that the server prints."""
    output = ""
    assert server.stdout is not None
    for line in server.stdout:
        output += line
        if "Ctrl+C" in line:
            break
    host = re.search(r"\S+/host/\S+", output)
    code = re.search(r"(http\S+)  Code (\w+)", output)
    assert host
    assert code
    return code[1], host[0], code[2]


async def measure(place: tuple[str, str, str], process: int) -> int:
    """Let a class join, listen and answer."""
    address, host, code = place
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar()) as session:
        cookies = [await sit(session, address, code) for _ in range(SEATS)]
        page = await (await session.get(f"{address}/play", headers={"Cookie": cookies[0]})).text()
        events = re.search(r'data-events="([^"]+)"', page)
        assert events
        heard: dict[int, float] = {}
        listening = [
            asyncio.create_task(listen(session, address + events[1], {"Cookie": cookie}, number, heard))
            for number, cookie in enumerate(cookies)
        ]
        await asyncio.sleep(2)
        memory = resident(process)
        spent, begun = processor(process), perf_counter()
        await session.post(host, data={"move": "begin", "step": "0"}, headers=JSON)
        while len(heard) < SEATS:
            await asyncio.sleep(0.01)
        rng, before = Random(SEATS), processor(process)
        waited = await asyncio.gather(
            *(answer(session, address, {"Cookie": cookie}, rng.random(), rng.randrange(2)) for cookie in cookies)
        )
        each = (processor(process) - before) / SEATS
        await asyncio.sleep(max(0.0, begun + SECONDS - perf_counter()))
        share = (processor(process) - spent) / (perf_counter() - begun)
        page = await (await session.get(host)).text()
        for task in listening:
            task.cancel()
    return summed_up(sorted(waited), sorted(heard.values()), share, each, resident(process) - memory, page)


async def sit(session: aiohttp.ClientSession, address: str, code: str) -> str:
    """Take a seat, and return its cookie; a class does not join faster than the guard lets one address ask."""
    await asyncio.sleep(0.01)
    async with session.post(f"{address}/c/{code}", data={"name": ""}, allow_redirects=False) as taken:
        return taken.headers["Set-Cookie"].partition(";")[0]


async def listen(
    session: aiohttp.ClientSession, url: str, who: Mapping[str, str], number: int, heard: dict[int, float]
) -> None:
    """Keep a stream open, and note when it tells that the question is open."""
    timeout = aiohttp.ClientTimeout(total=None)
    async with session.get(url, headers={**STREAM, **who}, timeout=timeout) as stream:
        async for line in stream.content:
            if b'"phase":"open"' in line:
                heard.setdefault(number, perf_counter())


async def answer(
    session: aiohttp.ClientSession, address: str, who: Mapping[str, str], moment: float, choice: int
) -> float:
    """Answer after so many seconds, and return how long that took; -1 where it was not taken."""
    await asyncio.sleep(moment)
    begun = perf_counter()
    form = {"question": "0", "choice": str(choice)}
    async with session.post(f"{address}/answer", data=form, headers={**JSON, **who}) as taken:
        await taken.read()
        return perf_counter() - begun if taken.status == 200 else -1.0


def summed_up(waited: list[float], heard: list[float], share: float, each: float, memory: float, page: str) -> int:
    """Print what was measured; 1 when a bar is missed."""
    refused = sum(seconds < 0 for seconds in waited)
    p50, p95 = (waited[int(SEATS * part)] * 1000 for part in (0.5, 0.95))
    spread = (heard[-1] - heard[0]) * 1000
    total = re.search(r"(\d+) answers", page) or re.search(r"(\d+) of \d+ answered", page)
    counted = int(total[1]) if total else 0
    print(f"{SEATS} seats in 1 s: answer p50 {p50:.1f} ms, p95 {p95:.1f} ms (bar {ANSWER_BAR:.0f} ms);", end=" ")
    print(
        f"refused {refused}, counted {counted}; “open” first to last {spread:.1f} ms (bar {SPREAD_BAR:.0f} ms);",
        end=" ",
    )
    print(f"{each * 1000:.1f} ms of a processor an answer, {share:.0%} of a core over {SECONDS:.0f} s", end=" ")
    print(f"(bar {CORE_BAR:.0%}), memory {memory:+.1f} MB (bar +10 MB)")
    report(
        [
            Figure(f"a class of {SEATS} in browsers: an answer, p95", p95, "ms", ANSWER_BAR),
            Figure(f"a class of {SEATS} in browsers: of one core", share * 100, "%", CORE_BAR * 100),
        ]
    )
    is_good = p95 <= ANSWER_BAR and spread <= SPREAD_BAR and share <= CORE_BAR and memory <= 10
    return 0 if is_good and not refused and counted == SEATS else 1


if __name__ == "__main__":
    sys.exit(main())
