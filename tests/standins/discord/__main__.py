"""Serve the stand-in of Discord: `python -m tests.standins.discord --port 8080 --journal accepted.jsonl`."""

import asyncio
from argparse import Namespace
from random import Random

from tests.standins.discord.control import DiscordControl
from tests.standins.discord.standin import DiscordStandin
from tests.standins.serving import arguments, until_told_to_end


def main() -> None:
    """Read the arguments, and serve."""
    parser = arguments("A stand-in of Discord on 127.0.0.1.")
    parser.add_argument("--nonce-seconds", type=float, help="how long a nonce is remembered")
    asyncio.run(serve(parser.parse_args()))


async def serve(chosen: Namespace) -> None:
    """Serve until told to end; the first line printed says where."""
    standin = DiscordStandin(rng=Random(chosen.seed), journal=chosen.journal)
    standin.recorder.keeps_requests = not chosen.forget_requests
    standin.messages.nonce_seconds = chosen.nonce_seconds or standin.messages.nonce_seconds
    if chosen.per_second:
        standin.limit_posts(chosen.per_second)
    DiscordControl(standin).lay()
    await standin.start(chosen.port)
    place = {"guild": standin.guild.id, "channel": standin.channel.id, "token": standin.token}
    await until_told_to_end({"api": standin.api_url, "gateway": standin.gateway_url, **place})
    await standin.stop()


if __name__ == "__main__":
    main()
