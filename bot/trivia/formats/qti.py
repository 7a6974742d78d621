"""QTI 1.2 and 2.1, alone or in a package, as Canvas (.imscc), Blackboard and others export quizzes.

The formats: https://www.imsglobal.org/question/ (1.2 and 2.1).
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from bot.files.archives import Archive, is_archive
from bot.files.texts import UnreadableError
from bot.files.trees import child_text, markup_of, parse_xml
from bot.files.wording import worded
from bot.frozen import Frozen, replace
from bot.trivia.formats.imported import Collector, Draft, Imported, LostError
from bot.trivia.formats.markup import Shown, medium, shown_html
from bot.trivia.numbers import number_of, span

MANIFEST = "imsmanifest.xml"
# What parts of a package may be called; Blackboard's end in .dat, and some of those hold other things.
PARTS = (".xml", ".qti", ".dat")
NOT_QTI = worded("this is not QTI: its first element is neither <questestinterop> nor <assessmentItem>")
_ROOTS = {"questestinterop", "assessmentItem", "assessment", "section", "item"}


class _Item(Frozen, frozen=True):
    """An item as either version has it: its text, its choices by name, and which names or texts are right.

    `several`: all of `right` must be chosen; `partly` are worth a part of the marks, so that they are neither right nor
    wrong. Of an opinion nothing is right.
    """

    question: Shown
    choices: tuple[tuple[str, Shown], ...] = ()
    right: tuple[str, ...] = ()
    partly: tuple[str, ...] = ()
    several: bool = False
    explanation: Shown = Shown("")
    is_opinion: bool = False


class _Part(Frozen, frozen=True):
    """An item as it stands in a file: in which part of a package ("" where it is none), and whether of a survey."""

    place: str
    element: Element
    is_survey: bool = False


@dataclass(slots=True)
class _Package:
    """What was found in a package: its items, the titles of its quizzes, and why some parts could not be read."""

    parts: list[_Part] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    broken: list[tuple[str, str]] = field(default_factory=list)


def read(content: bytes) -> Imported:
    """Read a package, or one file of it; UnreadableError when there is no QTI in it."""
    package = _documents(content)
    if not package.parts:
        raise UnreadableError("there is no question in QTI in it")
    collector = Collector(len(package.parts))
    for number, part in enumerate(package.parts, 1):
        place = f"{part.place}question {number}"
        collector.take(place, _draft, place, part, collector)
    for name, why in package.broken:
        collector.remark(name, worded("nothing of this part is read: {why}", why=why))
    return collector.result(package.titles[0] if len(set(package.titles)) == 1 else "")


def _documents(content: bytes) -> _Package:
    """Return every item, with the part of the package in which it stands."""
    if not is_archive(content):
        root = parse_xml(content)
        if root.tag not in _ROOTS:
            raise UnreadableError(NOT_QTI)
        return _Package([_Part("", item) for item in _items(root)], [_title(root)])
    archive = Archive(content)
    names = set(archive.names)
    package = _Package()
    surveys = _surveys(archive)
    for name in archive.names:
        # Canvas writes every quiz twice: for other programs, without what they do not know, and whole for itself.
        if _is_part(name) and not (name.endswith(_FOR_OTHERS) and f"non_cc_assessments/{_quiz(name)}.xml.qti" in names):
            _take(name, archive.read(name), package, is_survey=_quiz(name) in surveys)
    package.parts = _without_copies(package.parts)
    return package


# The parts of Canvas' packages that tell of a quiz, and that have it for other programs.
_ABOUT, _FOR_OTHERS = "assessment_meta.xml", "/assessment_qti.xml"
_QTI = re.compile(rb"<(\w+:)?(questestinterop|assessmentItem)\b")


def _is_part(name: str) -> bool:
    return name.endswith(PARTS) and not name.endswith((MANIFEST, _ABOUT))


def _quiz(name: str) -> str:
    """Return by what a part of Canvas' calls its quiz: the folder's name, or the file's."""
    parts = name.split("/")
    return parts[-2] if name.endswith((_FOR_OTHERS, _ABOUT)) and len(parts) > 1 else parts[-1].split(".")[0]


def _surveys(archive: Archive) -> set[str]:
    """Return which quizzes of Canvas' are surveys, of which nothing is right though something is marked so."""
    about = [name for name in archive.names if name.endswith(f"/{_ABOUT}")]
    return {_quiz(name) for name in about if _IS_SURVEY.search(archive.read(name))}


