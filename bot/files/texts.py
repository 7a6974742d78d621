"""Reads the text of a file from outside, whatever encoding and ends of lines it has."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence

from bot.files.child import RefusedError

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)
# Encodings that an XML file may declare; each character of these is one byte.
_DECLARED = re.compile(
    rb"<\?xml[^>]{0,60}encoding\s*=\s*[\"'](iso-8859-[0-9]{1,2}|windows-125[0-8])[\"']", re.IGNORECASE
)
# How many bytes show an encoding that no mark tells.
_SAMPLE = 4_000


class UnreadableError(RefusedError):
    """A file that is not of the format at all; the message says what it should be."""


def decoded(content: bytes) -> str:
    """Return the text of a file; UnreadableError when it is in no encoding that such files have."""
    encoding = _encoding(content)
    try:
        return content.decode(encoding)
    except LookupError:
        raise UnreadableError("this is not UTF-8; save the file with UTF-8 encoding") from None
    except UnicodeDecodeError as error:
        line = len(content[: error.start].split(b"\n"))
        raise UnreadableError(
            "line {line}: this is not UTF-8; save the file with UTF-8 encoding (in Excel “CSV UTF-8”)", line=line
        ) from None


def lines_of(text: str) -> Sequence[str]:
    """Return the lines of a text, whether a system ended them with LF, CR LF or CR."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _encoding(content: bytes) -> str:
    if marked := next((encoding for mark, encoding in _MARKS if content.startswith(mark)), ""):
        return marked
    if declared := _DECLARED.match(content):
        return declared[1].decode("ascii")
    sample = content[:_SAMPLE]
    # In UTF-16 each blank and Latin letter brings a zero, which no text in UTF-8 has.
    low, high = sample[0::2].count(0), sample[1::2].count(0)
    if len(content) % 2 == 0 and high > low and high * 10 >= len(sample):
        return "utf-16-le"
    if len(content) % 2 == 0 and low > high and low * 10 >= len(sample):
        return "utf-16-be"
    return "utf-8"
