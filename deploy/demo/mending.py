"""After the season: forgotten check-outs and absentees are settled, mistakes are put right."""

from datetime import datetime

from deploy.demo.banking import lines_of
from deploy.demo.filling import roster
from deploy.demo.presence import minutes
from deploy.demo.spending import superseded
from deploy.demo.stage import Plain, Stage, Staged
from deploy.demo.waiting import wait_for

_MOST_CORRECTED, _MOST_VOIDED, _MOST_REVERSED = 20, 3, 3


def close_season(stage: Stage) -> None:
    """Put the clock past the last check-out; the system closes what was left open by itself."""
    last = max(
        datetime.fromisoformat(shift["end"]) for one in stage.activities for shift in one.shifts
    )
    stage.clock.move_to(last + minutes(90))
    with stage.phases.phase("自动收尾 closing by itself", 1) as tell:
        wait_for(lambda: _nothing_open(stage), "forgotten check-outs and no-shows", seconds=120)
        tell(1)


def _nothing_open(stage: Stage) -> bool:
    rows = stage.databases.activities["sign_ups"]
    now = stage.clock.now()
    late = {"closes_at": {"$lt": now}}
    left = rows.count_documents({"open.at": {"$exists": True}, **late}, limit=1)
    absent = {"status": "accepted", "first_in_at": None, **late}
    return not left and not rows.count_documents(absent, limit=1)


def put_right(stage: Stage) -> None:
    """Organisers correct forgotten check-outs and take a few attendances back, with reasons."""
    forgotten = [
        (staged, row, attendance)
        for staged in stage.activities
        if not staged.cancelled
        for shift in staged.shifts
        for row in roster(stage, staged, shift["shift_id"], "accepted")
        for attendance in row["attendances"]
        if attendance["checked_out_by"] == "system"
    ]
    wrong = forgotten[:_MOST_CORRECTED]
    stage.phases.all("更正 correct", wrong, lambda one: _correct(stage, *one))
    stage.phases.all("作废 void", wrong[:_MOST_VOIDED], lambda one: _void(stage, *one))


def _correct(stage: Stage, staged: Staged, row: Plain, attendance: Plain) -> None:
    """She says that she left half an hour before the end; sent twice, it counts once."""
    left = datetime.fromisoformat(attendance["check_out_at"]) - minutes(30)
    came = datetime.fromisoformat(attendance["check_in_at"])
    body = {"reason": "本人说明提前离场", "check_out_at": max(left, came).isoformat()}
    path = f"/api/v1/attendances/{attendance['attendance_id']}/correct"
    token = staged.organiser.token
    first = stage.client.must("POST", path, body, token=token, key=path)
    stage.log.compare(path, first, stage.client.must("POST", path, body, token=token))
    stage.log.corrected += 1


def _void(stage: Stage, staged: Staged, row: Plain, attendance: Plain) -> None:
    body = {"reason": "经核实未参加", "void": True}
    path = f"/api/v1/attendances/{attendance['attendance_id']}/correct"
    stage.client.must("POST", path, body, token=staged.organiser.token, key=f"void {path}")
    stage.log.voided += 1


def reverse_some(stage: Stage) -> None:
    """The coordinator takes back a few credits; the volunteers are told why, and certificates
    that rest on them stand no more."""
    wrong: list[tuple[str, Plain]] = []
    for actor in (actor for actor in stage.actors if actor not in stage.organisers):
        wrong += [(actor.volunteer_id, line) for line in lines_of(stage, actor)[:1]]
        if len(wrong) >= _MOST_REVERSED:
            break

    def reverse(one: tuple[str, Plain]) -> None:
        volunteer_id, line = one
        path = f"/api/v1/journals/{line['journal_id']}/reverse"
        body, token = {"reason": "重复登记的活动"}, stage.coordinator
        first = stage.client.must("POST", path, body, token=token, key=path)
        again = stage.client.must("POST", path, body, token=token, key=path)
        stage.log.compare(path, first, again)
        stage.log.taken_back.add(line["attendance_id"])
        superseded(stage, volunteer_id)

    stage.phases.all("撤销 reverse", wrong[:_MOST_REVERSED], reverse)
