"""Planning: makes deliveries of the schedules whose time has come, and chooses what they tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from datetime import date, datetime, timedelta
from functools import partial
from typing import NamedTuple

from sqlalchemy import Connection

from bot.chat import Reply
from bot.community import Community
from bot.frozen import Frozen, replace
from bot.outbox.notices import Notices
from bot.posts import Composed, compose, lack_of, topic_of
from bot.replies.schedule import history as past_words, posts as words
from bot.replies.schedule.missing import TOLD
from bot.schedule.delivery import (
    Order,
    Purpose,
    State,
    answer_key,
    approval_key,
    edit_of,
    mark_of,
    once_key,
    schedule_key,
)
from bot.schedule.history import Past
from bot.schedule.planner import GRACE, Plan, plan
from bot.schedule.reasons import Reason
from bot.schedule.recurrence import Gap, Run, moment_of
from bot.schedule.rule import Kind, Policy, Rule, Schedule, Standing
from bot.shelf import Shelf
from bot.store.changes import write
from bot.store.daily.games import Invitee
from bot.store.posts import planning, settling
from bot.store.posts.orders import cancel
from bot.store.posts.planning import EACH, Alike, Decision, Planned, Row
from bot.store.posts.schedules import schedule_numbered
from bot.store.records import StoredRecords
from bot.store.store import Store
from bot.trivia.daily import Invitation

# While one waits for PostgreSQL, the other is worked out; SQLite takes one after the other.
AT_ONCE = 2


class Known(NamedTuple):
    """What schedules that are alike may yet differ in and decide by. `number` is 0 but for questions.

    No two schedules ask their questions in the same order.
    """

    number: int
    told: Set[str]
    locale: str
    packs_off: tuple[str, ...]
    invitation: Invitation | None


class Batch(Frozen, frozen=True):
    """What one transaction has read about the schedules that it plans, by their numbers.

    `invitations` are what those of the daily game are to tell.
    """

    now: datetime
    told: Mapping[int, Set[str]]
    invitations: Mapping[int, Invitation]


class Planning:
    """Plans over one store. `renew` is cheap once nothing is left to renew.

    `answered` tells how many look-ups this process has answered: it plans less at once while people ask.
    """

    def __init__(self, store: Store, shelf: Shelf, notices: Notices, answered: Callable[[], int]) -> None:
        self._store = store
        self._shelf = shelf
        self._notices = notices
        self._answered = answered
        self._answers = answered()
        self._is_renewed = False

    def renew(self) -> None:
        """Set all next posts by the present tz database, once after a start."""
        while not self._is_renewed:
            self._is_renewed = not self._store.read(lambda records: planning.is_outdated(records.connection))
            if not self._is_renewed and self._store.run(planning.recompute) < planning.BATCH:
                self._is_renewed = True

    def plan(self, now: datetime) -> bool:
        """Plan some batches, and return whether there may be more to plan."""
        # Two at once, with the server that works for them, would leave those who ask no processor of two.
        batches = 1 if self._are_people_asking() else AT_ONCE
        begun = [self._store.start(partial(self._batch, now=now)) for _ in range(batches)]
        return all([batch.result() == planning.BATCH for batch in begun])

    def _are_people_asking(self) -> bool:
        """Whether anybody was answered since this was asked last."""
        before, self._answers = self._answers, self._answered()
        return before != self._answers

    def _batch(self, connection: Connection, now: datetime) -> int:
        found = [(alike, plan(alike.schedule, now)) for alike in planning.due_schedules(connection, now)]
        topics = [(_topic(alike.schedule.rule, ahead), [row.id for row in alike.rows]) for alike, ahead in found]
        told = planning.told_facts(connection, topics)
        batch = Batch(now, told, self._invitations(connection, found, now))
        planned = [one for alike, ahead in found for one in self._planned(alike, ahead, batch)]
        planning.store_plans(connection, planned, now)
        for one in planned:
            self._show(connection, one, now)
        return sum(len(one.rows) for one in planned)

    def give_up_waiting(self, connection: Connection, platform: str, now: datetime) -> None:
        """Decide about the posts of a platform on which no moderator has decided until their time."""
        for post in settling.undecided(connection, platform, now):
            settling.store_decision(connection, post.id, *self._unanswered(connection, post, now), now)

    def _unanswered(self, connection: Connection, post: Past, now: datetime) -> tuple[State, str]:
        schedule = schedule_numbered(connection, post.schedule) if post.schedule else None
        is_posted = schedule is not None and schedule.rule.policy is Policy.POST
        self._show_undecided(connection, post, now, is_posted=is_posted)
        if is_posted:
            return State.READY, ""
        if schedule and post.day:
            values = {"key": answer_key(schedule.id, post.day)}
            cancel(connection, "dedupe_key = :key", values, Reason.UNANSWERED, now)
        return State.SKIPPED, Reason.UNANSWERED

    def _show_undecided(self, connection: Connection, post: Past, now: datetime, *, is_posted: bool) -> None:
        """Change the message that asked about a post: there is nothing to press any more."""
        community = Community(post.channel.platform, post.channel.community)
        if post.schedule is None or post.day is None:
            return
        if asking := StoredRecords(connection).asking(community, post.schedule, post.day):
            reply = past_words.undecided(self._notices.words(asking.channel, asking.locale), post, is_posted=is_posted)
            write(edit_of(asking, reply, now, now + GRACE), connection)

    def _invitations(
        self, connection: Connection, found: Sequence[tuple[Alike, Plan]], now: datetime
    ) -> Mapping[int, Invitation]:
        """Return what the schedules of the daily game are to tell, read for all of them at once."""
        told = {
            row.id: Invitee(row.place, ahead.run.at, self._store.settings(row.place).zone)
            for alike, ahead in found
            if alike.schedule.rule.kind is Kind.PUZZLE and ahead.run
            for row in alike.rows
        }
        return dict(zip(told, StoredRecords(connection).invitations(tuple(told.values()), now), strict=True))

    def _planned(self, alike: Alike, ahead: Plan, batch: Batch) -> list[Planned]:
        """Decide what schedules do that are alike, once for all of whom the same is known."""
        is_own = alike.schedule.rule.kind is Kind.QUESTION
        same: dict[Known, list[Row]] = {}
        for row in alike.rows:
            settings = self._store.settings(row.place)
            told, invitation = batch.told[row.id], batch.invitations.get(row.id)
            known = Known(row.id if is_own else 0, told, settings.locale, settings.packs_off, invitation)
            same.setdefault(known, []).append(row)
        return [Planned(self._decided(rows[0].schedule, ahead, known, batch.now), rows) for known, rows in same.items()]

    def _show(self, connection: Connection, planned: Planned, now: datetime) -> None:
        """Show moderators what waits for them, and tell them of what is left out."""
        waiting = [order for order in planned.decision.orders if _waits(order)]
        missed = [order for order in planned.decision.orders if order.error in TOLD]
        for schedule in (row.schedule for row in planned.rows if waiting or missed):
            for order in waiting:
                write(self._approval(schedule, order, now), connection)
            for order in missed[-1:]:
                self._notices.left_out(connection, schedule.id, schedule.channel, order.error, order.due_at, now)

    def _decided(self, schedule: Schedule, decided: Plan, known: Known, now: datetime) -> Decision:
        following = _moved(schedule, decided.following)
        skipped = tuple(_skipped(schedule, gap) for gap in decided.skipped)
        if decided.run is None:
            return Decision(following, skipped)
        say = self._notices.words(schedule.channel, schedule.rule.language)
        library = self._shelf.library(known.packs_off)
        composed = compose(schedule, decided.run, library, say, known.told, invitation=known.invitation)
        if composed is None:
            return Decision(following, (*skipped, _skipped(schedule, Gap(decided.run.day, lack_of(schedule.rule)))))
        state = State.WAITING if schedule.rule.approval and decided.run.at > now else State.READY
        orders = orders_of(schedule, decided.run, composed, say.locale, state)
        if schedule.rule.kind is Kind.POST:
            return Decision(following, (*skipped, *orders))
        asked = composed.facts[0] if schedule.rule.kind is Kind.QUESTION else ""
        following = replace(following, question=asked)
        topic = _topic(schedule.rule, decided)
        return Decision(following, (*skipped, *orders), topic, composed.facts, composed.starts_over)

    def _approval(self, schedule: Schedule, draft: Order, now: datetime) -> Order:
        if draft.day is None:
            raise RuntimeError("there is no day")
        say, run = self._notices.words(schedule.channel), Run(draft.day, draft.due_at)
        reply = words.approval(say, draft.reply, schedule, run, mark_of(draft.facts, draft.reply))
        key = approval_key(schedule.id, draft.day, int(now.timestamp() * 1000))
        place = replace(schedule.channel, id=schedule.rule.approval)
        notice = self._notices.order(place, reply, now, schedule=schedule)
        return replace(notice, key=key, expires_at=draft.due_at)


def orders_of(schedule: Schedule, run: Run, composed: Composed, locale: str, state: State) -> tuple[Order, ...]:
    """Return the deliveries of one post: itself, and the answer that follows it."""
    rule = schedule.rule
    post = Order(
        key=_key(rule, run.day),
        channel=schedule.channel,
        reply=composed.reply,
        locale=locale,
        due_at=run.at,
        expires_at=run.at + GRACE,
        day=run.day,
        facts=composed.facts,
        state=state,
    )
    if composed.answer is None:
        return (post,)
    at = run.at + timedelta(minutes=rule.reveal)
    answer = replace(
        post,
        key=answer_key(EACH, run.day),
        reply=composed.answer,
        due_at=at,
        expires_at=at + GRACE,
        purpose=Purpose.ANSWER,
        state=State.READY,
    )
    return post, answer


def _key(rule: Rule, day: date) -> str:
    return once_key(EACH) if rule.kind is Kind.POST else schedule_key(EACH, day)


def _topic(rule: Rule, ahead: Plan) -> str:
    return topic_of(rule, ahead.run.day) if ahead.run else ""


def _waits(order: Order) -> bool:
    return order.state is State.WAITING and order.purpose is Purpose.POST


def _moved(schedule: Schedule, following: Run | None) -> Schedule:
    if following is None:
        return replace(schedule, standing=Standing.DONE, next_day=None, next_at=None)
    return replace(schedule, next_day=following.day, next_at=following.at)


def _skipped(schedule: Schedule, gap: Gap) -> Order:
    at = moment_of(gap.day, schedule.rule.at, schedule.rule.zone)
    return Order(
        key=_key(schedule.rule, gap.day),
        channel=schedule.channel,
        reply=Reply(),
        locale="",
        due_at=at,
        expires_at=at,
        day=gap.day,
        state=State.SKIPPED,
        error=gap.reason,
    )
