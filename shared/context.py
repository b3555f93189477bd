"""What belongs to the request or batch in hand and travels with it: its id, its key."""

from contextvars import ContextVar

request_id: ContextVar[str] = ContextVar("request_id", default="")
# The command in hand: 24 hex digits made of its Idempotency-Key; empty where none was sent.
command_key: ContextVar[str] = ContextVar("command_key", default="")
