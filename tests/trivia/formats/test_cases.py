"""The small files that once were read wrongly, by name, each with what is to come of it."""

from __future__ import annotations

import pytest

from bot.files.texts import UnreadableError
from bot.trivia.formats.known import read_known
from tests.trivia.formats.sample import Sample, check, choice, sample, typed

CASES = [
    (
        sample(
            "aiken_cr.txt", b"Which?\rA) Riga\rB) Bucharest\rANSWER: B\r", choice("Which?", "Bucharest", "Riga"), lost=0
        ),
        "aiken",
    ),
    (
        sample(
            "aiken_dupes.txt",
            b"Which?\nA) Riga\nB) riga\nC) Oslo\nANSWER: A\n",
            choice("Which?", "Riga", "Oslo"),
            lost=0,
        ),
        "aiken",
    ),
    (
        sample(
            "aiken_feedback.txt",
            b"Which city hosted the 2008 summit?\nA) Riga\nB) Bucharest\nANSWER: B\nFEEDBACK: It was in Romania.\n\nWho led NATO in 2001?\nA) Robertson\nB) Solana\nANSWER: A\n",
            choice("Which city hosted the 2008 summit?", "Bucharest", "Riga"),
            choice("Who led NATO in 2001?", "Robertson", "Solana"),
            lost=0,
        ),
        "aiken",
    ),
    (
        sample(
            "aiken_heading_before_answer.txt",
            b"## Scenario Questions\n\nA product has a stable core while customers ask for options that change often, and it is shipped as one application today. A team proposes to make each option a remote service.\n\nWhich recommendation fits best?\n\nA. Separate services, because what changes often should always be deployed alone, whatever that costs in operation and however small the option is.\n\nB. Plug-ins around the core.\n\nC. A monolith.\n\n## ANSWER: B\n\nIf the team does make remote services, which trade-off is likely?\n\nA. Better isolation, more network.\n\nB. Simpler communication.\n\nANSWER: A\n",
            choice(
                "If the team does make remote services, which trade-off is likely?",
                "Better isolation, more network.",
                "Simpler communication.",
            ),
            lost=1,
        ),
        "aiken",
    ),
    (
        sample(
            "aiken_headings.txt",
            b"## Easy\n\nWhich city hosted the 2008 summit?\nA. Riga\nB. Bucharest\nANSWER: B\n\n## Hard\n\nWho was Secretary General in 2008?\nA. Robertson\nB. de Hoop Scheffer\nANSWER: B\n",
            choice("Which city hosted the 2008 summit?", "Bucharest", "Riga"),
            choice("Who was Secretary General in 2008?", "de Hoop Scheffer", "Robertson"),
            lost=0,
        ),
        "aiken",
    ),
    (
        sample(
            "aiken_indented_answer_braces.txt",
            b"Which set is right? Use {x}.\nA) Riga\nB) Bucharest\n\tANSWER: B\n",
            choice("Which set is right? Use {x}.", "Bucharest", "Riga"),
            lost=0,
        ),
        "aiken",
    ),
    (
        sample(
            "aiken_lowercase.txt",
            b"Which city hosted the 2008 summit?\na) Riga\nb) Bucharest\nAnswer: b\n",
            choice("Which city hosted the 2008 summit?", "Bucharest", "Riga"),
            lost=0,
        ),
        "aiken",
    ),
    (
        sample(
            "aiken_missing_answer.txt",
            b"Which treaty founded the alliance?\nA. Brussels\nB. Washington\n\nWhich city hosted the 2008 summit?\nA. Riga\nB. Bucharest\nANSWER: B\n",
            choice("Which city hosted the 2008 summit?", "Bucharest", "Riga"),
            lost=1,
        ),
        "aiken",
    ),
    (
        sample(
            "anki_cloze.txt",
            b"#separator:tab\n#html:true\n#tags column:3\nThe 2008 summit was in {{c1::Bucharest}}\t\tsummits\nNATO has {{c1::Article 5::which?}}\tCollective defence\ttag\n",
            typed("The 2008 summit was in _____", "Bucharest"),
            typed("NATO has _____ (which?)", "Article 5"),
            lost=0,
        ),
        "anki",
    ),
    (
        sample(
            "anki_full_export.txt",
            b"#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n#tags column:6\nR1a4B7c9D2\tBasic\tHistory::NATO\tWhere was the 2008 summit?\tBucharest\tsummits y2008\n",
            typed("Where was the 2008 summit?", "Bucharest"),
            lost=0,
        ),
        "anki",
    ),
    (sample("anki_headrow.tsv", b"Front\tBack\nWhere?\tBucharest\n", typed("Where?", "Bucharest"), lost=0), "csv"),
    (
        sample(
            "anki_lessthan.txt",
            b"Is 3 < 5 and 7 > 2?\tYes\nIf a<b then b>a\tTrue\n",
            typed("Is 3 < 5 and 7 > 2?", "Yes"),
            typed("If a<b then b>a", "True"),
            lost=0,
        ),
        "anki",
    ),
    (
        sample(
            "anki_noheader_braces.txt",
            b"What is {x}?\tA set\nWhere was the 2008 summit?\tBucharest\n",
            typed("What is {x}?", "A set"),
            typed("Where was the 2008 summit?", "Bucharest"),
            lost=0,
        ),
        "anki",
    ),
    (
        sample(
            "csv_kahoot.csv",
            b"Question,Answer 1,Answer 2,Answer 3,Answer 4,Time,Correct\nWhere?,Riga,Bucharest,Oslo,Rome,20,2\n",
            choice("Where?", "Bucharest", "Riga", "Oslo", "Rome"),
            lost=0,
        ),
        "csv",
    ),
    (
        sample(
            "gift_choose_two.gift",
            b"Which two states joined in 2004? {~%50%Latvia ~%50%Estonia ~%-100%Sweden ~%-100%Finland}\n",
            choice("Which two states joined in 2004?", "Latvia, Estonia", "Sweden", "Finland"),
            lost=0,
        ),
        "gift",
    ),
    (
        sample(
            "gift_html.gift",
            b"// question: 12  name: City\n::City::[html]<p>Where was the 2008 summit?</p>{\n\t=<p>Bucharest</p>#<p>Yes</p>\n\t~<p>Riga</p>\n\t~%-50%<p>R&oslash;ros &amp; Oslo</p>\n\t####<p>It was in <b>Romania</b>.</p>\n}\n",
            choice("Where was the 2008 summit?", "Bucharest", "Riga", "Røros & Oslo"),
            lost=0,
        ),
        "gift",
    ),
    (
        sample(
            "gift_img.gift",
            b'[html]<p>Who is shown?</p><p><img src\\="@@PLUGINFILE@@/a.png" alt\\="portrait" /></p>{=Robertson ~Solana}\n',
            choice("Who is shown?", "Robertson", "Solana"),
            lost=0,
        ),
        "gift",
    ),
    (sample("gift_marks.gift", b"Which? {=[html]<b>a</b> ~[plain]b}\n", choice("Which?", "a", "b"), lost=0), "gift"),
    (
        sample(
            "gift_noblank.gift",
            b"::a::One? {=x ~y}\n::b::Two? {=p ~q}\n::c::Three? {=m ~n}\n",
            choice("One?", "x", "y"),
            choice("Two?", "p", "q"),
            choice("Three?", "m", "n"),
            lost=0,
        ),
        "gift",
    ),
    (
        sample(
            "gift_weight_dot.gift",
            b"Which version? {~%1.2.3%a =b}\n\nWhere was it? {=Bucharest ~Riga}\n",
            choice("Where was it?", "Bucharest", "Riga"),
            lost=1,
        ),
        "gift",
    ),
    (
        sample(
            "gift_zero.gift",
            b"::island::On which island was it held? {=Crete =%0%Greece#Only the country. =%0%*#No.}\n",
            choice("On which island was it held?", "Crete", "Greece"),
            lost=0,
        ),
        "gift",
    ),
    (
        sample(
            "opentdb_base64.json",
            b'{"response_code":0,"results":[{"category":"SGlzdG9yeQ==","type":"bXVsdGlwbGU=","difficulty":"ZWFzeQ==","question":"V2hlcmUgd2FzIGl0Pw==","correct_answer":"QnVjaGFyZXN0","incorrect_answers":["UmlnYQ=="]}]}\n',
            choice("Where was it?", "Bucharest", "Riga"),
            lost=0,
        ),
        "opentdb",
    ),
]


@pytest.mark.parametrize(("given", "format"), CASES, ids=str)
def test_a_case_is_known_by_its_structure_and_asked_or_told(given: Sample, format: str) -> None:
    found = read_known(given.content, given.name)

    assert found.format == format
    check(given, found.imported)


def test_all_that_must_be_chosen_is_kept() -> None:
    (given,) = (one for one, _ in CASES if one.name == "gift_choose_two.gift")

    (question,) = read_known(given.content, given.name).imported.questions
    assert question.right == ("Latvia", "Estonia")


def test_an_answer_without_questions_says_why() -> None:
    with pytest.raises(UnreadableError, match="too many requests; wait five seconds"):
        read_known(b'{"response_code":5,"results":[]}\n', "opentdb_empty.json")
