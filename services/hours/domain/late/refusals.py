"""What back-entries and requests for correction say no to, and why."""

from shared.refusal import Conflict, Forbidden, Invalid, NotFound, TooLarge


class NoSuchBackEntry(NotFound):
    """Raised when there is no back-entry of that id."""

    zh = "没有这条补录。"
    en = "There is no such back-entry."


class NoSuchShift(NotFound):
    """Raised when we know no activity with that shift."""

    zh = "没有这个场次。如果活动是刚发布或刚修改的，请过几秒再提交一次。"
    en = "There is no such shift. If it was published just now, send this again in a moment."


class BackEntryOff(Conflict):
    """Raised where the organisation's rules do not allow back-entries."""

    zh = "该组织不允许补录时长（规则 back_entry_allowed）。"
    en = "This organisation does not allow back-entries (rule back_entry_allowed)."


class NotTakenPlace(Conflict):
    """Raised when the activity was cancelled or never published."""

    zh = "该活动未发布或已取消，不能登记时长。"
    en = "This activity was cancelled or never published: nobody can have served there."


class NotEndedYet(Conflict):
    """Raised while the activity goes on: then people check in."""

    zh = "活动尚未结束，不能补录；请现场签到。"
    en = "The activity has not ended yet. Until then people check in."


class TooLongAgo(Conflict):
    """Raised when nobody can prove it well any more."""

    zh = "只能登记 {days} 天以内的服务。"
    en = "Only service of the last {days} days can be entered."


class IntervalBackwards(Invalid):
    """Raised when an interval ends before it begins, or at once."""

    zh = "结束时间必须晚于开始时间。"
    en = "It must end after it begins."


class IntervalAhead(Invalid):
    """Raised when an interval ends in the future."""

    zh = "结束时间不能晚于现在。"
    en = "It cannot end later than now."


class IntervalOutside(Conflict):
    """Raised when an interval is not within the shift and its grace."""

    zh = "时间须在 {opens} 至 {closes} 之间（班次及其宽限）。"
    en = "The times must lie between {opens} and {closes}: the shift and its grace."


class IntervalTooLong(Conflict):
    """Raised when more is entered than the shift lasted."""

    zh = "补录时间不能超过班次的 {minutes} 分钟。"
    en = "A back-entry is never longer than its shift: {minutes} minutes."


class NeedsSecondPerson(Forbidden):
    """Raised when the same person would take two of the steps."""

    zh = "这一步须由另一人完成：登记（核实）与批准不能是同一人，无论以何种身份。"
    en = "Another person must do this: nobody takes both steps, whatever her roles."


class NotHersToWithdraw(Forbidden):
    """Raised when somebody else than the filer would withdraw or prove what was filed."""

    zh = "只有提交人本人可以这样做。"
    en = "Only the person who filed this can do that."


class Settled(Conflict):
    """Raised when something was decided or withdrawn before."""

    zh = "这条记录已有结果（{status}），不能再更改。"
    en = "This was settled already ({status}) and cannot be changed."


class ProofMissing(Conflict):
    """Raised when something would be approved without proof."""

    zh = "请先上传证明文件（PDF、JPEG 或 PNG）。"
    en = "Upload a proof first: a PDF, JPEG or PNG file."


class NoProof(NotFound):
    """Raised when there is no file to download."""

    zh = "没有证明文件。"
    en = "There is no proof."


class ProofKindWrong(Invalid):
    """Raised when a file is none of the kinds we take, or another than it says."""

    zh = "文件须为 PDF、JPEG 或 PNG，且内容与文件名、类型一致；此文件内容为 {found}，自称 {said}。"
    en = (
        "Send a PDF, JPEG or PNG whose content is what its name and type say. "
        "This one holds {found} and says {said}."
    )


class ProofTooLarge(TooLarge):
    """Raised when a proof has more than 10 MB."""

    zh = "证明文件最大 {megabytes} MB，请降低扫描分辨率或另存为 JPEG 后重试。"
    en = "A proof has at most {megabytes} MB. Scan it less finely, or save it as JPEG."


class NoSuchCorrection(NotFound):
    """Raised when there is no request for correction of that id."""

    zh = "没有这条更正申请。"
    en = "There is no such request for correction."


class SomethingStands(Conflict):
    """Raised when a request says that nothing stands at a shift, and something does."""

    zh = "该场次已有您的记录，请注明要更正哪一条（journal_id）。"
    en = "Something of yours stands at this shift. Name which line is wrong (journal_id)."


class NothingToCorrect(Conflict):
    """Raised when what is asked for stands there already."""

    zh = "记录已是这一时间，无需更正。"
    en = "The record says these times already."


class NotCheckedYet(Conflict):
    """Raised when a request is decided before the organiser has checked it."""

    zh = "请先由活动组织者核实，再作决定。"
    en = "The organiser has to check this first; then it can be decided."


class EitherLineOrShift(Invalid):
    """Raised when a request names both a line and a shift, or neither."""

    zh = "请注明要更正的记录（journal_id）或漏记的场次（shift_id），二者取一。"
    en = "Name either the line that is wrong (journal_id) or the shift that is missing (shift_id)."


class CorrectionWaits(Conflict):
    """Raised when another request about the same line or shift waits."""

    zh = "您对这条记录已有一份申请在处理中；如需修改，请先撤回再提交。"
    en = "A request of yours about this waits already. Withdraw it first to ask for other times."


class BackEntryWaits(Conflict):
    """Raised when a back-entry of the same times waits for its approval."""

    zh = "同一时间的补录正在等待批准，请直接处理该补录。"
    en = "A back-entry of the same times waits for approval. Decide that one instead."
