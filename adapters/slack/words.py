"""What only Slack's limits and habits make necessary to say."""

from __future__ import annotations

from enum import StrEnum

from bot.replies.catalog import N_, Catalog

# What somebody types in a channel to let the bot in.
# As they are typed on Slack, for pages outside of it.
TIMELINE, SETTINGS = "/dateline timeline 2008", "/dateline settings"
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


def that_channel(say: Catalog) -> str:
    """Speak of a channel where no name can be shown, beside the field that holds it."""
    return say("that channel")


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


def adding(say: Catalog) -> str:
    """Head the page on which somebody begins to add the bot."""
    return say("Add Dateline to Slack")


def offers(say: Catalog) -> str:
    """Say what somebody adds."""
    return say(
        "Dateline answers questions about history, with the sources, and posts what happened on the day where you "
        "want it."
    )


def may(say: Catalog) -> str:
    """Head the list of what it may do."""
    return say("What it may do there")


def liberties(say: Catalog) -> tuple[str, ...]:
    """Return what it may do, as Slack's page will ask for it."""
    return (
        say("Answer commands, and mentions in threads"),
        say("Post in the channels that you choose"),
        say("See the names of channels, and who administers the workspace"),
        say("Read what somebody writes to it alone, and files that are given to it"),
    )


def looks(say: Catalog) -> str:
    """Say what it does besides, where it may read."""
    return say("Look, in channels it is in, whether a post of its own arrived")


def keeps_nothing_read(say: Catalog) -> str:
    """Say what becomes of what it reads."""
    return say("It reads your conversations for nothing else, and keeps nothing of them.")


def reads_nothing(say: Catalog) -> str:
    """Say what it does not do."""
    return say("It does not read your conversations.")


def keeps(say: Catalog) -> str:
    """Say what is kept of whoever adds it."""
    return say(
        "The workspace's token is kept, encrypted, until the workspace removes the bot. Nothing is kept about you."
    )


def add(say: Catalog) -> str:
    """Label the way to Slack."""
    return say("Add to Slack")


def added(say: Catalog) -> str:
    """Head the page of whoever has added it."""
    return say("Dateline is added")


def workspace(say: Catalog, name: str) -> str:
    """Name the workspace."""
    return say("Workspace: {name}", name=name)


def next_steps(say: Catalog) -> str:
    """Head what can be done now."""
    return say("What to do next")


def steps(say: Catalog) -> tuple[str, ...]:
    """Return what can be done now, in order."""
    return (
        say("Ask something, in any channel: {command}", command=TIMELINE),
        say("If you administer the workspace, set its time zone: {command}", command=SETTINGS),
        say("In a private channel, let it in first: {invite}", invite=INVITE),
    )


def open_slack(say: Catalog) -> str:
    """Label the way back to Slack."""
    return say("Open Slack")


def begin_again(say: Catalog) -> str:
    """Label the way back to the beginning."""
    return say("Begin again")
