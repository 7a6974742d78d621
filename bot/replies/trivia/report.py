"""A round's results as files: a question a row, a student a row, and in a workbook a sheet a question."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.chat import File
from bot.frozen import replace
from bot.replies.catalog import Catalog
from bot.replies.tables import write_csv, write_xlsx
from bot.replies.trivia import questions
from bot.replies.trivia.standings import name
from bot.schedule.zones import zone_label
from bot.trivia.formats.texts import slug_of
from bot.trivia.plan import Answer
from bot.trivia.questions.asked import Asked
from bot.trivia.records import Started
from bot.trivia.round import Round
from bot.trivia.standings import standings

Sheet = tuple[str, Sequence[str], Sequence[Sequence[object]]]


def workbook(say: Catalog, started: Started, zone: str) -> File:
    """Return the results as a workbook; moments are in a zone. A question that is open is not told of yet."""
    current = _revealed(started.round)
    numbers = range(len(current.plan.questions))
    single = (_single(say, current, number, zone) for number in numbers if current.answers_to(number))
    sheets = (_questions(say, current), _students(say, current), *single)
    return File(f"{_stem(started, zone)}.xlsx", write_xlsx(sheets))


def tables(say: Catalog, started: Started, zone: str) -> tuple[File, File]:
    """Return the results as two tables in CSV, of which the first has a question a row."""
    current, stem = _revealed(started.round), _stem(started, zone)
    return _file(f"{stem}-questions.csv", _questions(say, current)), _file(
        f"{stem}-students.csv", _students(say, current)
    )


def _file(name: str, sheet: Sheet) -> File:
    _, header, rows = sheet
    return File(name, write_csv(header, rows))


def _revealed(current: Round) -> Round:
    """Return a round without the answers to the question that is open."""
    return replace(current, answers=tuple(one for one in current.answers if one.question != current.unrevealed))


def _stem(started: Started, zone: str) -> str:
    """Return how the files are called: by the day, in a zone, and by what the round was about."""
    topic = slug_of(started.round.plan.title) or "trivia"
    return f"results-{started.at.astimezone(ZoneInfo(zone)):%Y-%m-%d}-{topic}"


def _questions(say: Catalog, current: Round) -> Sheet:
    return _rights(say, current) if current.plan.is_scored else _shares(say, current)


def _shares(say: Catalog, current: Round) -> Sheet:
    """Return the choices of a survey, with how many took each."""
    header = (say("number"), say("question"), say("answers"), say("choice"), say("chosen"), say("share"))
    rows: list[Sequence[object]] = []
    for number, asked in enumerate(current.plan.questions):
        given = current.answers_to(number)
        for index in range(len(asked.choices)):
            count = sum(index in one.picks(asked) for one in given)
            share: object = round(count / len(given), 2) if given else ""
            told = (questions.sentence(say, asked), len(given), questions.choice(say, asked, index))
            rows.append((number + 1, *told, count, share))
    return say("Questions"), header, rows


def _rights(say: Catalog, current: Round) -> Sheet:
    header = (say("number"), say("question"), say("right answer"), say("answers"), say("right"), say("share right"))
    rows = []
    for number, asked in enumerate(current.plan.questions):
        given = current.answers_to(number)
        right = sum(bool(one.is_right) for one in given)
        share: object = round(right / len(given), 2) if given else ""
        answer = questions.said(say, asked, asked.answer)
        rows.append((number + 1, questions.sentence(say, asked), answer, len(given), right, share))
    return say("Questions"), header, rows


def _students(say: Catalog, current: Round) -> Sheet:
    numbers = range(len(current.plan.questions))
    answers = {(one.player, one.question): one for one in current.answers}
    is_scored = current.plan.is_scored
    teams = (say("team"),) if current.plan.teams else ()
    rights = (say("right"),) if is_scored else ()
    header = (say("student"), *teams, *rights, say("answered"), *(str(number + 1) for number in numbers))
    rows = []
    for place in standings(current):
        team = (place.player.team,) if current.plan.teams else ()
        given = [answers.get((place.player.id, number)) for number in numbers]
        told = [_told(say, current.plan.questions[one.question], one) if one else "" for one in given]
        right = (place.right,) if is_scored else ()
        rows.append((name(say, place.player), *team, *right, place.answered, *told))
    return say("Students"), header, rows


def _single(say: Catalog, current: Round, number: int, zone: str) -> Sheet:
    """Return the sheet of one question: who answered what, and when."""
    asked, shown = current.plan.questions[number], ZoneInfo(zone)
    is_scored = current.plan.is_scored
    rights = (say("right"),) if is_scored else ()
    header = (say("student"), say("answer"), *rights, say("time ({zone})", zone=zone_label(zone)))
    names = {player.id: name(say, player) for player in current.players}
    rows = [
        (
            names.get(one.player, ""),
            questions.given(say, asked, one),
            *(("✓" if one.is_right else "",) if is_scored else ()),
            # A workbook knows no zones.
            one.at.astimezone(shown).replace(microsecond=0, tzinfo=None),
        )
        for one in sorted(current.answers_to(number), key=lambda one: one.at)
    ]
    return say("Question {number}", number=number + 1), header, rows


def _told(say: Catalog, asked: Asked, answer: Answer) -> str:
    """Return an answer, with a mark when it was right."""
    told = questions.given(say, asked, answer)
    return say("{answer} ✓", answer=told) if answer.is_right else told
