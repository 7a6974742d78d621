"""What is said to a bot and asks nothing: a greeting, thanks, what it is and what it can do."""

from __future__ import annotations

import re

from bot.patterns import expression

_HELLO = r"(?:h(?:i+|ey+|ello+|iya|owdy)|yo+|sup|gm|gn|good (?:morning|evening|night|afternoon|bot)|greetings|bye|ciao)"
_THANKS = r"(?:thanks?(?: (?:you|u))?|thx|ty|tysm|cheers|ok(?:ay)?|k|cool|nice|great|awesome|wow|lo+l|lmao|nvm|yes|no)"
_WHOM = r"(?: (?:there|bot|dateline|all|everyone|guys|mate|bro|man|so much|a lot|very much|one))*"
_YOU = r"(?:you|u|this(?: (?:bot|thing))?|it)"
_ABOUT = (
    rf"(?:(?:who|what)(?:'?s| is| are| r)? {_YOU}|(?:what|who) (?:made|built|created|wrote) {_YOU}"
    rf"|what (?:can|do|does) (?:i ask|{_YOU} (?:do|know))(?: you)?|what(?:'?s| is) {_YOU} for"
    rf"|(?:how|what) (?:do|does|to|can|should)(?: i)? (?:use )?{_YOU}(?: work)?"
    rf"|(?:is|are|r) {_YOU} (?:a )?(?:bot|human|real|ai)"
    rf"|how (?:are|r) {_YOU}(?: doing)?(?: today)?|how(?:'?s| is) it going|what(?:'?s| is)? ?up|wass?up"
    r"|test(?:ing)?|ping|menu|commands?|anyone here)"
)
_GREETING = expression(
    rf"(?:{_HELLO}{_WHOM}[\s,!.]+)?(?:{_HELLO}|{_THANKS}|{_ABOUT}){_WHOM}[\s!.?,:;()D]*", re.IGNORECASE
)


# What is asked where anything would do.
_ANYTHING = expression(
    r"(?:(?:can|could) (?:you|u) )?(?:(?:tell|give|show) (?:me|us) )?(?:please )?"
    r"(?:(?:something|anything|(?:an?|some|one|any) (?:\w+ )?facts?|(?:random|fun|cool|interesting|historical) facts?"
    r"|fact of the day|surprise me|whatever)"
    r"(?: (?:interesting|cool|fun|funny|random|new|nice|historical|surprising|about history|from history"
    r"|i (?:do not|don'?t) know))*)(?: (?:please|pls|plz|now|today|bot))*[\s!.?]*",
    re.IGNORECASE,
)


def is_of_anything(line: str) -> bool:
    """Whether a line asks to be told anything at all: “tell me something interesting”."""
    return _ANYTHING.fullmatch(line.replace("’", "'").strip()) is not None


def is_greeting(line: str) -> bool:
    """Whether a line asks nothing of any fact, and is meant for the bot itself."""
    return _GREETING.fullmatch(line.replace("’", "'").strip()) is not None
