"""How an attempt to post can end otherwise than posted; whatever else is raised is a bug."""

from __future__ import annotations


class TokenRefused(Exception):
    """A platform does not accept a token: nothing works until the operator sets another. The text says which token."""


class Refused(Exception):
    """A post that was definitely refused and will be again: no permission, no such channel. `reason` is one word."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NotNow(Exception):
    """A post that was definitely not accepted, and may be tried again after `retry_after` seconds.

    `is_everywhere` tells whether the platform meant all channels or this one; None when it did not say.
    """

    def __init__(self, retry_after: float, is_everywhere: bool | None = None) -> None:
        super().__init__(f"again in {retry_after:.1f} s")
        self.retry_after = retry_after
        self.is_everywhere = is_everywhere


class OutcomeUnknown(Exception):
    """A post of which nobody can tell whether it was accepted: time ran out, or the connection broke."""
