"""The Open Trivia Database's JSON, in each of its encodings. The format: https://opentdb.com/api_config.php."""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Callable, Sequence
from urllib.parse import unquote

import msgspec

from bot.files.faults import json_fault
from bot.files.texts import UnreadableError, decoded
from bot.files.wording import worded
from bot.frozen import Frozen
from bot.trivia.formats.collector import Collector
from bot.trivia.formats.draft import Draft
from bot.trivia.formats.imported import Imported

DIFFICULTIES = {"easy": 1, "medium": 2, "hard": 3}
# What the database says of an answer without questions.
_CODES = {
    1: worded("Open Trivia gave no questions (code {code}): there are not as many; ask for fewer", code=1),
    2: worded("Open Trivia gave no questions (code {code}): a part of the address was wrong", code=2),
    3: worded("Open Trivia gave no questions (code {code}): the session token is not known; ask for a new one", code=3),
    4: worded("Open Trivia gave no questions (code {code}): the session token has had them all; reset it", code=4),
    5: worded(
        "Open Trivia gave no questions (code {code}): too many requests; wait five seconds and ask again", code=5
    ),
}
_KINDS = {"multiple", "boolean"}
_BASE64 = re.compile(r"[A-Za-z0-9+/]*={0,2}")
Decode = Callable[[str], str]


class _Row(Frozen, frozen=True):
    question: str
    correct_answer: str
    incorrect_answers: list[str] = msgspec.field(default_factory=list)
    category: str = ""
    difficulty: str = "medium"
    type: str = ""


class _Response(Frozen, frozen=True):
    results: list[msgspec.Raw]
    response_code: int = 0


def read(content: bytes) -> Imported:
    """Read the answer of the database's API, or its list alone; UnreadableError when it is something else."""
    raws = _rows(decoded(content).strip())
    collector = Collector(len(raws))
    rows = [(f"result {number}", _row(f"result {number}", raw, collector)) for number, raw in enumerate(raws, 1)]
    if rows and not any(row for _, row in rows):
        raise UnreadableError(
            "no question in this JSON has “question” and “correct_answer”, as Open Trivia’s have; write them into a "
            "table (.csv) with the columns question, answer and choices"
        )
    decode = _decoder([row for _, row in rows if row])
    for place, row in rows:
        if row:
            _add(place, row, decode, collector)
    return collector.result()


def _rows(text: str) -> Sequence[msgspec.Raw]:
    try:
        if text.startswith("["):
            return msgspec.json.decode(text, type=list[msgspec.Raw])
        response = msgspec.json.decode(text, type=_Response)
    except (msgspec.DecodeError, RecursionError) as error:
        why = json_fault(error, text)
        raise UnreadableError("this is not the JSON of the Open Trivia Database: {why}", why=why) from None
    if not response.results and response.response_code:
        code = response.response_code
        raise UnreadableError(
            _CODES.get(code, worded("Open Trivia gave no questions (code {code}): it gave no reason", code=code))
        )
    return response.results


def _row(place: str, raw: msgspec.Raw, collector: Collector) -> _Row | None:
    try:
        return msgspec.json.decode(raw, type=_Row)
    except (msgspec.ValidationError, RecursionError) as error:
        collector.lose(place, worded("it is not built as Open Trivia’s are: {why}", why=json_fault(error, "")))
        return None


def _decoder(rows: Sequence[_Row]) -> Decode:
    """Return how texts are encoded: the kinds of questions, which are two words, tell it."""
    kinds = [row.type for row in rows if row.type]
    # “multiple” as it stands could be base64, too.
    if kinds and all(kind not in _KINDS and _is_base64(kind) and _plain(kind) in _KINDS for kind in kinds):
        return _plain
    if kinds and set(kinds) <= _KINDS and any(re.search("%[0-9A-F]{2}", row.question) for row in rows):
        return unquote
    return html.unescape


def _is_base64(text: str) -> bool:
    return len(text) % 4 == 0 and bool(_BASE64.fullmatch(text))


def _plain(text: str) -> str:
    try:
        return base64.b64decode(text, validate=True).decode()
    except ValueError:
        # Of a letter that base64 does not have, of a length it cannot have, or of bytes that are no text.
        return text


def _add(place: str, row: _Row, decode: Decode, collector: Collector) -> None:
    difficulty = decode(row.difficulty)
    if difficulty not in DIFFICULTIES:
        collector.remark(
            place, worded("the difficulty “{difficulty}” is not known; medium is taken", difficulty=difficulty[:30])
        )
    collector.add(
        place,
        Draft(
            decode(row.question),
            (decode(row.correct_answer),),
            tuple(map(decode, row.incorrect_answers)),
            "",
            DIFFICULTIES.get(difficulty, 2),
            (decode(row.category),),
        ),
    )
