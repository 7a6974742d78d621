"""The text of a piece of HTML or Markdown: breaks are kept, pictures and sounds are named, and “3 < 5” is no tag."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.entities import html5

from bot.files.wording import Worded, worded
from bot.frozen import Frozen
from bot.patterns import expression

_NAMES = (
    "a|abbr|address|article|aside|audio|b|big|blockquote|body|br|button|caption|center|cite|code|col|colgroup|dd|del|"
    "details|dfn|div|dl|dt|em|embed|figcaption|figure|font|footer|form|h1|h2|h3|h4|h5|h6|head|header|hr|html|i|iframe|"
    "img|input|ins|kbd|label|legend|li|link|main|mark|math|meta|mfrac|mi|mn|mo|mrow|msub|msup|nav|o:p|object|ol|option|"
    "p|param|picture|pre|q|rp|rt|ruby|s|samp|script|section|select|small|source|span|strike|strong|style|sub|summary|"
    "sup|table|tbody|td|textarea|tfoot|th|thead|time|title|tr|track|tt|u|ul|var|video|wbr|anki-mathjax"
)
# Attributes have values: “a<b then b>a” is no tag.
_ATTRIBUTES = r"(?:\s+[\w:.-]{1,60}\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>=]+))*+"
_TAG = expression(
    rf"<!--(?:(?!-->|<!--).)*+-->|<(/?)({_NAMES}){_ATTRIBUTES}\s*/?>",
    re.IGNORECASE | re.DOTALL,
)
_BREAKS = expression(
    "address|article|aside|blockquote|br|caption|dd|details|div|dl|dt|figcaption|figure|footer|h[1-6]|header|hr|li|main|"
    "nav|ol|p|pre|section|table|tr|ul"
)
_PICTURES = {"img": "picture", "audio": "sound", "video": "film", "iframe": "page", "object": "picture"}
_MEDIA = {
    "picture": worded("a picture"),
    "sound": worded("a sound"),
    "film": worded("a film"),
    "page": worded("a page"),
}
# What stands in these is nothing to read.
_SILENT = {"script", "style", "head"}
# What begins a tag, an entity or a sound; most texts have none of them.
_MARKS = expression("[<&[]")
_ALT = expression(r"\salt\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_SOUND = expression(r"\[sound:([^\[\]]{0,200})\]")
_ENTITY = expression(r"&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# A formula in MathML, in which blanks between tags mean nothing, and its parts of one sign each: “1/3”, “c²”. Python
# 3.11.2 loses what a possessive quantifier took here behind a look-ahead.
_MATH = expression(r"<math\b[^<>]{0,300}>(?:(?!</?math\b).){0,4000}</math>", re.DOTALL)
_PAIR = r"<{name}><m[nio]>([^<>]{{1,40}})</m[nio]><m[nio]>([^<>]{{1,40}})</m[nio]></{name}>"
_FRACTION, _POWER = (expression(_PAIR.format(name=name)) for name in ("mfrac", "msup"))
_BETWEEN_TAGS = expression(r"(?<=>)\s+(?=<)")
_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_MARKDOWN_PICTURE = expression(r"!\[([^\[\]]{0,200})\]\(([^()]{0,500})\)")
_MARKDOWN_LINK = expression(r"\[([^\[\]]{1,300})\]\(([^()]{0,500})\)")
_MARKDOWN_STRONG = expression(r"(\*\*|__|`)(?=\S)([^*_`\n]{1,300}?)(?<=\S)\1")
_MARKDOWN_EMPHASIS = expression(r"(?<![\w*])\*(?=\S)([^*\n]{1,300}?)(?<=\S)\*(?![\w*])")
_MARKDOWN_HEADING = expression(r"^#{1,6} ", re.MULTILINE)


class Shown(Frozen, frozen=True):
    """What a piece of markup shows as text, and what of it is none: “a picture (portrait)”."""

    text: str
    media: tuple[str, ...] = ()


def has_markup(text: str) -> bool:
    """Whether a text would be shown otherwise than it stands, were it taken as HTML."""
    return bool(_TAG.search(text) or _ENTITY.search(text) or _SOUND.search(text))


def escaped(text: str) -> str:
    """Write a text as HTML that shows it as it stands."""
    marked = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("[sound:", "&#91;sound:")
    return marked.replace("\n", "<br>")


def shown_html(text: str) -> Shown:
    """Return what HTML shows; a `<` that begins no tag of HTML stands for itself."""
    if not _MARKS.search(text):
        return Shown(tidy(text))
    media = [medium("sound", name) for name in _SOUND.findall(text)]
    parts: list[str] = []
    silent, raised = "", False
    position = 0
    source = _MATH.sub(_formula, _SOUND.sub("", text))
    for tag in _TAG.finditer(source):
        parts.append("" if silent else _raised(source[position : tag.start()], raised))
        position = tag.end()
        name, is_end = (tag[2] or "").casefold(), bool(tag[1])
        silent = _silenced(silent, name, is_end)
        raised = not is_end if name == "sup" else raised
        parts.append(_between(name, is_end))
        if name in _PICTURES and not is_end and not silent:
            media.append(_media(name, tag[0]))
    parts.append("" if silent else source[position:])
    return Shown(unescaped(tidy("".join(parts))), tuple(media))


def _formula(math: re.Match[str]) -> str:
    return _POWER.sub(r"\1<sup>\2</sup>", _FRACTION.sub(r"\1/\2", _BETWEEN_TAGS.sub("", math[0])))


def _silenced(silent: str, name: str, is_end: bool) -> str:
    if silent:
        return "" if is_end and name == silent else silent
    return name if name in _SILENT and not is_end else ""


def _between(name: str, is_end: bool) -> str:
    if _BREAKS.fullmatch(name):
        return "\n"
    return " " if name in ("td", "th") and is_end else ""


def _raised(text: str, raised: bool) -> str:
    if not raised or not text.strip():
        return text
    return text.translate(_RAISED) if text.translate(_RAISED).isascii() is False and len(text) < 5 else f"^{text}"


def _media(name: str, tag: str) -> Worded:
    alt = _ALT.search(tag)
    said = unescaped((alt[1] or alt[2] or "").strip()) if alt else ""
    return medium(_PICTURES[name], said)


def medium(kind: str, about: str = "") -> Worded:
    """Name what is no text: a picture, sound, film or page, and what is said of it."""
    return worded("{medium} ({about})", medium=_MEDIA[kind], about=about[:60]) if about else _MEDIA[kind]


def shown_markdown(text: str) -> Shown:
    """Return what Markdown shows, with the HTML that may stand in it."""
    media = tuple(medium("picture", said or url) for said, url in _MARKDOWN_PICTURE.findall(text))
    bare = _MARKDOWN_LINK.sub(r"\1", _MARKDOWN_PICTURE.sub("", text))
    bare = _MARKDOWN_EMPHASIS.sub(r"\1", _MARKDOWN_STRONG.sub(r"\2", _MARKDOWN_HEADING.sub("", bare)))
    inner = shown_html(bare)
    return Shown(inner.text, media + inner.media)


# What an editor of web pages writes around a text; “<p>” alone may be an answer.
_PARAGRAPHS = expression(
    r"\s*<(p|div|ul|ol|h[1-6])\b[^<>]{0,500}>.*</(p|div|ul|ol|h[1-6])>\s*", re.IGNORECASE | re.DOTALL
)


def shown_text(text: str) -> Shown:
    """Return what a text shows that should have no markup; HTML is taken as such where all of it is in paragraphs."""
    return shown_html(text) if _PARAGRAPHS.fullmatch(text) else Shown(text)


def shown_alike(texts: Sequence[str]) -> list[Shown]:
    """Return what texts of one question show; where a tag may itself be what is asked, none of them is HTML.

    So it is where one has no end, where nothing is left of a text, or where two that differ would be the same.
    """
    shown = [shown_html(text) for text in texts]
    are_told_apart = len({one.text for one in shown}) == len(set(texts)) and all(one.text or one.media for one in shown)
    return shown if are_told_apart and all(map(_is_paired, texts)) else [Shown(text) for text in texts]


# Of what has no end in HTML.
_VOID = {"br", "hr", "img", "input", "wbr", "col", "embed", "link", "meta", "source", "track"}


def _is_paired(text: str) -> bool:
    names = [(tag[2].casefold(), bool(tag[1])) for tag in _TAG.finditer(text) if tag[2]]
    begun = sorted(name for name, is_end in names if not is_end and name not in _VOID)
    return begun == sorted(name for name, is_end in names if is_end)


def unescaped(text: str) -> str:
    """Return a text with its entities as what they stand for; what only looks like one stands for itself."""
    return _ENTITY.sub(_character, text)


def _character(entity: re.Match[str]) -> str:
    name = entity[1]
    if not name.startswith("#"):
        return html5.get(f"{name};", entity[0])
    number = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
    is_character = 31 < number < 0x110000 and not 0xD800 <= number < 0xE000
    return chr(number) if is_character else " " if number in (9, 10, 13) else entity[0]


def tidy(text: str) -> str:
    """Return a text whose lines have single blanks, and no line that is empty."""
    lines = (" ".join(line.split()) for line in text.replace("\r", "\n").split("\n"))
    return "\n".join(line for line in lines if line)
