"""QTI 1.2 and 2.1, alone or in a package, as Canvas (.imscc), Blackboard and others export quizzes.

The formats: https://www.imsglobal.org/question/ (1.2 and 2.1).
"""

from __future__ import annotations

from bot.files.texts import UnreadableError
from bot.files.trees import child_text
from bot.files.wording import worded
from bot.frozen import replace
from bot.trivia.formats.collector import Collector, Tell
from bot.trivia.formats.draft import Draft
from bot.trivia.formats.imported import Imported
from bot.trivia.formats.qti import version1, version2
from bot.trivia.formats.qti.item import Item
from bot.trivia.formats.qti.package import Part, package_of


def read(content: bytes) -> Imported:
    """Read a package, or one file of it; UnreadableError when there is no QTI in it."""
    package = package_of(content)
    if not package.parts:
        raise UnreadableError("there is no question in QTI in it")
    collector = Collector(len(package.parts))
    for number, part in enumerate(package.parts, 1):
        place = f"{part.place}question {number}"
        collector.take(place, _draft, part, collector.at(place))
    for name, why in package.broken:
        collector.remark(name, worded("nothing of this part is read: {why}", why=why))
    return collector.result(package.title)


def _draft(part: Part, tell: Tell) -> Draft:
    item = _item(part)
    # What is typed is right by its text, what is chosen by its name.
    texts = {name: choice.text for name, choice in item.choices}
    for name in item.partly:
        tell(worded("“{said}” is worth a part of the marks, and is left out", said=texts.get(name, name)[:40]))
    worthy = {*item.right, *item.partly}
    shown = (item.question, item.explanation, *dict(item.choices).values())
    return Draft(
        item.question.text,
        [texts.get(name, name) for name in item.right],
        [choice.text for name, choice in item.choices if name not in worthy],
        item.explanation.text,
        several=item.several,
        is_opinion=item.is_opinion,
        media=[medium for text in shown for medium in text.media],
    )


def _item(part: Part) -> Item:
    """Read an item of either version; LostError for one that trivia cannot ask."""
    element = part.element
    is_survey = part.is_survey or child_text(element, "itemmetadata/bbmd_assessmenttype") == "Survey"
    is_2 = element.tag == "assessmentItem"
    item = version2.read_item(element) if is_2 else version1.read_item(element, is_survey=is_survey)
    return replace(item, right=(), partly=(), is_opinion=True) if is_survey and item.choices else item
