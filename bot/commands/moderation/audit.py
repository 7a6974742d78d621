"""/audit: who changed what, when."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bot.chat import button
from bot.commands.context import StoredContext
from bot.commands.options import Options, option
from bot.commands.row import Command, Outcome, moderated
from bot.frozen import replace
from bot.replies.catalog import N_
from bot.replies.moderation import community as replies

PAGE_SIZE = 10
# How many entries are shown where the answer has no pages (in the console, in a file).
WHOLE = 500


class Audit(Options):
    """With which entry to begin."""

    before: int | None = option(N_("the entry to go on from"), low=1, high=9_999_999_999, hidden=True)


def audit_of(commands: Callable[[], Iterable[Command]]) -> Command:
    """Return the row of /audit; hidden ones of these commands, whose names nobody knows, are shown by their help."""

    @moderated("audit", N_("Who changed what, and when"), "/audit")
    def audit(options: Audit, context: StoredContext) -> Outcome:
        """Tell the latest changes, or those before the entry that `before` names."""
        say, size = context.say, WHOLE if context.whole else PAGE_SIZE
        entries = context.records.audit(context.community, size + 1, options.before)
        shown = entries[:size]
        label = say(replies.OLDER)
        older = button(label, context.command, before=shown[-1].id) if len(entries) > size else None
        deeds = {row.name: say(row.help) for row in commands() if row.hidden}
        reply = replies.audit(say, shown, context.settings.zone, deeds, older)
        return Outcome(replace(reply, replaces=options.before is not None))

    return audit
