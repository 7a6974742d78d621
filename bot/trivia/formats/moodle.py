"""Moodle XML, what every Moodle exports by default. The format: https://docs.moodle.org/en/Moodle_XML_format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from xml.etree.ElementTree import Element, SubElement, tostring

from bot.facts.model import Question
from bot.files.texts import UnreadableError
from bot.files.trees import child_text, parse_xml
from bot.files.wording import worded
from bot.frozen import replace
from bot.trivia.formats.collector import Collector, Tell
from bot.trivia.formats.draft import Draft, LostError
from bot.trivia.formats.imported import Imported
from bot.trivia.formats.judged import FULL, Choice, judge, whole
from bot.trivia.formats.lists import joined, parted
from bot.trivia.formats.markup import Shown, escaped, shown_html, shown_markdown, tidy
from bot.trivia.numbers import number_of, span

NOT_MOODLE = worded("this is not Moodle XML: its first element is not <quiz>")
# Kinds that trivia has no use for, and why.
_UNASKED = {
    "essay": worded("an essay question has no answer that could be judged"),
    "description": worded("this is a description and no question"),
    "matching": worded("a matching question has no single answer"),
    "cloze": worded("a question with several embedded answers has no single answer"),
}
_TYPED = ("shortanswer", "numerical")
# Of these kinds, by plugins that many sites have, all right answers are worth everything, and only together.
_TOGETHER = ("multichoiceset", "oumultiresponse")
# Tags of ours, for what Moodle has no place for.
_LEVEL, _ACCEPT = "difficulty:", "accept:"


def read(content: bytes) -> Imported:
    """Read a quiz; UnreadableError when it is no Moodle XML."""
    root = parse_xml(content)
    if root.tag != "quiz":
        raise UnreadableError(NOT_MOODLE)
    if root.find("quiz_type") is not None:
        raise UnreadableError("this tells of a quiz of Canvas’ and has no questions; send the whole .zip or .imscc")
    questions = list(_questions(root))
    collector = Collector(len(questions))
    for number, (element, category) in enumerate(questions, 1):
        name = child_text(element, "name/text")[:40]
        place = f"question {number} ({name})" if name else f"question {number}"
        collector.take(place, _draft, element, category, collector.at(place))
    return collector.result()


def _questions(root: Element) -> Iterator[tuple[Element, str]]:
    """Return the questions, each with the category that was named last before it."""
    category = ""
    for element in root.iter("question"):
        if element.get("type") == "category":
            category = child_text(element, "category/text").rpartition("/")[2]
        else:
            yield element, category


def _draft(element: Element, category: str, tell: Tell) -> Draft:
    kind = element.get("type") or "of no kind"
    if kind not in ("multichoice", "truefalse", *_TOGETHER, *_TYPED):
        raise LostError(
            _UNASKED.get(kind, worded("trivia does not ask questions of the kind “{kind}”", kind=kind[:30]))
        )
    question = _shown(element.find("questiontext"))
    general = _shown(element.find("generalfeedback"))
    tags = [child_text(tag, "text") for tag in element.findall("tags/tag")]
    levels = [tag.removeprefix(_LEVEL) for tag in tags if tag.startswith(_LEVEL)]
    draft = Draft(
        question.text,
        explanation=general.text,
        difficulty=int(levels[0]) if levels and levels[0] in {"1", "2", "3"} else 2,
        tags=(*filter(None, (category,)), *(tag for tag in tags if not tag.startswith((_LEVEL, _ACCEPT)))),
        media=(*question.media, *general.media),
    )
    accept = next((parted(tag.removeprefix(_ACCEPT)) for tag in tags if tag.startswith(_ACCEPT)), ())
    return _judged(kind, element, draft, accept, tell)


def _shown(element: Element | None) -> Shown:
    """Return what a text of Moodle's shows, by the format that it names."""
    if element is None:
        return Shown("")
    text = child_text(element, "text") or (element.text or "").strip()
    kind = element.get("format", "moodle_auto_format")
    if kind == "plain_text":
        return Shown(tidy(text))
    return shown_markdown(text) if kind == "markdown" else shown_html(text)


def _judged(kind: str, element: Element, draft: Draft, accept: Sequence[str], tell: Tell) -> Draft:
    choices: list[Choice] = []
    media = [*draft.media]
    for answer in element.findall("answer"):
        shown, feedback = _answer(answer, kind), _shown(answer.find("feedback"))
        media += [*shown.media, *feedback.media]
        weight = number_of(answer.get("fraction", "0"))
        if weight is None:
            raise LostError(worded("the weight of “{text}” is no number", text=shown.text[:30]))
        choices += _choices(kind, answer, Choice(shown.text, float(weight), feedback.text), tell)
    judged = judge(choices, may_be_several=kind not in _TYPED and child_text(element, "single") not in ("true", "1"))
    several = judged.several or (kind in _TOGETHER and len(judged.right) > 1)
    wrong = () if kind == "numerical" else judged.wrong
    return whole(replace(draft, media=media), replace(judged, wrong=wrong, several=several), tell, accept)