_IS_SURVEY = re.compile(rb"<quiz_type>\s*(graded_)?survey\s*</quiz_type>")


def _take(name: str, content: bytes, package: _Package, *, is_survey: bool) -> None:
    """Take the items of a part; a package holds other files as well, such as pages of a course."""
    try:
        root = parse_xml(content)
    except UnreadableError as error:
        if _QTI.search(content):
            package.broken.append((name, error.why))
        return
    items = list(_items(root)) if root.tag in _ROOTS else []
    package.titles += [_title(root)] if items else []
    package.parts += [_Part(f"{name}, ", item, is_survey) for item in items]


def _without_copies(parts: Sequence[_Part]) -> list[_Part]:
    """Return items once each."""
    kept: dict[tuple[str, str], _Part] = {}
    for part in parts:
        item = part.element
        key = (item.get("ident") or item.get("identifier") or "", markup_of(item.find(".//presentation/material")))
        kept.setdefault(key if key[0] else (part.place, str(len(kept))), part)
    return list(kept.values())


def _title(root: Element) -> str:
    named = root.find("assessment") if root.tag == "questestinterop" else root
    return (named.get("title") or "") if named is not None and root.tag != "assessmentItem" else ""


def _items(root: Element) -> Iterator[Element]:
    """Return the items, of which none stands within another."""
    if root.tag in ("item", "assessmentItem"):
        yield root
        return
    for part in root:
        yield from _items(part)


def _item(part: _Part) -> _Item:
    """Read an item of either version; LostError for one that trivia cannot ask."""
    element = part.element
    is_survey = part.is_survey or child_text(element, "itemmetadata/bbmd_assessmenttype") == "Survey"
    item = _item_2(element) if element.tag == "assessmentItem" else _item_1(element, is_survey=is_survey)
    return replace(item, right=(), partly=(), is_opinion=True) if is_survey and item.choices else item


def _draft(place: str, part: _Part, collector: Collector) -> Draft:
    item = _item(part)
    by_name = dict(item.choices)
    right = [by_name[name].text if name in by_name else name for name in item.right]
    for name in item.partly:
        said = by_name[name].text if name in by_name else name
        collector.remark(place, worded("“{said}” is worth a part of the marks, and is left out", said=said[:40]))
    worthy = {*item.right, *item.partly}
    wrong = [shown.text for name, shown in item.choices if name not in worthy]
    shown = (item.question, item.explanation, *by_name.values())
    media = [medium for one in shown for medium in one.media]
    return Draft(
        item.question.text,
        right,
        wrong,
        item.explanation.text,
        several=item.several,
        is_opinion=item.is_opinion,
        media=media,
    )


def _item_1(item: Element, *, is_survey: bool) -> _Item:
    """Read an item of QTI 1.2; of a survey nothing needs to be right."""
    kind = _metadata(item, "question_type") or _metadata(item, "cc_profile") or item.get("title", "")
    question = _materials(
        item.findall("presentation/material")
        or item.findall("presentation/flow/material")
        or [part for flow in item.findall("presentation/flow") for part in _before_answers(flow)]
    )
    responses = list(item.iter("response_lid"))
    # What is typed has labels, too, which name the place and are no choices.
    choices = tuple(
        (label.get("ident") or "", _spoken(_materials(label.iter("material"))))
        for response in responses
        for label in response.iter("response_label")
    )
    explanation = _feedback_1(item)
    _check_1(item, kind, len(responses))
    if child_text(item, "itemmetadata/bbmd_questiontype") == "Opinion Scale":
        # Blackboard wants one to be marked right all the same.
        return _Item(question, choices, is_opinion=True, explanation=explanation)
    is_multiple = bool(responses) and responses[0].get("rcardinality", "").casefold() == "multiple"
    marked = _right_1(item, {name for name, _ in choices}, is_multiple=is_multiple)
    if not marked.right and not (is_survey and choices):
        raise LostError(worded("there is no right answer in it, as of an essay"))
    is_several = is_multiple or marked.several or "multiple_answers" in kind or "multiple_response" in kind
    several = is_several and bool(choices) and len(marked.right) > 1
    return _Item(_gapped(question, responses), choices, marked.right, marked.partly, several, explanation)


def _gapped(question: Shown, responses: Sequence[Element]) -> Shown:
    """Return a question of Canvas' with a gap in place of the name of what is chosen there, as [color]."""
    name = responses[0].get("ident", "").removeprefix("response_") if responses else ""
    return replace(question, text=question.text.replace(f"[{name}]", "_____")) if name else question


