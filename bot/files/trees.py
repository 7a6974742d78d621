"""Reads XML from a stranger into elements whose names have no namespace: within bounds, and without entities."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from bot.files.faults import xml_fault
from bot.files.texts import UnreadableError

# No format of questions nests deeper, HTML in it counted in; 2,000 questions are about 100,000 elements.
DEPTH_LIMIT = 200
ELEMENTS_LIMIT = 500_000


def parse_xml(content: bytes) -> Element:
    """Return the root; UnreadableError when the file is no XML, declares entities, or is larger than any quiz.

    HTML's names of characters, as &nbsp;, are understood, though XML does not know them.
    """
    try:
        return _parsed(content)
    except expat.ExpatError as error:
        if error.code != expat.errors.codes[expat.errors.XML_ERROR_UNDEFINED_ENTITY]:
            raise UnreadableError("this is not XML that can be read: {why}", why=xml_fault(error)) from None
    try:
        return _parsed(_NAMED.sub(_numbered, content))
    except expat.ExpatError as error:
        raise UnreadableError("this is not XML that can be read: {why}", why=xml_fault(error)) from None


# All but the five names that XML knows itself.
_NAMED = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,31});")


def _numbered(name: re.Match[bytes]) -> bytes:
    signs = html5.get(f"{name[1].decode('ascii')};", "")
    return "".join(f"&#{ord(sign)};" for sign in signs).encode() or name[0]


def _parsed(content: bytes) -> Element:
    """Return the root; ExpatError when the file is no XML."""
    builder = _Builder()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.text
    parser.EntityDeclHandler = _refuse_entity
    try:
        parser.Parse(content, True)
        return builder.tree.close()
    except (ValueError, LookupError, AssertionError) as error:
        if isinstance(error, UnreadableError | expat.ExpatError):
            raise
        raise UnreadableError("this is not XML that can be read: {why}", why=xml_fault(error)) from None


def _refuse_entity(*_: object) -> None:
    # A few lines of entities can stand for gigabytes, or for a file of the machine's own.
    raise UnreadableError("this XML declares entities; export it anew without them")


class _Builder:
    """Builds elements, and counts them."""

    def __init__(self) -> None:
        self.tree = TreeBuilder()
        self._depth = 0
        self._count = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._count += 1
        if self._depth > DEPTH_LIMIT or self._count > ELEMENTS_LIMIT:
            raise UnreadableError("this XML is nested too deeply, or larger than any file of questions")
        self.tree.start(_local(name), {_local(key): value for key, value in attributes.items()})

    def end(self, name: str) -> None:
        self._depth -= 1
        self.tree.end(_local(name))

    def text(self, text: str) -> None:
        self.tree.data(text)


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def child_text(element: Element | None, path: str) -> str:
    """Return the text of the first element at a path below another, "" when there is none."""
    return (element.findtext(path) or "").strip() if element is not None else ""


def markup_of(element: Element | None) -> str:
    """Return an element's content as markup, without its own tags."""
    return "" if element is None else "".join(_pieces(element))


def _pieces(element: Element) -> Iterator[str]:
    yield _escaped(element.text or "")
    for child in element:
        attributes = "".join(f' {key}="{_escaped(value)}"' for key, value in child.attrib.items())
        yield f"<{child.tag}{attributes}>"
        yield from _pieces(child)
        yield f"</{child.tag}>"
        yield _escaped(child.tail or "")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