def _answer(answer: Element, kind: str) -> Shown:
    shown = _shown(answer)
    return replace(shown, text=shown.text.capitalize()) if kind == "truefalse" else shown


def _choices(kind: str, answer: Element, choice: Choice, tell: Tell) -> tuple[Choice, ...]:
    """Return an answer as the choices it stands for: a span beside a number with tolerance, nothing for a wildcard."""
    if kind not in _TYPED:
        return (choice,)
    if not choice.text.strip():
        return ()
    return _spelt(choice, tell) if kind == "shortanswer" else _numbers(answer, choice, tell)


def _spelt(choice: Choice, tell: Tell) -> tuple[Choice, ...]:
    if "*" in choice.text.replace("\\*", ""):
        tell(worded("“{choice}” stands for any text, and is not carried over", choice=choice.text[:30]))
        return ()
    return (replace(choice, text=choice.text.replace("\\*", "*")),)


def _numbers(answer: Element, choice: Choice, tell: Tell) -> tuple[Choice, ...]:
    number, tolerance = number_of(choice.text), number_of(child_text(answer, "tolerance") or "0")
    if number is None or tolerance is None:
        tell(worded("“{choice}” is no number, and is not carried over", choice=choice.text[:30]))
        return ()
    return (choice, replace(choice, text=span(number - tolerance, number + tolerance))) if tolerance else (choice,)


def write(questions: Iterable[Question]) -> bytes:
    """Write questions as Moodle XML."""
    root = Element("quiz")
    for question in questions:
        _write(question, root)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode").encode() + b"\n"


def _write(question: Question, root: Element) -> None:
    kind = _kind(question)
    element = SubElement(root, "question", type=kind)
    _text(SubElement(element, "name"), question.id)
    _html(element, "questiontext", question.question)
    _html(element, "generalfeedback", question.explanation)
    SubElement(element, "defaultgrade").text = "1"
    _answers(element, question, kind)
    tags = SubElement(element, "tags")
    more = [f"{_ACCEPT}{joined(question.accept)}"] if question.accept and kind == "multichoice" else []
    for tag in (*question.tags, f"{_LEVEL}{question.difficulty}", *more):
        _text(SubElement(tags, "tag"), tag)


def _kind(question: Question) -> str:
    """Return Moodle's kind of a question: of numbers where it has a span, and all are read back as they stand."""
    if question.choices or question.right:
        return "multichoice"
    answers = (question.answer, *question.accept)
    as_read = dict.fromkeys(text for answer in answers for text in _numbers_read(answer))
    return "numerical" if any(map(_tolerance, answers)) and (*as_read,) == answers else "shortanswer"


def _numbers_read(answer: str) -> tuple[str, ...]:
    """Return what is read of an answer that is written as a number: its middle, too, of a span; nothing of a text."""
    if tolerance := _tolerance(answer):
        middle, width = tolerance
        return (f"{middle:f}", span(middle - width, middle + width))
    return (answer,) if number_of(answer) is not None else ()


def _answers(element: Element, question: Question, kind: str) -> None:
    if kind == "multichoice":
        SubElement(element, "single").text = "false" if question.right else "true"
        SubElement(element, "shuffleanswers").text = "true"
        SubElement(element, "answernumbering").text = "abc"
        right = question.right or (question.answer,)
        share = f"{FULL / len(right):.5f}".rstrip("0").rstrip(".")
        for answer in right:
            _html(element, "answer", answer, fraction=share)
        for choice in question.choices:
            _html(element, "answer", choice, fraction="-100" if question.right else "0")
        return
    if kind == "shortanswer":
        SubElement(element, "usecase").text = "0"
    for answer in (question.answer, *question.accept):
        _typed(element, answer, kind)


def _typed(element: Element, answer: str, kind: str) -> None:
    tolerance = _tolerance(answer) if kind == "numerical" else None
    child = SubElement(element, "answer", fraction="100", format="moodle_auto_format" if tolerance else "plain_text")
    _text(child, f"{tolerance[0]:f}" if tolerance else answer.replace("*", "\\*"))
    if kind == "numerical":
        SubElement(child, "tolerance").text = f"{tolerance[1]:f}" if tolerance else "0"


def _tolerance(answer: str) -> tuple[Decimal, Decimal] | None:
    """Return the middle and the half width of a span of numbers; None when a text is none, or has but one number."""
    low, mark, high = answer.partition("..")
    first, last = number_of(low), number_of(high)
    if not mark or first is None or last is None or first == last:
        return None
    return (first + last) / 2, (last - first) / 2


def _html(parent: Element, name: str, text: str, **attributes: str) -> None:
    _text(SubElement(parent, name, {**attributes, "format": "html"}), escaped(text))


def _text(parent: Element, text: str) -> None:
    SubElement(parent, "text").text = _sound(text)


def _sound(text: str) -> str:
    """Return a text without the characters that XML cannot hold."""
    return "".join(letter for letter in text if letter in "\t\n" or (letter >= " " and letter not in "\ufffe\uffff"))