def _check_1(item: Element, kind: str, responses: int) -> None:
    """Raise LostError for an item of QTI 1.2 that trivia cannot ask."""
    if "text_only" in kind:
        raise LostError(worded("this is a text and no question"))
    if any(one.get("rcardinality", "").casefold() == "ordered" for one in item.iter("response_lid")):
        raise LostError(worded("what must be put in order has no single answer"))
    if responses > 1 or item.find(".//response_grp") is not None:
        raise LostError(worded("a question with several parts, such as a matching one, has no single answer"))
    is_typed = item.find(".//response_str") is not None or item.find(".//response_num") is not None
    if not responses and not is_typed:
        raise LostError(worded("there is no answer to choose or to type"))
    if not responses and len({one.get("respident") for one in item.iter("varequal")} - {None}) > 1:
        raise LostError(worded("several gaps in one question; make a question of each"))


def _before_answers(flow: Element) -> Iterator[Element]:
    """Return what Blackboard asks, which stands in flows within flows, beside those of the answers."""
    for part in flow:
        if part.tag == "material":
            yield part
        elif part.tag == "flow" and part.get("class") != "RESPONSE_BLOCK":
            yield from _before_answers(part)


def _metadata(item: Element, name: str) -> str:
    return next(
        (
            child_text(field, "fieldentry")
            for field in item.iter("qtimetadatafield")
            if child_text(field, "fieldlabel") == name
        ),
        "",
    )


def _materials(elements: Iterable[Element]) -> Shown:
    shown: list[Shown] = []
    for element in elements:
        for part in element.iter():
            if part.tag == "mat_formattedtext":
                shown.append(shown_html(part.text or ""))
            elif part.tag == "mattext":
                text = markup_of(part) if len(part) else part.text or ""
                is_plain = part.get("texttype", "text/plain") == "text/plain" and not len(part)
                shown.append(Shown(text) if is_plain and "<" not in text else shown_html(text))
            elif part.tag in ("matimage", "mataudio", "matvideo"):
                shown.append(Shown("", (medium(_MEDIA[part.tag]),)))
    return Shown("\n".join(one.text for one in shown), tuple(medium for one in shown for medium in one.media))


def _spoken(choice: Shown) -> Shown:
    """Return a choice of Blackboard's either-or questions, which it writes as yes_no.true or true, in its word."""
    word = _EITHER.get(choice.text.strip())
    return replace(choice, text=word) if word else choice


_EITHER = {
    f"{left}_{right}.{name}".casefold(): word
    for left, right in (("True", "False"), ("Yes", "No"), ("Agree", "Disagree"), ("Right", "Wrong"))
    for name, word in (("true", left), ("false", right))
} | {"true": "True", "false": "False"}
_MEDIA = {"matimage": "picture", "mataudio": "sound", "matvideo": "film"}


class _Marked(Frozen, frozen=True):
    """Names or texts that are worth the most, and those worth a part; `several` when one condition wants them all."""

    right: tuple[str, ...] = ()
    partly: tuple[str, ...] = ()
    several: bool = False


def _right_1(item: Element, names: Collection[str], *, is_multiple: bool) -> _Marked:
    """Return what is right by the conditions of an item; where marks are added up, all that gives some is.

    `names` are those of its choices.
    """
    conditions = list(item.iter("respcondition"))
    scored = [(score, one.find("conditionvar")) for one in conditions if (score := _score(one)) > 0]
    # Of blanks and numbers Blackboard says no marks, and which show what is said on the right answer.
    scored = scored or [(math.inf, one.find("conditionvar")) for one in conditions if _shows_right(one)]
    best = max((score for score, _ in scored), default=0)
    full = [condition for score, condition in scored if score == best or is_multiple]
    partly = [condition for score, condition in scored if score < best and not is_multiple]
    together = any(condition is not None and condition.find("and") is not None for condition in full)
    right = _named(full, names)
    known = set(right)
    rest = tuple(name for name in _named(partly, names) if name not in known)
    return _Marked(right, rest, together) if names else _Marked((*right, *_ranges(full)), (*rest, *_ranges(partly)))


def _shows_right(condition: Element) -> bool:
    return any(one.get("linkrefid") == "correct" for one in condition.iter("displayfeedback"))


def _named(conditions: Iterable[Element | None], names: Collection[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for condition in conditions for text in _equals(condition, names)))


