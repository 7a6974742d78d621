"""Text as Discord shows it: what is data is escaped, so that it neither formats nor links nor calls anybody."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.chat import Mention, with_mentions

# What formats, mentions (<@1>, <#1>, </a:1>, <t:1>, <:a:1>) or links anywhere in a line (an address is a link by
# itself, for which the colon before its slashes must go), and what makes a quote, a heading, small print or a list
# where a line begins. One expression: it is run some forty times a card.
_SPECIAL = re.compile(
    r"[\\*_~|`<\[\]]|:(?=//)|@(?=everyone|here)|^[^\S\n]*(?:[>#+\-]|\d+[.)])",
    re.MULTILINE,
)
_NOT_IN_ADDRESS = str.maketrans({" ": "%20", "<": "%3C", ">": "%3E", "\\": "%5C", "\n": "", "\r": "", "\t": ""})
# Within the brackets of a link Discord knows no escaped bracket.
_NOT_IN_LABEL = str.maketrans({"[": "(", "]": ")", "\n": " "})
_SCHEMES = ("https://", "http://")


def escape(text: str) -> str:
    """Return text that Discord shows as it is."""
    return _SPECIAL.sub(_harmless, text)


def unescape(text: str) -> str:
    """Return what `escape` was given."""
    return re.sub(r"\\(.)", r"\1", text.replace("@\N{ZERO WIDTH SPACE}", "@"))


def highlighted(text: str, words: Sequence[str]) -> str:
    """Return escaped text in which these words are bold."""
    if not words:
        return escape(text)
    pattern = re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))
    spans = [match.span() for match in pattern.finditer(text) if match[0].strip()]
    parts, at = [], 0
    for start, end in spans:
        parts += [escape(text[at:start]), bold(text[start:end])]
        at = end
    return "".join([*parts, escape(text[at:])])


def bold(text: str) -> str:
    """Return text in bold; nothing for nothing, since four asterisks would be shown."""
    return f"**{escape(text.strip())}**" if text.strip() else ""


def link(label: str, address: str) -> str:
    """Return a masked link without a preview, or the label alone where the address is none of the web."""
    if not address.startswith(_SCHEMES):
        return escape(label)
    return f"[{escape(label.translate(_NOT_IN_LABEL))}](<{address.translate(_NOT_IN_ADDRESS)}>)"


def named(text: str, people: Sequence[str]) -> str:
    """Return finished text with these people's ids as mentions, which show their names and notify nobody (NOBODY)."""
    ids = "|".join(id for id in people if id.isdecimal())
    return re.sub(rf"(?<!\w)({ids})(?!\w)", r"<@\1>", text) if ids else text


def mentioning(text: str) -> str:
    """Return finished text in which channels and roles are Discord's mentions, which show their names."""
    return with_mentions(text, _mention)


def _mention(kind: Mention, id: str) -> str:
    if not id.isdecimal():
        return escape(f"{'#' if kind is Mention.CHANNEL else '@'}{id}")
    return f"<#{id}>" if kind is Mention.CHANNEL else f"<@&{id}>"


def _harmless(match: re.Match[str]) -> str:
    # A zero-width space, as in discord.utils.escape_mentions: a backslash does not stop @everyone.
    return "@\N{ZERO WIDTH SPACE}" if match[0] == "@" else f"{match[0][:-1]}\\{match[0][-1]}"
