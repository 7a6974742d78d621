"""What readers remark on a file can be said in any language."""

from __future__ import annotations

import ast

import pytest

from bot.replies.moderation import packs as replies
from bot.trivia.formats.imported import Remark
from bot.trivia.formats.known import read_known
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
    assert [remark.text for remark in remarks if remark.sentence not in sentences()] == []
    assert [remark.text for remark in remarks] == [r.sentence.format(**dict(r.values)) for r in remarks]


def test_a_remark_is_said_in_the_language_of_who_reads_it() -> None:
    remarks = read_known(GIFT, "a.gift").imported.remarks
    text = replies.nothing_in_it(PSEUDO, "a.gift", remarks)

    assert all(line.startswith("⟦") for line in text.split("\n"))
    assert "“Spaak”" in text


def test_a_remark_without_a_sentence_is_said_as_it_stands() -> None:
    assert replies.nothing_in_it(PSEUDO, "a", (Remark("card 1", "odd"),)).endswith("⟧: odd")


def test_no_reader_notes_what_cannot_be_translated() -> None:
    bare = [
        f"{path.name}:{node.lineno}"
        for path in (ROOT / "bot/trivia/formats").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "attr", "") in ("lose", "remark")
        and any(isinstance(text, ast.Constant | ast.JoinedStr) for text in node.args[1:])
    ]

    assert bare == []
