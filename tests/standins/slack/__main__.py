"""Serve the stand-in of Slack: `python -m tests.standins.slack --port 8081 --journal accepted.jsonl`."""

import asyncio
from argparse import Namespace
from random import Random

from tests.standins.serving import arguments, until_told_to_end
from tests.standins.slack.control import SlackControl
from tests.standins.slack.standin import APP_TOKEN, SIGNING_SECRET, SlackStandin


def main() -> None:
    """Read the arguments, and serve."""
    asyncio.run(serve(arguments("A stand-in of Slack on 127.0.0.1.").parse_args()))


async def serve(chosen: Namespace) -> None:
    """Serve until told to end; the first line printed says where."""
    standin = SlackStandin(rng=Random(chosen.seed), journal=chosen.journal)
    standin.recorder.keeps_requests = not chosen.forget_requests
    if chosen.per_second:
        standin.limit_posts(chosen.per_second)
    SlackControl(standin).lay()
    await standin.start(chosen.port)
    tokens = {"token": standin.team.token, "app_token": APP_TOKEN, "signing_secret": SIGNING_SECRET}
    place = {"team": standin.team.id, "channel": standin.channel.id}
    await until_told_to_end({"api": standin.api_url, **tokens, **place})
    await standin.stop()


if __name__ == "__main__":
    main()
