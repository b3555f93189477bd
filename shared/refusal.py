"""A "no" with its reason: the family of all refusals a person may read.

Only the standard library is used here, so that a service's domain may raise them.
"""

from typing import ClassVar


class Refusal(Exception):
    """Raised when a rule says no. ``zh`` and ``en`` are templates filled with the facts.

    ``field`` names the input it is about, as the caller spelt it; None for the whole command.
    """

    zh: ClassVar[str] = "无法完成。"
    en: ClassVar[str] = "This cannot be done."

    def __init__(self, *, field: str | None = None, **facts: object) -> None:
        self.field = field
        self.facts = facts
        super().__init__(self.text("en"))

    def text(self, language: str) -> str:
        """The reason in ``language`` ("zh" or "en")."""
        return (self.zh if language == "zh" else self.en).format(**self.facts)


class Invalid(Refusal):
    """Raised when the input is wrong whatever the state is."""

    zh = "输入有误。"
    en = "The input is not valid."


class NotFound(Refusal):
    """Raised when there is no such thing, or none this person may know of."""

    zh = "没有找到。"
    en = "There is no such record."


class Forbidden(Refusal):
    """Raised when this person may not do this."""

    zh = "没有权限。"
    en = "You may not do this."


class Conflict(Refusal):
    """Raised when the present state of a record says no."""

    zh = "当前状态不允许。"
    en = "The present state does not allow this."


class Changed(Conflict):
    """Raised when the record changed since the caller read it (If-Match)."""

    zh = "内容已被他人修改，请刷新后重试。"
    en = "Somebody changed this meanwhile. Load it again and repeat your change."


class TooLarge(Refusal):
    """Raised when more was sent than is taken."""

    zh = "内容过大。"
    en = "This is too large."


class NotYet(Refusal):
    """Raised when the same request will do in a moment, as when a copy has not arrived."""

    zh = "数据正在同步，请稍后重试。"
    en = "The data is on its way. Please try again in a moment."


class TooMany(Refusal):
    """Raised when there is more to do than can be done now; ``seconds`` says when to come back."""

    zh = "请求过多，请稍后重试。"
    en = "Too many requests. Please try again in a moment."

    def __init__(self, *, field: str | None = None, seconds: int = 1, **facts: object) -> None:
        self.seconds = seconds
        super().__init__(field=field, seconds=seconds, **facts)
