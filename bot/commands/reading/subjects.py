"""What a round or a study session is to be about: a pack, and a topic in it or anywhere."""

from __future__ import annotations

from dataclasses import dataclass

from bot.chat import Request, UsageError
from bot.commands.context import Context
from bot.commands.lookups.timeline import topic_of
from bot.commands.moderation.packs import Found, find_pack
from bot.commands.places import community_of, records_of
from bot.replies.moderation import packs as replies
from bot.trivia.formats.imported import slug_of


@dataclass(frozen=True, slots=True)
class Subject:
    """A pack and a topic, each None or "" when any will do; `topic` is a record's id, or a tag with a leading `#`."""

    pack: Found | None = None
    topic: str = ""
    topic_title: str = ""

    @property
    def title(self) -> str:
        """What it is called."""
        return ", ".join(part for part in (self.pack.title if self.pack else "", self.topic_title) if part)


def subject_of(request: Request, context: Context) -> Subject:
    """Return what the options `pack` and `topic` mean; UsageError for what is none.

    A topic may be a tag of the community's own pack, with or without naming that pack; the packs' topics come first.
    """
    text, named = request.options.get("topic", ""), request.options.get("pack", "")
    pack = find_pack(named, request, context) if named else None
    if not text:
        return Subject(pack)
    if pack and pack.is_own:
        return _tagged(text, pack, context)
    try:
        return Subject(pack, *topic_of(text, context))
    except UsageError:
        own = None if pack else records_of(context).own_pack_tagged(community_of(request), slug_of(text))
        if own is None:
            raise
        return _tagged(text, Found(own.name, own.title, own.questions, is_own=True), context)


def _tagged(text: str, pack: Found, context: Context) -> Subject:
    tags = dict.fromkeys(tag for question in pack.questions for tag in question.tags)
    if slug_of(text) not in tags:
        raise UsageError(replies.no_tag(context.say, text, pack.title, tuple(tags)))
    return Subject(pack, f"#{slug_of(text)}", text)
