"""Notices: what moderators are told unasked, in the same transaction in which it became true."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.chat import Channel, Platform, Reply, button, platform_named
from bot.community import Community, Settings
from bot.replies.catalog import Catalog, catalog
from bot.replies.schedule import posts as words
from bot.schedule.delivery import Order, Purpose, Urgency, notice_key
from bot.schedule.dispatcher import MOST_REFUSALS
from bot.schedule.history import Past, ScheduleChanged
from bot.schedule.reasons import Reason
from bot.schedule.rule import Schedule, Standing
from bot.store.changes import write
from bot.store.posts.schedules import schedule_numbered
from bot.store.posts.settling import Settled
from bot.store.records import StoredRecords
from bot.store.store import Store

# Moderators are told even after a long outage.
VALID = timedelta(days=7)


class Notices:
    """Writes to moderators: in their channel if one is set, else where the schedule's approvals go, else in place."""

    def __init__(self, store: Store, platforms: Mapping[str, Platform]) -> None:
        self._store = store
        self._platforms = platforms

    def tell(self, connection: Connection, settled: Settled, now: datetime) -> None:
        """Tell of posts of unknown outcome, and pause schedules that were refused too often."""
        # That somebody is reminded of their cards is nobody else's business.
        for post in (one for one in settled.unknown if one.purpose is not Purpose.REMINDER):
            schedule = schedule_numbered(connection, post.schedule) if post.schedule else None
            write(self._unknown(post, schedule, now), connection)
        for number, times in settled.refused:
            schedule = schedule_numbered(connection, number)
            # Only the one that crosses the line tells of it.
            if times == MOST_REFUSALS and schedule and schedule.standing is Standing.ACTIVE:
                self._pause(connection, schedule, times, now)

    def welcome(self, records: StoredRecords, community: Community, now: datetime) -> tuple[Order, ...]:
        """Return a notice to a community that had removed the bot, if schedules of its are paused."""
        paused = [one for one in records.schedules(community) if one.standing is Standing.PAUSED]
        if not paused or not records.has_left(community):
            return ()
        first, say = paused[0], self.words(paused[0].channel)
        buttons = tuple(button(words.resume_one(say, one.id), "schedule resume", schedule=one.id) for one in paused[:5])
        reply = words.back(say, len(paused), buttons)
        return (
            self.order(
                first.channel, first.rule.approval, reply, now, "back", community.id, int(now.timestamp() * 1000)
            ),
        )

    def settings(self, channel: Channel) -> Settings:
        """Return the settings of a channel's community."""
        return self._store.settings(Community(channel.platform, channel.community))

    def words(self, channel: Channel, locale: str = "") -> Catalog:
        """Return the words for a channel, in a language or else in its community's."""
        spoken = locale or self.settings(channel).locale
        return catalog(spoken, platform_named(channel.platform, self._platforms))

    def order(self, channel: Channel, approval: str, reply: Reply, now: datetime, *about: object) -> Order:
        """Return a notice, to be stored."""
        settings = self.settings(channel)
        target = settings.moderator_channel or approval or channel.id
        return Order(
            key=notice_key(*about),
            channel=replace(channel, id=target),
            reply=reply,
            locale=settings.locale,
            due_at=now,
            expires_at=now + VALID,
            urgency=Urgency.NOTICE,
            purpose=Purpose.NOTICE,
        )

    def _unknown(self, post: Past, schedule: Schedule | None, now: datetime) -> Order:
        reply = words.unknown(self.words(post.channel), post, self.settings(post.channel).zone)
        approval = schedule.rule.approval if schedule else ""
        return self.order(post.channel, approval, reply, now, Reason.UNKNOWN, post.id, int(now.timestamp() * 1000))

    def _pause(self, connection: Connection, schedule: Schedule, times: int, now: datetime) -> None:
        say = self.words(schedule.channel)
        resume = button(words.resume(say), "schedule resume", schedule=schedule.id)
        reply = words.paused(say, schedule.id, schedule.channel.id, times, resume)
        write(ScheduleChanged(replace(schedule, standing=Standing.PAUSED), now, Reason.REFUSED), connection)
        about = ("paused", schedule.id, int(now.timestamp() * 1000))
        write(self.order(schedule.channel, schedule.rule.approval, reply, now, *about), connection)
