"""The marks of GIFT, which a backslash makes a part of the text, and the text as its markup shows it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.trivia.formats.markup import Shown, escaped, has_markup, shown_html, shown_markdown, tidy

_SPECIAL = "~=#{}:"
# What a backslash escapes is one character that Unicode keeps for a program's own use, so that it means nothing else.
_HIDDEN = {mark: chr(0xFDD0 + index) for index, mark in enumerate("~=#{}:\\n")}
_HIDE = re.compile(r"\\([~=#{}:\\n])")
_SHOW = {ord(hidden): "\n" if mark == "n" else mark for mark, hidden in _HIDDEN.items()}
_OURS = re.compile("[\ufdd0-\ufdef]")
_MARKUP = re.compile(r"\s*\[(html|moodle|plain|markdown)\]", re.IGNORECASE)
_ESCAPES: Mapping[str, str] = {**{mark: f"\\{mark}" for mark in _SPECIAL}, "\\": "\\\\", "\n": "\\n"}


def hide(text: str) -> str:
    """Return a text in which what a backslash escapes is no mark."""
    return _HIDE.sub(lambda match: _HIDDEN[match[1]], _OURS.sub("\ufffd", text))


def visible(text: str) -> str:
    """Return a hidden text as it reads."""
    return text.translate(_SHOW)


def titled(text: str) -> tuple[str, str]:
    """Return the title of a question and the rest of it."""
    _, mark, rest = text.partition("::")
    title, end, body = rest.partition("::")
    return (title.strip(), body.strip()) if text.startswith("::") and mark and end else ("", text)


def markup_of(text: str) -> str:
    """Return the markup that a text names before it; "" where it names none."""
    name = _MARKUP.match(text)
    return name[1].casefold() if name else ""


def unmarked(text: str) -> str:
    """Return a text without the name of its markup."""
    name = _MARKUP.match(text)
    return text[name.end() :] if name else text


def shown(text: str, markup: str = "") -> Shown:
    """Return what a hidden text shows in the markup that it names, or else in that of its question."""
    kind = markup_of(text) or markup
    # Only \\n breaks a line; where the file's own lines end means nothing.
    plain = visible(unmarked(text).replace("\n", " "))
    if kind == "plain":
        return Shown(tidy(plain))
    return shown_markdown(plain) if kind == "markdown" else shown_html(plain)


def written(text: str) -> str:
    """Write a text so that Moodle shows it as it stands."""
    return f"[html]{marked(escaped(text))}" if has_markup(text) or markup_of(text) else marked(text)


def marked(text: str) -> str:
    """Put a backslash before what means something to GIFT."""
    return "".join(_ESCAPES.get(character, character) for character in text)
