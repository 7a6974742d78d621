"""What a schedule does when its time has come, or has passed while no process was running."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache

from bot.frozen import Frozen
from bot.schedule.reasons import Reason
from bot.schedule.recurrence import Gap, Run, due, gaps, next_run
from bot.schedule.rule import Rule, Schedule

# How late a post may be made at most, and from when on it says that it is late.
GRACE = timedelta(hours=2)
LATE = timedelta(minutes=1)
# How long before its time a post that needs approval is shown to moderators.
LEAD = timedelta(hours=24)
# How many missed days are recorded at most, after months in which no process was running.
MOST_MISSED = 60


class Plan(Frozen, frozen=True):
    """What a schedule does: `run` is to be posted, `skipped` to be recorded; `following` is its next post."""

    run: Run | None
    skipped: tuple[Gap, ...]
    following: Run | None


def plan(schedule: Schedule, now: datetime) -> Plan:
    """Return what a schedule does whose next post is due, or is to be shown to moderators before that.

    Of several posts whose time has passed only the latest is made, and only within GRACE.
    """
    if schedule.next_day is None or schedule.next_at is None:
        raise ValueError(f"schedule {schedule.id} has no next post")
    return _plan(schedule.rule, Run(schedule.next_day, schedule.next_at), now)


# Many schedules have the same rule.
@lru_cache(maxsize=256)
def _plan(rule: Rule, planned: Run, now: datetime) -> Plan:
    passed = due(rule, planned.day, now) or (planned,)
    *missed, latest = passed
    is_late = now - latest.at > GRACE
    following = next_run(rule, max(now, latest.at))
    lost = [Gap(run.day, Reason.MISSED) for run in (*missed, *((latest,) if is_late else ()))]
    ahead = gaps(rule, planned.day, following.day) if following else ()
    skipped = sorted((*lost, *ahead), key=lambda gap: gap.day)[-MOST_MISSED:]
    return Plan(None if is_late else latest, tuple(skipped), following)


def wake_at(schedule: Schedule) -> datetime | None:
    """Return when the planner is to look at a schedule."""
    if schedule.next_at is None:
        return None
    return schedule.next_at - LEAD if schedule.rule.approval else schedule.next_at
