"""The ways in which Discord says no: a status, a code, a sentence (developers/topics/opcodes-and-status-codes)."""

from collections.abc import Sequence

from tests.standins.wire import Answer, Refused


def refusal(status: int, code: int, message: str) -> Answer:
    """An error in the form that Discord gives it."""
    return Answer(status, {"message": message, "code": code})


UNAUTHORIZED = refusal(401, 0, "401: Unauthorized")
INVALID_WEBHOOK_TOKEN = refusal(401, 50027, "Invalid Webhook Token")
MISSING_ACCESS = refusal(403, 50001, "Missing Access")
CANNOT_MESSAGE_USER = refusal(403, 50007, "Cannot send messages to this user")
MISSING_PERMISSIONS = refusal(403, 50013, "Missing Permissions")
NOT_THE_AUTHOR = refusal(403, 50005, "Cannot edit a message authored by another user")
UNKNOWN_CHANNEL = refusal(404, 10003, "Unknown Channel")
UNKNOWN_GUILD = refusal(404, 10004, "Unknown Guild")
UNKNOWN_MEMBER = refusal(404, 10007, "Unknown Member")
UNKNOWN_MESSAGE = refusal(404, 10008, "Unknown Message")
UNKNOWN_USER = refusal(404, 10013, "Unknown User")
UNKNOWN_WEBHOOK = refusal(404, 10015, "Unknown Webhook")
UNKNOWN_INTERACTION = refusal(404, 10062, "Unknown interaction")
UNKNOWN_COMMAND = refusal(404, 10063, "Unknown application command")
ALREADY_ACKNOWLEDGED = refusal(400, 40060, "Interaction has already been acknowledged.")
TOO_MANY_FOLLOW_UPS = refusal(400, 40094, "This interaction has reached the maximum number of follow-up messages")
TOO_MANY_OLD_EDITS = Answer(
    429,
    {"message": "Maximum number of edits to messages older than 1 hour reached.", "code": 30046, "retry_after": 0.1},
    {"Via": "1.1 standin", "Retry-After": "1"},
)
TOO_MANY_COMMANDS_TODAY = refusal(400, 30034, "Max number of daily application command creates has been reached (200)")
EMPTY_MESSAGE = refusal(400, 50006, "Cannot send an empty message")


def refuse(answer: Answer) -> Refused:
    """The same as something to raise."""
    return Refused(answer)


def invalid_form(problems: Sequence[str]) -> Answer:
    """Code 50035, with what is wrong."""
    errors = [{"code": "STANDIN", "message": problem} for problem in problems]
    return Answer(400, {"message": "Invalid Form Body", "code": 50035, "errors": {"body": {"_errors": errors}}})


def too_many_requests(retry_after: float, *, everywhere: bool = False, via: bool = True) -> Answer:
    """Answer 429: of one bucket, or of the whole bot; without `Via` it looks like Cloudflare's ban."""
    headers = {
        "Retry-After": str(max(1, round(retry_after))),
        "X-RateLimit-Limit": "5",
        "X-RateLimit-Remaining": "0",
        "X-RateLimit-Reset-After": str(retry_after),
        "X-RateLimit-Bucket": "standin",
        "X-RateLimit-Scope": "global" if everywhere else "user",
    }
    if everywhere:
        headers = {"Retry-After": headers["Retry-After"], "X-RateLimit-Global": "true", "X-RateLimit-Scope": "global"}
    body = {"message": "You are being rate limited.", "retry_after": retry_after, "global": everywhere}
    return Answer(429, body, headers | ({"Via": "1.1 standin"} if via else {}))


def left_of_bucket(remaining: int, reset_after: float) -> dict[str, str]:
    """The headers with which every answer tells what may still be asked of its bucket, and when it is full again."""
    return {
        "X-RateLimit-Limit": "5",
        "X-RateLimit-Remaining": str(remaining),
        "X-RateLimit-Reset-After": str(reset_after),
        "X-RateLimit-Bucket": "standin",
    }


def server_error(status: int = 503) -> Answer:
    """Discord itself is unwell: 500, 502, 503 or 504."""
    return Answer(status, {"message": f"{status}: Server Error", "code": 0})
