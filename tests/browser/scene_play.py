"""What has happened in the scene before the browser opens: from a shift that is over to requests
that wait for the office. Each act leaves the ids of what it made in ``scene.known``."""

import io
from datetime import timedelta

import segno

from deploy.demo.waiting import wait_for
from tests.browser.scene import Plain, Scene

HOUR = timedelta(hours=1)
_DAWN = 6  # local hour: eleven hours later, when the browser opens, it is still the same day
TABLES = {
    "volunteers": "姓名,性别,出生日期,证件号码,手机号,本人同意\n周小红,女,某天,无,无,是\n",
    "activities": "活动名称,活动类别,日期\n不知何时的活动,助老,某天\n",
}


def play(scene: Scene) -> None:
    """All of it, in about ten seconds."""
    scene.begin_at(_DAWN)
    scene.settle()
    helper, late = scene.newcomer(), scene.newcomer()
    scene.people |= {"helper": helper, "late": late}
    _team(scene)
    over = _hold(scene)
    _requests(scene, over)
    _finding(scene)
    _rules(scene)
    _shop_and_papers(scene)
    _import(scene)
    _ahead(scene)
    _running(scene)
    for role, person in scene.people.items():
        scene.known[f"{role}_id"] = person.volunteer_id
    scene.known["volunteer_id"] = helper.volunteer_id
    scene.known["organisation_id"] = scene.organiser.organisation_id
    message = scene.get("messages", scene.people["volunteer"])["items"][0]
    scene.known["message_id"] = message["id"]


def _team(scene: Scene) -> None:
    body = {
        "name": "青禾巾帼志愿服务队",
        "organisation_id": scene.organiser.organisation_id,
        "leader_ids": [scene.organiser.volunteer_id],
    }
    made = scene.post("teams", body, scene.coordinator)
    scene.known["team_id"] = made["team_id"]
    path = f"/api/v1/teams/{made['team_id']}/members/{scene.people['volunteer'].volunteer_id}"
    scene.client.must("PUT", path, token=scene.organiser.token)


def _hold(scene: Scene) -> Plain:
    """A shift of nine hours that is over: two came, one did not check in. The hours are there."""
    volunteer, helper, late = (scene.people[one] for one in ("volunteer", "helper", "late"))
    over = scene.publish("敬老院陪伴", begins=HOUR, lasts=9 * HOUR, kind="助老")
    rows = scene.sign_up(over, volunteer, helper, late)
    scene.known |= {"over_id": over["activity_id"], "over_sign_up_id": rows[0]["sign_up_id"]}
    scene.pass_by(minutes=55)
    scene.call(over, "in", rows[:2])
    scene.pass_by(hours=2)
    scene.call(over, "out", rows[:1])
    scene.pass_by(hours=7, minutes=2)
    scene.call(over, "out", rows[1:2])

    def credited() -> bool:
        hers = [scene.get("hours/me/statement", one) for one in (volunteer, helper)]
        return all(one["items"] for one in hers)

    wait_for(credited, "their hours")
    line = scene.get("hours/me/statement", volunteer)["items"][0]
    scene.known["journal_id"] = line["journal_id"]
    return over


def _requests(scene: Scene, over: Plain) -> None:
    """A back-entry with its proof, an objection, a request for correction, each undecided."""
    volunteer, helper, late = (scene.people[one] for one in ("volunteer", "helper", "late"))
    shift = over["shifts"][0]
    entry = {
        "shift_id": shift["shift_id"],
        "volunteer_id": late.volunteer_id,
        "check_in_at": shift["start"],
        "check_out_at": (scene.clock.now() - 7 * HOUR).isoformat(),
        "reason": "手机没电，未能签到，现场照片为证",
    }
    scene.pass_by(hours=1, minutes=10)  # check-out has closed
    filed = scene.post("back-entries", entry, scene.organiser)
    scene.known["back_entry_id"] = filed["back_entry_id"]
    proof = ("proof.png", picture(), "image/png")
    path = f"/api/v1/back-entries/{filed['back_entry_id']}/proof"
    scene.client.upload(path, proof, token=scene.organiser.token, key="proof")
    line = scene.known["journal_id"]
    doubted = scene.get("hours/me/statement", helper)["items"][0]["journal_id"]
    wait_for(lambda: in_notice(scene, doubted), "the public notice")
    body = {"journal_id": doubted, "reason": "当天没有看到她，请核实"}
    scene.known["objection_id"] = scene.post("objections", body, late)["objection_id"]
    hers = scene.get("hours/me/statement", volunteer)["items"][0]
    body = {
        "journal_id": line,
        "check_in_at": hers["check_in_at"],
        "check_out_at": (scene.clock.now() - 8 * HOUR).isoformat(),
        "text": "我比签退的时间晚走二十分钟，请更正。",
    }
    filed = scene.post("corrections", body, volunteer)
    scene.known["correction_id"] = filed["correction_id"]
    days = scene.get("approvals", scene.coordinator)["items"]
    scene.known["day"] = days[0]["date"]
    way = {
        "from_organisation_id": scene.organiser.organisation_id,
        "to_organisation_id": scene.coordinator.organisation_id,
    }
    scene.known["transfer_id"] = scene.post("transfers", way, volunteer)["transfer_id"]


