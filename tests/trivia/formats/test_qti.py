"""QTI 1.2 and 2.1, alone, zipped, and as Canvas exports them."""

from __future__ import annotations

import io
from collections.abc import Mapping
from zipfile import ZipFile
from zlib import crc32

import pytest

from bot.files.texts import UnreadableError
from bot.trivia.formats.known import read
from tests.trivia.formats.sample import Sample, Told, check, choice, opinion, recognize, sample, typed


def labels(*texts: str) -> str:
    return "".join(
        f'<response_label ident="{index}"><material><mattext texttype="text/html">{text}</mattext></material></response_label>'
        for index, text in enumerate(texts)
    )


def right(inside: str, score: str = "100") -> str:
    return f"<respcondition><conditionvar>{inside}</conditionvar><setvar action='Set' varname='SCORE'>{score}</setvar></respcondition>"


def item(kind: str, text: str, response: str, *conditions: str, more: str = "") -> str:
    field = (
        f"<qtimetadatafield><fieldlabel>question_type</fieldlabel><fieldentry>{kind}</fieldentry></qtimetadatafield>"
    )
    return (
        f"<item ident='i{crc32(text.encode())}'><itemmetadata><qtimetadata>{field}</qtimetadata></itemmetadata><presentation>"
        f"<material><mattext texttype='text/html'>{text}</mattext></material>{response}</presentation>"
        f"<resprocessing>{''.join(conditions)}</resprocessing>{more}</item>"
    )


def choose(*texts: str, cardinality: str = "Single") -> str:
    return f"<response_lid ident='r' rcardinality='{cardinality}'><render_choice>{labels(*texts)}</render_choice></response_lid>"


def equal(*values: str) -> str:
    return "".join(f"<varequal respident='r'>{value}</varequal>" for value in values)


WRITE = "<response_str ident='r'><render_fib/></response_str>"
FEEDBACK = (
    "<itemfeedback ident='general_fb'><flow_mat><material><mattext>So.</mattext></material></flow_mat></itemfeedback>"
)


def quiz(name: str, *items: str, asked: tuple[Told, ...] = (), lost: int = 0, remarks: tuple[str, ...] = ()) -> Sample:
    content = (
        '<?xml version="1.0"?><questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2">'
        f'<assessment title="Summits"><section>{"".join(items)}</section></assessment></questestinterop>'
    )
    return sample(name, content, *asked, lost=lost, remarks=remarks)


def item2(name: str, body: str, response: str, asked: tuple[Told, ...] = (), lost: int = 0) -> Sample:
    content = (
        '<?xml version="1.0"?><assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="i" title="t">'
        f"{response}<itemBody>{body}</itemBody></assessmentItem>"
    )
    return sample(name, content, *asked, lost=lost)


def declared(*values: str, cardinality: str = "single", more: str = "") -> str:
    listed = "".join(f"<value>{value}</value>" for value in values)
    return (
        f'<responseDeclaration identifier="RESPONSE" cardinality="{cardinality}" baseType="identifier">'
        f"<correctResponse>{listed}</correctResponse>{more}</responseDeclaration>"
    )


