"""GIFT as Moodle, teachers and generators write it."""

from __future__ import annotations

import pytest

from bot.facts.model import Question
from bot.trivia.formats.gift import gift
from bot.trivia.formats.known import read
from tests.trivia.formats.sample import Sample, check, choice, recognize, sample, told, typed

SAMPLES = (
    sample(
        "one choice",
        "::Q1:: Who signed first? {=Belgium ~Canada#no ~France ####By the alphabet.}",
        choice("Who signed first?", "Belgium", "Canada", "France"),
        remarks=("what is said on wrong answers",),
    ),
    sample("true", "NATO was founded in 1949.{T}", choice("NATO was founded in 1949.", "True", "False")),
    sample(
        "false with feedback",
        "It ended in 1950. {FALSE#Look again.#Well seen.}",
        choice("It ended in 1950.", "False", "True"),
        remarks=("what is said on wrong answers",),
    ),
    sample(
        "typed",
        "First {=Secretary General =Secretary-General} was Lord Ismay.",
        typed("First _____ was Lord Ismay.", "Secretary General", "Secretary-General"),
    ),
    sample("a gap in the end", "He led {=NATO ~the UN}.", choice("He led _____.", "NATO", "the UN")),
    sample("number", "In which year was Helsinki? {#1975:0}", typed("In which year was Helsinki?", "1975")),
    sample(
        "both marks before the right one",
        "It has the largest {\n~volcano.\n~=desert.\n~ =glacier.\n}\n\nI drink {~=some~many} tea.",
        ("It has the largest", "desert.", ("glacier.",), ("volcano.",)),
        choice("I drink _____ tea.", "some", "many"),
    ),
    sample("tolerance", "In which year? {#1975:2}", typed("In which year?", "1975", "1973..1977")),
    sample("range", "How many? {#12..16}", typed("How many?", "12..16")),
    sample(
        "several numbers", "How many? {#=12:0 =%50%13:0#near}", typed("How many?", "12"), remarks=("worth 50 % only",)
    ),
    sample(
        "a number, and what is said on any other",
        "When? {#\n=%100%2006:1#Yes.\n~#<p>None of these years.</p>\n}",
        typed("When?", "2006", "2005..2007"),
        remarks=("what is said on wrong answers",),
    ),
    sample("a number without a sign", "When? {#3:2~#No.}", typed("When?", "3", "1..5")),
    sample("any number is right", "When? {#=*#Yes.}", lost=1, remarks=("is no number",)),
    sample("no number", "How many? {#a dozen}", lost=1, remarks=("is no number",)),
    sample("a tolerance that is no number", "How many? {#3:some}", lost=1, remarks=("is no number",)),
    sample("a tolerance below nothing", "How many? {#3:-1}", lost=1, remarks=("is no number",)),
    sample("a decimal comma", "How many? {#1,5}", typed("How many?", "1,5")),
    sample("essay", "Write an essay. {}", lost=1, remarks=("essay",)),
    sample("matching", "Match. {=a -> b =c -> d =e -> f}", lost=1, remarks=("matching",)),
    sample("description", "This is a description.", lost=1, remarks=("description",)),
    sample("escapes", r"Escapes \: \{ \} \~ \= \# ? {=a\=b ~c\~d}", choice("Escapes : { } ~ = # ?", "a=b", "c~d")),
    sample("a break", r"One\ntwo? {=a ~b}", choice("One\ntwo?", "a", "b")),
    sample("a wrapped line", "One\ntwo? {=a\n~b}", choice("One two?", "a", "b")),
    sample("a backslash before the brace", "C\\\\{=a ~b}", choice("C\\", "a", "b")),
    sample(
        "choose two",
        "Which two? {~%50%Latvia ~%50%Estonia ~%-100%Sweden ~%-100%Finland}",
        ("Which two?", "Latvia, Estonia", (), ("Sweden", "Finland")),
    ),
    sample(
        "thirds", "Which three? {~%33.33333%a ~%33.33333%b ~%33.33333%c ~d}", ("Which three?", "a, b, c", (), ("d",))
    ),
    sample(
        "one in part",
        "Which? {=Crete ~%50%Greece ~Malta}",
        choice("Which?", "Crete", "Malta"),
        remarks=("“Greece” is worth 50 % only",),
    ),
    sample("none in full", "Which? {~%50%Greece ~Malta}", lost=1, remarks=("worth all of the marks",)),
    sample("none right", "Which? {~Greece ~Malta}", lost=1, remarks=("no right answer",)),
    sample(
        "nothing for one",
        "Where? {=Crete =%0%Greece#Only the country. =%0%*#No.}",
        choice("Where?", "Crete", "Greece"),
        remarks=("“*” stands for any text",),
    ),
    sample("a wildcard alone", "Who? {=Rob*}", lost=1, remarks=("stands for any text", "no right answer")),
    sample(
        "a weight that is none",
        "Which version? {~%1.2.3%a =b}\n\nWhere? {=here ~there}",
        choice("Where?", "here", "there"),
        lost=1,
        remarks=("is no number",),
    ),
    sample(
        "HTML",
        "// question: 12\n::City::[html]<p>Where?</p>{\n\t=<p>Bucharest</p>#<p>Yes</p>\n\t~<p>Riga</p>\n"
        "\t~%-50%<p>R&oslash;ros &amp; Oslo</p>\n\t####<p>It was in <b>Romania</b>.</p>\n}",
        choice("Where?", "Bucharest", "Riga", "Røros & Oslo"),
    ),
    sample("markup in answers", "Which? {=[html]<b>a</b> ~[plain]b}", choice("Which?", "a", "b")),
    sample("plain is plain", "[plain]Is <b> a tag? {T}", choice("Is <b> a tag?", "True", "False")),
    sample(
        "Markdown",
        "[markdown]Who *led* **NATO**? {=[markdown]`Ismay` ~Spaak}",
        choice("Who led NATO?", "Ismay", "Spaak"),
    ),
    sample(
        "a picture",
        r'[html]<p>Who?</p><p><img src\="a.png" alt\="portrait" /></p>{=Robertson ~Solana}',
        choice("Who?", "Robertson", "Solana"),
        remarks=("a picture (portrait)",),
    ),
    sample(
        "a picture alone", r'[html]<img src\="a.png" />{=Robertson ~Solana}', lost=1, remarks=("beside the picture",)
    ),
    sample(
        "a picture in an answer",
        r'Which? {=[html]<img src\="a.png" alt\="flag">Latvia ~Riga}',
        choice("Which?", "Latvia", "Riga"),
        remarks=("a picture (flag)",),
    ),
    sample("a sign that is no tag", "Is 3 < 5 and 7 > 2? {T}", choice("Is 3 < 5 and 7 > 2?", "True", "False")),
    sample(
        "no blank line",
        "::a::One? {=x ~y}\n::b::Two? {=p ~q}\n::c::Three? {=m ~n}",
        choice("One?", "x", "y"),
        choice("Two?", "p", "q"),
        choice("Three?", "m", "n"),
    ),
    sample("no blank line and no title", "One? {=x ~y}\nTwo? {=p ~q}", lost=1, remarks=("a blank line between",)),
    sample("several gaps", "From {=Riga} to {=Oslo}.", lost=1, remarks=("several gaps",)),
    sample("melts into the next", "One? {=x ~y\nTwo? {=p ~q}\n\nThree? {=m ~n}", choice("Three?", "m", "n"), lost=1),
    sample("a brace too many", "One? {=x ~y}}\n\nTwo? {=p ~q}", choice("Two?", "p", "q"), lost=1),
    sample(
        "a blank line within", "One? {=x\n\n~y}\n\nTwo? {=p ~q}", choice("One?", "x", "y"), choice("Two?", "p", "q")
    ),
    sample(
        "never closed",
        "One? {=x ~y\n\nTwo? {=p ~q}\n\nThree? {=x\n\nwell ~y}\n",
        choice("Two?", "p", "q"),
        lost=3,
        remarks=("line 1: left out: its answer is not closed",),
    ),
    sample(
        "an = in a formula", "Which? {=E=mc2 ~F=ma}\n\nTwo? {~p=q}", choice("Two?", "q", "p"), lost=1, remarks=("\\=",)
    ),
    sample(
        "answers in the markup of their question",
        "[markdown]*One*? {=`x` ~**y**####_so_}\n\n[plain]Two? {=<b>x</b> ~y}\n\n[html]Three? {T#no#<i>so</i>}",
        choice("One?", "x", "y"),
        choice("Two?", "<b>x</b>", "y"),
        choice("Three?", "True", "False"),
    ),
    sample(
        "choices that are pictures",
        '[html]One? {=x ~<img src\\="a.png">}\n\n[html]Two? {=<img src\\="a.png"> ~y}\n\n'
        '[html]Three? {=x ~y ~<img src\\="a.png">}',
        choice("Three?", "x", "y"),
        lost=2,
        remarks=("no wrong choice is left", "there is no right answer", "a picture"),
    ),
    sample("no choice but the right one", "One? {=Riga ~riga}", lost=1, remarks=("no wrong choice is left",)),
    sample("no sign", "One? {x y}\n\nTwo? {=p ~q}", choice("Two?", "p", "q"), lost=1),
    sample("a category", "$CATEGORY: top/treaties\n\nOne? {=x ~y}", choice("One?", "x", "y")),
    sample("equal choices", "One? {=x ~y ~Y ~X}", choice("One?", "x", "y"), remarks=("“Y”, “X”",)),
    sample("CR LF", "One? {=x\r\n~y}\r\n\r\nTwo? {=p ~q}\r\n", choice("One?", "x", "y"), choice("Two?", "p", "q")),
    sample("only a title", "::Who was first?::{=Ismay ~Spaak}", choice("Who was first?", "Ismay", "Spaak")),
    sample("long choices", f"Which? {{=a{'a' * 299} ~b{'b' * 299}}}", choice("Which?", "a" * 300, "b" * 300)),
    sample("a choice too long", f"Which? {{=a{'a' * 300} ~b}}", lost=1, remarks=("301 characters",)),
    sample("nothing", ""),
    sample("comments alone", "// one\n// two\n"),
)
# What is spoilt to spoil the reader, and where in a file long runs of anything are put.
FILES = {"gift": SAMPLES}
FRAMES = (
    ("gift", "@"), ("gift", "Who? {=@ ~b}"), ("gift", "@ {=a ~b}"), ("gift", "// @\nWho? {=a#@}"), ("gift", "::@::a {#1}"),
    ("gift", "[markdown]@ {=%@%a ~b}"), ("gift", "Who? {#@}"),
)  # fmt: skip


