"""Starts the stand-in and the processes, makes trouble, and reads from the stand-in's record what came of it."""

from __future__ import annotations

import json
import multiprocessing
import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from random import Random
from time import perf_counter, sleep
from urllib.request import Request as Call, urlopen

import psycopg
from sqlalchemy import Connection

from bot import clock
from bot.chat import Channel, Reply
from bot.schedule.delivery import Order
from bot.store.engine.bulk import insert_many, select_by
from bot.store.keys import community_key, community_of
from bot.store.posts.deliveries import destinations
from bot.store.posts.orders import store_orders
from bot.store.schema import EPOCH, channels
from bot.store.store import Store
from tests.chaos.worker import CLAIM, Job, work
from tests.schedule.deeds import DAY, notices

Faults = tuple[tuple[dict[str, object], float], ...]
ROOT = Path(__file__).parents[2]
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.chaos.worker", "bot.store.engine.postgresql", "bot.store.engine.sqlite"])
CHANNELS = 100
# Posts stored in one transaction, so that none takes long.
TOGETHER = 500
POST = "POST .*(messages|chat.postMessage)$"
FAULTS: Faults = (
    ({"answer": {"status": 502, "body": {}}}, 0.02),
    ({"answer": {"status": 500, "body": {}}, "accepted": True}, 0.02),
    ({"cut": True}, 0.02),
    ({"cut": True, "accepted": True}, 0.02),
    ({"accepted": True, "after": "inf"}, 0.01),
    ({"accepted": True, "after": 0.2}, 0.1),
)


@dataclass(frozen=True, slots=True)
class Plan:
    """How much trouble: posts, processes, kills and stops, seconds between two of them, posts a second, a slow disk.

    `lease` is for how many seconds a post is a process's own.
    """

    posts: int
    processes: int
    kills: int
    pause: float
    rate: float
    seed: int = 7
    is_slow: bool = False
    lease: float = 3.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: numbers of posts, from the stand-in's own record and from what moderators were told."""

    posts: int
    doubled: int
    accepted: int
    told: int
    silently_missing: int
    missing: int
    kills: int
    stops: int
    busiest_second: int
    limit: float
    seconds: float


class Standin:
    """A stand-in in a process of its own."""

    def __init__(self, kind: str, folder: Path, *options: str) -> None:
        self._journal = folder / f"{kind}.jsonl"
        command = [sys.executable, "-m", f"tests.standins.{kind}", "--journal", str(self._journal), "--forget-requests"]
        command += options
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        assert self._process.stdout
        self.place: dict[str, str] = json.loads(self._process.stdout.readline())
        self._control = self.place["api"].split("/api", 1)[0]
        if kind == "discord":
            made = self._order("world", {"channels": CHANNELS})["channels"]
            self.place["channels"] = " ".join(channel for channel, _ in made)

    def disturb(self, faults: Faults) -> None:
        """Order faults, each with its chance, for ever; none to have peace."""
        orders = [{"pattern": POST, "fault": fault, "times": None, "chance": chance} for fault, chance in faults]
        self._order("faults", {"orders": orders})

    def _order(self, word: str, asked: object) -> dict[str, list[list[str]]]:
        body = json.dumps(asked).encode()
        with urlopen(Call(f"{self._control}/control/{word}", body, {"Content-Type": "application/json"})) as answer:
            told: dict[str, list[list[str]]] = json.load(answer)
            return told

    def accepted(self) -> list[tuple[float, str]]:
        """Return when each message was made, and what it says; repeated nonces made none."""
        lines = self._journal.read_text(encoding="utf-8").splitlines()
        return [(one["at"], one["text"]) for one in map(json.loads, lines) if not one["repeated"]]

    def stop(self) -> None:
        """End it."""
        self._process.terminate()
        self._process.wait()
        assert self._process.stdout
        self._process.stdout.close()


def run(plan: Plan, kind: str, place: str, folder: Path, far: str = "") -> Outcome:
    """Make the posts, make the trouble, wait until all is settled, and count.

    The processes reach the database by the way that is `far`, if there is one; what is made and counted, is nearby.
    """
    with Store.open(place) as store:
        every = orders(plan.posts, kind)
        for first in range(0, len(every), TOGETHER):
            store.run(partial(_store, posts=every[first : first + TOGETHER]))
    standin = Standin(kind, folder)
    try:
        standin.disturb(FAULTS)
        began = perf_counter()
        job = Job(far or place, folder, kind, standin.place, plan.seed, plan.rate, plan.is_slow, plan.lease)
        kills, stops = trouble(plan, job, place)
        return counted(plan, place, standin.accepted(), (kills, stops), perf_counter() - began)
    finally:
        standin.stop()


