"""Which format a text is of: by how it begins, and by how much of it each reader can read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress

import msgspec

from bot.files.texts import UnreadableError, decoded
from bot.files.wording import Worded, worded
from bot.trivia.formats import anki, moodle
from bot.trivia.formats.elsewhere import refuse_page
from bot.trivia.formats.format import FORMATS
from bot.trivia.formats.qti.package import NOT_QTI
from bot.trivia.formats.tables.heads import role_of
from bot.trivia.formats.trials import TABLES, TEXTS, Trial, trials_of

# How much the share that can be read counts: of two that read a text equally well, the one of more weight is meant.
_WEIGHTS = {format.name: format.weight for format in FORMATS}
_WITHOUT_TAB = 0.6
# How much the ending of a name counts beside the structure.
_ENDINGS = {ending: format.name for format in FORMATS for ending in format.endings}
_FOR_ENDING = 0.2
# Two formats that read nearly the same share of a text are asked about; one that reads less than this is none.
_CLOSE, _LEAST = 0.12, 0.15
_UNMARKED = {"gift", "anki", "quizlet"}
_ANKI = re.compile(r"#\s*(separator|html|columns|tags|deck|notetype|guid)\b[^\n]*:", re.IGNORECASE)
# What is called a table and has so many columns is no list of fronts and backs.
_WIDE = 3
_TABLE_ENDINGS = ("csv", "tsv")


def trial_of_text(name: str, content: bytes) -> Trial:
    """Return what the reader makes of a text whose format it is, or of a table that does not tell its columns.

    UnreadableError where it is of none, or may be of two.
    """
    text = decoded(content).lstrip()
    if _ANKI.match(text):
        return Trial("anki", anki.read(content))
    refuse_page(content)
    trials = trials_of(content, tuple(format.name for format in FORMATS if text[:1] and text[:1] in format.begins))
    if trials and trials[-1].is_read:
        return trials[-1]
    if trials and _is_markup(text):
        raise UnreadableError(_why_not_marked(text, trials))
    # Other files of YAML are written like terms and definitions.
    trials = trials_of(content, ("red",) if name.casefold().endswith((".yaml", ".yml")) else TEXTS)
    gift = _gift(name, trials)
    return gift or _best(name.casefold().rpartition(".")[2], trials, has_tabs="\t" in text)


def _is_markup(text: str) -> bool:
    """Whether a text is JSON or XML, so that no format of plain text can be meant."""
    if text.startswith("<"):
        return text.startswith(("<?xml", "<quiz", "<questestinterop", "<assessment"))
    with suppress(msgspec.DecodeError, RecursionError):
        msgspec.json.decode(text, type=msgspec.Raw)
        return True
    return text.startswith(('{"', "[{"))


def _why_not_marked(text: str, trials: Sequence[Trial]) -> str:
    """Return why a text is of no format of XML or JSON."""
    if "<qti-assessment-item" in text:
        return worded("this is QTI 3; export it as QTI 2.1 or 1.2")
    if text.startswith("<"):
        return _why_no_xml(trials)
    return trials[-1].why if '"cards"' in text else trials[0].why


def _why_no_xml(trials: Sequence[Trial]) -> str:
    # Of XML that is damaged both say the same.
    why = next((trial.why for trial in trials if trial.why not in (moodle.NOT_MOODLE, NOT_QTI)), "")
    if why:
        return why
    return worded(
        "this is not Moodle XML, which begins with <quiz>, and not QTI, which does with <questestinterop> or "
        "<assessmentItem>"
    )


def _gift(name: str, trials: Sequence[Trial]) -> Trial | None:
    """Return the trial of GIFT for a file that is called so and is, also where trivia can ask none of its questions.

    None for any other. A list without any mark is found in GIFT's comments and answers as well; what has marks of its
    own is meant by them.
    """
    if not name.casefold().endswith((".gift", ".gift.txt")):
        return None
    if any(trial.share for trial in trials if trial.format not in _UNMARKED):
        return None
    return next((trial for trial in trials if trial.format == "gift" and trial.is_read), None)


def _best(ending: str, trials: Sequence[Trial], *, has_tabs: bool) -> Trial:
    weights = _WEIGHTS if has_tabs else {**_WEIGHTS, "anki": _WITHOUT_TAB}
    scores = {trial.format: _score(trial, ending, weights[trial.format]) for trial in trials}
    ranked = sorted((trial for trial in trials if trial.is_read), key=lambda trial: -scores[trial.format])
    if not ranked or scores[ranked[0].format] < _LEAST:
        raise UnreadableError(_why_none(ending, trials, ranked))
    best, *others = ranked
    if ending in _TABLE_ENDINGS and (table := _unread_table(best, trials)):
        return table
    for other in others[:1]:
        is_close = scores[best.format] - scores[other.format] < _CLOSE
        if is_close and _must_ask(best, other, is_plain=has_tabs or ending in _TABLE_ENDINGS):
            raise _doubt(best, other)
    return best


def _score(trial: Trial, ending: str, weight: float) -> float:
    if trial.is_table:
        # Whatever its rows are worth: its heads name what is asked and what is right.
        return 1.0 + trial.share
    for_ending = _FOR_ENDING if trial.share and _ENDINGS.get(ending) == trial.format else 0.0
    return trial.share * weight + for_ending


def _unread_table(best: Trial, trials: Sequence[Trial]) -> Trial | None:
    """Return a table whose columns nothing tells, where what is called one was read as a list; None for any other.

    UnreadableError where its rows cannot be told apart.
    """
    if broken := next((trial for trial in trials if trial.is_broken_table), None):
        raise UnreadableError(broken.why)
    if best.format not in ("anki", "quizlet"):
        return None
    return next((trial for trial in trials if trial.columns and _are_heads(trial.columns.heads)), None)


def _are_heads(names: Sequence[str]) -> bool:
    """Whether these are too many for a front and a back, or one of them says that it heads the questions."""
    return len(names) >= _WIDE or "question" in map(role_of, names)


def _must_ask(best: Trial, other: Trial, *, is_plain: bool) -> bool:
    """Whether two readers make different questions of a file, and neither knows its columns by name.

    `is_plain`: with tabs between, or called a table, what is copied from Quizlet is a list as Anki reads it.
    """
    if best.format in TABLES or (is_plain and {best.format, other.format} == {"anki", "quizlet"}):
        return False
    return _asked(best) != _asked(other)


def _asked(trial: Trial) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(question.question, question.answer, question.choices) for question in trial.imported.questions]


def _doubt(best: Trial, other: Trial) -> UnreadableError:
    return UnreadableError(
        "this may be {one} ({first}) or {other} ({second}); say which it is: format:{one} or format:{other}",
        one=best.format,
        first=_beginning(best),
        other=other.format,
        second=_beginning(other),
    )


def _beginning(trial: Trial) -> str:
    """Return how many questions were read, and how the first begins."""
    questions = trial.imported.questions
    return f"{len(questions)}: “{questions[0].question[:40] if questions else ''}”"


def _why_none(ending: str, trials: Sequence[Trial], ranked: Sequence[Trial]) -> str:
    """Return why a file is of no format; `ranked` are the trials in which something was read, the best first."""
    large = next((trial.why for trial in trials if trial.is_too_large), "")
    # What has the ending of a format is told what that format finds wrong.
    meant = "csv" if ending == "csv" else _ENDINGS.get(ending, "")
    return large or next((trial.why for trial in trials if trial.format == meant), "") or _why_unknown(ranked)


def _why_unknown(ranked: Sequence[Trial]) -> Worded:
    lost = next((remark for trial in ranked[:1] for remark in trial.imported.remarks if remark.is_lost), None)
    if lost is None:
        return worded(
            "no format of questions was found in it: send Moodle XML, GIFT, Aiken, QTI, Anki’s .apkg, a table (.xlsx "
            "or .csv) with the columns question, answer and choices, or a list of Red’s, Kotoba’s or Open Trivia’s"
        )
    return worded(
        "no format of questions was found in it: send Moodle XML, GIFT, Aiken, QTI, Anki’s .apkg, a table (.xlsx or "
        ".csv) with the columns question, answer and choices, or a list of Red’s, Kotoba’s or Open Trivia’s; "
        "as {format}, {lost}",
        format=ranked[0].format,
        lost=worded("{place}: left out: {text}", place=lost.place, text=lost.words),
    )
