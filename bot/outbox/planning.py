"""Planning: makes deliveries of the schedules whose time has come, and chooses what they tell."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection

from bot.chat import Channel, Reply
from bot.commands.row import action_of
from bot.facts.library import Library
from bot.outbox.notices import Notices
from bot.posts import Composed, compose, topic_of
from bot.replies import posts as words
from bot.replies.catalog import Catalog, catalog
from bot.schedule.delivery import Order, Purpose, State, answer_key, once_key, schedule_key
from bot.schedule.history import Past
from bot.schedule.planner import GRACE, Plan, plan
from bot.schedule.recurrence import Gap, Run, moment_of
from bot.schedule.rule import Kind, Policy, Schedule, Standing
from bot.shelf import Shelf
from bot.store import planning
from bot.store.changes import write
from bot.store.deliveries import cancel
from bot.store.planning import Due, Planned
from bot.store.schedules import schedule_numbered
from bot.store.store import Store

NOTHING, UNANSWERED = "nothing", "unanswered"
# A community without a language of its own is posted to in English.
POSTED_IN = ""


@dataclass(slots=True)
class Batch:
    """What has been composed within one transaction: many schedules post the same."""

    now: datetime
    plans: dict[int, Plan] = field(default_factory=dict)
    composed: dict[object, Composed | None] = field(default_factory=dict)

    def topic_of(self, schedule: Schedule) -> str:
        """Decide when a schedule posts, and return under what it remembers what it has told then."""
        decided = self.plans[schedule.id] = plan(schedule, self.now)
        return topic_of(schedule.rule, decided.run.day) if decided.run else ""


class Planning:
    """Plans over one store. `renew` is cheap once nothing is left to renew."""

    def __init__(self, store: Store, shelf: Shelf, notices: Notices) -> None:
        self._store = store
        self._shelf = shelf
        self._notices = notices
        self._is_renewed = False

    def renew(self) -> None:
        """Set all next posts by the present tz database, once after a start."""
        while not self._is_renewed:
            self._is_renewed = not self._store.read(lambda records: planning.is_outdated(records.connection))
            if not self._is_renewed and self._store.run(planning.recompute) < planning.BATCH:
                self._is_renewed = True

    def plan(self, now: datetime) -> int:
        """Plan a batch, and return how many schedules it had."""
        batch = Batch(now)
        decide = partial(self._decide, batch=batch)
        job = partial(planning.plan_batch, now=now, topic_of=batch.topic_of, decide=decide, store_other=write)
        return self._store.run(job)

    def unanswered(self, connection: Connection, post: Past, now: datetime) -> tuple[State, str]:
        """Decide about a post on which no moderator has decided."""
        schedule = schedule_numbered(connection, post.schedule) if post.schedule else None
        if schedule and schedule.rule.policy is Policy.POST:
            return State.READY, ""
        if schedule and post.day:
            values = {"key": answer_key(schedule.id, post.day)}
            cancel(connection, "dedupe_key = :key", values, UNANSWERED, now)
        return State.SKIPPED, UNANSWERED

    def _decide(self, due: Due, batch: Batch) -> Planned:
        schedule = due.schedule
        decided = batch.plans[schedule.id]
        following = _moved(schedule, decided.following)
        skipped = tuple(_skipped(schedule, gap) for gap in decided.skipped)
        if decided.run is None:
            return Planned(following, skipped)
        composed = self._composed(due, decided.run, batch)
        if composed is None:
            return Planned(following, (*skipped, _skipped(schedule, Gap(decided.run.day, NOTHING))))
        return self._planned(schedule, following, decided, composed, skipped, batch.now)

    def _planned(
        self,
        schedule: Schedule,
        following: Schedule,
        decided: Plan,
        composed: Composed,
        skipped: tuple[Order, ...],
        now: datetime,
    ) -> Planned:
        assert decided.run
        waits = bool(schedule.rule.approval) and decided.run.at > now
        say = self._words(schedule)
        orders = orders_of(schedule, decided.run, composed, say.locale, State.WAITING if waits else State.READY)
        asked = composed.facts[0] if schedule.rule.kind is Kind.QUESTION else ""
        return Planned(
            replace(following, question=asked),
            (*skipped, *orders),
            (self._approval(schedule, decided.run, composed.reply, now),) if waits else (),
            topic_of(schedule.rule, decided.run.day),
            composed.facts if schedule.rule.kind is not Kind.POST else (),
            composed.starts_over,
        )

    def _composed(self, due: Due, run: Run, batch: Batch) -> Composed | None:
        schedule, rule = due.schedule, due.schedule.rule
        library, say = self._library(schedule.channel), self._words(schedule)
        own = (schedule.id, run.at) if rule.kind is Kind.QUESTION else ()
        what = (rule.kind, rule.topics, rule.count, rule.grave, rule.empty, rule.text, rule.fact)
        key = (id(library), say.locale, what, run.day, due.told, own)
        if key not in batch.composed:
            batch.composed[key] = compose(schedule, run, library, say, due.told)
        return batch.composed[key]

    def _approval(self, schedule: Schedule, run: Run, draft: Reply, now: datetime) -> Order:
        rule, settings = schedule.rule, self._notices.settings(schedule.channel)
        say = catalog(settings.locale)
        reply = approval(say, draft, schedule, run)
        order = self._notices.order(schedule.channel, rule.approval, reply, now, "approval", schedule.id, run.day)
        return replace(order, channel=replace(schedule.channel, id=rule.approval), expires_at=run.at)

    def _library(self, channel: Channel) -> Library:
        return self._shelf.library(self._notices.settings(channel).packs_off)

    def _words(self, schedule: Schedule) -> Catalog:
        return catalog(schedule.rule.language or self._notices.settings(schedule.channel).locale or POSTED_IN)


def approval(say: Catalog, draft: Reply, schedule: Schedule, run: Run) -> Reply:
    """Return what moderators are shown of a post that waits for them."""
    actions = (action_of(f"schedule {word}", schedule=schedule.id, day=run.day) for word in ("approve", "swap", "omit"))
    unanswered = words.posted_unanswered(say)
    if schedule.rule.policy is Policy.SKIP:
        unanswered = words.skipped_unanswered(say)
    when = say.moment(run.at, schedule.rule.zone)
    return words.approval(say, draft, schedule.id, when, unanswered, words.approval_choices(say, *actions))


def orders_of(schedule: Schedule, run: Run, composed: Composed, locale: str, state: State) -> tuple[Order, ...]:
    """Return the deliveries of one post: itself, and the answer that follows it."""
    rule = schedule.rule
    key = once_key(schedule.id) if rule.kind is Kind.POST else schedule_key(schedule.id, run.day)
    post = Order(
        key=key,
        channel=schedule.channel,
        reply=composed.reply,
        locale=locale,
        due_at=run.at,
        expires_at=run.at + GRACE,
        schedule=schedule.id,
        day=run.day,
        facts=composed.facts,
        state=state,
    )
    if composed.answer is None:
        return (post,)
    at = run.at + timedelta(minutes=rule.reveal)
    answer = replace(
        post,
        key=answer_key(schedule.id, run.day),
        reply=composed.answer,
        due_at=at,
        expires_at=at + GRACE,
        purpose=Purpose.ANSWER,
        state=State.READY,
    )
    return post, answer


def _moved(schedule: Schedule, following: Run | None) -> Schedule:
    if following is None:
        return replace(schedule, standing=Standing.DONE, next_day=None, next_at=None)
    return replace(schedule, next_day=following.day, next_at=following.at)


def _skipped(schedule: Schedule, gap: Gap) -> Order:
    at = moment_of(gap.day, schedule.rule.at, schedule.rule.zone)
    return Order(
        key=schedule_key(schedule.id, gap.day),
        channel=schedule.channel,
        reply=Reply(),
        locale="",
        due_at=at,
        expires_at=at,
        schedule=schedule.id,
        day=gap.day,
        state=State.SKIPPED,
        error=gap.reason,
    )
