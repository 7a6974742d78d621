"""An item of QTI 2.1."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from bot.files.trees import markup_of
from bot.files.wording import worded
from bot.trivia.formats.draft import LostError
from bot.trivia.formats.markup import shown_html
from bot.trivia.formats.qti.item import Item, Marked
from bot.trivia.numbers import number_of

_GAPS = ("textEntryInteraction", "inlineChoiceInteraction")


def read_item(item: Element) -> Item:
    """Read an item; LostError for one that trivia cannot ask."""
    body = item.find("itemBody")
    declarations = item.findall("responseDeclaration")
    if body is None or len(declarations) != 1:
        raise LostError(worded("a question with no answer or with several has no single answer"))
    _check(body)
    marked = _marked(declarations[0])
    if not marked.right:
        raise LostError(worded("there is no right answer in it"))
    choices = tuple(
        (choice.get("identifier") or "", shown_html(_text(choice)))
        for choice in body.iter()
        if choice.tag in ("simpleChoice", "inlineChoice")
    )
    explanation = shown_html("\n".join(markup_of(feedback) for feedback in item.findall("modalFeedback")[:1]))
    several = marked.several and len(marked.right) > 1 and bool(choices)
    return Item(shown_html(_text(body)), choices, marked.right, marked.partly, several, explanation)


def _check(body: Element) -> None:
    kind = next((str(part.tag) for part in body.iter() if str(part.tag).endswith("Interaction")), "")
    if kind not in (*_GAPS, "choiceInteraction"):
        raise LostError(worded("trivia does not ask questions of the kind “{kind}”", kind=kind or "none"))


def _marked(declaration: Element) -> Marked:
    """Return what is right by the declaration of a response; where each choice has marks, those of the most."""
    correct = [(value.text or "").strip() for value in declaration.findall("correctResponse/value")]
    if declaration.get("cardinality") == "ordered":
        return Marked()
    mapped = {
        entry.get("mapKey", ""): score
        for entry in declaration.findall("mapping/mapEntry")
        if (score := number_of(entry.get("mappedValue", "0"))) is not None and score > 0
    }
    if declaration.get("cardinality") == "multiple":
        return Marked(tuple(dict.fromkeys(correct)) or tuple(mapped), several=True)
    best = max(mapped.values(), default=None)
    right = dict.fromkeys((*correct, *(key for key, score in mapped.items() if score == best)))
    return Marked((*right,), tuple(key for key in mapped if key not in right))


def _text(element: Element | None) -> str:
    """Return the text of an item without its choices; a gap stands where something is to be typed or chosen."""
    return "".join(_pieces(element)) if element is not None else ""


def _pieces(element: Element) -> Iterator[str]:
    yield _safe(element.text)
    for part in element:
        tag = str(part.tag)
        if tag in _GAPS:
            yield " _____ "
        elif tag == "choiceInteraction":
            yield f"<p>{_text(part.find('prompt'))}</p>"
        elif tag not in ("feedbackBlock", "feedbackInline", "rubricBlock"):
            attributes = "".join(f' {key}="{_safe(value)}"' for key, value in part.attrib.items())
            yield f"<{tag}{attributes}>"
            yield from _pieces(part)
            yield f"</{tag}>"
        yield _safe(part.tail)


def _safe(text: str | None) -> str:
    return (text or "").replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
