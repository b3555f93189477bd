"""What the time currency says no to."""

from shared.refusal import Conflict


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
