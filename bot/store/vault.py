"""Encrypts what nobody who gets hold of the database may read: tokens of other people's workspaces."""

from __future__ import annotations

from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class Vault:
    """Seals with the first of several keys and opens with any of them, so that a key can be replaced.

    ValueError when there is no key, or one that is none (32 bytes in base64, https://github.com/fernet/spec).
    """

    def __init__(self, keys: Sequence[str]) -> None:
        if not keys:
            raise ValueError("there is no key")
        self._first = Fernet(keys[0])
        self._all = MultiFernet([Fernet(key) for key in keys])

    def seal(self, text: str) -> str:
        """Encrypt a text."""
        return self._first.encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        """Return a text that was sealed; ValueError when no key opens it."""
        try:
            return self._all.decrypt(sealed.encode()).decode()
        except InvalidToken as error:
            raise ValueError("no key opens this") from error

    def is_current(self, sealed: str) -> bool:
        """Whether the first key opens it: then the others are not needed for it."""
        try:
            self._first.decrypt(sealed.encode())
        except InvalidToken:
            return False
        return True
