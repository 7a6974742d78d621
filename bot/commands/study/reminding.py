"""/study remind: a private message, at a time of one's own, that cards are due."""

from __future__ import annotations

from datetime import time
from zoneinfo import ZoneInfo

from bot.chat import Reply, action_of, needed
from bot.commands.context import StoredContext
from bot.commands.options import Options, option
from bot.commands.reading.asking import Asking
from bot.commands.reading.days import read_time, read_weekdays
from bot.commands.reading.time_completions import complete_weekdays
from bot.commands.row import Outcome
from bot.frozen import replace
from bot.replies.catalog import N_
from bot.replies.study import reminders as replies
from bot.schedule.reminder import Reminder, ReminderSet, ReminderStopped
from bot.schedule.rule import EVERY_DAY, Kind, Rule

OFF = ("off", "no", "none")


def read_time_or_off(text: str, asking: Asking) -> time | str:
    """Read a time of day, or "off" for no reminder."""
    return OFF[0] if text.casefold() in OFF else read_time(text, asking)


class Reminding(Options):
    """When to remind, if at all."""

    remind: time | str | None = option(
        N_("a private message when cards are due: at which time, as 18:00; or off"), read=read_time_or_off, named=True
    )
    zone: ZoneInfo | None = option(N_("a city or a time zone; else this place's"), named=True)
    weekdays: tuple[int, ...] | None = option(
        N_("on which days to remind you, as mon-fri or mon,wed"),
        read=read_weekdays,
        complete=complete_weekdays,
        named=True,
    )

    @property
    def is_about_reminders(self) -> bool:
        """Whether any of these options was given."""
        return self.remind is not None or self.zone is not None or self.weekdays is not None


def remind(options: Reminding, context: StoredContext) -> Outcome:
    """Set a person's reminder, or switch it off."""
    at = needed(options.remind, context.say(replies.ALONE))
    if not isinstance(at, time):
        return _stop(context)
    zone = options.zone.key if options.zone else context.settings.zone
    rule = Rule(Kind.DAILY, at, zone, options.weekdays or EVERY_DAY)
    reminder = Reminder(context.user, rule, context.say.locale).ahead(context.now)
    next_at = needed(reminder.next_at, context.say(replies.NEVER))
    reply = replies.set_for(context.say, next_at, rule.zone, action_of("study", remind=OFF[0]))
    return Outcome(reply, (ReminderSet(reminder),))


def with_refusal(outcome: Outcome, context: StoredContext) -> Outcome:
    """Return an outcome that says, once, that a reminder was switched off since it could not be delivered."""
    reminder = context.records.reminder(context.user)
    if reminder is None or not reminder.is_refused:
        return outcome
    reply = replace(outcome.reply, notes=(*outcome.reply.notes, context.say(replies.REFUSED)))
    return replace(outcome, reply=reply, store=(*outcome.store, ReminderStopped(context.user, context.now)))


def _stop(context: StoredContext) -> Outcome:
    needed(context.records.reminder(context.user), context.say(replies.NONE_SET))
    return Outcome(Reply(text=context.say(replies.STOPPED)), (ReminderStopped(context.user, context.now),))
