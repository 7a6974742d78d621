"""Red's lists, the Open Trivia Database, Kotoba's quizzes, and what is pasted from Quizlet and Blooket."""

from __future__ import annotations

import base64
import json
from urllib.parse import quote

import pytest

from bot.files.texts import UnreadableError
from bot.trivia.formats.known import read
from tests.trivia.formats.sample import Sample, check, choice, recognize, sample, typed

RED = (
    sample(
        "a list",
        "AUTHOR: Ada\nDESCRIPTION: A list\nIn which year?:\n- 1949\n- forty-nine\n",
        typed("In which year?", "1949", "forty-nine"),
    ),
    sample(
        "truth",
        "Is it so?:\n- true\nIs it not?:\n- no\nQuoted?:\n- 'true'\n",
        typed("Is it so?", "true", "Yes", "On"),
        typed("Is it not?", "no", "False", "Off"),
        typed("Quoted?", "true"),
    ),
    sample(
        "as it is written",
        "Which switch?:\n- Off\nWhat is nothing?:\n- null\nWhat is ~?:\n- ~\n",
        typed("Which switch?", "Off", "False", "No"),
        typed("What is nothing?", "null"),
        typed("What is ~?", "~"),
    ),
    sample(
        "numbers and times",
        "When?:\n- 08:30\n- 1_000\n- 0x10\n- 1e3\n",
        typed("When?", "08:30", "1_000", "0x10", "1e3"),
    ),
    sample("days", "When?:\n- 1949-04-04\n", typed("When?", "1949-04-04")),
    sample("quoted keys", '"Who: he or she?":\n- "she: of course"\n', typed("Who: he or she?", "she: of course")),
    sample("flow", "Who?: [Ismay, Spaak]\n", typed("Who?", "Ismay", "Spaak")),
    sample("no list", "Who?: Ismay\nWhen?:\n- 1949\n", typed("When?", "1949"), lost=1, remarks=("line 1",)),
    sample("a list in a list", "Who?:\n- [a]\nWhen?:\n- 1949\n", typed("When?", "1949"), lost=1, remarks=("line 2",)),
    sample("the same twice", "Who?:\n- a\nWho?:\n- b\n", typed("Who?", "a"), lost=1, remarks=("line 3",)),
    sample("no answer", "Who?: []\nWhen?:\n- 1949\n", typed("When?", "1949"), lost=1),
    sample(
        "settings",
        "CONFIG:\n  bot-plays: true\nWhen?:\n- 1949\n",
        typed("When?", "1949"),
        remarks=("CONFIG is for Red",),
    ),
    sample("a comment", "# of mine\nWhen?: # here\n- 1949 # so\n", typed("When?", "1949")),
    sample("equal answers", "When?:\n- May\n- may\n", typed("When?", "May")),
)


@pytest.mark.parametrize("given", RED, ids=str)
def test_a_list_of_red_is_asked_or_told(given: Sample) -> None:
    assert recognize("x.txt", given.content) == "red"
    check(given, read("x.yaml", given.content))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"? " * 60_000, "nested too deeply"),
        (b"[" * 120_000, "nested too deeply"),
        (b"Who?:\n" + b"- " * 60_000, "nested too deeply"),
        (b"a:\n" + b" [\n" * 40_000, "nested too deeply"),
        (b"a: &x [b]\nc: *x\n", "through an alias"),
        (b"a: [", "not YAML"),
        (b"", "is empty"),
    ],
)
def test_a_list_that_could_hurt_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(UnreadableError, match=why):
        read("x.yaml", content, "red")


ROW = {
    "category": "History: Cold War",
    "type": "multiple",
    "difficulty": "hard",
    "question": "Who said &quot;tear down&quot;?",
    "correct_answer": "Reagan",
    "incorrect_answers": ["Ford", "A &amp; B"],
}
SAID = choice('Who said "tear down"?', "Reagan", "Ford", "A & B")
PLAIN = {**ROW, "question": 'Who said "tear down"?', "incorrect_answers": ["Ford", "A & B"]}


def encoded(encode: object) -> dict[str, object]:
    assert callable(encode)
    return {
        key: [encode(one) for one in text] if isinstance(text, list) else encode(text) for key, text in PLAIN.items()
    }


def in_base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def results(*rows: object, code: int = 0) -> str:
    return json.dumps({"response_code": code, "results": rows})


