"""What is not there, or not for this person to know of."""

from shared.refusal import NotFound


class NoSuchActivity(NotFound):
    """Raised for an unknown activity, and for a draft of others."""

    zh = "没有这个活动。"
    en = "There is no such activity."


class NoSuchShift(NotFound):
    """Raised for an unknown shift, and for one of a draft."""

    zh = "没有这个场次。"
    en = "There is no such shift."


class NoSuchSignUp(NotFound):
    """Raised for an unknown sign-up, and for somebody else's."""

    zh = "没有这条报名记录。"
    en = "There is no such sign-up."
