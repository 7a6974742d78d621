"""What readers remark on a file can be said in any language."""

from __future__ import annotations

import ast
from datetime import UTC, datetime

import pytest

from bot.files.child import RefusedError
from bot.files.wording import Said, Worded
from bot.replies.moderation import packs as replies
from bot.trivia.formats.imported import Remark
from bot.trivia.formats.known import read_apart, read_known
from bot.trivia.own import Listed
from bot.trivia.packing import packed
from tests.pseudo import PSEUDO
from tests.replies.sentences import ROOT, sentences

GIFT = b"""::one::Who was first? {=Ismay ~%50%Spaak#No. ~%x%Luns}

::two::Tell of it. {}

What {=a} and {=b}?

Which? {=%50%Half ~%50%Other ~None#Not so}
"""
CSV = b"question,answer,choices,difficulty,colour\nWho was first?,Ismay,Spaak,9,red\n,nobody,x,1,\n"
AIKEN = b"Who was first?\nA. Ismay\nB. Spaak\nANSWER: D\n\nWho?\nA. One\nB. Two\nANSWER: B\n\nWhy?\nA. So\nB. Not\n"


@pytest.mark.parametrize(("name", "content"), [("a.gift", GIFT), ("a.csv", CSV), ("a.txt", AIKEN)])
def test_every_remark_is_a_sentence_of_the_catalogue(name: str, content: bytes) -> None:
    remarks = read_known(content, name).imported.remarks

    assert remarks
    assert [remark.text for remark in remarks if not remark.said or remark.said.sentence not in sentences()] == []
    assert [remark.text for remark in remarks] == [remark.words for remark in remarks]


def test_a_remark_is_said_in_the_language_of_who_reads_it() -> None:
    remarks = read_known(GIFT, "a.gift").imported.remarks
    text = replies.nothing_in_it(PSEUDO, "a.gift", remarks)

    assert all(line.startswith("⟦") for line in text.split("\n"))
    assert "“Spaak”" in text


# What a reader refuses, and which.
REFUSED = (
    ("a.xml", b"<page/>"),
    ("a.xml", b"<quiz>"),
    ("a.json", b'{"response_code": 5, "results": []}'),
    ("a.json", b'{"cards": 1}'),
    ("a.txt", b"#separator:wave\nWho?\tIsmay\n"),
    ("a.pdf", b"%PDF-1.7"),
    ("a.zip", b"PK\x03\x04broken"),
    ("a.txt", "Größe".encode("latin-1")),
    ("a.txt", b"nothing of use"),
)


WORDS_OF_OTHERS = ("not well-formed", "mismatched", "expected", "Object", "Expected", "malformed", "context", "token ")
SPOILT = (
    *((f"{number}.yaml", text) for number, text in enumerate(
        (b"a: b: c", b"a: [1", b"a: {x", b'a: "x', b"a: @x", b"a: &", b"a: !x!y z", b'a: "\\q"', b"- a\nb: c", b"\x00\x01",
         b"%x\n", b"a: - b", b"a: |x\n", b"a: b\n- c", b"a\n\tb: c", b"- a\n- b")
    )),
    *((f"{number}.xml", text) for number, text in enumerate(
        (b"<quiz><a></quiz>", b"<quiz>", b"<quiz>a & b</quiz>", b"<quiz>&foo;</quiz>", b"<quiz/><quiz/>",
         b'<?xml version="1.0"encoding="UTF-8"?><quiz/>', b"<quiz><a", b'<?xml version="1.0" encoding="odd"?><quiz/>',
         b'<quiz a="1" a="2"/>')
    )),
    *((f"{number}.json", text) for number, text in enumerate(
        (b'{"results": [1 2]}', b'{"results": [', b'{"a": 1}', b'{"results": 1}', b'[{"question": 1}]', b'{"cards": [')
    )),
    ("long.csv", b'question,answer\nWho?,"' + b"x" * 1_100_000),
)  # fmt: skip