OPEN_TRIVIA = (
    sample("HTML", results(ROW), SAID),
    sample("base64", results(encoded(in_base64)), SAID),
    sample(
        "a letter that base64 does not have",
        results({**encoded(in_base64), "correct_answer": "Réagan"}),
        choice('Who said "tear down"?', "Réagan", "Ford", "A & B"),
    ),
    sample("RFC 3986", results(encoded(lambda text: quote(text, safe=""))), SAID),
    sample("a list alone", json.dumps([ROW, ROW]), SAID, SAID),
    sample(
        "truth",
        results({**ROW, "type": "boolean", "correct_answer": "True", "incorrect_answers": ["False"]}),
        choice('Who said "tear down"?', "True", "False"),
    ),
    sample("no answer", results(ROW, {"question": "Who?"}), SAID, lost=1, remarks=("result 2: left out",)),
    sample("no row", results(ROW, "Who?", None, 7), SAID, lost=3),
    sample("a level that is none", results({**ROW, "difficulty": "deadly"}), SAID, remarks=("“deadly” is not known",)),
    sample(
        "no level and category",
        results({key: ROW[key] for key in ("question", "correct_answer", "incorrect_answers")}),
        SAID,
    ),
    sample("an empty answer", results({**ROW, "correct_answer": ""}), lost=1, remarks=("no right answer",)),
    sample(
        "the answer among the wrong",
        results({**ROW, "incorrect_answers": ["Reagan", "Ford"]}),
        choice('Who said "tear down"?', "Reagan", "Ford"),
        remarks=("“Reagan”",),
    ),
    sample("nothing", results()),
)


@pytest.mark.parametrize("given", OPEN_TRIVIA, ids=str)
def test_the_open_trivia_database_is_asked_or_told(given: Sample) -> None:
    assert recognize("x.bin", given.content) == "opentdb"
    check(given, read("x.json", given.content))


def test_level_and_category_are_kept_in_every_encoding() -> None:
    for given in OPEN_TRIVIA[:3]:
        (question,) = read("x.json", given.content).questions
        assert (question.difficulty, question.tags) == (3, ("history-cold-war",))


@pytest.mark.parametrize(
    ("code", "why"), [(5, "wait five seconds"), (1, "ask for fewer"), (4, "reset it"), (99, "no reason")]
)
def test_an_answer_without_questions_says_why(code: int, why: str) -> None:
    with pytest.raises(UnreadableError, match=rf"code {code}\): .*{why}"):
        read("x.json", results(code=code).encode())


@pytest.mark.parametrize("content", [b"{", b"[1,", b'{"results":' + b"[" * 200_000, b'{"a": 1}'])
def test_json_of_another_kind_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableError):
        read("x.json", content)


HEAD = "Question,Answers,Comment,Instructions,Render as\n"
KOTOBA = (
    sample("a quiz", f'{HEAD}明日,"あした,あす",tomorrow,Type it!,Text\n', typed("明日 (Type it!)", "あした", "あす")),
    sample("an image", f"{HEAD}明日,あした,,,Image\n", typed("明日", "あした"), remarks=("not as an image",)),
    sample("no question", f"{HEAD},あした,,,\n", lost=1, remarks=("no question",)),
    sample("no answers", f"{HEAD}明日,,,,\n今日,きょう,,,\n", typed("今日", "きょう"), lost=1),
    sample("two columns", "Question,Answers\n明日,あした\n", typed("明日", "あした")),
    sample("CR LF", f"{HEAD}明日,あした,,,\r\n".replace("\n", "\r\n"), typed("明日", "あした")),
    sample("an empty row", f"{HEAD}\n明日,あした,,,\n,,,,\n", typed("明日", "あした")),
    sample(
        "a deck",
        json.dumps(
            {"name": "Days", "instructions": "Type it!", "cards": [{"question": "明日", "answers": ["あした", "あす"]}]}
        ),
        typed("明日 (Type it!)", "あした", "あす"),
    ),
    sample(
        "a deck with a card without answers",
        json.dumps({"cards": [{"question": "明日"}, {"question": "今日", "answers": ["きょう"]}]}),
        typed("今日", "きょう"),
        lost=1,
        remarks=("no right answer",),
    ),
    sample(
        "a deck with a deleted card",
        json.dumps({"cards": [None, {"question": "明日", "answers": ["あした"], "comment": "so"}]}),
        typed("明日", "あした"),
        lost=1,
        remarks=("card 1",),
    ),
    sample(
        "a deck with a card that is none",
        json.dumps({"cards": [{"question": 3, "answers": []}, {"question": "明日", "answers": ["あした"]}]}),
        typed("明日", "あした"),
        lost=1,
    ),
    sample(
        "a deck with more fields",
        json.dumps(
            {
                "uniqueId": "x",
                "ordered": True,
                "cards": [{"question": "明日", "answers": ["あした"], "meaning": "tomorrow"}],
            }
        ),
        typed("明日", "あした"),
    ),
    sample(
        "a deck of Kotoba's own",
        json.dumps(
            {
                "instructions": "Read!",
                "cards": [{"question": "明日", "answer": ["あした", "あす"], "meaning": "tomorrow"}],
            }
        ),
        typed("明日 (Read!)", "あした", "あす"),
    ),
    sample(
        "letters that Kotoba shuffles",
        json.dumps({"cards": [{"question": "abate", "answer": ["abate"]}, {"question": "明日", "answer": ["あした"]}]}),
        typed("明日", "あした"),
        lost=1,
        remarks=("card 1: left out: the question is its answer",),
    ),
    sample("an empty deck", json.dumps({"cards": []})),
)


