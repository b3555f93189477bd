"""What is said about rules that cannot be set."""

from shared.refusal import Conflict, Forbidden, Invalid, NotFound


class RulesEmpty(Invalid):
    """Raised when a decision sets nothing."""

    zh = "请至少填写一条规则。"
    en = "Set at least one rule."


class RuleUnknown(Invalid):
    """Raised when there is no rule of that name."""

    zh = "没有名为“{key}”的规则。"
    en = "There is no rule called {key}."


class RuleInvalid(Invalid):
    """Raised when a value makes no sense for its rule."""

    zh = "规则取值无效，应为{wanted_zh}。"
    en = "This value is not valid for the rule. Wanted: {wanted}."


class RuleTooEarly(Invalid):
    """Raised when a rule would hold for hours already served: that is tried dry first."""

    zh = "新规则最早从 {earliest} 起生效；要改变过去的时段，请先试算。"
    en = "A new rule holds from {earliest} at the earliest. To change the past, try it dry first."


class RuleTooFar(Invalid):
    """Raised when a rule would begin later than anybody can plan for."""

    zh = "规则生效日期最晚为 {latest}。"
    en = "A rule begins on {latest} at the latest."


class NoSuchRule(NotFound):
    """Raised when there is no row of that id, or it was taken back."""

    zh = "没有这条规则设置。"
    en = "There is no such row of rules."


class RuleInForce(Conflict):
    """Raised when a row whose day has come should be taken back or confirmed."""

    zh = "规则的生效日期已到，不能再撤回或确认；请为以后的日期设置新规则。"
    en = "The day of this rule has come. Set another one for the days to come."


class NoSuchLongDay(NotFound):
    """Raised when nothing of that person's day was ever over its limit."""

    zh = "该志愿者当天没有超出上限的时长。"
    en = "Nothing of that person's day is over its limit."


class NothingWaits(Conflict):
    """Raised when all of the day counts already."""

    zh = "该日没有待批准的时长。"
    en = "Nothing of this day waits for an approval."


class ApprovalOutOfRange(Invalid):
    """Raised when an approval changes nothing, or is more than this level may approve."""

    zh = "批准的当日总时长应在 {low} 到 {high} 分钟之间；更多的须由再上一级批准。"
    en = "Approve between {low} and {high} minutes of the day; more needs the level above."


class OwnRecord(Forbidden):
    """Raised when somebody decides about an attendance she wrote down herself."""

    zh = "这次考勤由您本人登记，请由另一位管理人员处理。"
    en = "You recorded this attendance yourself. Please let somebody else decide."


class SamePersonTwice(Forbidden):
    """Raised when one person acts as two of the persons that a decision needs."""

    zh = "此事须由两位不同的人员处理，您已经处理过一次。"
    en = "This needs two different persons, and you are one of them already."


class RuleNotForThePast(Invalid):
    """Raised when a rule is tried on a past period that does not decide which minutes count."""

    zh = "规则“{key}”不影响已计时长，只能为以后的日期设置。"
    en = "{key} does not decide which minutes count. Set it for the days to come."


class TrialPeriodInvalid(Invalid):
    """Raised when a period lies in the future, ends before it begins, or is too long."""

    zh = "试算期间无效：应在 {first} 至 {today} 之间，结束不早于开始，最长 10 年。"
    en = "This period is not valid: from {first} to {today}, first day first, ten years at most."


class NoSuchTrial(NotFound):
    """Raised when there is no trial of that id."""

    zh = "没有这次试算。"
    en = "There is no such trial."


class TrialNotCounted(Conflict):
    """Raised when a trial should be applied before its result can be read."""

    zh = "试算尚未完成，请稍后再应用。"
    en = "This trial is still being counted. Apply it when its result is there."


class TrialTooOld(Conflict):
    """Raised when a trial should be applied whose result was read too long ago."""

    zh = "这次试算已超过 {days} 天，请重新试算后再应用。"
    en = "This trial is more than {days} days old. Please try it again before you apply it."


class GainsByIt(Forbidden):
    """Raised when somebody applies rules by which her own hours would grow."""

    zh = "应用后您本人的时长会增加，请由另一位管理人员应用。"
    en = "Your own hours would grow by it. Please let somebody else apply it."


class RuleTakenBack(Conflict):
    """Raised when rules that were taken back should be confirmed."""

    zh = "这条规则已被撤回。"
    en = "These rules were taken back."