CHOICES = '<simpleChoice identifier="A">Riga</simpleChoice><simpleChoice identifier="B">Oslo</simpleChoice><simpleChoice identifier="C">Rome</simpleChoice>'
SAMPLES = (
    quiz(
        "one choice",
        item(
            "multiple_choice_question",
            "&lt;p&gt;Where?&lt;/p&gt;",
            choose("Riga", "&lt;b&gt;Oslo&lt;/b&gt;"),
            right(equal("1")),
        ),
        asked=(choice("Where?", "Oslo", "Riga"),),
    ),
    quiz(
        "several",
        item(
            "multiple_answers_question",
            "Which two?",
            choose("a", "b", "c", cardinality="Multiple"),
            right(f"<and>{equal('0')}{equal('2')}<not>{equal('1')}</not></and>"),
        ),
        asked=(("Which two?", "a, c", (), ("b",)),),
    ),
    quiz(
        "true or false",
        item("true_false_question", "So?", choose("True", "False"), right(equal("1"))),
        asked=(choice("So?", "False", "True"),),
    ),
    quiz(
        "typed",
        item("short_answer_question", "Who?", WRITE, right(equal("Ismay", "Lord Ismay"))),
        asked=(typed("Who?", "Ismay", "Lord Ismay"),),
    ),
    quiz(
        "a range",
        item(
            "numerical_question",
            "When?",
            WRITE,
            right(
                "<or><varequal respident='r'>1975</varequal><and><vargte respident='r'>1973</vargte><varlte respident='r'>1977</varlte></and></or>"
            ),
        ),
        asked=(typed("When?", "1975", "1973..1977"),),
    ),
    quiz(
        "feedback that gives nothing",
        item(
            "multiple_choice_question",
            "Where?",
            choose("Riga", "Oslo"),
            "<respcondition continue='Yes'><conditionvar><other/></conditionvar><displayfeedback linkrefid='general_fb'/></respcondition>",
            f"<respcondition><conditionvar>{equal('0')}</conditionvar><displayfeedback linkrefid='x'/></respcondition>",
            right(equal("1")),
            more=FEEDBACK,
        ),
        asked=(choice("Where?", "Oslo", "Riga"),),
    ),
    quiz(
        "a gap of Canvas'",
        item(
            "multiple_dropdowns_question",
            "The sea is [color].",
            choose("blue", "red").replace("ident='r'", "ident='response_color'"),
            right(equal("0")),
        ),
        asked=(choice("The sea is _____.", "blue", "red"),),
    ),
    quiz("an essay", item("essay_question", "Write.", WRITE), lost=1, remarks=("no right answer",)),
    quiz("a text", item("text_only_question", "Read.", ""), lost=1, remarks=("a text and no question",)),
    quiz(
        "matching",
        item("matching_question", "Match.", choose("a", "b") + choose("c", "d"), right(equal("0"), "50")),
        lost=1,
    ),
    quiz(
        "less than all",
        item(
            "multiple_choice_question",
            "Where?",
            choose("Crete", "Greece", "Rome"),
            right(equal("1"), "50"),
            right(equal("0")),
        ),
        asked=(choice("Where?", "Crete", "Rome"),),
        remarks=("“Greece” is worth a part of the marks",),
    ),
    quiz(
        "a picture",
        item(
            "multiple_choice_question", "Who?&lt;img src='a.png' alt='a man'&gt;", choose("x", "y"), right(equal("0"))
        ),
        asked=(choice("Who?", "x", "y"),),
        remarks=("a picture (a man)",),
    ),
    item2(
        "2.1, one choice",
        f"<p>Where</p><choiceInteraction><prompt>was it?</prompt>{CHOICES}</choiceInteraction>",
        declared("B"),
        (choice("Where\nwas it?", "Oslo", "Riga", "Rome"),),
    ),
    item2(
        "2.1, several",
        f"<choiceInteraction><prompt>Which?</prompt>{CHOICES}</choiceInteraction>",
        declared("A", "B", cardinality="multiple"),
        (("Which?", "Riga, Oslo", (), ("Rome",)),),
    ),
    item2(
        "2.1, typed",
        "<p>It was <textEntryInteraction/> who led.</p>",
        declared(
            "Ismay",
            more='<mapping><mapEntry mapKey="Ismay" mappedValue="1"/><mapEntry mapKey="Lord Ismay" mappedValue="1"/></mapping>',
        ),
        (typed("It was _____ who led.", "Ismay", "Lord Ismay"),),
    ),
    item2("2.1, ordering", "<orderInteraction/>", declared("A", "B", cardinality="ordered"), lost=1),
    item2(
        "2.1, two responses", f"<choiceInteraction>{CHOICES}</choiceInteraction>", declared("A") + declared("B"), lost=1
    ),
    item2("2.1, nothing right", f"<p>Where?</p><choiceInteraction>{CHOICES}</choiceInteraction>", declared(), lost=1),
)
# What is spoilt to spoil the reader, and where in a file long runs of anything are put.
FILES = {"qti": SAMPLES}
FRAMES = (
    (
        "qti",
        '<item><presentation><material><mattext texttype="text/html">@</mattext></material><response_lid><render_choice>'
        '<response_label ident="1"><material><mattext>a</mattext></material></response_label></render_choice>'
        "</response_lid></presentation></item>",
    ),
    ("qti", "<assessmentItem><itemBody><p>@</p></itemBody></assessmentItem>"),
)


