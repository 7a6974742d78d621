"""QTI 1.2 and 2.1, alone or in a package, as Canvas (.imscc), Blackboard and others export quizzes.

The formats: https://www.imsglobal.org/question/ (1.2 and 2.1).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from bot.files.archives import Archive, is_archive
from bot.files.texts import UnreadableError
from bot.files.trees import child_text, markup_of, parse_xml
from bot.trivia.formats.imported import Collector, Draft, Imported
from bot.trivia.formats.markup import Shown, shown_html
from bot.trivia.formats.wording import worded
from bot.trivia.numbers import number_of, span

MANIFEST = "imsmanifest.xml"
_ROOTS = {"questestinterop", "assessmentItem", "assessment", "section", "item"}


@dataclass(frozen=True, slots=True)
class _Item:
    """An item as either version has it: its text, its choices by name, and which names or texts are right.

    `several`: all of `right` must be chosen. `fault` says why it is none that trivia can ask.
    """

    question: Shown
    choices: tuple[tuple[str, Shown], ...] = ()
    right: tuple[str, ...] = ()
    several: bool = False
    explanation: Shown = field(default_factory=lambda: Shown(""))
    fault: str = ""


def read(content: bytes) -> Imported:
    """Read a package, or one file of it; UnreadableError when there is no QTI in it."""
    title, found = _documents(content)
    items = [(place, item) for place, element in found for item in [_item(element)]]
    if not items:
        raise UnreadableError("there is no question in QTI in it")
    collector = Collector(len(items))
    for number, (place, item) in enumerate(items, 1):
        _add(f"{place}question {number}", item, collector)
    return collector.result(title)


def _documents(content: bytes) -> tuple[str, list[tuple[str, Element]]]:
    """Return the title, and every item with the part of the package in which it stands."""
    if not is_archive(content):
        root = parse_xml(content)
        if root.tag not in _ROOTS:
            raise UnreadableError(
                "this is not QTI: its first element is neither <questestinterop> nor <assessmentItem>"
            )
        return _title(root), [("", item) for item in _items(root)]
    archive = Archive(content)
    titles: list[str] = []
    found: list[tuple[str, Element]] = []
    for name in archive.names:
        if not name.endswith((".xml", ".qti")) or name.endswith(MANIFEST):
            continue
        try:
            root = parse_xml(archive.read(name))
        except UnreadableError:
            # A package holds other files as well, such as pages of a course.
            continue
        items = list(_items(root)) if root.tag in _ROOTS else []
        titles += [_title(root)] if items else []
        found += [(f"{name}, ", item) for item in items]
    return (titles[0] if len(set(titles)) == 1 else ""), _without_copies(found)


def _without_copies(found: Sequence[tuple[str, Element]]) -> list[tuple[str, Element]]:
    """Return items once each: Canvas writes every quiz twice, once for others and once for itself."""
    kept: dict[tuple[str, str], tuple[str, Element]] = {}
    for place, item in found:
        key = (item.get("ident") or item.get("identifier") or "", markup_of(item.find(".//presentation/material")))
        kept.setdefault(key if key[0] else (place, str(len(kept))), (place, item))
    return list(kept.values())


def _title(root: Element) -> str:
    named = root.find("assessment") if root.tag == "questestinterop" else root
    return (named.get("title") or "") if named is not None and root.tag != "assessmentItem" else ""


def _items(root: Element) -> Iterator[Element]:
    yield from [root] if root.tag in ("item", "assessmentItem") else []
    yield from (item for item in root.iter("item") if item is not root)


def _item(element: Element) -> _Item:
    return _item_2(element) if element.tag == "assessmentItem" else _item_1(element)


def _add(place: str, item: _Item, collector: Collector) -> None:
    if item.fault:
        collector.lose(place, item.fault)
        return
    by_name = dict(item.choices)
    right = [by_name[name].text if name in by_name else name for name in item.right]
    wrong = [shown.text for name, shown in item.choices if name not in item.right]
    shown = (item.question, item.explanation, *by_name.values())
    media = [medium for one in shown for medium in one.media]
    collector.add(
        place,
        Draft(item.question.text, right, wrong, item.explanation.text, several=item.several, media=media),
    )


def _item_1(item: Element) -> _Item:
    """Read an item of QTI 1.2."""
    kind = _metadata(item, "question_type") or _metadata(item, "cc_profile") or item.get("title", "")
    question = _materials(
        item.findall("presentation/material")
        or item.findall("presentation/flow/material")
        or [part for flow in item.findall("presentation/flow") for part in _before_answers(flow)]
    )
    choices = tuple(
        (label.get("ident") or "", _spoken(_materials(label.iter("material")))) for label in item.iter("response_label")
    )
    responses = list(item.iter("response_lid"))
    explanation = _feedback_1(item)
    if fault := _fault_1(item, kind, len(responses)):
        return _Item(question, fault=fault)
    right, several = _right_1(item, bool(choices))
    if not right:
        return _Item(question, fault=worded("there is no right answer in it, as of an essay"))
    is_several = several or ("multiple_answers" in kind or "multiple_response" in kind)
    is_multiple = bool(responses) and responses[0].get("rcardinality", "").casefold() == "multiple"
    return _Item(
        question, choices, right, len(right) > 1 and bool(choices) and (is_several or is_multiple), explanation
    )


def _fault_1(item: Element, kind: str, responses: int) -> str:
    """Return why an item is none that trivia can ask, "" where nothing speaks against it."""
    if "text_only" in kind:
        return worded("this is a text and no question")
    if child_text(item, "itemmetadata/bbmd_questiontype") == "Opinion Scale":
        return worded("an opinion has no right answer")
    if responses > 1 or item.find(".//response_grp") is not None:
        return worded("a question with several parts, such as a matching one, has no single answer")
    if responses:
        return ""
    if item.find(".//response_str") is None and item.find(".//response_num") is None:
        return worded("there is no answer to choose or to type")
    gaps = {one.get("respident") for one in item.iter("varequal")} - {None}
    return worded("several gaps in one question; make a question of each") if len(gaps) > 1 else ""


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
                shown.append(Shown("", (f"a {_MEDIA[part.tag]}",)))
    return Shown("\n".join(one.text for one in shown), tuple(medium for one in shown for medium in one.media))


def _spoken(choice: Shown) -> Shown:
    """Return a choice of Blackboard's either-or questions, which it writes as yes_no.true, in its word."""
    word = _EITHER.get(choice.text.strip())
    return replace(choice, text=word) if word else choice