@pytest.mark.parametrize(("name", "content"), SPOILT, ids=[name for name, _ in SPOILT])
def test_what_is_wrong_with_a_file_is_said_in_our_own_words(name: str, content: bytes) -> None:
    with pytest.raises(RefusedError) as refused:
        read_known(content, name)

    said = replies.unreadable(PSEUDO, name, refused.value.why)
    assert [word for word in WORDS_OF_OTHERS if word in str(refused.value)] == []
    # Nothing but numbers and names stands outside of what is translated.
    assert said.startswith("⟦")
    assert said.count("⟦") > 1
    assert isinstance(refused.value.why, Worded)
    assert all(part in sentences() for part in _sentences(refused.value.why.said))


def _sentences(said: Said) -> list[str]:
    inner = [part for _, value in said.values if isinstance(value, Said) for part in _sentences(value)]
    return [said.sentence, *inner]


def test_what_is_wrong_with_a_list_of_reds_is_said_whole_in_another_language() -> None:
    with pytest.raises(RefusedError) as refused:
        read_apart("a.yaml", b"Who?:\n- Ismay: no: so\n")

    said = replies.unreadable(PSEUDO, "a.yaml", refused.value.why)
    # Of the reply, of the refusal, of what libyaml found, and that in our words.
    assert said.count("⟦") == 4


@pytest.mark.parametrize(
    ("place", "parts"),
    [("row 3", 1), ("note 4", 1), ("row 3, column B", 2), ("line 2 and 5 more places", 2), ("part.xml, question 4", 0)],
)
def test_a_place_is_said_in_the_language_of_who_reads_it(place: str, parts: int) -> None:
    said = replies.nothing_in_it(PSEUDO, "a", (Remark(place, "odd"),)).split("\n")[1]

    assert said.count("⟦") == parts


@pytest.mark.parametrize(("name", "content"), REFUSED)
def test_why_a_file_is_refused_is_a_sentence_of_the_catalogue(name: str, content: bytes) -> None:
    with pytest.raises(RefusedError) as refused:
        read_known(content, name)

    why = refused.value.why
    assert isinstance(why, Worded)
    assert why.said.sentence in sentences()
    assert replies.unreadable(PSEUDO, name, why).count("⟦") >= 2


def test_a_refusal_keeps_its_sentence_from_one_process_to_the_other() -> None:
    with pytest.raises(RefusedError, match="separator “wave” is not known") as refused:
        read_apart("a.txt", b"#separator:wave\nWho?\tIsmay\n")

    assert "“wave”" in replies.unreadable(PSEUDO, "a.txt", refused.value.why)
    assert "separator" not in replies.unreadable(PSEUDO, "a.txt", refused.value.why)


def test_no_refusal_is_built_of_anything_but_a_sentence() -> None:
    built = [
        f"{path.name}:{node.lineno}"
        for folder in ("bot/trivia/formats", "bot/files")
        for path in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") in ("UnreadableError", "RefusedError", "TooManyError")
        and any(isinstance(text, ast.JoinedStr | ast.BinOp) for text in node.args)
    ]

    assert built == []


def test_what_the_columns_were_taken_for_is_said_in_the_language_of_who_reads_it() -> None:
    reading = read_known(b"Topic,What I ask,one,two,key\na,Where was the summit?,Riga,Oslo,B\n", "a.csv")
    pack = Listed("own", "Own", "", 1, datetime(2026, 1, 1, tzinfo=UTC))
    note = replies.preview(PSEUDO, pack, packed(reading), is_again=False).notes[0]

    # One for the note, and for each of three parts one and one for its name.
    assert note.count("⟦") == 7


def test_a_remark_without_a_sentence_is_said_as_it_stands() -> None:
    assert replies.nothing_in_it(PSEUDO, "a", (Remark("card 1", "odd"),)).endswith("⟧: odd")


def test_no_reader_notes_what_cannot_be_translated() -> None:
    bare = [
        f"{path.name}:{node.lineno}"
        for path in (ROOT / "bot/trivia/formats").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "attr", "") in ("lose", "remark")
        and any(isinstance(text, ast.Constant | ast.JoinedStr) for text in node.args[1:])
    ]

    assert bare == []