def blackboard(kind: str, answers: str, condition: str) -> str:
    """Return an item as Blackboard writes it: flows within flows, and all of the marks by their name."""
    text = "<material><mat_extension><mat_formattedtext type='HTML'>%s</mat_formattedtext></mat_extension></material>"
    asked = (
        f"<flow class='QUESTION_BLOCK'><flow class='FORMATTED_TEXT_BLOCK'>{text % 'Where?&lt;br /&gt;'}</flow></flow>"
    )
    labels = "".join(
        f"<flow_label><response_label ident='{name}'><flow_mat>{text % name}</flow_mat></response_label></flow_label>"
        for name in answers.split()
    )
    response = (
        f"<response_lid ident='response' rcardinality='Single'><render_choice>{labels}</render_choice></response_lid>"
    )
    given = f"<flow class='RESPONSE_BLOCK'>{response if answers else WRITE}</flow>"
    return (
        f"<item><itemmetadata><bbmd_questiontype>{kind}</bbmd_questiontype></itemmetadata>"
        f"<presentation><flow class='Block'>{asked}{given}</flow></presentation><resprocessing>"
        f"<respcondition title='correct'><conditionvar>{condition}</conditionvar>"
        "<setvar action='Set' variablename='SCORE'>SCORE.max</setvar></respcondition>"
        "<respcondition><conditionvar><varequal respident='Oslo'/></conditionvar>"
        "<setvar action='Set' variablename='SCORE'>10</setvar></respcondition></resprocessing></item>"
    )


GAPS = "<and><or><varequal respident='1'>a</varequal></or><or><varequal respident='2'>b</varequal></or></and>"
BLACKBOARD = (
    quiz(
        "Blackboard",
        blackboard("Multiple Choice", "Riga Oslo", "<varequal respident='response'>Oslo</varequal>"),
        blackboard("Either/Or", "yes_no.true yes_no.false", "<varequal respident='response'>yes_no.false</varequal>"),
        blackboard("Opinion Scale", "Riga Oslo", "<varequal respident='response'>Oslo</varequal>"),
        blackboard("Fill in the Blank Plus", "", GAPS),
        asked=(choice("Where?", "Oslo", "Riga"), choice("Where?", "No", "Yes"), opinion("Where?", "Riga", "Oslo")),
        lost=1,
        remarks=("several gaps",),
    ),
    quiz(
        "Blackboard's blank, of which it says no marks",
        item(
            "x",
            "Who?",
            WRITE,
            f"<respcondition><conditionvar>{equal('Ismay')}</conditionvar><displayfeedback linkrefid='correct'/></respcondition>",
            f"<respcondition><conditionvar>{equal('Lord Ismay')}</conditionvar><displayfeedback linkrefid='correct'/></respcondition>",
            "<respcondition><conditionvar><other/></conditionvar><displayfeedback linkrefid='incorrect'/></respcondition>",
        ),
        asked=(typed("Who?", "Ismay", "Lord Ismay"),),
    ),
    quiz(
        "an answer of Blackboard's that is worth a part",
        blackboard("Multiple Choice", "Riga Oslo Rome", "<varequal respident='response'>Oslo</varequal>").replace(
            "</resprocessing>",
            "<respcondition><conditionvar><varequal respident='Riga'/></conditionvar>"
            "<setvar variablename='SCORE'>5</setvar></respcondition></resprocessing>",
        ),
        asked=(choice("Where?", "Oslo", "Rome"),),
        remarks=("“Riga” is worth a part",),
    ),
    quiz(
        "an empty answer is none",
        item("x", "Who?", WRITE, right(equal("Ismay", ""))),
        asked=(typed("Who?", "Ismay"),),
    ),
    quiz(
        "true or false in small letters",
        item("x", "So?", choose("true", "false"), right(equal("1"))),
        asked=(choice("So?", "False", "True"),),
    ),
    quiz(
        "what must be put in order",
        item("x", "Order?", choose("Riga", "Oslo", cardinality="Ordered"), right(f"<and>{equal('1', '0')}</and>")),
        lost=1,
        remarks=("put in order",),
    ),
)


@pytest.mark.parametrize("given", [*SAMPLES, *BLACKBOARD], ids=str)
def test_a_file_is_asked_or_told(given: Sample) -> None:
    assert recognize("x.bin", given.content) == "qti"
    check(given, read("x.xml", given.content))


