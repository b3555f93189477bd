"""What the hour bank says no to, and why."""

from shared.refusal import Conflict, Forbidden, Invalid, NotFound


class OwnHours(Forbidden):
    """Raised when somebody decides about her own hours."""

    zh = "不能处理自己的时长，请由另一位管理人员操作。"
    en = "You cannot decide about your own hours. Please let somebody else do it."


class NoSuchJournal(NotFound):
    """Raised when there is no journal of that id."""

    zh = "没有这条计时记录。"
    en = "There is no such journal."


class NoSuchVolunteer(NotFound):
    """Raised when nobody has that volunteer id."""

    zh = "没有这位志愿者。"
    en = "There is no such volunteer."


class NoSuchOrganisation(NotFound):
    """Raised when there is no organisation of that id."""

    zh = "没有这个组织。"
    en = "There is no such organisation."


class NotACredit(Conflict):
    """Raised when what should be reversed is a reversal itself, or counts nothing already."""

    zh = "只能撤销有效的计时记录。"
    en = "Only a credit that counts can be reversed."


class AlreadyReversed(Conflict):
    """Raised when the credit was reversed before."""

    zh = "这条计时记录已被撤销。"
    en = "This credit was reversed already."


class PeriodInvalid(Invalid):
    """Raised when a period ends before it begins or is longer than can be answered."""

    zh = "统计期间无效：结束月份不能早于开始月份，最长 {months} 个月。"
    en = "This period is not valid: it must not end before it begins, nor pass {months} months."
