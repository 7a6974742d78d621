"""Addresses at which pictures can be fetched: each carries its recipe, signed, so that any process of the bot draws it.

Nothing is stored for them: a message of last year still shows its picture, and nobody else can make one.
"""

from __future__ import annotations

import base64
import hmac
import zlib
from collections.abc import Sequence
from hashlib import sha256

import msgspec

from bot.frozen import Frozen
from bot.pictures.recipes import Look, Recipe

# The longest address of an image that every platform takes.
LIMIT = 3_000
FOLDER = "/p"


class Drawable(msgspec.Struct, frozen=True):
    """What an address carries."""

    recipe: Recipe
    look: Look


class Addresses(Frozen, frozen=True):
    """Addresses under the bot's own, `url`; the first of `keys` signs, and what any of them has signed is known."""

    url: str
    keys: tuple[bytes, ...]

    def of(self, recipe: Recipe, look: Look) -> str:
        """Return the address of a picture; "" where there is no server, no key, or it would be too long."""
        if not (self.url and self.keys):
            return ""
        content = base64.urlsafe_b64encode(zlib.compress(msgspec.msgpack.encode(Drawable(recipe, look)), 9)).decode()
        address = f"{self.url}{FOLDER}/{_signature(self.keys[0], content)}.png?r={content}"
        return address if len(address) <= LIMIT else ""

    def read(self, signature: str, content: str) -> Drawable | None:
        """Return what is to be drawn for an address that we have signed, None for any other."""
        shown = signature.encode(errors="replace")
        if not any(hmac.compare_digest(_signature(key, content).encode(), shown) for key in self.keys):
            return None
        return msgspec.msgpack.decode(zlib.decompress(base64.urlsafe_b64decode(content)), type=Drawable)


def addresses(url: str, secrets: Sequence[str]) -> Addresses:
    """Return the addresses of a bot that is reached at `url` and has these secrets, of which none is given away."""
    return Addresses(url, tuple(hmac.digest(secret.encode(), b"pictures", sha256) for secret in secrets if secret))


def _signature(key: bytes, content: str) -> str:
    return hmac.new(key, content.encode(errors="replace"), sha256).hexdigest()[:32]
