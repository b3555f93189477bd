"""What public notice says no to, and why."""

from shared.refusal import Conflict, Forbidden, NotFound


class NotInNotice(Conflict):
    """Raised when the line is not, or no longer, in public notice."""

    zh = "这条时长不在公示期内，不能提出异议；如有疑问，请向组织反映。"
    en = "This line is not in public notice. Please turn to the organisation instead."


class NotOfTheOrganisation(Forbidden):
    """Raised when somebody from elsewhere objects."""

    zh = "只有该组织及其上级、下级组织的成员可以提出异议。"
    en = "Only members of this organisation, of those above and of those below may object."


class OwnLine(Forbidden):
    """Raised when somebody objects to her own line: for that there are corrections."""

    zh = "对自己的时长请使用“申请更正”。"
    en = "To have your own hours corrected, please file a request for correction."


class NoSuchObjection(NotFound):
    """Raised when there is no objection of that id."""

    zh = "没有这条异议。"
    en = "There is no such objection."


class ObjectionDecided(Conflict):
    """Raised when the objection was decided before."""

    zh = "这条异议已有处理结果。"
    en = "This objection was decided already."


class NeedsAnotherPerson(Forbidden):
    """Raised when the one who decides objected, recorded the hours or has them."""

    zh = "提出异议、登记或获得该时长的人不能处理这条异议，请由另一位管理人员处理。"
    en = "Whoever objected, recorded these hours or has them cannot decide. Please let another do."


class OwnPurse(Forbidden):
    """Raised when somebody would freeze or free her own purse."""

    zh = "不能冻结或解冻自己的时间币账户。"
    en = "You cannot freeze or free your own purse."


class AlreadyFrozen(Conflict):
    """Raised when the purse is frozen. ``reason``: why."""

    zh = "该时间币账户已冻结：{reason}"
    en = "This purse is frozen already: {reason}"


class NotFrozen(Conflict):
    """Raised when the purse is not frozen."""

    zh = "该时间币账户没有被冻结。"
    en = "This purse is not frozen."


class FrozeItHerself(Forbidden):
    """Raised when the one who froze a purse would free it."""

    zh = "解冻须由冻结人以外的另一位管理人员操作。"
    en = "Whoever froze a purse cannot free it. Please let another person do it."
