"""/report and /reports: members report that a fact is wrong, and moderators read and close the reports."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.chat import File, Reply, Request, UsageError, action_of, button, needed
from bot.commands.context import Context, StoredContext
from bot.commands.options import Options, option
from bot.commands.places import community_lock
from bot.commands.reading.asking import MOST_CHOICES
from bot.commands.reading.completions import complete_fact
from bot.commands.reading.names import record_called
from bot.commands.reading.pages import Paged, page_of, paged
from bot.commands.reading.stored import complete_report
from bot.commands.row import Outcome, Response, command, form, moderated
from bot.community import FactReport, ReportClosed
from bot.facts.model import Question, Source
from bot.replies.catalog import N_
from bot.replies.lookups.facts import title, title_of
from bot.replies.moderation import reports as replies
from bot.replies.tables import write_csv

TEXT_LIMIT = 1_000
# How many characters the ids of a message's facts have at most, so that they fit a line and a request.
FACTS_LIMIT = 3_000
MOST_A_DAY = 10
DAY = timedelta(days=1)
FORMATS = {"csv": N_("CSV, a table"), "yaml": N_("YAML")}


class OfFact(Options):
    """Which fact."""

    id: str = option(N_("the fact: words of its title, chosen from the list"), complete=complete_fact)


class Report(OfFact):
    """Which fact, and what is wrong with it."""

    text: str = option(N_("what is wrong and how you know, in up to 1,000 characters"), limit=TEXT_LIMIT)


class OfMessage(Options):
    """Which message, and what it shows."""

    message: str = option(N_("the message's id"), default="")
    facts: str = option(N_("the facts that can be opened from it, commas between"), default="", limit=FACTS_LIMIT)


class Close(Options):
    """Which report."""

    number: int = option(N_("the report's number"), low=1, high=9_999_999_999, complete=complete_report)


class Export(Options):
    """As which kind of file."""

    format: str = option(N_("the kind of file"), default="csv", choices=FORMATS)


@form("report form", N_("Ask what is wrong with a fact"), hidden=True)
def ask(options: OfFact, context: Context) -> Outcome:
    """Open the form in which a person says what is wrong."""
    action = action_of("report", id=options.id)
    return Outcome(replies.form(context.say, _title(options.id, context), action, TEXT_LIMIT))


@command(
    "report message",
    N_("Ask which fact of a message is wrong, and what is wrong with it"),
    response=Response.FORM,
    hidden=True,
    on_message=N_("Report a mistake"),
)
def of_message(options: OfMessage, context: StoredContext) -> Outcome:
    """Open the form for the one fact that a message shows, or ask which of several is meant."""
    past = context.records.posted(context.channel, options.message) if options.message else None
    facts = tuple(fact for fact in (*(past.facts if past else ()), *options.facts.split(",")) if _has(fact, context))
    shown = tuple(dict.fromkeys(facts))[:MOST_CHOICES]
    if not shown:
        raise UsageError(context.say(replies.NOTHING_TO_REPORT))
    if len(shown) > 1:
        return Outcome(replies.which_fact(context.say, [(fact, _title(fact, context)) for fact in shown]))
    return Outcome(replies.form(context.say, _title(shown[0], context), action_of("report", id=shown[0]), TEXT_LIMIT))


def _in_form(request: Request) -> str:
    """Return the action that opens the form again in which a report was written."""
    return action_of("report form", id=request.options.get("id", ""))


@command(
    "report",
    N_("Tell the moderators that a fact is wrong"),
    '/report "Finland joins NATO as its 31st member" It was the day before.',
    lock=community_lock,
    form=_in_form,
)
def report(options: Report, context: StoredContext) -> Outcome:
    """Put a report into the moderators' queue."""
    say, record = context.say, record_called(options.id, context.library)
    if record is None:
        raise UsageError(say(replies.UNKNOWN_FACT, text=options.id))
    if context.records.reports_since(context.user, context.now - DAY) >= MOST_A_DAY:
        raise UsageError(say(replies.TOO_MANY, limit=say.number(MOST_A_DAY)))
    stored = FactReport(context.user, context.now, record.id, options.text)
    return Outcome(replies.thanks(say, _title(record.id, context)), (stored,))


@moderated("reports list", N_("The reports of facts that wait"), "/reports list")
def queue(options: Paged, context: StoredContext) -> Outcome:
    """List the reports that wait, a page at a time, with a button to close each."""
    reports = context.records.open_reports(context.community)
    page = page_of(reports, options, context)
    buttons = [
        button(context.say(replies.CLOSE, number=report.id), "reports close", number=report.id) for report in page
    ]
    titled = [(report, _title(report.fact, context)) for report in page]
    reply = replies.queue(context.say, titled, context.settings.zone, () if context.whole else buttons)
    return Outcome(paged(reply, options, context, len(reports)))


@moderated("reports close", N_("Close a report"), "/reports close 12")
def close(options: Close, context: StoredContext) -> Outcome:
    """Close a report; closing one twice is no mistake."""
    number, community = options.number, context.community
    report = needed(context.records.report(community, number), context.say(replies.NO_REPORT, number=number))
    reply = Reply(text=context.say(replies.CLOSED, number=number))
    if report.is_closed:
        return Outcome(reply)
    entry = context.audited(f"{number}: {title_of(context.library, report.fact)}")
    return Outcome(reply, (ReportClosed(community, number, context.now), entry))


@moderated(
    "reports export",
    N_("The reports that wait, as a file for whoever keeps the pack"),
    "/reports export",
    "/reports export yaml",
)
def export(options: Export, context: StoredContext) -> Outcome:
    """Hand out the reports that wait, without who sent them."""
    reports = context.records.open_reports(context.community)
    write = _yaml if options.format == "yaml" else _csv
    file = File(f"reports.{options.format}", write(reports, context))
    return Outcome(replies.exported(context.say, len(reports), file))


def _csv(reports: Sequence[FactReport], context: Context) -> bytes:
    rows = (_row(report, context) for report in reports)
    return write_csv(("number", "date", "pack", "fact", "title", "report"), (tuple(row.values()) for row in rows))


def _yaml(reports: Sequence[FactReport], context: Context) -> bytes:
    import yaml

    rows = [_row(report, context) for report in reports]
    return yaml.safe_dump(rows, allow_unicode=True, sort_keys=False).encode()


def _row(report: FactReport, context: Context) -> dict[str, str | int]:
    return {
        "number": report.id,
        "date": report.at.date().isoformat(),
        "pack": context.library.pack_of(report.fact).id if _has(report.fact, context) else "",
        "fact": report.fact,
        "title": _title(report.fact, context),
        "report": report.text,
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


ROWS = (report, ask, of_message, queue, close, export)
