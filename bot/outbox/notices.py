"""Notices: what moderators are told unasked, in the same transaction in which it became true."""

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

# Moderators are told even after a long outage.
VALID = timedelta(days=7)
# That somebody is reminded of their cards is nobody else's business, and a question that keeps its buttons is no loss.
UNTOLD = (Purpose.REMINDER, Purpose.EDIT)


class Notices:
    """Writes to moderators: in their channel if one is set, else where the schedule's approvals go.

    Where there is neither, whoever set it up is told in private; and in place what a button has to decide.
    """

    def __init__(self, store: Store, platforms: Mapping[str, Platform]) -> None:
        self._store = store
        self._platforms = platforms

    def tell(self, connection: Connection, settled: Settled, now: datetime) -> None:
        """Tell of posts that do not appear, or perhaps have, and pause schedules that were refused too often."""
        for post in (one for one in settled.unknown if one.purpose not in UNTOLD):
            write(self._unknown(connection, post, now), connection)
        for post in (one for one in settled.closed if one.purpose not in UNTOLD):
            self._refused(connection, post, now)
        for post in settled.left_out:
            self.left_out(connection, post.schedule, post.channel, post.reason, post.due_at, now)
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
        buttons = tuple(
            button(say(words.RESUME_ONE, number=one.id), "schedule resume", schedule=one.id) for one in paused[:5]
        )
        reply = words.back(say, len(paused), buttons)
        place = self._place(first.channel, first) or first.channel
        return (self.order(place, reply, now, "back", community.id, int(now.timestamp() * 1000)),)

    def deserted(self, records: StoredRecords, channel: Channel, now: datetime) -> tuple[Order, ...]:
        """Return a notice that a channel was deleted, if something was to be posted there."""
        community = Community(channel.platform, channel.community)
        lost = [
            one for one in records.schedules(community) if one.channel == channel and one.standing is Standing.ACTIVE
        ]
        place = self._told(records.connection, channel, lost[0]) if lost else None
        if place is None:
            return ()
        reply = missing.gone(self.words(channel), channel.id, len(lost), lost[0].id)
        about = ("gone", channel.platform, channel.community, channel.id)
        return (self.order(place, reply, now, *about, schedule=lost[0]),)

    def left_out(
        self,
        connection: Connection,
        number: int | None,
        channel: Channel,
        reason: str,
        due_at: datetime,
        now: datetime,
    ) -> None:
        """Tell, once a day, channel and cause, that posts were left out."""
        schedule = schedule_numbered(connection, number) if number else None
        place = self._told(connection, channel, schedule)
        if place is None or schedule is None:
            return
        say = self.words(channel)
        moment = say.moment(due_at, schedule.rule.zone)
        reply = missing.left_out(say, channel.id, reason, moment, schedule.id)
        about = ("left out", channel.platform, channel.community, channel.id, reason, now.date())
        # What is due now goes first: after a long outage there may be many of these.
        write(replace(self.order(place, reply, now, *about, schedule=schedule), urgency=Urgency.REMINDER), connection)

    def settings(self, channel: Channel) -> Settings:
        """Return the settings of a channel's community."""
        return self._store.settings(Community(channel.platform, channel.community))

    def words(self, channel: Channel, locale: str = "") -> Catalog:
        """Return the words for a channel, in a language or else in its community's."""
        spoken = locale or self.settings(channel).locale
        return catalog(spoken, platform_named(channel.platform, self._platforms))

    def order(
        self, place: Channel, reply: Reply, now: datetime, *about: object, schedule: Schedule | None = None
    ) -> Order:
        """Return a notice, to be stored; of what it says about a schedule its maker hears if the place is closed."""
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

    def _told(
        self, connection: Connection, channel: Channel, schedule: Schedule | None, person: User | None = None
    ) -> Channel | None:
        """Return where moderators read, or else where the maker of a schedule does alone; None where nobody would."""
        person = person or (maker_of(connection, schedule.id) if schedule else None)
        return self._place(channel, schedule) or (private_channel(person) if person else None)

    def _refused(self, connection: Connection, post: Past, now: datetime) -> None:
        """Tell of a post that was refused: once a channel and cause, until the channel has taken something again."""
        schedule = schedule_numbered(connection, post.schedule) if post.schedule else None
        if post.purpose is Purpose.NOTICE:
            self._in_private(connection, post, schedule, now)
            return
        host = host_of(connection, round_of(connection, post.id)) if _is_of_round(post) else None
        place = self._told(connection, post.channel, schedule, host)
        if place is None:
            return
        channel, say = post.channel, self.words(post.channel)
        reply = missing.refused(say, post.reply.heading, channel.id, post.reason, self._remedy(post, say))
        since = last_accepted(connection, post.id)
        about = ("refused", channel.platform, channel.community, channel.id, post.reason, since)
        write(self.order(place, reply, now, *about, schedule=schedule), connection)

    def _in_private(self, connection: Connection, notice: Past, schedule: Schedule | None, now: datetime) -> None:
        """Tell the maker of a schedule what the moderators' channel would not take."""
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
        place = self._told(connection, schedule.channel, schedule) or schedule.channel
        if place.person:
            # Alone with the bot one is elsewhere than where the schedule is.
            reply = replace(reply, choices=())
        about = ("paused", schedule.id, int(now.timestamp() * 1000))
        write(self.order(place, reply, now, *about, schedule=schedule), connection)


def _is_of_round(post: Past) -> bool:
    return post.purpose is Purpose.ROUND