def _score(condition: Element) -> float:
    """Return what a condition gives; one that only shows a feedback gives nothing."""
    if child_text(condition, "setvar").strip() == "SCORE.max":
        # So Blackboard names all of the marks.
        return math.inf
    number = number_of(child_text(condition, "setvar"))
    action = condition.find("setvar")
    if action is None or number is None:
        return 0.0
    return float(number) if action.get("action", "Set") in ("Set", "Add") else -float(number)


def _equals(condition: Element | None, names: Collection[str]) -> Iterator[str]:
    """Return what must be chosen or typed; what stands under a <not> must not."""
    for part in condition if condition is not None else ():
        if part.tag == "not":
            continue
        if part.tag in ("varequal", "varsubset"):
            # Where an answer of Blackboard's has marks of its own, its name stands beside an empty text.
            beside = part.get("respident", "")
            yield (part.text or "").strip() or (beside if beside in names else "")
        yield from _equals(part, names)


def _ranges(conditions: Iterable[Element | None]) -> Iterator[str]:
    for condition in conditions:
        low = child_text(condition, ".//vargte") or child_text(condition, ".//vargt")
        high = child_text(condition, ".//varlte") or child_text(condition, ".//varlt")
        first, last = number_of(low), number_of(high)
        if first is not None and last is not None and first < last:
            yield span(first, last)


def _feedback_1(item: Element) -> Shown:
    feedback = {one.get("ident", ""): one for one in item.iter("itemfeedback")}
    named = feedback.get("general_fb", feedback.get("correct_fb"))
    return _materials([named]) if named is not None else Shown("")


def _item_2(item: Element) -> _Item:
    """Read an item of QTI 2.1."""
    body = item.find("itemBody")
    question = shown_html(_body(body))
    declarations = item.findall("responseDeclaration")
    if body is None or len(declarations) != 1:
        raise LostError(worded("a question with no answer or with several has no single answer"))
    interaction = next((part for part in body.iter() if str(part.tag).endswith("Interaction")), None)
    kind = str(interaction.tag) if interaction is not None else ""
    if kind not in ("choiceInteraction", "textEntryInteraction", "inlineChoiceInteraction"):
        raise LostError(worded("trivia does not ask questions of the kind “{kind}”", kind=kind or "none"))
    marked = _right_2(declarations[0])
    if not marked.right:
        raise LostError(worded("there is no right answer in it"))
    choices = tuple(
        (choice.get("identifier") or "", shown_html(_body(choice)))
        for choice in body.iter()
        if choice.tag in ("simpleChoice", "inlineChoice")
    )
    explanation = shown_html("\n".join(markup_of(one) for one in item.findall("modalFeedback")[:1]))
    several = marked.several and len(marked.right) > 1 and bool(choices)
    return _Item(question, choices, marked.right, marked.partly, several, explanation)


def _right_2(declaration: Element) -> _Marked:
    correct = [(value.text or "").strip() for value in declaration.findall("correctResponse/value")]
    if declaration.get("cardinality") == "ordered":
        return _Marked()
    mapped = {
        entry.get("mapKey", ""): score
        for entry in declaration.findall("mapping/mapEntry")
        if (score := number_of(entry.get("mappedValue", "0"))) is not None and score > 0
    }
    if declaration.get("cardinality") == "multiple":
        return _Marked(tuple(dict.fromkeys(correct)) or tuple(mapped), several=True)
    best = max(mapped.values(), default=None)
    right = tuple(dict.fromkeys((*correct, *(key for key, score in mapped.items() if score == best))))
    known = set(right)
    return _Marked(right, tuple(key for key in mapped if key not in known))


def _body(body: Element | None) -> str:
    """Return the text of an item without its choices; a gap stands where something is to be typed or chosen."""
    if body is None:
        return ""
    return "".join(_body_pieces(body))


def _body_pieces(element: Element) -> Iterator[str]:
    yield _safe(element.text)
    for part in element:
        tag = str(part.tag)
        if tag in ("textEntryInteraction", "inlineChoiceInteraction"):
            yield " _____ "
        elif tag == "choiceInteraction":
            yield f"<p>{_body(part.find('prompt'))}</p>"
        elif tag not in ("feedbackBlock", "feedbackInline", "rubricBlock"):
            attributes = "".join(f' {key}="{_safe(value)}"' for key, value in part.attrib.items())
            yield f"<{tag}{attributes}>"
            yield from _body_pieces(part)
            yield f"</{tag}>"
        yield _safe(part.tail)


def _safe(text: str | None) -> str:
    return (text or "").replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
