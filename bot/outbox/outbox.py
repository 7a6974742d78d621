"""One process's hands in the outbox: plans what is due, hands out what may be posted now, stores what became of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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

# So many posts a process has under way at most on a platform; one that is killed leaves no more than these in doubt.
MOST_CLAIMED = 30
NOTHING: Mapping[str, int] = {}
UNKNOWN: Mapping[str, Platform] = {}
BATCHES = 5


class Woken(Frozen, frozen=True):
    """What a process has claimed to post, or to look for, and when to wake up again; None when nothing waits."""

    deliveries: tuple[Delivery, ...]
    next_at: datetime | None


class Outbox:
    """What all processes share, as one of them sees it. `owner` names it; its methods block for the store.

    `step_rounds` moves the trivia rounds in which something is due and tells when the next thing is; `answered` tells
    how many look-ups this process has answered. With `has_shared_clock` the database's clock counts where several
    processes share it, not that of who asks.
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
        found = (self._step_rounds(now + ahead), self._planned(now + ahead))
        return min((at - ahead for at in found if at), default=None)

    def welcome(self, records: StoredRecords, community: Community, now: datetime) -> tuple[Order, ...]:
        """Return what a community is told that has the bot again: that its schedules are paused."""
        return self._notices.welcome(records, community, now)

    def deserted(self, records: StoredRecords, channel: Channel, now: datetime) -> tuple[Order, ...]:
        """Return what moderators are told of a channel that was deleted, if something was to be posted there."""
        return self._notices.deserted(records, channel, now)

    def purge(self, now: datetime) -> None:
        """Delete what has been kept long enough, once a day; to be called as often as one likes."""
        self._store.purge_daily(now)

    def claim(self, now: datetime, platforms: Sequence[str], under_way: Mapping[str, int] = NOTHING) -> Woken:
        """Claim what may be posted now on these platforms, after seeing to what others have left in doubt.

        `under_way` are the calls of this process that have not ended, by platform; while they are too many, there is
        nothing more to claim, and no moment for it.
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
        """Store how attempts ended, and tell moderators what they have to know."""

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
        # Rounds wait meanwhile; so many take less than what they notice.
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
        # Whoever is asked something, or reminded of something, is asked the same a while later.
        late = [delivery.id for delivery in claim.deliveries if now - delivery.due_at > LATE]
        zones = zones_of_posts(connection, late)
        shown = (replace(one, reply=framed(one.reply, self._settings(one))) for one in claim.deliveries)
        marked = (self._late(one, zones[one.id]) if one.id in zones else one for one in shown)
        return replace(claim, deliveries=(*looked, *marked))

    def _late(self, delivery: Delivery, zone: str) -> Delivery:
        """Return a delivery that says that it comes late."""
        say = self._notices.words(delivery.channel, delivery.locale)
        at = words.late(say, delivery.reply, delivery.due_at, zone or self._settings(delivery).zone)
        return replace(delivery, reply=at)

    def _settings(self, delivery: Delivery) -> Settings:
        return self._notices.settings(delivery.channel)


def _has_come(at: datetime | None, now: datetime) -> bool:
    return at is not None and at <= now
