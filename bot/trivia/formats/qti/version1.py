"""An item of QTI 1.2, as Canvas and Blackboard write it, each with ways of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from xml.etree.ElementTree import Element

from bot.files.trees import child_text, markup_of
from bot.files.wording import worded
from bot.frozen import replace
from bot.trivia.formats.draft import LostError
from bot.trivia.formats.markup import Shown, medium, shown_html
from bot.trivia.formats.qti.conditions import marked_by
from bot.trivia.formats.qti.item import Item

_EITHER = {
    f"{left}_{right}.{name}".casefold(): word
    for left, right in (("True", "False"), ("Yes", "No"), ("Agree", "Disagree"), ("Right", "Wrong"))
    for name, word in (("true", left), ("false", right))
} | {"true": "True", "false": "False"}
_MEDIA = {"matimage": "picture", "mataudio": "sound", "matvideo": "film"}


def read_item(item: Element, *, is_survey: bool) -> Item:
    """Read an item; of a survey nothing needs to be right. LostError for one that trivia cannot ask."""
    kind = _metadata(item, "question_type") or _metadata(item, "cc_profile") or item.get("title", "")
    responses = list(item.iter("response_lid"))
    _check(item, kind, responses)
    read = Item(_question(item), _choices(responses), explanation=_feedback(item))
    if child_text(item, "itemmetadata/bbmd_questiontype") == "Opinion Scale":
        # Blackboard wants one to be marked right all the same.
        return replace(read, is_opinion=True)
    is_multiple = any(response.get("rcardinality", "").casefold() == "multiple" for response in responses)
    marked = marked_by(item, {name for name, _ in read.choices}, is_multiple=is_multiple)
    if not marked.right and not (is_survey and read.choices):
        raise LostError(worded("there is no right answer in it, as of an essay"))
    may_be_several = is_multiple or marked.several or "multiple_answers" in kind or "multiple_response" in kind
    several = may_be_several and bool(read.choices) and len(marked.right) > 1
    question = _gapped(read.question, responses)
    return replace(read, question=question, right=marked.right, partly=marked.partly, several=several)


def _question(item: Element) -> Shown:
    return _materials(
        item.findall("presentation/material")
        or item.findall("presentation/flow/material")
        or [part for flow in item.findall("presentation/flow") for part in _before_answers(flow)]
    )


def _choices(responses: Sequence[Element]) -> tuple[tuple[str, Shown], ...]:
    """Return the choices by name; what is typed has labels, too, which name the place and are no choices."""
    labels = (label for response in responses for label in response.iter("response_label"))
    return tuple((label.get("ident") or "", _spoken(_materials(label.iter("material")))) for label in labels)


def _gapped(question: Shown, responses: Sequence[Element]) -> Shown:
    """Return a question of Canvas' with a gap in place of the name of what is chosen there, as [color]."""
    name = responses[0].get("ident", "").removeprefix("response_") if responses else ""
    return replace(question, text=question.text.replace(f"[{name}]", "_____")) if name else question


def _check(item: Element, kind: str, responses: Sequence[Element]) -> None:
    """Raise LostError for an item that trivia cannot ask."""
    if "text_only" in kind:
        raise LostError(worded("this is a text and no question"))
    if any(response.get("rcardinality", "").casefold() == "ordered" for response in responses):
        raise LostError(worded("what must be put in order has no single answer"))
    if len(responses) > 1 or item.find(".//response_grp") is not None:
        raise LostError(worded("a question with several parts, such as a matching one, has no single answer"))
    if not responses:
        _check_typed(item)


def _check_typed(item: Element) -> None:
    if item.find(".//response_str") is None and item.find(".//response_num") is None:
        raise LostError(worded("there is no answer to choose or to type"))
    if len({condition.get("respident") for condition in item.iter("varequal")} - {None}) > 1:
        raise LostError(worded("several gaps in one question; make a question of each"))


def _before_answers(flow: Element) -> Iterator[Element]:
    """Return what Blackboard asks, which stands in flows within flows, beside those of the answers."""
    for part in flow:
        if part.tag == "material":
            yield part
        elif part.tag == "flow" and part.get("class") != "RESPONSE_BLOCK":
            yield from _before_answers(part)


def _metadata(item: Element, name: str) -> str:
    fields = (field for field in item.iter("qtimetadatafield") if child_text(field, "fieldlabel") == name)
    return next((child_text(field, "fieldentry") for field in fields), "")


def _materials(elements: Iterable[Element]) -> Shown:
    """Return what elements show together, a line each."""
    pieces = [piece for element in elements for part in element.iter() for piece in _piece(part)]
    return Shown("\n".join(piece.text for piece in pieces), tuple(name for piece in pieces for name in piece.media))


def _piece(part: Element) -> Iterator[Shown]:
    if part.tag == "mat_formattedtext":
        yield shown_html(part.text or "")
    elif part.tag == "mattext":
        text = markup_of(part) if len(part) else part.text or ""
        is_plain = part.get("texttype", "text/plain") == "text/plain" and not len(part)
        yield Shown(text) if is_plain and "<" not in text else shown_html(text)
    elif part.tag in _MEDIA:
        yield Shown("", (medium(_MEDIA[part.tag]),))


def _spoken(choice: Shown) -> Shown:
    """Return a choice of Blackboard's either-or questions, which it writes as yes_no.true or true, in its word."""
    word = _EITHER.get(choice.text.strip())
    return replace(choice, text=word) if word else choice


def _feedback(item: Element) -> Shown:
    by_name = {feedback.get("ident", ""): feedback for feedback in item.iter("itemfeedback")}
    feedback = by_name.get("general_fb", by_name.get("correct_fb"))
    return _materials([feedback]) if feedback is not None else Shown("")
