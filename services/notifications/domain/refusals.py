"""The refusals of this service."""

from shared.refusal import NotFound


class MessageNotFound(NotFound):
    """Raised when there is no such message in this person's inbox."""

    zh = "没有找到这条消息。"
    en = "There is no such message in your inbox."