@pytest.mark.parametrize("given", SAMPLES, ids=str)
def test_a_file_is_asked_or_told(given: Sample) -> None:
    check(given, read("x.gift", given.content, "gift"))


@pytest.mark.parametrize("given", [one for one in SAMPLES if one.questions], ids=str)
def test_a_file_is_known_whatever_it_is_called(given: Sample) -> None:
    assert recognize("x.txt", given.content) == "gift"


def test_what_is_said_on_the_right_answer_joins_the_explanation() -> None:
    (question,) = read("x.gift", b"Who? {=[html]<p>Ismay</p>#<p>Yes.</p> ~Spaak ####He led it.}").questions

    assert question.explanation == "Yes.\nHe led it."


@pytest.mark.parametrize(("text", "explanation"), [("T#Wrong.#Right.####All.", "Right.\nAll."), ("F#Wrong.", "")])
def test_true_or_false_keeps_what_is_said_on_the_right_answer(text: str, explanation: str) -> None:
    (question,) = read("x.gift", f"So? {{{text}}}".encode(), "gift").questions

    assert question.explanation == explanation


def test_comments_and_categories_give_tags_and_difficulty() -> None:
    content = b"$CATEGORY: a/treaties\n\n// [tag:years] [difficulty:3] [tag:b\\:c]\nOne? {=x ~y}\n\nTwo? {=x ~y}"
    one, two = read("x.gift", content).questions

    assert (one.tags, one.difficulty) == (("treaties", "years", "b-c"), 3)
    assert (two.tags, two.difficulty) == (("treaties",), 2)


