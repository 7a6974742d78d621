"""/audit: who changed what, when."""

from __future__ import annotations

from dataclasses import replace

from bot.chat import button
from bot.commands.context import StoredContext
from bot.commands.options import Options, option
from bot.commands.row import Outcome, moderated
from bot.replies.catalog import N_
from bot.replies.moderation import community as replies

PAGE_SIZE = 10
# Whoever asks for all of it at once (a console, a file) gets this many.
WHOLE = 500


class Audit(Options):
    """From where on."""

    before: int | None = option(N_("the entry to go on from"), low=1, high=9_999_999_999, hidden=True)


@moderated("audit", N_("Who changed what, and when"), "/audit")
def audit(options: Audit, context: StoredContext) -> Outcome:
    """Tell the latest changes, or those before the entry that `before` names."""
    size = WHOLE if context.whole else PAGE_SIZE
    entries = context.records.audit(context.community, size + 1, options.before)
    shown = entries[:size]
    label = context.say(replies.OLDER)
    older = button(label, context.command, before=shown[-1].id) if len(entries) > size else None
    reply = replies.audit(context.say, shown, context.settings.zone, older)
    return Outcome(replace(reply, replaces=options.before is not None))


ROWS = (audit,)
