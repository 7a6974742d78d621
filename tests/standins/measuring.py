"""Do one thing many times, several at once, and tell how long the answers took."""

import asyncio
from collections.abc import Awaitable, Callable

from tests.standins.wire import Json

Once = Callable[[int], Awaitable[float]]


async def measure(once: Once, count: int, concurrency: int) -> Json:
    """`once` gets a number and returns its own latency in seconds; the answer is in milliseconds."""
    numbers = iter(range(count))
    latencies: list[float] = []

    async def work() -> None:
        for number in numbers:
            latencies.append(await once(number))

    loop = asyncio.get_running_loop()
    begun = loop.time()
    await asyncio.gather(*(work() for _ in range(concurrency)))
    return {"milliseconds": spread(latencies), "seconds": round(loop.time() - begun, 6)}


def spread(seconds: list[float]) -> Json:
    """How long answers took, in milliseconds."""
    ordered = sorted(seconds)

    def at(share: float) -> float:
        return round(ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000, 3)

    return {"count": len(ordered), "p50": at(0.5), "p95": at(0.95), "p99": at(0.99), "max": at(1.0)}
