"""What belongs to the request or batch in hand and travels with it: its id, its key."""

from contextvars import ContextVar

request_id: ContextVar[str] = ContextVar("request_id", default="")
command_key: ContextVar[str] = ContextVar("command_key", default="")
