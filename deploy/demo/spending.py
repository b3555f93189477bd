"""What hours are good for: time currency spent in the shop, and certificates anybody can check."""

from collections.abc import Callable
from datetime import timedelta

from deploy.demo.banking import lines_of
from deploy.demo.client import Unanswered
from deploy.demo.stage import Actor, Plain, Stage
from deploy.demo.waiting import wait_for

_BUYERS, _HOLDERS, _PRICE = 3, 3, 30
_NOTICE = timedelta(days=21)


def rule_for_shop(stage: Stage) -> None:
    """From tomorrow on, an hour of service is enough to redeem: a season is short."""
    tomorrow = (stage.clock.now() + timedelta(days=2)).date().isoformat()
    values = {"redeem_from": 60}
    body = {"organisation_id": stage.county_id, "from": tomorrow, "values": values}
    path, token = "/api/v1/rules", stage.coordinator
    row = stage.client.must("POST", path, body, token=token, key="rules")
    path += f"/{row['row_id']}/confirm"
    stage.client.must("POST", path, token=stage.administrator, key="rules")


def end_notice(stage: Stage) -> None:
    """Three working days later what nobody objects to is final and earns time currency."""
    stage.clock.move_to(stage.clock.now() + _NOTICE)
    with stage.phases.phase("公示期满 notice ends", 1) as tell:
        wait_for(lambda: not _in_notice(stage), "the end of the public notice", seconds=120)
        tell(1)


def _in_notice(stage: Stage) -> int:
    """Credits that are not final, and pages nobody has looked at yet."""
    hours = stage.databases.hours
    heads = hours["accounts"].find({"_id": {"$gte": "chain:record:", "$lt": "chain:record;"}})
    followed = {row["_id"]: row["page"] for row in hours["followed"].find()}
    behind = sum(
        int(row["number"] > followed.get(row["_id"].removeprefix("chain:"), 0)) for row in heads
    )
    return behind + hours["notices"].count_documents({}, limit=1)


def redeem(stage: Stage) -> None:
    """Some fetch an umbrella for their time; one gives it back, and has her minutes again."""
    body = {
        "organisation_id": stage.county_id,
        "title": "晴雨伞",
        "place": "溪南县妇女之家",
        "minutes": _PRICE,
        "stock": _BUYERS,
    }
    token = stage.coordinator
    offer = stage.client.must("POST", "/api/v1/offers", body, token=token, key="umbrella")
    rich = _first(stage, _BUYERS, lambda actor: _purse(stage, actor) >= _PRICE)
    bought = stage.phases.all("兑换 redeem", rich, lambda actor: _reserve(stage, offer, actor))
    for taken in bought[1:]:
        path = f"/api/v1/reservations/{taken['reservation_id']}/hand-over"
        stage.client.must("POST", path, {"code": taken["code"]}, token=token, key=path)
    for taken, actor in zip(bought[:1], rich, strict=False):
        before = _purse(stage, actor)
        path = f"/api/v1/reservations/{taken['reservation_id']}/give-back"
        stage.client.must("POST", path, {}, token=actor.token, key=path)
        stage.log.compare(path, before + _PRICE, _purse(stage, actor))


def _reserve(stage: Stage, offer: Plain, actor: Actor) -> Plain:
    path, key = f"/api/v1/offers/{offer['offer_id']}/reservations", actor.volunteer_id
    taken = stage.client.must("POST", path, {"minutes": _PRICE}, token=actor.token, key=key)
    again = stage.client.must("POST", path, {"minutes": _PRICE}, token=actor.token, key=key)
    stage.log.compare(path, taken, again)
    stage.log.count("redemptions")
    return taken


def _purse(stage: Stage, actor: Actor) -> int:
    return int(stage.client.get("/api/v1/currency/me", actor.token)["minutes"])


def certify(stage: Stage) -> None:
    """Volunteers print certificates of the season; everybody can check them."""
    issuer = {"responsible": "周敏", "handler": "何静", "contact": "0575-82012338"}
    path = f"/api/v1/certificates/issuers/{stage.county_id}"
    stage.client.must("PUT", path, issuer, token=stage.coordinator, key="issuer")
    holders = _first(stage, _HOLDERS, lambda actor: bool(lines_of(stage, actor)))
    stage.phases.all("出具证明 certify", holders, lambda actor: _certify(stage, actor))


def _certify(stage: Stage, actor: Actor) -> None:
    body = {
        "from": stage.first_day.date().isoformat(),
        "to": stage.clock.now().date().isoformat(),
        "language": "en" if actor.made_up.index % 2 else "zh",
    }
    path, key = "/api/v1/certificates", actor.volunteer_id
    made = stage.client.must("POST", path, body, token=actor.token, key=key)["items"]
    again = stage.client.must("POST", path, body, token=actor.token, key=key)["items"]
    stage.log.compare(f"{path} {key}", made, again)
    for one in made:
        _must_be(stage, one, "stands")
        paper = stage.client.send("GET", f"{path}/{one['number']}.pdf", token=actor.token)
        if not paper.data[:4] == b"%PDF":
            raise Unanswered(f"certificate {one['number']} is no PDF")
        stage.log.certificates.append((actor.volunteer_id, one))


def superseded(stage: Stage, volunteer_id: str) -> None:
    """Whose credit was reversed has a certificate that stands no more."""
    for holder, one in stage.log.certificates:
        if holder == volunteer_id:
            path = f"/api/v1/certificates/{one['number']}/check?c={one['code']}"
            if stage.client.get(path)["state"] == "superseded":
                stage.log.count("superseded")


def _must_be(stage: Stage, one: Plain, state: str) -> None:
    path = f"/api/v1/certificates/{one['number']}/check?c={one['code']}"
    found = stage.client.get(path)["state"]
    if found != state:
        raise Unanswered(f"certificate {one['number']} is {found}, not {state}")


def _first(stage: Stage, most: int, fits: Callable[[Actor], bool]) -> list[Actor]:
    found: list[Actor] = []
    for actor in stage.actors:
        if len(found) < most and actor not in stage.organisers and fits(actor):
            found.append(actor)
    return found
