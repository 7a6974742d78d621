"""The ways in which Slack says no: nearly always with status 200, `ok: false` and one word."""

from tests.standins.wire import Answer, Refused

# Words that tests order; the others stand where they are said.
CHANNEL_NOT_FOUND, NOT_IN_CHANNEL, IS_ARCHIVED = "channel_not_found", "not_in_channel", "is_archived"
TOKEN_REVOKED, ACCOUNT_INACTIVE, INVALID_AUTH = "token_revoked", "account_inactive", "invalid_auth"


def refusal(error: str) -> Answer:
    """An error in the form that Slack gives it."""
    return Answer(200, {"ok": False, "error": error})


def refuse(error: str) -> Refused:
    """The same as something to raise."""
    return Refused(refusal(error))


def invalid(error: str, problems: list[str]) -> Refused:
    """An error with what is wrong, as for blocks and views."""
    messages = {"messages": [f"[ERROR] {problem}" for problem in problems]}
    return Refused(Answer(200, {"ok": False, "error": error, "response_metadata": messages}))


def too_many_requests(retry_after: int = 1) -> Answer:
    """Answer 429, with whole seconds to wait."""
    return Answer(429, {"ok": False, "error": "ratelimited"}, {"Retry-After": str(retry_after)})


def server_error(status: int = 503) -> Answer:
    """Slack itself is unwell; its body is not always JSON."""
    return Answer(status, b"upstream connect error", {"Content-Type": "text/plain"})
