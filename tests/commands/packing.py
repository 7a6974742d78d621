"""Files of questions, and a moderator who sends them: what is shown, and what is imported."""

from __future__ import annotations

import threading
from dataclasses import replace

from bot.app import Bot
from bot.chat import Attachment, Reply, User
from tests.commands.asking import TEACHER, as_teacher
from tests.saltmarsh import request

GIFT = b"// Two of three.\n::one::Who built the wall? {=Ada Marsh ~Ida Marsh}\n\nWhen? {=1930 ~1931 ~1932}\n\n{}\n"
KEYED = b"Nr,Was,Erste,Zweite,Key\r\n1,Where was the summit held?,Riga,Oslo,B\r\n2,Who was the first?,x,y,B\r\n"
CLUB = User("console", "club", "teacher")


def shown(bot: Bot, content: bytes = GIFT, file: str = "walls.gift", **options: str) -> Reply:
    """Send a file as a moderator, and return what is shown of it."""
    asked = request("packs import", options, user=TEACHER, is_moderator=True)
    return bot.handle(replace(asked, attachment=Attachment(file, content)))


def press(bot: Bot, reply: Reply, label: str) -> Reply:
    """Press a button as a moderator."""
    (action,) = (choice.action for choice in reply.choices if choice.label == label)
    return as_teacher(bot, action)


def imported(bot: Bot, content: bytes = GIFT, file: str = "walls.gift", **options: str) -> Reply:
    """Import a file as a moderator who is content with what is shown; return what is said in the end."""
    reply = shown(bot, content, file, **options)
    return reply if reply.is_error else press(bot, reply, "Import")


def packs(bot: Bot) -> dict[str, str]:
    """Return the community's own packs with the number of their questions."""
    return {item.id: item.text for item in as_teacher(bot, "/packs list").items if item.marks}


def aiken(number: int) -> bytes:
    blocks = (f"Question {n}?\nA. Right {n}\nB. Wrong\nANSWER: A\n" for n in range(number))
    return "\n".join(blocks).encode()


class Gated(bytes):
    """A file that cannot be looked at until a gate is open, and is too large then."""

    gate: threading.Event

    def __len__(self) -> int:
        self.gate.wait()
        return 2**30


def gated(gate: threading.Event) -> Attachment:
    content = Gated()
    content.gate = gate
    return Attachment("walls.gift", content)


TAGGED = (
    b"question,answer,choices,tags\r\nWhere is Delphi?,Greece,Italy,greece\r\nWhere is Ostia?,Italy,Greece,rome\r\n"
)
OPINIONS = b"question,type,choices\r\nLike it?,poll,Much | A little\r\nLike it?,poll,Yes | No\r\n"
