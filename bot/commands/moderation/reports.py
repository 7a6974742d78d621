"""/report and /reports: a member says that a fact is wrong, and moderators see to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import yaml

from bot.chat import File, Request, UsageError
from bot.commands.context import Context
from bot.commands.moderated import moderated
from bot.commands.places import community_lock, community_of, records_of
from bot.commands.reading.names import MOST_CHOICES, Completion, completing
from bot.commands.reading.pages import FROM, limit_of, offset_of, paged
from bot.commands.row import Command, Kind, Option, Outcome, Response, Visibility, action_of, button
from bot.community import AuditEntry, FactReport, ReportClosed
from bot.facts.model import Kind as FactKind
from bot.facts.model import Question, Source
from bot.facts.search import search
from bot.replies.catalog import N_
from bot.replies.lookups.facts import title
from bot.replies.moderation import reports as replies
from bot.replies.tables import write_csv

TEXT_LIMIT = 500
MOST_A_DAY = 10
DAY = timedelta(days=1)
NAMED = (FactKind.PERSON, FactKind.COUNTRY, FactKind.ORGANIZATION, FactKind.TERM)


def ask(request: Request, context: Context) -> Outcome:
    """Open the form in which one says what is wrong."""
    fact = request.options["id"]
    return Outcome(replies.form(context.say, _title(fact, context), action_of("report", id=fact), TEXT_LIMIT))


def report(request: Request, context: Context) -> Outcome:
    """Put a report into the moderators' queue."""
    say, fact, text = context.say, request.options["id"], request.options["text"]
    if not _has(fact, context):
        raise UsageError(replies.unknown_fact(say, fact))
    if len(text) > TEXT_LIMIT:
        raise UsageError(replies.too_long(say, TEXT_LIMIT, len(text)))
    if records_of(context).reports_since(request.user, request.at - DAY) >= MOST_A_DAY:
        raise UsageError(replies.too_many(say, MOST_A_DAY))
    return Outcome(replies.thanks(say, _title(fact, context)), (FactReport(request.user, request.at, fact, text),))


def queue(request: Request, context: Context) -> Outcome:
    """List the reports that wait, a page at a time, with a button to close each."""
    waiting = records_of(context).open_reports(community_of(request))
    size = limit_of(request) or len(waiting)
    page = waiting[offset_of(request) :][:size]
    closing = [button(replies.close(context.say, one.id), "reports close", number=one.id) for one in page]
    titled = [(one, _title(one.fact, context)) for one in page]
    reply = replies.queue(context.say, titled, context.settings.zone, () if request.whole else closing)
    return Outcome(paged(reply, request, context, len(waiting)))


def close(request: Request, context: Context) -> Outcome:
    """Close a report; closing one twice is no mistake."""
    number, community = int(request.options["number"]), community_of(request)
    found = records_of(context).report(community, number)
    if found is None:
        raise UsageError(replies.no_report(context.say, number))
    reply = replies.closed(context.say, number)
    if found.is_closed:
        return Outcome(reply)
    entry = AuditEntry(request.user, request.at, request.command, f"{number} ({found.fact})")
    return Outcome(reply, (ReportClosed(community, number, request.at), entry))


def export(request: Request, context: Context) -> Outcome:
    """Hand out the reports that wait, without who sent them."""
    waiting = records_of(context).open_reports(community_of(request))
    kind = request.options.get("format", "csv")
    file = File(f"reports.{kind}", _FORMATS[kind](waiting, context))
    return Outcome(replies.exported(context.say, len(waiting), file))


def _csv(waiting: Sequence[FactReport], context: Context) -> bytes:
    rows = (_row(one, context) for one in waiting)
    return write_csv(("number", "date", "pack", "fact", "title", "report"), (tuple(row.values()) for row in rows))


def _yaml(waiting: Sequence[FactReport], context: Context) -> bytes:
    rows = [_row(one, context) for one in waiting]
    return yaml.safe_dump(rows, allow_unicode=True, sort_keys=False).encode()


_FORMATS = {"csv": _csv, "yaml": _yaml}


def _row(one: FactReport, context: Context) -> dict[str, str | int]:
    return {
        "number": one.id,
        "date": one.at.date().isoformat(),
        "pack": context.library.pack_of(one.fact).id if _has(one.fact, context) else "",
        "fact": one.fact,
        "title": _title(one.fact, context),
        "report": one.text,
    }


def _has(fact: str, context: Context) -> bool:
    return context.library.record(fact) is not None


def _title(fact: str, context: Context) -> str:
    """Return what a record is called; its id when no pack has it any more, or its pack is switched off."""
    record = context.library.record(fact)
    if isinstance(record, Question):
        return record.question
    if isinstance(record, Source):
        return record.title
    return title(record) if record else fact


def complete_fact(request: Request, context: Context, beginning: str) -> Completion:
    """Offer people, organizations and terms by their names, and all facts by the words of their titles."""
    named = completing(*NAMED)(request, context, beginning)
    found = ((title(hit.fact), hit.fact.id) for hit in search(context.library, beginning, limit=MOST_CHOICES).hits)
    return tuple(dict.fromkeys((*named, *found)))[:MOST_CHOICES]


_ID = Option("id", N_("the fact: its id, or its title as you type"), required=True, complete=complete_fact)
_TEXT = Option("text", N_("what is wrong and how you know, in up to 500 characters"), required=True)
_NUMBER = Option("number", N_("the report's number"), Kind.INTEGER, required=True, least=1, most=9_999_999_999)
_FORMAT = Option("format", N_("the kind of file"), choices=(("csv", N_("CSV, a table")), ("yaml", N_("YAML"))))

ROWS = (
    Command(
        "report",
        report,
        N_("Tell the moderators that a fact is wrong"),
        (_ID, _TEXT),
        ("/report bucharest-summit-2008 The summit began on 2 April.",),
        response=Response.DEFER,
        visibility=Visibility.PRIVATE,
        stored=True,
        lock=community_lock,
    ),
    Command(
        "report form",
        ask,
        N_("Ask what is wrong with a fact"),
        (_ID,),
        response=Response.FORM,
        visibility=Visibility.PRIVATE,
        hidden=True,
    ),
    moderated("reports list", queue, N_("The reports of facts that wait"), (FROM,), ("/reports list",)),
    moderated("reports close", close, N_("Close a report"), (_NUMBER,), ("/reports close 12",)),
    moderated(
        "reports export",
        export,
        N_("The reports that wait, as a file for whoever keeps the pack"),
        (_FORMAT,),
        ("/reports export", "/reports export yaml"),
    ),
)
