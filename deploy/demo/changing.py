"""Between sign-up and the day: organisers choose, volunteers withdraw, plans change."""

from collections.abc import Callable
from datetime import datetime, timedelta

from deploy.demo.filling import ACTIVITIES, roster, step
from deploy.demo.programme import LAUNCH
from deploy.demo.stage import Plain, Stage, Staged
from deploy.demo.waiting import wait_for

_WITHDRAWN = 25
_OF_A_ROLE = ("role_id", "name", "places")


def choose(stage: Stage) -> None:
    """Organisers accept applicants while places last, and decline the others."""
    calls = [
        (staged, row, place < shift["roles"][0]["places"])
        for staged in stage.activities
        if staged.planned.special == "choose"
        for shift in staged.shifts
        for place, row in enumerate(roster(stage, staged, shift["shift_id"], "applied"))
    ]

    def decide(call: tuple[Staged, Plain, bool]) -> None:
        staged, row, yes = call
        path = f"/api/v1/sign-ups/{row['sign_up_id']}/{'accept' if yes else 'decline'}"
        body = None if yes else {"reason": "名额已满"}
        stage.client.must("POST", path, body, token=staged.organiser.token, key=path)

    stage.phases.all("录取 choose", calls, decide)


def withdraw_some(stage: Stage) -> None:
    """Some give their places back in time; where others wait, the first of them moves up."""
    leaving = []
    for staged in stage.activities:
        for shift in staged.shifts:
            rows = roster(stage, staged, shift["shift_id"], "accepted")
            if staged.planned.special == "oversubscribed":
                leaving += rows[: max(1, len(rows) // 4)]
            elif staged.planned.special not in ("camp", LAUNCH):
                leaving += rows[::_WITHDRAWN]

    def withdraw(row: Plain) -> None:
        path = f"/api/v1/sign-ups/{row['sign_up_id']}/withdraw"
        token = stage.by_id[row["volunteer_id"]].token
        stage.client.must("POST", path, token=token, key=path)

    stage.phases.all("退出 withdraw", leaving, withdraw)


def change_and_cancel(stage: Stage) -> None:
    """One activity moves to a later hour and another place, one is cancelled with a reason."""
    for staged in stage.activities:
        if staged.planned.special == "changed":
            _change(stage, staged)
            _follow(stage, staged, _all_at(staged.shifts[0]["start"]))
        elif staged.planned.special == "cancelled":
            why, token = {"reason": "暴雨红色预警"}, staged.organiser.token
            staged.data = step(stage, staged.activity_id, "cancel", token, why)
            staged.cancelled = True
            _follow(stage, staged, lambda rows: not rows)


def _change(stage: Stage, staged: Staged) -> None:
    path, token = f"{ACTIVITIES}/{staged.activity_id}", staged.organiser.token
    now = stage.client.get(path, token)
    shifts = [
        {
            "shift_id": shift["shift_id"],
            **{name: _an_hour_later(shift[name]) for name in ("start", "end")},
            "roles": [{name: role[name] for name in _OF_A_ROLE} for role in shift["roles"]],
        }
        for shift in now["shifts"]
    ]
    body, seen = {"shifts": shifts, "address": "镇文化礼堂"}, {"If-Match": f'"{now["revision"]}"'}
    staged.data = stage.client.must("PATCH", path, body, token=token, key=path, headers=seen)


def _all_at(start: str) -> Callable[[list[Plain]], bool]:
    return lambda rows: all(row["start"] == start for row in rows)


def _an_hour_later(moment: str) -> str:
    return (datetime.fromisoformat(moment) + timedelta(hours=1)).isoformat()


def _follow(stage: Stage, staged: Staged, holds: Callable[[list[Plain]], bool]) -> None:
    """Wait until the accepted sign-ups are as they have to be."""
    wait_for(
        lambda: all(
            holds(roster(stage, staged, shift["shift_id"], "accepted")) for shift in staged.shifts
        ),
        f"the sign-ups follow “{staged.planned.title}”",
    )