def test_choose_several_has_all_the_right_ones() -> None:
    (question,) = read("x.gift", b"Which? {~%50%a ~%50%b ~%-100%c}").questions

    assert question.right == ("a", "b")


def test_another_spelling_is_no_choice_in_what_is_written() -> None:
    written = gift.write([Question("q", "Who?", "Ismay", "", accept=("Lord Ismay",), choices=("Spaak",))]).decode()

    assert written.count("\n=") == 1
    assert told(read("x", written.encode(), "gift")) == (("Who?", "Ismay", ("Lord Ismay",), ("Spaak",)),)


def test_several_right_ones_are_written_with_shares_of_the_marks() -> None:
    written = gift.write([Question("q", "Which?", "a, b, c", "", choices=("d",), right=("a", "b", "c"))]).decode()

    assert written.count("~%33.33333%") == 3
    assert "~%-100%d" in written


@pytest.mark.parametrize(
    "answers", ['=Riga ~Oslo ~<img src\\="a.png">', '=Riga ~Oslo ####<img src\\="a.png">', '#3#<img src\\="a.png">']
)
def test_a_picture_among_the_answers_is_told_once(answers: str) -> None:
    remarks = read("x.gift", f"Where? {{{answers}}}".encode(), "gift").remarks

    assert [str(remark) for remark in remarks] == ["line 1: a picture is not carried over"]


def test_remarks_of_one_kind_are_one() -> None:
    content = "\n\n".join(f"Question {number}? {{=a ~b#no}}" for number in range(50)).encode()
    (remark,) = read("x.gift", content).remarks

    assert str(remark) == "line 1 and 49 more places: what is said on wrong answers is not carried over"
