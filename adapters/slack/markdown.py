"""Text as Slack shows it: what is data is escaped, so that it neither formats nor links nor calls anybody."""

from __future__ import annotations

import re
from html import unescape

# https://docs.slack.dev/messaging/formatting-message-text#escaping
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_SPECIAL = re.compile(r"[&<>]")
# Slack's markup has no escape for these. Between two letters they format nothing; U+2060 joins without being seen.
_FORMATTING = re.compile(r"[*_~`]")
_JOINED = "\N{WORD JOINER}"
# Markup that would notify people, if Slack read it; the word joiner keeps it from being read so.
_CALL = re.compile(r"<(?=[!@#])")
_NOT_IN_ADDRESS = str.maketrans({" ": "%20", "<": "%3C", ">": "%3E", "|": "%7C", "\n": "", "\r": "", "\t": ""})
# A user stands as <@U1|name>, a channel as <#C1|name>, an address as <https://…|…>, a call as <!here>.
_NAMED = re.compile(r"<([@#!]?)([^<>|]+)(?:\|([^<>]*))?>")
_SCHEMES = ("https://", "http://")


def escape(text: str) -> str:
    """Return text for a place where Slack reads markup."""
    return _SPECIAL.sub(lambda match: _ENTITIES[match[0]], _FORMATTING.sub(rf"{_JOINED}\g<0>{_JOINED}", text))


def fallback(text: str) -> str:
    """Return text for notifications and screen readers, which are read out: nothing but the three entities."""
    return _SPECIAL.sub(lambda match: _ENTITIES[match[0]], text)


def literal(text: str) -> str:
    """Return text for a place where Slack reads no markup."""
    return _CALL.sub(f"<{_JOINED}", text)


def typed(text: str) -> str:
    """Return what somebody typed: Slack names users, channels and addresses in brackets, and escapes all others."""
    return unescape(_NAMED.sub(lambda match: match[2] if match[1] != "!" else f"@{match[2]}", text))


def is_address(address: str) -> bool:
    """Whether an address can be a link."""
    return address.startswith(_SCHEMES) and len(address) <= 3000


def address(url: str) -> str:
    """Return an address as it can stand in a link."""
    return url.translate(_NOT_IN_ADDRESS)


def link(label: str, url: str) -> str:
    """Return a link, or the label alone where the address is none of the web."""
    return f"<{address(url)}|{escape(label).replace('|', '¦')}>" if is_address(url) else escape(label)
