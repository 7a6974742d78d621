"""A stand-in of Slack on loopback, for the real slack-bolt and slack-sdk."""

from tests.standins.slack.asked import Ack, Asked
from tests.standins.slack.messages import Message, View
from tests.standins.slack.standin import APP_TOKEN, SIGNING_SECRET, SlackStandin
from tests.standins.slack.world import Channel, Team, User

__all__ = [
    "APP_TOKEN",
    "SIGNING_SECRET",
    "Ack",
    "Asked",
    "Channel",
    "Message",
    "SlackStandin",
    "Team",
    "User",
    "View",
]
