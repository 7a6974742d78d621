"""What somebody pastes costs no more than its length."""

from __future__ import annotations

from time import process_time

import pytest

from bot.files.texts import UnreadableError
from bot.trivia.formats.known import read
from tests.trivia.formats.sample import Sample, check, choice, recognize, sample, typed

SAMPLES = (
    sample("boxes", "Which?\n- [x] Riga\n- [ ] Oslo\n", choice("Which?", "Riga", "Oslo")),
    sample(
        "ticks",
        "Which?\n✗ Oslo\n✓ Riga\n\nWho?\n❌ Ann\n✅ Bob\n",
        choice("Which?", "Riga", "Oslo"),
        choice("Who?", "Bob", "Ann"),
    ),
    sample("plus and minus", "Which?\n+ Riga\n- Oslo\n", choice("Which?", "Riga", "Oslo")),
    sample("stars as bullets", "Which?\n* Riga\n* Oslo\n\nWho?\n* Ann\n- Bob\n", choice("Who?", "Ann", "Bob"), lost=1),
    sample(
        "Q and A",
        "Q: Who?\nA: Ismay\nin 1952\n\nFrage 2: Wo?\nAntwort: Riga\n",
        typed("Who?", "Ismay"),
        typed("Wo?", "Riga"),
    ),
    sample(
        "front and back, as paragraphs of HTML",
        'Front: <div style="color: red"><h2>Who?</h2></div>\nBack: <div><ul><li>Ismay</li><li>a lord</li></ul></div>\n',
        typed("Who?", "Ismay"),
    ),
    sample("a tag that is asked", "Q: Which tag?\nA: <p>\n", typed("Which tag?", "<p>")),
    sample(
        "dashes",
        "Riga---the capital\nOslo---another, too\n",
        typed("Riga", "the capital"),
        typed("Oslo", "another, too"),
    ),
    sample(
        "Blackboard's text for uploading",
        "MC\tWhere?\tRiga\tincorrect\tOslo\tcorrect\nMA\tWhich?\tx\tcorrect\ty\tCorrect\tz\tincorrect\n"
        "TF\tSo?\tfalse\nFIB\tWho?\tIsmay\tLord Ismay\nNUM\tWhen?\t1949\t1\n\nNUM\tHow many?\t12\n"
        "ESS\tWhy?\tSo\nMC\tWhat?\ta\tright\nTF\tNot?\tperhaps\n",
        choice("Where?", "Oslo", "Riga"),
        choice("Which?", "x, y", "z"),
        choice("So?", "False", "True"),
        typed("Who?", "Ismay", "Lord Ismay"),
        typed("When?", "1949", "1948..1950"),
        typed("How many?", "12"),
        lost=3,
        remarks=("kind “ESS”", "neither “correct” nor", "line 10: left out: there is no right answer"),
    ),
    sample("Q without A", "Q: Who?\n\nQ: Where?\nA: Riga\n", typed("Where?", "Riga"), lost=1),
    sample("choices below Q", "Q: Who?\na) Ann\nb) Bob\nA: b\n", lost=1, remarks=("no mark tells which",)),
    sample(
        "a comma in a number",
        "What is 1,000 + 1?,1001\nWhere?,Riga\n",
        typed("What is 1,000 + 1?", "1001"),
        typed("Where?", "Riga"),
    ),
    sample(
        "numbers before",
        "1. Which?\na) Oslo\nb) Riga *\n\n2) Who?\nA. Ann\n*B. Bob\n",
        choice("Which?", "Riga", "Oslo"),
        choice("Who?", "Bob", "Ann"),
    ),
    sample("words behind", "Which?\n- Oslo\n- Riga (correct)\n", choice("Which?", "Riga", "Oslo")),
    sample(
        "a question of two lines",
        "In which city\nwas the summit?\na) Riga\nb) Oslo ✓\n",
        choice("In which city was the summit?", "Oslo", "Riga"),
    ),
    sample("several are right", "Which?\n[x] Riga\n[x] Oslo\n[ ] Bern\n", ("Which?", "Riga", ("Oslo",), ("Bern",))),
    sample("a line drawn below", "Cities\n------\na) Riga *\nb) Oslo\n", choice("Cities", "Riga", "Oslo")),
    sample("all are right", "Which?\n✓ Riga\n✓ Oslo\n\nWho?\n✓ Ann\n✗ Bob\n", choice("Who?", "Ann", "Bob"), lost=1),
)
# What is spoilt to spoil the reader, and where in a file long runs of anything are put.
FILES = {"blooket": SAMPLES}
FRAMES = (
    ("quizlet", "@"), ("quizlet", "1. Who?\n* a@\n- @\n"), ("quizlet", "Q: @\nA: @\n"), ("quizlet", "term\t@"), ("quizlet", "@ - a\n"),
)  # fmt: skip


@pytest.mark.parametrize("given", SAMPLES, ids=str)
def test_what_is_pasted_is_asked_or_told(given: Sample) -> None:
    check(given, read("x.txt", given.content, "quizlet"))


@pytest.mark.parametrize("given", [one for one in SAMPLES if one.questions], ids=str)
def test_what_is_pasted_is_known_by_its_structure(given: Sample) -> None:
    assert recognize("x.txt", given.content) == "quizlet"


def seconds(blanks: int) -> float:
    """Return what a pasted question with so many blanks within a choice costs."""
    pasted = f"Who?\na) Ada{' ' * blanks}Marsh *\nb) Ida\n".encode()
    began = process_time()
    imported = read("x.txt", pasted, "quizlet")
    spent = process_time() - began
    assert imported.questions[0].answer.split() == ["Ada", "Marsh"]
    return spent


def test_sixteen_times_the_blanks_cost_at_most_sixty_times_as_much() -> None:
    few, many = (min(seconds(blanks) for _ in range(3)) for blanks in (4_000, 64_000))

    assert many < 60 * few


@pytest.mark.parametrize("mark", ["*", " ✓", " (correct)", "(right)"])
def test_what_stands_behind_a_choice_marks_it_as_right(mark: str) -> None:
    (question,) = read("x.txt", f"Who?\na) Ida\nb) Ada{mark}\n".encode(), "quizlet").questions

    assert (question.answer, question.choices) == ("Ada", ("Ida",))


def test_headings_and_bullets_of_a_document_are_no_questions() -> None:
    document = (
        b"Findings\n========\n\nAstronomy\n---------\n* First\n* Second\n\nGeography\n---------\n* Third\n* Fourth\n"
    )

    with pytest.raises(UnreadableError, match="no format of questions"):
        read("findings.txt", document)
