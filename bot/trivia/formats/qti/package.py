"""The items of a package of QTI, or of one file, and why some of its parts cannot be read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from bot.files.archives import Archive, is_archive
from bot.files.texts import UnreadableError
from bot.files.trees import markup_of, parse_xml
from bot.files.wording import worded
from bot.frozen import Frozen

MANIFEST = "imsmanifest.xml"
# What parts of a package may be called; Blackboard's end in .dat, and some of those hold other things.
PARTS = (".xml", ".qti", ".dat")
NOT_QTI = worded("this is not QTI: its first element is neither <questestinterop> nor <assessmentItem>")
_ROOTS = {"questestinterop", "assessmentItem", "assessment", "section", "item"}
# The parts of Canvas' packages that tell of a quiz, and that have it for other programs.
_ABOUT, _FOR_OTHERS = "assessment_meta.xml", "/assessment_qti.xml"
_QTI = re.compile(rb"<(\w+:)?(questestinterop|assessmentItem)\b")
_SURVEY = re.compile(rb"<quiz_type>\s*(graded_)?survey\s*</quiz_type>")


class Part(Frozen, frozen=True):
    """An item as it stands in a file: in which part of a package ("" where it is none), and whether of a survey."""

    place: str
    element: Element
    is_survey: bool = False


@dataclass(slots=True)
class Package:
    """What a package has: its items, the titles of its quizzes, and why some of its parts could not be read."""

    parts: list[Part] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    broken: list[tuple[str, str]] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The title that all of its quizzes have, "" where they differ."""
        return self.titles[0] if len(set(self.titles)) == 1 else ""

    def take(self, name: str, content: bytes, *, is_survey: bool) -> None:
        """Take the items of a part; a package holds other files as well, such as pages of a course."""
        try:
            root = parse_xml(content)
        except UnreadableError as error:
            if _QTI.search(content):
                self.broken.append((name, error.why))
            return
        items = list(_items(root)) if root.tag in _ROOTS else []
        self.titles += [_title(root)] if items else []
        self.parts += [Part(f"{name}, ", item, is_survey) for item in items]


def package_of(content: bytes) -> Package:
    """Return every item of a file, or of the parts of a zip, once each; UnreadableError for a file that is no QTI."""
    if is_archive(content):
        return _of_archive(Archive(content))
    root = parse_xml(content)
    if root.tag not in _ROOTS:
        raise UnreadableError(NOT_QTI)
    return Package([Part("", item) for item in _items(root)], [_title(root)])


def _of_archive(archive: Archive) -> Package:
    package = Package()
    surveys = _surveys(archive)
    for name in _names(archive):
        package.take(name, archive.read(name), is_survey=_quiz(name) in surveys)
    package.parts = _without_copies(package.parts)
    return package


def _names(archive: Archive) -> Iterator[str]:
    """Return which parts may have items.

    Canvas writes every quiz twice: for other programs, without what they do not know, and whole for itself.
    """
    names = set(archive.names)
    for name in archive.names:
        is_copy = name.endswith(_FOR_OTHERS) and f"non_cc_assessments/{_quiz(name)}.xml.qti" in names
        if name.endswith(PARTS) and not name.endswith((MANIFEST, _ABOUT)) and not is_copy:
            yield name


def _quiz(name: str) -> str:
    """Return by what a part of Canvas' calls its quiz: the folder's name, or the file's."""
    parts = name.split("/")
    return parts[-2] if name.endswith((_FOR_OTHERS, _ABOUT)) and len(parts) > 1 else parts[-1].split(".")[0]


def _surveys(archive: Archive) -> set[str]:
    """Return which quizzes of Canvas' are surveys, of which nothing is right though something is marked so."""
    about = [name for name in archive.names if name.endswith(f"/{_ABOUT}")]
    return {_quiz(name) for name in about if _SURVEY.search(archive.read(name))}


def _without_copies(parts: Sequence[Part]) -> list[Part]:
    """Return items once each."""
    kept: dict[tuple[str, str], Part] = {}
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
