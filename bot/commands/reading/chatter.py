"""What people type around a question in a chat: whom they speak to, that they would like to know, how they laugh."""

from __future__ import annotations

import re
import unicodedata

from bot.patterns import expression

_SOMEBODY = r"(?:you|u|ya|some(?:one|body)|any(?:one|body))(?: guys| all| here| please| pls| plz| kindly)*"
_BEFORE = expression(
    r"^(?:(?:"
    r"h(?:ey+|i+|ello|allo|owdy)|yo+|um+|hm+|uh+|oh|omg|wow|eli5|tl;?dr|ok(?:ay)?|so|well|dear|please|pls|plz"
    r"|(?:idk|i don'?t know) (?:anything|much|a thing) about"
    r"|@?dateline|bot|bro|bruh|dude|guys|mate|folks|lads|yall|sup|wait|btw|tbh|ngl|fr|ffs|actually|basically|also"
    r"|good (?:morning|afternoon|evening)|hiya|random question|settle (?:a|this) (?:bet|argument)|asking for a friend"
    r"|(?:(?:quick|stupid|dumb|serious) )?question(?=:)"
    rf"|(?:can|could|would|will) {_SOMEBODY} (?:tell|remind)(?: me| us)?(?! me| us| more| about| of)"
    rf"|(?:can|could|would|will) {_SOMEBODY}(?= (?:explain|describe|define|show|give|list|tell)\b)"
    rf"|(?:do(?:es)? {_SOMEBODY}|{_SOMEBODY}) (?:happen to )?(?:know|remember)s?"
    r"|i(?:'m| am| was)? (?:just )?(?:wonder(?:ing)?|curious|forgot|forget)"
    r"|(?:i )?(?:just )?(?:need|want|would like|wanna|have)(?: to know)(?: about)?|i need|any idea"
    r"|(?:tell|remind) (?:me|us)(?= (?:when|who|what|why|how|where|which|if)\b)"
    r")\b[\s,.:;!?-]+)+(?=\w|[\"“'‘«„])",
    re.IGNORECASE,
)
_AFTER = expression(
    r"(?:[\s,.:;!?-]+(?:lo+l|lmao|rofl|(?:ha){2,}|(?:he){2,}|xd|omg|wtf|bro|dude|mate|guys|folks|thn?x|thanks"
    r"|thank (?:you|u)|ty|tysm|cheers|pls|plz|please|kindly|asap|idk|tho|btw|by the way|i mean|any idea|real quick"
    r"|quickly|rn|atm|right now|tbh|ngl|fr|ffs|bruh|again|asking for a friend|just (?:curious|wondering|asking)"
    r"|(?:(?:i )?need (?:it |this )?)?for (?:my |a |an |the |some )?"
    r"(?:homework|class|school|essay|exam|test|quiz|presentation|report)"
    r"|in (?:the right |chronological )?order|true or false|yes or no|or (?:nah|no|not|something|what(?:ever)?)"
    r"|any(?:one|body)|bot|:\)|:d|;\)))+[\s,.:;!?]*$",
    re.IGNORECASE,
)
# What is added though it changes no answer.
_ASIDE = expression(r"[\s,.;-]+(?:even (?:tho(?:ugh)?|if)|altho(?:ugh)?)\b.*$", re.IGNORECASE)
# The mark of a tag: #2008, #nato.
_TAG = re.compile(r"(?<!\S)#(?=\w)")
# An emoji and what joins its parts are no words, though they have names.
_PICTURES = frozenset({"So", "Sk", "Cs", "Co", "Cn"})
_JOINERS = "\u200d\ufe0e\ufe0f"


def without_chatter(line: str) -> str:
    """Return a line without what only says that something is asked; as it is where nothing else would be left."""
    line = _TAG.sub("", line)
    plain = line if line.isascii() else " ".join("".join(map(_plain, line)).split())
    return _AFTER.sub("", _ASIDE.sub("", _BEFORE.sub("", plain))) or plain or line


def _plain(sign: str) -> str:
    if sign in _JOINERS:
        return ""
    return " " if unicodedata.category(sign) in _PICTURES else sign