def _store(connection: Connection, posts: Sequence[Order]) -> None:
    """Store posts to channels of one community, by a statement a table: with thousands, one by one takes minutes."""
    key = community_key(connection, community_of(posts[0].channel))
    places = [{"community_id": key, "external_id": post.channel.id} for post in posts]
    insert_many(connection, channels, places)
    query = "SELECT c.external_id, c.id FROM {given} JOIN channels c USING (community_id, external_id)"
    ids = {name: number for name, number in select_by(connection, query, channels, places)}
    insert_many(connection, destinations, [{"channel_id": number, "next_ok_at": EPOCH} for number in ids.values()])
    store_orders(connection, [(post, ids[post.channel.id]) for post in posts], posts[0].due_at)


def orders(number: int, kind: str) -> tuple[Order, ...]:
    """Return posts that are all due, each to a channel of its own."""
    now = clock.now()
    order = Order("", Channel(kind, "chaos", ""), Reply(), "en", now - 2 * DAY / 24, now + DAY)
    return tuple(
        replace(order, key=f"c{n}", channel=Channel(kind, "chaos", f"{n}"), reply=Reply(text=f"post c{n}."))
        for n in range(number)
    )


def trouble(plan: Plan, job: Job, place: str) -> tuple[int, int]:
    """Kill and stop at random; when that was enough, leave them alone until nothing is open."""
    rng = Random(plan.seed)
    running = [_start(job, number) for number in range(plan.processes)]
    kills = stops = 0
    while kills < plan.kills:
        sleep(rng.uniform(0, 2 * plan.pause))
        victim = rng.randrange(len(running))
        if rng.random() < 0.3:
            _stop(running[victim], rng.uniform(0.1, 5))
            stops += 1
        _kill(running[victim])
        kills += 1
        running[victim] = _start(job, plan.processes + kills)
    _finish(place, running)
    return kills, stops


def _start(job: Job, number: int) -> ForkServerProcess:
    process = PROCESSES.Process(target=work, args=(replace(job, seed=job.seed * 1000 + number),), daemon=True)
    process.start()
    return process


def _stop(process: ForkServerProcess, seconds: float) -> None:
    assert process.pid
    os.kill(process.pid, signal.SIGSTOP)
    sleep(seconds)
    os.kill(process.pid, signal.SIGCONT)
    sleep(0.3)


def _kill(process: ForkServerProcess) -> None:
    process.kill()
    process.join()


def _finish(place: str, running: list[ForkServerProcess]) -> None:
    """Let the processes work on until nothing is under way, then end them."""
    while is_open(place):
        sleep(0.5)
    for process in running:
        _kill(process)


def is_open(place: str) -> bool:
    """Whether something is still to be posted, looked at from outside."""
    query = "SELECT count(*) FROM deliveries WHERE state IN ('ready', 'sending')"
    if place.startswith("postgres"):
        with psycopg.connect(place) as looking:
            return bool(looking.execute(query).fetchall()[0][0])
    with closing(sqlite3.connect(place)) as file:
        return bool(file.execute(query).fetchone()[0])


def counted(
    plan: Plan, place: str, accepted: list[tuple[float, str]], trouble: tuple[int, int], seconds: float
) -> Outcome:
    """Count what the stand-in took against what was to be posted."""
    posts = Counter(found[1] for _, text in accepted if (found := _POST.search(text)))
    with Store.open(place) as store:
        told = {_asked_about(notice.reply.text) for notice in notices(store)}
        shown = {_asked_about(text) for _, text in accepted if "Was this posted?" in text}
    every = {f"c{number}" for number in range(plan.posts)}
    return Outcome(
        posts=plan.posts,
        doubled=sum(times > 1 for times in posts.values()),
        accepted=len(posts),
        told=len(told),
        silently_missing=len(every - set(posts) - shown),
        missing=len(every - set(posts)),
        kills=trouble[0],
        stops=trouble[1],
        busiest_second=_busiest([at for at, _ in accepted]),
        # What is permitted in a second, and what is on its way from each process.
        limit=plan.rate + plan.processes * CLAIM,
        seconds=round(seconds, 1),
    )


# A notice quotes the post, so that there a quotation mark stands before it.
_POST = re.compile(r"(?<!“)\bpost (c[0-9]+)\.")


def _asked_about(text: str) -> str:
    return text.split("“post ", 1)[1].split(".”", 1)[0]


def _busiest(moments: list[float]) -> int:
    ordered, first, most = sorted(moments), 0, 0
    for last, moment in enumerate(ordered):
        while ordered[first] <= moment - 1:
            first += 1
        most = max(most, last - first + 1)
    return most
