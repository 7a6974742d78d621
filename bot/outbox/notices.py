"""Notices: messages to moderators about posts and schedules, stored in the transaction that they tell of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.chat import Channel, Platform, Reply, User, button, platform_named, private_channel
from bot.community import Community, Settings
from bot.frozen import replace
from bot.replies.catalog import Catalog, catalog
from bot.replies.schedule import missing, posts as words
from bot.schedule.delivery import Order, Purpose, Urgency, notice_key
from bot.schedule.dispatcher import MOST_REFUSALS
from bot.schedule.history import Past, ScheduleChanged
from bot.schedule.reasons import Reason
from bot.schedule.rule import Schedule, Standing
from bot.store.changes import write
from bot.store.posts.schedules import maker_of, schedule_numbered
from bot.store.posts.settling import Settled, last_accepted, round_of
from bot.store.records import StoredRecords
from bot.store.rounds.rounds import host_of
from bot.store.store import Store

# How long after an event moderators are still told of it: an outage may be long.
VALID = timedelta(days=7)
# Moderators are not told of these: a reminder concerns its learner alone, and an edit that fails does no harm.
UNTOLD = (Purpose.REMINDER, Purpose.EDIT)


class Notices:
    """Writes to moderators: in their channel if one is set, else in the channel where the schedule asks for approval.

    Where there is neither, the maker of the schedule is told in private; a notice with buttons that decide about a
    post goes to the channel of the post.
    """

    def __init__(self, store: Store, platforms: Mapping[str, Platform]) -> None:
        self._store = store
        self._platforms = platforms

    def tell(self, connection: Connection, settled: Settled, now: datetime) -> None:
        """Tell of posts that failed, or whose outcome is unknown, and pause schedules that were refused too often."""
        for post in (post for post in settled.unknown if post.purpose not in UNTOLD):
            write(self._unknown(connection, post, now), connection)
        for post in (post for post in settled.closed if post.purpose not in UNTOLD):
            self._refused(connection, post, now)
        for post in settled.left_out:
            self.left_out(connection, post.schedule, post.channel, post.reason, post.due_at, now)
        for number, times in settled.refused:
            schedule = schedule_numbered(connection, number)
            # Told once: by the refusal that is the last of so many.
            if times == MOST_REFUSALS and schedule and schedule.standing is Standing.ACTIVE:
                self._pause(connection, schedule, times, now)

    def welcome(self, records: StoredRecords, community: Community, now: datetime) -> tuple[Order, ...]:
        """Return a notice to a community that has the bot again, if any of its schedules are paused."""
        paused = [schedule for schedule in records.schedules(community) if schedule.standing is Standing.PAUSED]
        if not paused or not records.has_left(community):
            return ()
        first, say = paused[0], self.words(paused[0].channel)
        buttons = tuple(
            button(say(words.RESUME_ONE, number=schedule.id), "schedule resume", schedule=schedule.id)
            for schedule in paused[:5]
        )
        reply = words.back(say, len(paused), buttons)
        place = self._place(first.channel, first) or first.channel
        return (self.order(place, reply, now, "back", community.id, int(now.timestamp() * 1000)),)

    def deserted(self, records: StoredRecords, channel: Channel, now: datetime) -> tuple[Order, ...]:
        """Return a notice that a channel was deleted, if something was to be posted there."""
        community = Community(channel.platform, channel.community)
        active = [schedule for schedule in records.schedules(community) if schedule.standing is Standing.ACTIVE]
        schedules = [schedule for schedule in active if schedule.channel == channel]
        place = self._reader(records.connection, channel, schedules[0]) if schedules else None
        if place is None:
            return ()
        reply = missing.gone(self.words(channel), channel.id, len(schedules), schedules[0].id)
        about = ("gone", channel.platform, channel.community, channel.id)
        return (self.order(place, reply, now, *about, schedule=schedules[0]),)

    def left_out(
        self,
        connection: Connection,
        number: int | None,
        channel: Channel,
        reason: str,
        due_at: datetime,
        now: datetime,
    ) -> None:
        """Tell that a post was left out; once a day for each channel and reason."""
        schedule = schedule_numbered(connection, number) if number else None
        place = self._reader(connection, channel, schedule)
        if place is None or schedule is None:
            return
        say = self.words(channel)
        moment = say.moment(due_at, schedule.rule.zone)
        reply = missing.left_out(say, channel.id, reason, moment, schedule.id)
        about = ("left out", channel.platform, channel.community, channel.id, reason, now.date())
        # Less urgent than other notices: after a long outage there may be many of these.
        write(replace(self.order(place, reply, now, *about, schedule=schedule), urgency=Urgency.REMINDER), connection)

    def settings(self, channel: Channel) -> Settings:
        """Return the settings of a channel's community."""
        return self._store.settings(Community(channel.platform, channel.community))

    def words(self, channel: Channel, locale: str = "") -> Catalog:
        """Return the catalogue for a channel, in a language or else in its community's."""
        return catalog(locale or self.settings(channel).locale, platform_named(channel.platform, self._platforms))

    def order(
        self, place: Channel, reply: Reply, now: datetime, *about: object, schedule: Schedule | None = None
    ) -> Order:
        """Return a notice, to be stored; where the place refuses one about a schedule, its maker is told in private.

        `about` makes the notice's key: of two about the same only the first is sent.
        """
        return Order(
            key=notice_key(*about),
            channel=place,
            reply=reply,
            locale=self.settings(place).locale,
            due_at=now,
            expires_at=now + VALID,
            urgency=Urgency.NOTICE,
            purpose=Purpose.NOTICE,
            schedule=schedule.id if schedule else None,
        )

    def _place(self, channel: Channel, schedule: Schedule | None) -> Channel | None:
        """Return where moderators of a channel's community read, None where no such place is set."""
        target = self.settings(channel).moderator_channel or (schedule.rule.approval if schedule else "")
        return replace(channel, id=target) if target else None

    def _reader(
        self, connection: Connection, channel: Channel, schedule: Schedule | None, person: User | None = None
    ) -> Channel | None:
        """Return where to tell moderators, or else a person, or else the schedule's maker; None where nobody reads."""
        person = person or (maker_of(connection, schedule.id) if schedule else None)
        return self._place(channel, schedule) or (private_channel(person) if person else None)

    def _refused(self, connection: Connection, post: Past, now: datetime) -> None:
        """Tell of a post that was refused: once for each channel and reason, until the channel takes a post again."""
        schedule = schedule_numbered(connection, post.schedule) if post.schedule else None
        if post.purpose is Purpose.NOTICE:
            self._in_private(connection, post, schedule, now)
            return
        host = host_of(connection, round_of(connection, post.id)) if _is_of_round(post) else None
        place = self._reader(connection, post.channel, schedule, host)
        if place is None:
            return
        channel, say = post.channel, self.words(post.channel)
        reply = missing.refused(say, post.reply.heading, channel.id, post.reason, self._remedy(post, say))
        since = last_accepted(connection, post.id)
        about = ("refused", channel.platform, channel.community, channel.id, post.reason, since)
        write(self.order(place, reply, now, *about, schedule=schedule), connection)

    def _in_private(self, connection: Connection, notice: Past, schedule: Schedule | None, now: datetime) -> None:
        """Tell the maker of a schedule what a notice said that the moderators' channel refused."""
        maker = maker_of(connection, schedule.id) if schedule else None
        if maker is None or notice.channel.person:
            return
        say = self.words(notice.channel)
        reply = missing.in_private(say, notice.reply, notice.channel.id, notice.reason, self._remedy(notice, say))
        write(self.order(private_channel(maker), reply, now, "private", notice.id), connection)

    def _remedy(self, post: Past, say: Catalog) -> str:
        return platform_named(post.channel.platform, self._platforms).remedy(post.reason, say)

    def _unknown(self, connection: Connection, post: Past, now: datetime) -> Order:
        schedule = schedule_numbered(connection, post.schedule) if post.schedule else None
        reply = words.unknown(self.words(post.channel), post, self.settings(post.channel).zone)
        place = self._place(post.channel, schedule) or post.channel
        about = (Reason.UNKNOWN, post.id, int(now.timestamp() * 1000))
        return self.order(place, reply, now, *about, schedule=schedule)

    def _pause(self, connection: Connection, schedule: Schedule, times: int, now: datetime) -> None:
        say = self.words(schedule.channel)
        resume = button(say(words.RESUME), "schedule resume", schedule=schedule.id)
        reply = words.paused(say, schedule.id, schedule.channel.id, times, resume)
        write(ScheduleChanged(replace(schedule, standing=Standing.PAUSED), now, Reason.REFUSED), connection)
        place = self._reader(connection, schedule.channel, schedule) or schedule.channel
        if place.person:
            # A private channel belongs to no community, so a button there could not find the schedule.
            reply = replace(reply, choices=())
        about = ("paused", schedule.id, int(now.timestamp() * 1000))
        write(self.order(place, reply, now, *about, schedule=schedule), connection)


def _is_of_round(post: Past) -> bool:
    return post.purpose is Purpose.ROUND
