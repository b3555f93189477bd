"""What the findings say no to, and why."""

from shared.refusal import Conflict, Forbidden, Invalid, NotFound


class NoSuchFinding(NotFound):
    """Raised when there is no finding of that id."""

    zh = "没有这条核查线索。"
    en = "There is no such finding."


class FindingSettled(Conflict):
    """Raised when somebody has dismissed it, or frozen purses because of it."""

    zh = "这条核查线索已有处理结果。"
    en = "This finding was settled already."


class ConcernedHerself(Forbidden):
    """Raised when somebody would settle a finding about herself or what she recorded."""

    zh = "这条核查线索与您有关，请由另一位管理人员处理。"
    en = "This finding is about you or what you recorded. Please let another person settle it."


class NotInFinding(Invalid):
    """Raised when a purse should be frozen of somebody the finding does not name."""

    zh = "这条核查线索不涉及此人。"
    en = "This finding does not name that person."
