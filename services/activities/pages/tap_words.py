"""What came of a tap, in a sentence for the organiser who made it."""

from collections.abc import Mapping
from typing import Any

from services.activities.domain.roll import Outcome
from services.activities.pages.sign_up_words import WAYS
from shared.pages import t
from shared.pages.words import clock
from shared.web.problems import language


def told(outcome: Outcome) -> str:
    """One sentence: what stands there now, or why not."""
    if outcome.refusal:
        return outcome.refusal.text(language())
    found: Mapping[str, Any] = outcome.attendance
    if outcome.word == "done":
        return _times(found)
    how = WAYS[found.get("checked_out_by") or found["checked_in_by"]]
    return t(
        f"系统中已有记录：{_times(found)}（{how}），未作改动。",
        f"It stands here already: {_times(found)} ({how}). Nothing was changed.",
    )


def _times(found: Mapping[str, Any]) -> str:
    came = clock(found["check_in_at"])
    if "check_out_at" not in found:
        return t(f"签到 {came}", f"in {came}")
    left = clock(found["check_out_at"])
    return t(f"签到 {came}，签退 {left}", f"in {came}, out {left}")
