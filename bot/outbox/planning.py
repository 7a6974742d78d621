"""Planning: turns the schedules whose time has come into deliveries, and chooses what these tell."""

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

# How many batches are planned side by side: while one waits for PostgreSQL, this process composes the posts of the
# other. SQLite runs them one after the other.
AT_ONCE = 2


class Basis(NamedTuple):
    """All that the post of a schedule depends on beside its rule: schedules alike in both have the same post.

    `number` is the schedule's own number where it asks questions, which each does in an order of its own; else it is 0.
    """

    number: int
    told: Set[str]
    locale: str
    packs_off: tuple[str, ...]
    invitation: Invitation | None


class Batch(Frozen, frozen=True):
    """What one transaction has read about the schedules that it plans, by their numbers.

    `told` are the facts that they have told; `invitations` what those of the daily game are to tell.
    """

    now: datetime
    told: Mapping[int, Set[str]]
    invitations: Mapping[int, Invitation]


class Planning:
    """Plans the schedules of one store.

    `answered` returns how many look-ups this process has answered: while people ask, it plans fewer batches at once.
    """

    def __init__(self, store: Store, shelf: Shelf, notices: Notices, answered: Callable[[], int]) -> None:
        self._store = store
        self._shelf = shelf
        self._notices = notices
        self._answered = answered
        self._answers = answered()
        self._is_renewed = False

    def renew(self) -> None:
        """Recompute all next posts with the present tz database, once after a start; later calls do nothing."""
        while not self._is_renewed:
            self._is_renewed = not self._store.read(lambda records: planning.is_outdated(records.connection))
            if not self._is_renewed and self._store.run(planning.recompute) < planning.BATCH:
                self._is_renewed = True

    def plan(self, now: datetime) -> bool:
        """Plan some batches, and return whether there may be more to plan."""
        # On a machine with two processors, two batches and PostgreSQL would leave none for the answers.
        batches = 1 if self._are_people_asking() else AT_ONCE
        begun = [self._store.start(partial(self._batch, now=now)) for _ in range(batches)]
        return all([batch.result() == planning.BATCH for batch in begun])

    def _are_people_asking(self) -> bool:
        """Whether anybody was answered since this was asked last."""
        before, self._answers = self._answers, self._answered()
        return before != self._answers

    def _batch(self, connection: Connection, now: datetime) -> int:
        """Plan one batch in a transaction, and return how many schedules it had."""
        plans = [(alike, plan(alike.schedule, now)) for alike in planning.due_schedules(connection, now)]
        topics = [(_topic(alike.schedule.rule, ahead), [row.id for row in alike.rows]) for alike, ahead in plans]
        told = planning.told_facts(connection, topics)
        batch = Batch(now, told, self._invitations(connection, plans, now))
        groups = [group for alike, ahead in plans for group in self._planned(alike, ahead, batch)]
        planning.store_plans(connection, groups, now)
        for group in groups:
            self._show(connection, group, now)
        return sum(len(group.rows) for group in groups)

    def give_up_waiting(self, connection: Connection, platform: str, now: datetime) -> None:
        """Decide about the posts of a platform whose time has come before any moderator decided."""
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
        """Edit the message that asked about a post, so that it has no buttons any more."""
        community = Community(post.channel.platform, post.channel.community)
        if post.schedule is None or post.day is None:
            return
        if asking := StoredRecords(connection).asking(community, post.schedule, post.day):
            reply = past_words.undecided(self._notices.words(asking.channel, asking.locale), post, is_posted=is_posted)
            write(edit_of(asking, reply, now, now + GRACE), connection)

    def _invitations(
        self, connection: Connection, plans: Sequence[tuple[Alike, Plan]], now: datetime
    ) -> Mapping[int, Invitation]:
        """Return what the schedules of the daily game are to tell, read for all of them at once."""
        invitees = {
            row.id: Invitee(row.place, ahead.run.at, self._store.settings(row.place).zone)
            for alike, ahead in plans
            if alike.schedule.rule.kind is Kind.PUZZLE and ahead.run
            for row in alike.rows
        }
        return dict(zip(invitees, StoredRecords(connection).invitations(tuple(invitees.values()), now), strict=True))

    def _planned(self, alike: Alike, ahead: Plan, batch: Batch) -> list[Planned]:
        """Decide about schedules that are alike, once for all that have the same basis."""
        has_own_order = alike.schedule.rule.kind is Kind.QUESTION
        groups: dict[Basis, list[Row]] = {}
        for row in alike.rows:
            settings = self._store.settings(row.place)
            told, invitation = batch.told[row.id], batch.invitations.get(row.id)
            basis = Basis(row.id if has_own_order else 0, told, settings.locale, settings.packs_off, invitation)
            groups.setdefault(basis, []).append(row)
        return [
            Planned(self._decided(rows[0].schedule, ahead, basis, batch.now), rows) for basis, rows in groups.items()
        ]

    def _show(self, connection: Connection, planned: Planned, now: datetime) -> None:
        """Ask moderators to approve what waits for them, and tell them of the last post that is left out."""
        waiting = [order for order in planned.decision.orders if _waits(order)]
        missed = [order for order in planned.decision.orders if order.error in TOLD]
        for schedule in (row.schedule for row in planned.rows if waiting or missed):
            for order in waiting:
                write(self._approval(schedule, order, now), connection)
            for order in missed[-1:]:
                self._notices.left_out(connection, schedule.id, schedule.channel, order.error, order.due_at, now)

    def _decided(self, schedule: Schedule, ahead: Plan, basis: Basis, now: datetime) -> Decision:
        following = _moved(schedule, ahead.following)
        skipped = tuple(_skipped(schedule, gap) for gap in ahead.skipped)
        if ahead.run is None:
            return Decision(following, skipped)
        say = self._notices.words(schedule.channel, schedule.rule.language)
        library = self._shelf.library(basis.packs_off)
        composed = compose(schedule, ahead.run, library, say, basis.told, invitation=basis.invitation)
        if composed is None:
            return Decision(following, (*skipped, _skipped(schedule, Gap(ahead.run.day, lack_of(schedule.rule)))))
        state = State.WAITING if schedule.rule.approval and ahead.run.at > now else State.READY
        orders = orders_of(schedule, ahead.run, composed, say.locale, state)
        if schedule.rule.kind is Kind.POST:
            return Decision(following, (*skipped, *orders))
        question = composed.facts[0] if schedule.rule.kind is Kind.QUESTION else ""
        following = replace(following, question=question)
        topic = _topic(schedule.rule, ahead)
        return Decision(following, (*skipped, *orders), topic, composed.facts, composed.starts_over)

    def _approval(self, schedule: Schedule, draft: Order, now: datetime) -> Order:
        if draft.day is None:
            raise RuntimeError("a post that waits for approval has a day")
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