@pytest.mark.parametrize("given", KOTOBA, ids=str)
def test_a_quiz_of_kotoba_is_asked_or_told(given: Sample) -> None:
    assert recognize("x.bin", given.content) == "kotoba"
    check(given, read("x.csv", given.content))


TERMS = (
    sample(
        "tabs",
        "Ismay\tfirst Secretary General\nSpaak\tsecond\n",
        typed("Ismay", "first Secretary General"),
        typed("Spaak", "second"),
    ),
    sample("dashes", "Ismay - first\nSpaak - second\n", typed("Ismay", "first"), typed("Spaak", "second")),
    sample("long dashes", "Ismay – first\nSpaak – second\n", typed("Ismay", "first"), typed("Spaak", "second")),
    sample("colons", "Ismay: first\nSpaak: second\n", typed("Ismay", "first"), typed("Spaak", "second")),
    sample(
        "commas in a definition",
        "Ismay\tfirst, and British\nSpaak\tsecond\n",
        typed("Ismay", "first, and British"),
        typed("Spaak", "second"),
    ),
    sample(
        "cards in one line",
        "Ismay, first;Spaak, second;Luns, third;",
        typed("Ismay", "first"),
        typed("Spaak", "second"),
        typed("Luns", "third"),
    ),
    sample("a line without", "Ismay\tfirst\nand so on\n", typed("Ismay", "first"), lost=1, remarks=("line 2",)),
    sample("an empty definition", "Ismay\tfirst\nSpaak\t\n", typed("Ismay", "first"), lost=1),
    sample(
        "marked choices",
        "1. Where?\na) Riga\n*b) Oslo\n\n2. Who?\n- x ✓\n- y\n",
        choice("Where?", "Oslo", "Riga"),
        choice("Who?", "x", "y"),
    ),
    sample("marked after", "Where?\nA. Riga (correct)\nB. Oslo\n", choice("Where?", "Riga", "Oslo")),
    sample(
        "a question without a mark",
        "Where?\nA. Riga ✓\nB. Oslo\n\nWho?\nA. x\nB. y\n",
        choice("Where?", "Riga", "Oslo"),
        lost=1,
    ),
    sample(
        "a question of two lines", "NATO met.\nWhere?\n*A. Riga\nB. Oslo\n", choice("NATO met. Where?", "Riga", "Oslo")
    ),
)
# What is spoilt to spoil the reader, and where in a file long runs of anything are put.
FILES = {"red": RED, "opentdb": OPEN_TRIVIA, "kotoba": KOTOBA, "quizlet": TERMS}
FRAMES = (
    ("red", "@"), ("red", "Who?:\n- @"), ("red", "Who?:\n- '@'\n"),
    ("opentdb", '{"response_code": 0, "results": [{"question": "@", "correct_answer": "@", "incorrect_answers": ["b"]}]}'),
    ("kotoba", "Question,Answers,Comment,Instructions,Render as\nWho?,@,@,,\n"),
    ("kotoba", '{"cards": [{"question": "@", "answers": ["@"]}]}'),
)  # fmt: skip


@pytest.mark.parametrize("given", TERMS, ids=str)
def test_what_is_pasted_is_asked_or_told(given: Sample) -> None:
    check(given, read("x.txt", given.content, "quizlet"))


def test_pasted_text_without_pairs_is_refused() -> None:
    with pytest.raises(UnreadableError, match="no term and definition"):
        read("x.txt", b"A long story, of which this is the beginning.\nIt goes on.\nAnd on.\n", "quizlet")
