"""What only Slack's limits and habits make necessary to say."""

from __future__ import annotations

from enum import StrEnum

from bot.replies.catalog import N_, Catalog

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


def send(say: Catalog) -> str:
    """Label the button that submits a form."""
    return say("Send")


def welcome(say: Catalog) -> str:
    """Introduce the bot on its home."""
    return say(
        "I answer questions about history, with the sources. Type what you ask as a command, such as "
        "/timeline 2008, or write to me under Messages; in a thread, mention me: @Dateline who Robertson."
    )


def back(say: Catalog) -> str:
    """Label the button that leads from an answer back to the home."""
    return say("◀ Home")


def study(say: Catalog) -> str:
    """Label the button that begins to study."""
    return say("Study")


def described(say: Catalog) -> str:
    """Describe the bot in one line, for Slack's list of apps."""
    return say("History with its sources: timelines, people, treaties, today in history.")


def described_at_length(say: Catalog) -> str:
    """Describe the bot in Slack's list of apps: 175 to 4,000 characters."""
    return say(
        "Dateline answers questions about history in a channel: timelines by year and topic, who somebody is, what a "
        "treaty says, what happened on this day. Every fact names its source; where a fact is disputed, both sides "
        "are shown with theirs. Answers are seen by who asked alone until they show them to everyone."
    )


def dispatches(say: Catalog) -> str:
    """Describe the command that takes all others."""
    return say("Ask anything: the name of a command, and what follows it")


def token_refused(say: Catalog) -> str:
    """Tell the operator that a token is of no use."""
    return say(
        "Slack does not accept the token in SLACK_BOT_TOKEN or SLACK_APP_TOKEN: it was revoked, or belongs to nothing. "
        "Copy them again from your app's pages “OAuth & Permissions” and “Basic Information” (docs/deploy.md)."
    )
