"""The office's pages: what coordinators decide, set, record and report."""

from services.hours.pages.office import (
    approvals,
    back_entries,
    calendar_days,
    corrections,
    export_progress,
    filing,
    findings,
    freezes,
    lines,
    objections,
    offers,
    papers,
    recording,
    records,
    reports,
    rule_rows,
    rules,
    shop_desk,
    stars,
    start,
    transfers,
    trial_results,
    trials,
)
from services.hours.pages.office.desk import Desk
from shared.pages import Pages

_SUBJECTS = (
    start,
    approvals,
    objections,
    filing,
    back_entries,
    corrections,
    findings,
    stars,
    transfers,
    freezes,
    lines,
    rules,
    rule_rows,
    trials,
    trial_results,
    reports,
    export_progress,
    records,
    recording,
    shop_desk,
    offers,
    papers,
    calendar_days,
)


def rooms(desk: Desk) -> list[Pages]:
    """All of them."""
    return [subject.pages(desk) for subject in _SUBJECTS]
