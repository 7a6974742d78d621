"""COMMANDS: every command there is, in the order in which /help and docs/commands.md show them."""

from __future__ import annotations

from bot.commands.lookups import about, onthisday, opening, searching, timeline, who
from bot.commands.moderation import audit, imports, moderators, packs, privacy, reports, settings
from bot.commands.row import Command, Rows
from bot.commands.schedule import answers, edit, keeping, setup, week
from bot.commands.study import sittings
from bot.commands.trivia import answering, boards, daily, hosting, results, start

_ROWS: tuple[Command, ...] = (
    *timeline.ROWS,
    *who.ROWS,
    *onthisday.ROWS,
    *opening.ROWS,
    *searching.ROWS,
    *start.ROWS,
    *answering.ROWS,
    *hosting.ROWS,
    *boards.ROWS,
    *results.ROWS,
    *daily.ROWS,
    *sittings.ROWS,
    *setup.ROWS,
    *edit.ROWS,
    *keeping.ROWS,
    *answers.ROWS,
    *week.ROWS,
    *settings.ROWS,
    *moderators.ROWS,
    audit.audit_of(lambda: COMMANDS),
    *imports.ROWS,
    *packs.ROWS,
    *reports.ROWS,
    *privacy.ROWS,
)
COMMANDS: Rows = Rows((*_ROWS, about.help_with((*_ROWS, *about.ROWS)), *about.ROWS))