def zipped(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("imsmanifest.xml", "<manifest/>")
        for name, content in parts.items():
            archive.writestr(name if name.endswith((".qti", ".dat")) else f"{name}.xml", content)
    return out.getvalue()


def test_a_package_of_both_versions_is_read_whole() -> None:
    content = zipped({"one": SAMPLES[0].content, "two": SAMPLES[11].content, "page": b"<html/>", "broken": b"<a>"})

    assert recognize("course.imscc", content) == "qti"
    check(Sample("", b"", SAMPLES[0].questions + SAMPLES[11].questions), read("course.imscc", content))


def test_a_quiz_that_canvas_writes_twice_is_read_once() -> None:
    content = zipped({"one": SAMPLES[0].content, "copy": SAMPLES[0].content})

    check(Sample("", b"", SAMPLES[0].questions), read("quiz.zip", content))


FOLDER = "i9f/assessment_qti", "non_cc_assessments/i9f.xml", "i9f/assessment_meta"


def test_of_two_writings_of_a_quiz_of_canvas_its_own_is_read() -> None:
    content = zipped({FOLDER[0]: SAMPLES[0].content, f"{FOLDER[1]}.qti": SAMPLES[1].content})

    check(Sample("", b"", SAMPLES[1].questions), read("quiz.imscc", content))


@pytest.mark.parametrize("kind", ["survey", "graded_survey"])
def test_a_survey_of_canvas_asks_for_opinions(kind: str) -> None:
    about = f"<quiz><quiz_type>{kind}</quiz_type></quiz>".encode()
    open_end = item("essay_question", "Why?", WRITE)
    marked = item("multiple_choice_question", "Where?", choose("Riga", "Oslo"), right(equal("1")))
    bare = item("multiple_choice_question", "When?", choose("1949", "1955"))
    content = zipped({FOLDER[0]: quiz("", marked, bare, open_end).content, FOLDER[2]: about})

    check(
        Sample("", b"", (opinion("Where?", "Riga", "Oslo"), opinion("When?", "1949", "1955")), lost=1),
        read("quiz.imscc", content),
    )


def test_another_quiz_of_canvas_asks_for_what_is_right() -> None:
    about = b"<quiz><quiz_type>assignment</quiz_type></quiz>"

    check(
        Sample("", b"", SAMPLES[0].questions), read("q.zip", zipped({FOLDER[0]: SAMPLES[0].content, FOLDER[2]: about}))
    )


def test_a_test_of_blackboards_is_read_from_its_package() -> None:
    content = zipped({"res00001.dat": BLACKBOARD[0].content, "res00002.dat": b"<LEARNRUBRICS/>", "x.dat": b"\0\1"})

    check(Sample("", b"", BLACKBOARD[0].questions, BLACKBOARD[0].lost), read("Test_ExportFile.zip", content))


def test_a_survey_of_blackboards_asks_for_opinions() -> None:
    asked = blackboard("Multiple Choice", "Riga Oslo", "<varequal respident='response'>Oslo</varequal>")
    survey = asked.replace("<itemmetadata>", "<itemmetadata><bbmd_assessmenttype>Survey</bbmd_assessmenttype>")

    check(Sample("", b"", (opinion("Where?", "Riga", "Oslo"),)), read("x.xml", quiz("", survey).content))


def test_a_part_with_questions_that_cannot_be_read_is_told() -> None:
    imported = read("q.zip", zipped({"one": SAMPLES[0].content, "two": b"<questestinterop><item>"}))

    assert [remark.place for remark in imported.remarks] == ["two.xml"]


def test_the_title_and_what_is_said_in_the_end_are_kept() -> None:
    imported = read("x.xml", SAMPLES[5].content)

    assert (imported.title, imported.questions[0].explanation) == ("Summits", "So.")


def test_quizzes_of_two_titles_have_none_together() -> None:
    other = SAMPLES[1].content.replace(b'title="Summits"', b'title="Treaties"')

    assert read("q.zip", zipped({"one": SAMPLES[0].content, "two": SAMPLES[1].content})).title == "Summits"
    assert read("q.zip", zipped({"one": SAMPLES[0].content, "two": other})).title == ""


@pytest.mark.parametrize(
    "content",
    [
        quiz("", item("x", "Where?", choose("Riga", "Oslo"), right(equal("0")), right(equal("0"), "50"))).content,
        item2(
            "",
            f"<p>Where?</p><choiceInteraction>{CHOICES}</choiceInteraction>",
            declared("A", more='<mapping><mapEntry mapKey="A" mappedValue="1"/></mapping>'),
        ).content,
    ],
)
def test_what_is_right_is_not_worth_a_part_as_well(content: bytes) -> None:
    imported = read("x.xml", content)

    assert (imported.questions[0].answer, imported.remarks) == ("Riga", ())


def test_a_package_without_questions_says_so() -> None:
    with pytest.raises(UnreadableError, match="no question in QTI"):
        read("x.zip", zipped({"page": b"<html/>"}))
