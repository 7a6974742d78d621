"""What is wrong with a file, in our own words: libyaml, expat and msgspec speak English, to programmers."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.parsers import expat

from bot.files.wording import Worded, worded

# Words in libyaml's messages, and what they mean to an author; the first that occurs counts.
_YAML = (
    ("control characters", worded("a character stands here that no text has")),
    ("mapping values", worded("a colon stands in the middle of a text; put quotation marks around the text")),
    ("tab", worded("a tab stands where only blanks may; indent with blanks")),
    ("expected ':'", worded("a key has no colon behind it, or a quotation mark before here is not closed")),
    ("',' or ']'", worded("a list in square brackets is not closed, or a comma is missing in it")),
    ("',' or '}'", worded("what stands in braces is not closed, or a comma is missing in it")),
    ("end of stream", worded("a quotation mark is not closed")),
    ("start any token", worded("a text begins with a sign that YAML knows; put quotation marks around it")),
    ("alphabetic or numeric", worded("a text begins with * or &; put quotation marks around it")),
    ("alias", worded("a text begins with *; put quotation marks around it")),
    ("tag", worded("a text begins with an exclamation mark; put quotation marks around it")),
    ("escape", worded("a backslash within quotation marks begins no sign that is known; write two of them")),
    ("not allowed", worded("a list or key begins where none can; check the blanks before it")),
    ("comment or line break", worded("a text begins with | or >; put quotation marks around it")),
    ("expected", worded("this line is not indented as those before it, or goes on behind a quotation mark")),
)  # fmt: skip
_YAML_OTHERWISE = worded("something stands here that YAML does not take; put quotation marks around the text")


_FIELD = re.compile(r" *(?:- )?[\w-]+")
_WITHIN = worded(
    "this stands within the text before it; indent it as its neighbors are, or put a colon behind the word that the "
    "line before begins with"
)


def yaml_fault(problem: str, before: str) -> Worded:
    """Return libyaml's problem in our words; `before` is what its line holds before the place of the problem."""
    if "mapping values" in problem and _FIELD.fullmatch(before):
        return _WITHIN
    return next((said for word, said in _YAML if word in problem), _YAML_OTHERWISE)


_CODES = expat.errors.codes
_XML: dict[int, Callable[[int], Worded]] = {
    _CODES[expat.errors.XML_ERROR_TAG_MISMATCH]: lambda line: worded(
        "line {line}: a tag is closed here while another one is open", line=line
    ),
    _CODES[expat.errors.XML_ERROR_NO_ELEMENTS]: lambda line: worded(
        "line {line}: it ends before its tags are closed; some of it may be missing", line=line
    ),
    _CODES[expat.errors.XML_ERROR_INVALID_TOKEN]: lambda line: worded(
        "line {line}: a sign stands here that XML does not take; write &amp; for & and &lt; for <", line=line
    ),
    _CODES[expat.errors.XML_ERROR_UNDEFINED_ENTITY]: lambda line: worded(
        "line {line}: no sign is known by the name between & and ; write &amp; for &", line=line
    ),
    _CODES[expat.errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT]: lambda line: worded(
        "line {line}: something stands behind its end; leave it out", line=line
    ),
    _CODES[expat.errors.XML_ERROR_XML_DECL]: lambda line: worded(
        'line {line}: write it as <?xml version="1.0" encoding="UTF-8"?>', line=line
    ),
    _CODES[expat.errors.XML_ERROR_UNCLOSED_TOKEN]: lambda line: worded("line {line}: a tag is not closed", line=line),
    _CODES[expat.errors.XML_ERROR_UNKNOWN_ENCODING]: lambda line: worded(
        "line {line}: the encoding that it names is not known; save it as UTF-8", line=line
    ),
}


def xml_fault(error: Exception) -> Worded:
    """Return expat's error in our words, with its line."""
    if not isinstance(error, expat.ExpatError):
        return worded("it is damaged; export it anew")
    otherwise = worded("line {line}: it is damaged; export it anew", line=error.lineno)
    return _XML[error.code](error.lineno) if error.code in _XML else otherwise


def csv_fault(line: int) -> Worded:
    """Return why a row cannot be read: the csv module gives up where a cell is too long."""
    return worded("line {line}: a cell has no end; a quotation mark before it may not be closed", line=line)


_MISSING = re.compile(r"required field `(\w+)`")
_PLACE, _BYTE = re.compile(r"at `\$\.?([^`]*)`"), re.compile(r"byte (\d+)")


def json_fault(error: Exception, text: str) -> Worded:
    """Return msgspec's error in our words; `text` is what should have been JSON of a certain shape."""
    said = str(error)
    if missing := _MISSING.search(said):
        return worded("“{name}” is missing in it", name=missing[1])
    if place := _PLACE.search(said):
        return worded("“{name}” is of another kind than it should be", name=place[1])
    if byte := _BYTE.search(said):
        line = len(text.encode()[: int(byte[1])].split(b"\n"))
        return worded("line {line}: this is no JSON; a comma, quotation mark or bracket may be missing", line=line)
    return worded("it is of another kind than it should be, or ends too early")
