"""What a round or a study session is to be about: a pack, and a topic in it or anywhere."""

from __future__ import annotations

from bot.chat import UsageError
from bot.commands.context import StoredContext
from bot.commands.moderation.packs import NamedPack, find_pack
from bot.commands.reading.names import topic_named
from bot.frozen import Frozen
from bot.replies.moderation import packs as replies
from bot.trivia.formats.texts import slug_of


class Subject(Frozen, frozen=True):
    """A pack and a topic, each None or "" when any will do; `topic` is a record's id, or a tag with a leading `#`."""

    pack: NamedPack | None = None
    topic: str = ""
    topic_title: str = ""

    @property
    def title(self) -> str:
        """What it is called."""
        return ", ".join(part for part in (self.pack.title if self.pack else "", self.topic_title) if part)


def subject_of(pack_name: str, topic: str, context: StoredContext) -> Subject:
    """Return what a pack and a topic mean, "" for any; UsageError for what is none.

    A topic may be a tag of the community's own pack, with or without naming that pack; the packs' topics come first.
    """
    pack = find_pack(pack_name, context) if pack_name else None
    if not topic:
        return Subject(pack)
    if pack and pack.is_own:
        return _tagged(topic, pack, context)
    try:
        subject = topic_named(topic, context)
        return Subject(pack, subject.id, subject.title)
    except UsageError:
        own = None if pack else context.records.own_pack_tagged(context.community, slug_of(topic))
        if own is None:
            raise
        return _tagged(topic, NamedPack(own.name, own.title, own.questions, is_own=True), context)


def _tagged(text: str, pack: NamedPack, context: StoredContext) -> Subject:
    tags = dict.fromkeys(tag for question in pack.questions for tag in question.tags)
    if slug_of(text) not in tags:
        raise UsageError(replies.no_tag(context.say, text, pack.title, tuple(tags)))
    return Subject(pack, f"#{slug_of(text)}", text)
