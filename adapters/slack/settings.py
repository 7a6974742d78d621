"""What the operator sets for Slack."""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import ClassVar

from bot.settings import PlatformSettings, Setting, token_reader


def _yes(text: str) -> bool:
    if text.casefold() not in ("", "yes", "no"):
        raise ValueError("write yes or no")
    return text.casefold() == "yes"


class SlackSettings(PlatformSettings, frozen=True):
    """Slack's tokens for one workspace, and its secrets for requests over HTTP and for many workspaces."""

    bot_token: str = ""
    app_token: str = ""
    signing_secret: str = ""
    client_id: str = ""
    client_secret: str = ""
    reads_history: bool = False

    platform = "slack"
    rows: ClassVar[tuple[Setting, ...]] = (
        Setting(
            "SLACK_BOT_TOKEN",
            "bot_token",
            "Slack, one workspace (Socket Mode): the bot's token, xoxb-…",
            token_reader("xoxb-", "xapp-"),
            is_secret=True,
        ),
        Setting(
            "SLACK_APP_TOKEN",
            "app_token",
            "Slack, one workspace (Socket Mode): the app's token, xapp-…, with connections:write.",
            token_reader("xapp-", "xoxb-"),
            is_secret=True,
        ),
        Setting(
            "SLACK_SIGNING_SECRET",
            "signing_secret",
            "Slack over HTTP: the secret with which Slack signs its requests, from the app's Basic Information page.",
            is_secret=True,
        ),
        Setting(
            "SLACK_CLIENT_ID",
            "client_id",
            'Slack, many workspaces: the app\'s id for "Add to Slack" (OAuth), from the same page.',
        ),
        Setting(
            "SLACK_CLIENT_SECRET",
            "client_secret",
            "Slack, many workspaces: the app's secret, from the same page. DATELINE_KEY below is needed too.",
            is_secret=True,
        ),
        Setting(
            "SLACK_HISTORY",
            "reads_history",
            "Slack: yes, to ask workspaces for channels:history and groups:history too. With them the bot looks\n"
            "itself whether a post arrived when the connection broke; without them moderators are asked.",
            _yes,
        ),
    )

    @property
    def are_whole(self) -> bool:
        """Whether Socket Mode has both of its tokens, or HTTP its secret."""
        return bool((self.bot_token and self.app_token) or self.signing_secret)

    @property
    def listens(self) -> bool:
        """Whether Slack's requests come over HTTP."""
        return bool(self.signing_secret)

    @classmethod
    def missing(cls, given: Set[str]) -> Iterator[str]:
        """Say what lacks its other half."""
        if "SLACK_APP_TOKEN" in given and "SLACK_BOT_TOKEN" not in given:
            yield "SLACK_APP_TOKEN is set without SLACK_BOT_TOKEN: Socket Mode needs both."
        if "SLACK_BOT_TOKEN" in given and not {"SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"} & given:
            yield "SLACK_BOT_TOKEN is set alone: set SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET for HTTP."
        consent = {"SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET"}
        if consent & given and not consent | {"SLACK_SIGNING_SECRET"} <= given:
            lacking = ", ".join(sorted((consent | {"SLACK_SIGNING_SECRET"}) - given))
            needed = "SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and SLACK_SIGNING_SECRET"
            yield f"“Add to Slack” needs {needed}; not set: {lacking}."
