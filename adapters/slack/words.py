"""Sentences that only Slack makes necessary."""

from __future__ import annotations

from enum import StrEnum

from bot.replies.catalog import N_, Catalog

# Beside the input of a form that is about a channel, where no name of it can be shown.
THAT_CHANNEL = N_("that channel")
# On the button that submits a form.
SEND = N_("Send")
TOKEN_REFUSED = N_(
    "Slack does not accept the token in SLACK_BOT_TOKEN or SLACK_APP_TOKEN: it was revoked, or belongs to nothing. "
    "Copy them again from your app's pages “OAuth & Permissions” and “Basic Information” (docs/deploy.md)."
)
# The bot's home.
WELCOME = N_(
    "I answer questions about history, with the sources. Type what you ask as a command, such as "
    "/timeline 2008, or write to me under Messages; in a thread, mention me: @Dateline who Robertson."
)
BACK = N_("◀ Home")
STUDY = N_("Study")
# The app as Slack lists it; the longer text has 175 to 4,000 characters.
DESCRIBED = N_("History with its sources: timelines, people, treaties, today in history.")
DESCRIBED_AT_LENGTH = N_(
    "Dateline answers questions about history in a channel: timelines by year and topic, who somebody is, what a "
    "treaty says, what happened on this day. Every fact names its source; where a fact is disputed, both sides "
    "are shown with theirs. Answers are seen by who asked alone until they show them to everyone."
)
# The command that takes all others.
DISPATCHES = N_("Ask anything: the name of a command, and what follows it")
# The page on which somebody begins to add the bot, and the one after it.
ADDING = N_("Add Dateline to Slack")
OFFERS = N_(
    "Dateline answers questions about history, with the sources, and posts what happened on the day where you want it."
)
MAY = N_("What it may do there")
LIBERTIES = (
    N_("Answer commands, and mentions in threads"),
    N_("Post in the channels that you choose"),
    N_("See the names of channels, and who administers the workspace"),
    N_("Read what somebody writes to it alone, and files that are given to it"),
)
LOOKS = N_("Look, in channels it is in, whether a post of its own arrived")
KEEPS_NOTHING_READ = N_("It reads your conversations for nothing else, and keeps nothing of them.")
READS_NOTHING = N_("It does not read your conversations.")
KEEPS = N_("The workspace's token is kept, encrypted, until the workspace removes the bot. Nothing is kept about you.")
ADD = N_("Add to Slack")
ADDED = N_("Dateline is added")
NEXT_STEPS = N_("What to do next")
OPEN_SLACK = N_("Open Slack")
BEGIN_AGAIN = N_("Begin again")
# As they are typed on Slack, for pages outside of it.
TIMELINE, SETTINGS = "/dateline timeline 2008", "/dateline settings"
# What somebody types in a channel to let the bot in.
INVITE = "/invite @Dateline"
_ENTER = N_("Write “{invite}” in that channel, if it is still there.")
_OPEN = N_("Have the channel opened to apps, or choose another one.")
# By Slack's words: https://docs.slack.dev/reference/methods/chat.postMessage
REMEDIES = {
    "channel_not_found": _ENTER,
    "not_in_channel": _ENTER,
    "is_archived": N_("Choose another channel, or have it unarchived."),
    "restricted_action": _OPEN,
    "restricted_action_read_only_channel": _OPEN,
    "restricted_action_thread_only_channel": _OPEN,
}
WORKSPACE = N_("Workspace: {name}")


class Closed(StrEnum):
    """Why the bot may not post into a channel."""

    UNSEEN = "unseen"
    ARCHIVED = "archived"
    READ_ONLY = "read only"


_CLOSED = {
    Closed.UNSEEN: N_("I am not in {channel}, so nothing was set up. Write “{invite}” there, and ask again."),
    Closed.ARCHIVED: N_("{channel} is archived, so nothing was set up. Choose another one, or have it unarchived."),
    Closed.READ_ONLY: N_("{channel} is closed to apps, so nothing was set up. Choose another one, or have it opened."),
}


def may_not_post(say: Catalog, why: Closed, channel: str) -> str:
    """Refuse what would be posted where the bot may not post: where, why, and what helps."""
    return say(_CLOSED[why], channel=say.channel(channel), invite=INVITE)


def steps(say: Catalog) -> tuple[str, ...]:
    """Return what can be done now, in order."""
    return (
        say("Ask something, in any channel: {command}", command=TIMELINE),
        say("If you administer the workspace, set its time zone: {command}", command=SETTINGS),
        say("In a private channel, let it in first: {invite}", invite=INVITE),
    )
