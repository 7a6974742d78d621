"""/audit: who changed what, when."""

from __future__ import annotations

from dataclasses import replace

from bot.chat import Request
from bot.commands.context import Context
from bot.commands.moderated import moderated
from bot.commands.places import community_of, records_of
from bot.commands.row import Kind, Option, Outcome, button
from bot.replies.catalog import N_
from bot.replies.moderation import community as replies

PAGE_SIZE = 10
# Whoever asks for all of it at once (a console, a file) gets this many.
WHOLE = 500


def audit(request: Request, context: Context) -> Outcome:
    """Tell the latest changes, or those before the entry that `before` names."""
    size = WHOLE if request.whole else PAGE_SIZE
    before = int(request.options["before"]) if "before" in request.options else None
    found = records_of(context).audit(community_of(request), size + 1, before)
    entries = found[:size]
    label = replies.older(context.say)
    older = button(label, request.command, before=entries[-1].id) if len(found) > size else None
    reply = replies.audit(context.say, entries, context.settings.zone, older)
    return Outcome(replace(reply, replaces=before is not None))


_BEFORE = Option("before", N_("the entry to go on from"), Kind.INTEGER, least=1, most=9_999_999_999, hidden=True)

ROWS = (moderated("audit", audit, N_("Who changed what, and when"), (_BEFORE,), ("/audit",)),)
