"""What the time currency says no to."""

from shared.refusal import Conflict, Forbidden, Invalid, NotFound, TooMany


class PurseTooLow(Conflict):
    """Raised when more would be drawn from a purse than is in it. ``minutes``: what is in it."""

    zh = "时间币不足：现有 {minutes} 分钟，需要 {asked} 分钟。"
    en = "There is not enough time currency: {minutes} minutes, and {asked} are asked for."


class PurseFrozen(Conflict):
    """Raised when a frozen purse is drawn from. ``reason``: why it was frozen."""

    zh = "时间币账户已冻结：{reason}"
    en = "This purse is frozen: {reason}"


class TeamMayOnlyDonate(Conflict):
    """Raised when a team's purse would be drawn for anything but a donation."""

    zh = "团队的时间币只能捐赠。"
    en = "A team's time currency can only be donated."


class RebuildRuns(Conflict):
    """Raised when balances are being rebuilt already."""

    zh = "余额正在重建，请稍后再试。"
    en = "The balances are being rebuilt already. Please try again in a moment."


class ToOneself(Invalid):
    """Raised when somebody would transfer minutes to herself."""

    zh = "不能转给自己。"
    en = "You cannot transfer time to yourself."


class NoSuchReceiver(NotFound):
    """Raised when no active volunteer has that number."""

    zh = "没有这个编号的在册志愿者。"
    en = "There is no active volunteer of that number."


class TooManyReceivers(TooMany):
    """Raised when somebody asks for very many receivers, as if going through the numbers."""

    zh = "查询次数过多，请在{seconds}秒后再试。"
    en = "Too many receivers at once. Please wait {seconds} seconds."


class PurseFull(Conflict):
    """Raised when the receiver's purse would pass its cap. ``minutes``: what it still takes."""

    zh = "对方的时间币将超过上限，最多还能接收 {minutes} 分钟。"
    en = "The receiver's purse would pass its cap: it takes {minutes} more minutes at most."


class NoSuchTeam(NotFound):
    """Raised when there is no team of that id that still stands."""

    zh = "没有这个团队，或团队已解散。"
    en = "There is no such team, or it has ended."


class NotAMember(Forbidden):
    """Raised when somebody who does not belong to a team deals with its purse."""

    zh = "您不是该团队的成员。"
    en = "You are not a member of this team."


class NotTheLeader(Forbidden):
    """Raised when a member who does not lead a team would donate what it was given."""

    zh = "只有队长可以捐赠团队的时间币。"
    en = "Only a leader of the team may donate its time currency."
