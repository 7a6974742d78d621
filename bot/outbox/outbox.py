"""The outbox as one process uses it: plans what is due, claims what may be posted now, and stores how that ended."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection

from bot.chat import Channel, Delivery, Platform, platform_named
from bot.community import Community, Settings, framed
from bot.frozen import Frozen, replace
from bot.outbox.notices import Notices
from bot.outbox.planning import Planning
from bot.outbox.reminding import Reminding
from bot.replies.schedule import posts as words
from bot.schedule.delivery import LEASE, Order, Result
from bot.schedule.planner import LATE
from bot.shelf import Shelf
from bot.store.posts import agenda, claims, settling
from bot.store.posts.agenda import Agenda
from bot.store.posts.claims import Claim, Claimant
from bot.store.posts.schedules import zones_of_posts
from bot.store.posts.settling import Settled
from bot.store.records import StoredRecords
from bot.store.store import Store

# How many posts a process has under way on a platform at most; if it is killed, only these are in doubt.
MOST_CLAIMED = 30
NOTHING: Mapping[str, int] = {}
UNKNOWN: Mapping[str, Platform] = {}
# How many batches are planned before trivia rounds get their turn again; together they take less than people notice.
BATCHES = 5


class Woken(Frozen, frozen=True):
    """What a process has claimed to post, or to look for, and when to claim again, None when nothing waits."""

    deliveries: tuple[Delivery, ...]
    next_at: datetime | None


class Outbox:
    """The outbox, which all processes share; `owner` names this process. Its methods block for the store.

    `step_rounds` does what is due in trivia rounds and returns when something is due next; `answered` returns how many
    look-ups this process has answered. With `has_shared_clock`, the clock of a PostgreSQL database replaces the `now`
    of the methods, since the clocks of its processes may differ.
    """

    def __init__(
        self,
        store: Store,
        shelf: Shelf,
        owner: str,
        platforms: Mapping[str, Platform] = UNKNOWN,
        most: int = MOST_CLAIMED,
        lease: timedelta = LEASE,
        step_rounds: Callable[[datetime], datetime | None] = lambda now: None,
        has_shared_clock: bool = False,
        answered: Callable[[], int] = lambda: 0,
    ) -> None:
        self._store = store
        self._owner = owner
        self._platforms = platforms
        self.most = most
        self._lease = lease
        self._step_rounds = step_rounds
        self._has_shared_clock = has_shared_clock
        self._notices = Notices(store, platforms)
        self._planning = Planning(store, shelf, self._notices, answered)
        self._reminding = Reminding(store)

    def wake(self, now: datetime, platforms: Sequence[str]) -> Woken:
        """Do what is due in rounds, plan a batch of posts, and claim what may be posted now on these platforms."""
        plan_at, woken = self.plan(now), self.claim(now, platforms)
        return replace(woken, next_at=min((at for at in (plan_at, woken.next_at) if at), default=None))

    def plan(self, now: datetime) -> datetime | None:
        """Do what is due in rounds, plan a batch of posts, and return when to do so again; None when nothing waits."""
        ahead = self._store.read(lambda records: self._moment(records.connection, now)) - now
        moments = (self._step_rounds(now + ahead), self._planned(now + ahead))
        return min((at - ahead for at in moments if at), default=None)

    def welcome(self, records: StoredRecords, community: Community, now: datetime) -> tuple[Order, ...]:
        """Return a notice to a community that has the bot again, if any of its schedules are paused."""
        return self._notices.welcome(records, community, now)

    def deserted(self, records: StoredRecords, channel: Channel, now: datetime) -> tuple[Order, ...]:
        """Return a notice that a channel was deleted, if something was to be posted there."""
        return self._notices.deserted(records, channel, now)

    def purge(self, now: datetime) -> None:
        """Delete what has been kept long enough; once a day, however often this is called."""
        self._store.purge_daily(now)

    def claim(self, now: datetime, platforms: Sequence[str], under_way: Mapping[str, int] = NOTHING) -> Woken:
        """Claim what may be posted now on these platforms, after taking over what other processes left in doubt.

        `under_way` counts the calls of this process that have not ended, by platform. A platform with too many of them
        is left out, also of `next_at`.
        """
        moment, due = self._store.read(partial(self._due, platforms=platforms, now=now))
        room = {platform: self.most - under_way.get(platform, 0) for platform in platforms}
        open_to = {platform: agenda for platform, agenda in due.items() if agenda.at and room[platform] > 0}
        claims = {
            platform: self._dispatched(platform, agenda, room[platform], moment)
            for platform, agenda in open_to.items()
            if _has_come(agenda.at, moment)
        }
        later = [agenda.at for platform, agenda in open_to.items() if platform not in claims]
        moments = [*later, *(claim.next_at for claim in claims.values())]
        deliveries = tuple(delivery for claim in claims.values() for delivery in claim.deliveries)
        return Woken(deliveries, min((at - (moment - now) for at in moments if at), default=None))

    def settle(self, results: Sequence[Result], now: datetime) -> None:
        """Store how attempts ended, and tell moderators of those that failed."""

        def job(connection: Connection) -> None:
            moment = self._moment(connection, now)
            settled = settling.settle(connection, self._owner, results, moment)
            self._notices.tell(connection, settled, moment)

        self._store.run(job)

    def _moment(self, connection: Connection, now: datetime) -> datetime:
        return agenda.moment_of(connection, now) if self._has_shared_clock else now

    def _due(
        self, records: StoredRecords, platforms: Sequence[str], now: datetime
    ) -> tuple[datetime, Mapping[str, Agenda]]:
        moment = self._moment(records.connection, now)
        return moment, agenda.agendas(records.connection, platforms, moment)

    def _planned(self, now: datetime) -> datetime | None:
        """Plan some batches if there are any, and return when to plan again."""
        self._planning.renew()
        self._reminding.renew()
        at = self._store.read(lambda records: agenda.plan_at(records.connection))
        if at is None or at > now:
            return at
        posts = all(self._planning.plan(now) for _ in range(BATCHES))
        if self._reminding.plan(now) or posts:
            return now
        return self._store.read(lambda records: agenda.plan_at(records.connection))

    def _dispatched(self, platform: str, due: Agenda, room: int, now: datetime) -> Claim:
        claimant = Claimant(self._owner, platform_named(platform, self._platforms), room, self._lease)
        return self._store.run(partial(self._dispatch, claimant=claimant, due=due, now=now))

    def _dispatch(self, connection: Connection, claimant: Claimant, due: Agenda, now: datetime) -> Claim:
        looked: tuple[Delivery, ...] = ()
        if _has_come(due.over_at, now):
            looked, settled = settling.recover(connection, claimant, now)
            self._notices.tell(connection, settled, now)
        if _has_come(due.waiting_at, now):
            self._planning.give_up_waiting(connection, claimant.platform.name, now)
        claim = claims.claim(connection, replace(claimant, most=claimant.most - len(looked)), now)
        self._notices.tell(connection, Settled(left_out=claim.left_out), now)
        return replace(claim, deliveries=(*looked, *self._to_post(connection, claim.deliveries, now)))

    def _to_post(self, connection: Connection, deliveries: Sequence[Delivery], now: datetime) -> Iterator[Delivery]:
        """Return deliveries as they are posted: framed as the community wishes, and posts that are late marked so."""
        late = [delivery.id for delivery in deliveries if now - delivery.due_at > LATE]
        # Only posts say that they are late: a notice or a reminder is as true later.
        zones = zones_of_posts(connection, late)
        for delivery in deliveries:
            shown = replace(delivery, reply=framed(delivery.reply, self._settings(delivery)))
            yield self._late(shown, zones[shown.id]) if shown.id in zones else shown

    def _late(self, delivery: Delivery, zone: str) -> Delivery:
        """Return a delivery that says that it comes late."""
        say = self._notices.words(delivery.channel, delivery.locale)
        reply = words.late(say, delivery.reply, delivery.due_at, zone or self._settings(delivery).zone)
        return replace(delivery, reply=reply)

    def _settings(self, delivery: Delivery) -> Settings:
        return self._notices.settings(delivery.channel)


def _has_come(at: datetime | None, now: datetime) -> bool:
    return at is not None and at <= now
