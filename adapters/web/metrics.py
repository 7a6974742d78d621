"""What /metrics says: the process's counts, and what waits in the database, in the words of Prometheus."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from prometheus_client import CollectorRegistry, PlatformCollector, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from adapters.supervisor import State, Status
from adapters.watch import Histogram, Living, Watch
from bot.store.engine.errors import StoreError
from bot.store.posts.waiting import Waiting, waiting
from bot.store.store import Store

DATABASE_SECONDS = 2.0
IMPORT = "packs import"
K = TypeVar("K", bound=tuple[str, ...])
V = TypeVar("V")


async def exposition(
    watch: Watch, living: Mapping[str, Living], states: Mapping[str, State], store: Store
) -> tuple[bytes, str]:
    """Return the text, and its content type."""
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    PlatformCollector(registry=registry)
    registry.register(Collected([*_of_process(watch), *_of_parts(living, states), *await _of_store(store)]))
    return generate_latest(registry), CONTENT_TYPE_LATEST


class Collected:
    """Metrics that have been gathered already."""

    def __init__(self, metrics: Iterable[Metric]) -> None:
        self._metrics = tuple(metrics)

    def collect(self) -> Iterator[Metric]:
        """Return them."""
        return iter(self._metrics)


def _of_process(watch: Watch) -> Iterator[Metric]:
    yield _histograms(
        "dateline_acknowledgement_seconds",
        "From a request's arrival to the first sign of an answer.",
        ("platform", "command"),
        watch.acknowledgements,
    )
    yield _counter(
        "dateline_requests", "Requests by how they ended.", ("platform", "command", "outcome"), watch.requests
    )
    imports = {(outcome,): number for (_, command, outcome), number in watch.requests.items() if command == IMPORT}
    yield _counter("dateline_imports", "Files that moderators gave, by how that ended.", ("outcome",), imports)
    yield _counter(
        "dateline_delivery_attempts", "Attempts to post, by how they ended.", ("platform", "end"), watch.deliveries
    )
    late, limits, waits = _each(watch.lateness), _each(watch.rate_limits), _each(watch.rate_limit_seconds)
    yield _histograms("dateline_lateness_seconds", "From when a post was due to its arrival.", ("platform",), late)
    yield _counter("dateline_rate_limits", "Times that a platform said to wait.", ("platform",), limits)
    yield _counter("dateline_rate_limit_seconds", "How long it said, in all.", ("platform",), waits)
    yield _histograms("dateline_loop_lag_seconds", "How late the event loop was.", (), {(): watch.lag})
    ages = _each(watch.tick_ages)
    yield _gauge("dateline_ticker_age_seconds", "Since what posts last looked for work.", ("step",), ages)


def _of_parts(living: Mapping[str, Living], states: Mapping[str, State]) -> Iterator[Metric]:
    running = {(name,): float(state.status is Status.RUNNING) for name, state in states.items()}
    yield _gauge("dateline_part_running", "1 while a part of the process runs.", ("part",), running)
    pulses = {name: at.pulse() for name, at in living.items()}
    connected = {(name,): float(pulse.is_connected) for name, pulse in pulses.items()}
    yield _gauge("dateline_connected", "1 while a platform is connected.", ("platform",), connected)
    ages = {(name,): pulse.event_age for name, pulse in pulses.items() if pulse.event_age is not None}
    yield _gauge("dateline_event_age_seconds", "Since a platform last sent anything.", ("platform",), ages)
    beats = {(name,): pulse.heartbeat_age for name, pulse in pulses.items() if pulse.heartbeat_age is not None}
    yield _gauge("dateline_heartbeat_age_seconds", "Since a heartbeat was answered.", ("platform",), beats)


async def _of_store(store: Store) -> tuple[Metric, ...]:
    """Return what waits in the database, and whether that could be read."""
    try:
        async with asyncio.timeout(DATABASE_SECONDS):
            counts = await asyncio.wrap_future(store.submit_reading(lambda records: waiting(records.connection)))
    except (StoreError, TimeoutError):
        return (_gauge("dateline_database_up", "1 while the database answers.", (), {(): 0.0}),)
    return (_gauge("dateline_database_up", "1 while the database answers.", (), {(): 1.0}), *_of_waiting(counts))


def _of_waiting(counts: Waiting) -> Iterator[Metric]:
    yield _gauge("dateline_deliveries", "Deliveries that have not ended.", ("platform", "state"), counts.deliveries)
    yield _gauge("dateline_rounds", "Trivia rounds that are running.", (), {(): float(counts.rounds)})
    yield _gauge("dateline_schedules", "Schedules that will post.", (), {(): float(counts.schedules)})


def _each(values: Mapping[str, V]) -> Mapping[tuple[str], V]:
    """Return values by the one label that they have."""
    return {(name,): value for name, value in values.items()}


def _counter(name: str, text: str, labels: tuple[str, ...], values: Mapping[K, float]) -> Metric:
    return _family(CounterMetricFamily(name, text, labels=labels), values)


def _gauge(name: str, text: str, labels: tuple[str, ...], values: Mapping[K, float]) -> Metric:
    return _family(GaugeMetricFamily(name, text, labels=labels), values)


def _family(family: CounterMetricFamily | GaugeMetricFamily, values: Mapping[K, float]) -> Metric:
    for key, value in values.items():
        family.add_metric(key, value)
    return family


def _histograms(name: str, text: str, labels: tuple[str, ...], values: Mapping[K, Histogram]) -> Metric:
    family = HistogramMetricFamily(name, text, labels=labels)
    for key, histogram in values.items():
        bounds = [*(str(bound) for bound in histogram.bounds), "+Inf"]
        counts = [float(count) for count in histogram.cumulative]
        family.add_metric(key, list(zip(bounds, counts, strict=True)), histogram.sum)
    return family
