"""What people do about hours after the season: late ones, objections, requests for correction."""

import io
from datetime import datetime

import segno

from deploy.demo.client import Answer, Unanswered
from deploy.demo.filling import roster
from deploy.demo.presence import minutes
from deploy.demo.stage import Actor, Plain, Stage, Staged
from deploy.demo.waiting import wait_for

_LATE, _WRONG, _DOUBTED = 3, 2, 2


def held(stage: Stage) -> list[Staged]:
    """The activities that took place, the latest first."""
    took_place = [one for one in stage.activities if not one.cancelled]
    return sorted(took_place, key=lambda one: str(one.shifts[-1]["end"]), reverse=True)


def lines_of(stage: Stage, actor: Actor) -> list[Plain]:
    """Somebody's credits that count, the latest service first."""
    found: list[Plain] = stage.client.get("/api/v1/hours/me/statement", actor.token)["items"]
    gone = {line["reverses"] for line in found}
    standing = [line for line in found if line["kind"] == "credit" and line["minutes"] > 0]
    return [line for line in standing if line["journal_id"] not in gone]


def enter_afterwards(stage: Stage) -> None:
    """Organisers enter hours of people whose phones failed; the coordinator looks at the proof."""
    absent = [
        (staged, shift, row)
        for staged in held(stage)
        for shift in staged.shifts[-1:]
        for row in roster(stage, staged, shift["shift_id"], "no_show")
    ]
    stage.phases.all("补录 enter afterwards", absent[:_LATE], lambda one: _enter(stage, *one))


def _enter(stage: Stage, staged: Staged, shift: Plain, row: Plain) -> None:
    path, token = "/api/v1/back-entries", staged.organiser.token
    body = {
        "shift_id": shift["shift_id"],
        "volunteer_id": row["volunteer_id"],
        "check_in_at": shift["start"],
        "check_out_at": shift["end"],
        "reason": "手机没电，未能签到，现场照片为证",
    }
    key = f"late {row['sign_up_id']}"
    first = stage.client.must("POST", path, body, token=token, key=key)
    stage.log.compare(key, first, stage.client.must("POST", path, body, token=token, key=key))
    path += f"/{first['back_entry_id']}"
    proof = ("proof.png", _picture(key), "image/png")
    proven = stage.client.upload(f"{path}/proof", proof, token=token, key=f"proof {key}")
    seen = {"proof_sha256": proven["proof"]["sha256"]}
    refused = stage.client.send("POST", f"{path}/approve", seen, token=token)
    if refused.ok:
        raise Unanswered("an organiser approved her own back-entry")
    stage.client.must("POST", f"{path}/approve", seen, token=stage.coordinator, key=f"yes {key}")
    stage.log.count("back_entries")


def _picture(text: str) -> bytes:
    """Some picture: what is on it matters to nobody here."""
    made = io.BytesIO()
    segno.make(text).save(made, kind="png", scale=4)
    return made.getvalue()


def ask_for_corrections(stage: Stage) -> None:
    """Volunteers say that they left earlier; checked by the organiser, decided above her."""
    wrong: list[tuple[Staged, Actor, Plain]] = []
    for staged in held(stage):
        for actor in stage.actors:
            if actor is staged.organiser or len(wrong) >= _WRONG:
                continue
            found = [one for one in lines_of(stage, actor) if _of(one, staged)]
            wrong += [(staged, actor, line) for line in found[:1]]
        if len(wrong) >= _WRONG:
            break
    stage.phases.all("申请更正 ask for correction", wrong, lambda one: _ask(stage, *one))


def _of(line: Plain, staged: Staged) -> bool:
    """A line of that activity, long enough to be shortened."""
    return bool(line["activity_id"] == staged.activity_id and line["minutes"] > 60)


def _ask(stage: Stage, staged: Staged, actor: Actor, line: Plain) -> None:
    left = datetime.fromisoformat(line["check_out_at"]) - minutes(20)
    body = {
        "journal_id": line["journal_id"],
        "check_in_at": line["check_in_at"],
        "check_out_at": left.isoformat(),
        "text": "我提前二十分钟离开了，请更正。",
    }
    path = "/api/v1/corrections"
    filed = stage.client.must("POST", path, body, token=actor.token, key=line["journal_id"])
    path += f"/{filed['correction_id']}"
    finding = {"finding": "核对现场照片，情况属实。"}
    stage.client.must("POST", f"{path}/check", finding, token=staged.organiser.token, key=path)
    verdict = {"decision": "accept", "reason": "情况属实"}
    stage.client.must("POST", f"{path}/decide", verdict, token=stage.coordinator, key=path)
    stage.log.count("corrections")


def object_in_notice(stage: Stage) -> None:
    """Members doubt lines in public notice; one objection is upheld, one dismissed."""
    wait_for(lambda: bool(_notice(stage)), "credits in public notice")
    doubted = _notice(stage)[:_DOUBTED]
    verdicts = ("upheld", "dismissed")
    cases = list(zip(doubted, verdicts, strict=False))
    stage.phases.all("异议 object", cases, lambda case: _object(stage, *case))


def _notice(stage: Stage) -> list[Plain]:
    path = f"/api/v1/notices?organisation_id={stage.county_id}&limit=50"
    items: list[Plain] = stage.client.get(path, stage.coordinator)["items"]
    return [one for one in items if not one["back_entered"]]


def _object(stage: Stage, line: Plain, verdict: str) -> None:
    body = {"journal_id": line["journal_id"], "reason": "当天没有看到她，请核实"}
    raised = next(
        answer for answer in (_try(stage, one, body) for one in stage.actors) if answer.ok
    )
    path = f"/api/v1/objections/{raised.data['objection_id']}/decide"
    said = {"verdict": verdict, "reason": "已与负责人核实"}
    first = stage.client.must("POST", path, said, token=stage.coordinator, key=path)
    again = stage.client.must("POST", path, said, token=stage.coordinator, key=path)
    stage.log.compare(path, first, again)
    stage.log.count("objections")
    if verdict == "upheld":
        stage.log.taken_back.add(line["journal_id"].rpartition("-")[0])


def _try(stage: Stage, actor: Actor, body: Plain) -> Answer:
    """Whoever is no member of that organisation, or is meant herself, is refused."""
    return stage.client.send("POST", "/api/v1/objections", body, token=actor.token)
