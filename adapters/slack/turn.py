"""One request, from its arrival to its answer: where it came from decides in which of Slack's ways it is answered."""

from __future__ import annotations

import asyncio
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from adapters.slack.calls import CALL_SECONDS, word_of
from adapters.slack.forms import modal
from adapters.slack.parse import Place
from adapters.slack.render import Message, render
from bot.chat import Form, Reply
from bot.replies.catalog import Catalog

# Told of a response_url after five answers or half an hour, and of one whose message is gone.
USED_UP = (404, 410)
# A trigger opens one modal within three seconds.
TOO_LATE = ("expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id")
EPHEMERAL, IN_CHANNEL = "ephemeral", "in_channel"


class CallFailed(Exception):
    """An answer that Slack did not take; the text is its status."""


class Turn:
    """What is said in answer to a request after its acknowledgement; `say` are the words of who asked."""

    def __init__(self, client: AsyncWebClient, place: Place, say: Catalog) -> None:
        self.say = say
        self.place = place
        self.client = client

    async def tell(self, reply: Reply) -> None:
        """Say the answer, in place of the message whose button was pressed where the reply wants that."""
        message = render(reply, self.say)
        if not await self._respond(message, reply):
            await self._post(message, is_private=bool(reply.is_private))
        await self._hand_out(reply)

    async def open(self, form: Form) -> bool:
        """Open a form, and tell whether it could still be opened."""
        if not self.place.trigger_id:
            return False
        try:
            async with asyncio.timeout(CALL_SECONDS):
                view = modal(form, self.place, self.say)
                await self.client.views_open(trigger_id=self.place.trigger_id, view=view)
        except SlackApiError as error:
            if word_of(error) not in TOO_LATE:
                raise
            return False
        return True

    async def _respond(self, message: Message, reply: Reply) -> bool:
        """Answer by the address that came with the request, as long as it is good."""
        if not self.place.response_url:
            return False
        webhook = AsyncWebhookClient(
            self.place.response_url, int(CALL_SECONDS), session=self.client.session, retry_handlers=[]
        )
        async with asyncio.timeout(CALL_SECONDS):
            answer = await webhook.send_dict(answered(message, reply, self.place))
        if answer.status_code not in (200, *USED_UP):
            raise CallFailed(str(answer.status_code))
        return answer.status_code == 200

    async def _post(self, message: Message, *, is_private: bool) -> None:
        """Say it without such an address: in a thread, in direct messages, or after half an hour."""
        user, channel = self.place.user, self.place.channel
        where: dict[str, Any] = {"thread_ts": self.place.thread} if self.place.thread else {}
        async with asyncio.timeout(CALL_SECONDS):
            if is_private and channel and not channel.startswith("D"):
                shown: dict[str, Any] = {"text": message.text, "blocks": list(message.blocks)}
                await self.client.chat_postEphemeral(channel=channel, user=user, **shown, **where)
            else:
                await self.client.chat_postMessage(channel=channel or user, **message.fields, **where)

    async def _hand_out(self, reply: Reply) -> None:
        """Hand out files and drawn pictures where the answer is, or directly when nobody else may see them."""
        uploads: list[dict[str, Any]] = [{"filename": file.name, "content": file.content} for file in reply.files]
        uploads += [_picture(number, image.content, image.alt) for number, image in enumerate(reply.images, 1)]
        uploads = [upload for upload in uploads if upload["content"]]
        if not uploads:
            return
        channel, thread = self.place.channel, self.place.thread or None
        async with asyncio.timeout(CALL_SECONDS):
            if reply.is_private or not channel:
                opened = await self.client.conversations_open(users=[self.place.user])
                channel, thread = opened["channel"]["id"], None
            await self.client.files_upload_v2(file_uploads=uploads, channel=channel, thread_ts=thread)


def answered(message: Message, reply: Reply, place: Place) -> dict[str, Any]:
    """Return a message as an acknowledgement and a response_url take it."""
    fields = {**message.fields, "response_type": EPHEMERAL if reply.is_private else IN_CHANNEL}
    if place.is_private_message is not None:
        fields["replace_original"] = reply.replaces and place.is_private_message == bool(reply.is_private)
    if place.thread:
        fields["thread_ts"] = place.thread
    return fields


def _picture(number: int, content: bytes, alt: str) -> dict[str, Any]:
    return {"filename": f"picture-{number}.png", "content": content, "alt_txt": alt[:1000], "title": alt[:200]}