def _finding(scene: Scene) -> None:
    """What the detectors say of the nine hours by the strict limits of this run; a frozen purse."""
    scene.theatre.stack.run_beside("hours", "tests.browser.look_now")
    found = scene.get("findings", scene.coordinator)["items"]
    scene.known["finding_id"] = found[0]["finding_id"]
    path = f"hours/volunteers/{scene.people['late'].volunteer_id}/freeze"
    scene.post(path, {"reason": "核实中"}, scene.coordinator)


def in_notice(scene: Scene, journal_id: str) -> bool:
    """Whether these hours stand in public notice: each line comes there by itself."""
    path = f"notices?organisation_id={scene.coordinator.organisation_id}&limit=200"
    items: list[Plain] = scene.get(path, scene.coordinator)["items"]
    return journal_id in [one["journal_id"] for one in items]


def picture() -> bytes:
    """A small PNG, as a proof or a photo."""
    made = io.BytesIO()
    segno.make("proof").save(made, kind="png", scale=4)
    return made.getvalue()


def _rules(scene: Scene) -> None:
    """New rules that wait for a second person, and a trial of others."""
    where, day = scene.coordinator.organisation_id, scene.clock.now() + 48 * HOUR
    body = {"organisation_id": where, "from": day.date().isoformat(), "values": {"step": 5}}
    scene.known["rule_row_id"] = scene.post("rules", body, scene.coordinator)["row_id"]
    day -= 96 * HOUR
    body["from"], body["to"] = day.date().isoformat(), scene.clock.now().date().isoformat()
    trial = scene.post("rules/trials", body | {"values": {"grace_after": 0}}, scene.coordinator)
    scene.known["trial_id"] = trial["trial_id"]


def _shop_and_papers(scene: Scene) -> None:
    """An offer, an honour; who signs certificates; one certificate."""
    where = scene.coordinator.organisation_id
    body = {
        "organisation_id": where,
        "title": "晴雨伞",
        "place": "妇女之家",
        "minutes": 30,
        "stock": 5,
    }
    scene.known["offer_id"] = scene.post("offers", body, scene.coordinator)["offer_id"]
    title = {"title": "优秀志愿者", "date": scene.clock.now().date().isoformat()}
    who = {"volunteer_id": scene.people["helper"].volunteer_id}
    honour = scene.post("honours", title | who, scene.coordinator)
    scene.known |= {"record_kind": "honours", "record_id": honour["honour_id"]}
    signs = {"responsible": "周敏", "handler": "何静", "contact": "0575-82012338"}
    path = f"/api/v1/certificates/issuers/{scene.organiser.organisation_id}"
    scene.client.must("PUT", path, signs, token=scene.coordinator.token)
    today = scene.clock.now().date()
    period = {"from": (today - timedelta(days=300)).isoformat(), "to": today.isoformat()}
    [made] = scene.post("certificates", period, scene.people["volunteer"])["items"]
    scene.known |= {"certificate_number": made["number"], "certificate_code": made["code"]}


def _import(scene: Scene) -> None:
    """Lists somebody had examined: the one row of each is wrong."""
    where = {"organisation_id": scene.coordinator.organisation_id, "dry_run": "true"}
    kind = {"Content-Type": "multipart/form-data; boundary=scene"}
    for name, table in TABLES.items():
        job = scene.client.must(
            "POST",
            f"/api/v1/imports/{name}",
            _form(where, table),
            token=scene.coordinator.token,
            headers=kind,
        )
        scene.known[f"{name}_job_id"] = job["id"]


def _form(fields: dict[str, str], table: str) -> bytes:
    parts = [
        f'--scene\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    parts.append(
        '--scene\r\nContent-Disposition: form-data; name="file"; filename="people.csv"\r\n'
        f"Content-Type: text/csv\r\n\r\n{table}\r\n--scene--\r\n"
    )
    return "".join(parts).encode()


def _ahead(scene: Scene) -> None:
    """Next week: one activity open to all, one whose organiser chooses, one not yet published."""
    volunteer, helper = scene.people["volunteer"], scene.people["helper"]
    week = timedelta(days=7)
    coming = scene.publish("环湖清洁", begins=week, lasts=2 * HOUR)
    [row] = scene.sign_up(coming, volunteer)
    scene.known |= {"activity_id": coming["activity_id"], "sign_up_id": row["sign_up_id"]}
    chosen = scene.publish("反家暴讲堂", begins=week + HOUR, lasts=HOUR, mode="organiser_chooses")
    scene.sign_up(chosen, helper)
    scene.known["chosen_id"] = chosen["activity_id"]
    start = scene.clock.now() + 2 * week
    scene.known["draft_id"] = scene.draft("春联送福", start, start + HOUR)
    text = {"text": "请提前十五分钟到场，带好手套。", "statuses": ["accepted"]}
    scene.post(f"activities/{coming['activity_id']}/messages", text, scene.organiser)


def _running(scene: Scene) -> None:
    """On now and for the next day: the volunteer is expected, the helper is there."""
    running = scene.publish("文明劝导", begins=timedelta(minutes=10), lasts=23 * HOUR)
    rows = scene.sign_up(running, scene.people["volunteer"], scene.people["helper"])
    scene.pass_by(minutes=15)
    scene.call(running, "in", rows[1:])
    scene.known |= {
        "running_id": running["activity_id"],
        "shift_id": running["shifts"][0]["shift_id"],
        "here_sign_up_id": rows[1]["sign_up_id"],
    }
