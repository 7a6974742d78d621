"""Writes HTML: whatever is put into an element is escaped, unless it is markup that was written here."""

from __future__ import annotations

from html import escape

# Elements that have no end.
_VOID = {"input", "meta", "link", "img", "br"}
Attribute = str | int | bool | None


class Html(str):
    """Markup that needs no escaping any more."""

    __slots__ = ()


def tag(element: str, /, *content: str, **attributes: Attribute) -> Html:
    """Return an element. An attribute that is False or None is left out; `class_` and `data_until` are as they read."""
    opening = "".join((element, *(_attribute(key, value) for key, value in attributes.items())))
    if element in _VOID:
        return Html(f"<{opening}>")
    return Html(f"<{opening}>{joined(*content)}</{element}>")


def joined(*content: str) -> Html:
    """Return several pieces as one."""
    return Html("".join(piece if isinstance(piece, Html) else escape(piece) for piece in content))


def lines(text: str) -> Html:
    """Return a text with its line breaks."""
    return Html(str(tag("br")).join(escape(line) for line in text.split("\n")))


def _attribute(key: str, value: Attribute) -> str:
    name = key.rstrip("_").replace("_", "-")
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'
