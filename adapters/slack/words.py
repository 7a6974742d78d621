"""What only Slack's limits and habits make necessary to say."""

from __future__ import annotations

from bot.replies.catalog import Catalog


def open_form(say: Catalog) -> str:
    """Explain a button that opens a form, where a form cannot open by itself: in a thread."""
    return say("Press the button to open the form.")


def give_file(say: Catalog) -> str:
    """Title the form that asks for a file."""
    return say("Give a file")


def send(say: Catalog) -> str:
    """Label the button that submits a form."""
    return say("Send")


def go_on(say: Catalog) -> str:
    """Title a message that goes on where the one before it ended."""
    return say("… continued")


def welcome(say: Catalog) -> str:
    """Introduce the bot on its home."""
    return say(
        "I answer questions about history, with the sources. Type /dateline and what you ask, such as "
        "/dateline timeline 2008; in a thread, mention me: @Dateline who Robertson."
    )


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