_EITHER = {
    f"{left}_{right}.{name}".casefold(): word
    for left, right in (("True", "False"), ("Yes", "No"), ("Agree", "Disagree"), ("Right", "Wrong"))
    for name, word in (("true", left), ("false", right))
}
_MEDIA = {"matimage": "picture", "mataudio": "sound", "matvideo": "film"}


def _right_1(item: Element, has_choices: bool) -> tuple[tuple[str, ...], bool]:
    """Return the names or texts that are worth the most, and whether all of them must be chosen together."""
    scored = [(_score(one), one) for one in item.iter("respcondition")]
    best = max((score for score, _ in scored), default=0)
    if best <= 0:
        return (), False
    full = [one for score, one in scored if score == best]
    conditions = [one.find("conditionvar") for one in full]
    together = any(condition is not None and condition.find("and") is not None for condition in conditions)
    right = tuple(dict.fromkeys(text for condition in conditions for text in _equals(condition)))
    return (right, together) if has_choices else ((*right, *_ranges(conditions)), False)


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


def _equals(condition: Element | None) -> Iterator[str]:
    """Return what must be chosen or typed; what stands under a <not> must not."""
    for part in condition if condition is not None else ():
        if part.tag == "not":
            continue
        if part.tag in ("varequal", "varsubset"):
            yield (part.text or "").strip()
        yield from _equals(part)


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
        return _Item(question, fault=worded("a question with no answer or with several has no single answer"))
    interaction = next((part for part in body.iter() if str(part.tag).endswith("Interaction")), None)
    kind = str(interaction.tag) if interaction is not None else ""
    if kind not in ("choiceInteraction", "textEntryInteraction", "inlineChoiceInteraction"):
        return _Item(question, fault=worded("trivia does not ask questions of the kind “{kind}”", kind=kind or "none"))
    right, several = _right_2(declarations[0])
    if not right:
        return _Item(question, fault=worded("there is no right answer in it"))
    choices = tuple(
        (choice.get("identifier") or "", shown_html(markup_of(choice)))
        for choice in body.iter()
        if choice.tag in ("simpleChoice", "inlineChoice")
    )
    explanation = shown_html("\n".join(markup_of(one) for one in item.findall("modalFeedback")[:1]))
    return _Item(question, choices, right, several and len(right) > 1 and bool(choices), explanation)


def _right_2(declaration: Element) -> tuple[tuple[str, ...], bool]:
    mapped = [
        (number_of(entry.get("mappedValue", "0")), entry.get("mapKey", ""))
        for entry in declaration.findall("mapping/mapEntry")
    ]
    correct = [(value.text or "").strip() for value in declaration.findall("correctResponse/value")]
    is_multiple = declaration.get("cardinality") in ("multiple", "ordered")
    if declaration.get("cardinality") == "ordered":
        return (), False
    best = max((score for score, _ in mapped if score is not None), default=None)
    more = [key for score, key in mapped if score is not None and score == best and score > 0]
    return tuple(dict.fromkeys(correct if is_multiple else (*correct, *more))) or tuple(more), is_multiple


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
            yield f"<p>{markup_of(part.find('prompt'))}</p>"
        elif tag not in ("feedbackBlock", "rubricBlock"):
            attributes = "".join(f' {key}="{_safe(value)}"' for key, value in part.attrib.items())
            yield f"<{tag}{attributes}>"
            yield from _body_pieces(part)
            yield f"</{tag}>"
        yield _safe(part.tail)


def _safe(text: str | None) -> str:
    return (text or "").replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
