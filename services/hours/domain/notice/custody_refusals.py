"""What a transfer or a succession of records says no to, and why."""

from shared.refusal import Conflict, Forbidden, Invalid, NotFound


class ToItself(Invalid):
    """Raised when records would go where they are."""

    zh = "记录已在该组织，请选择另一个组织。"
    en = "The records are there already. Please choose another organisation."


class ReceiverClosed(Conflict):
    """Raised when the receiving organisation has ended."""

    zh = "接收的组织已注销。"
    en = "The receiving organisation has ended."


class TransferAsked(Conflict):
    """Raised when a transfer of the same record waits already."""

    zh = "这个组织的记录已有一个转移申请在处理中。"
    en = "A transfer of this organisation's record is waiting already."


class NoSuchTransfer(NotFound):
    """Raised when there is no transfer of that id."""

    zh = "没有这个转移申请。"
    en = "There is no such transfer."


class TransferDecided(Conflict):
    """Raised when the transfer was decided or withdrawn before."""

    zh = "这个转移申请已有结果。"
    en = "This transfer was decided already."


class OwnTransfer(Forbidden):
    """Raised when somebody would decide about her own transfer."""

    zh = "不能处理自己的转移申请，请由另一位管理人员处理。"
    en = "You cannot decide about your own transfer. Please let another person do it."


class HasSuccessor(Conflict):
    """Raised when an organisation's records were taken over before."""

    zh = "该组织的记录已由其他组织承接。"
    en = "Another organisation has taken over these records already."


class InACircle(Invalid):
    """Raised when organisations would take over from each other in a circle."""

    zh = "承接关系不能成环。"
    en = "Organisations cannot take over from each other in a circle."
