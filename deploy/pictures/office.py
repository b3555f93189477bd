"""An hour bank with one volunteer's May in it, to take pictures of what it really shows."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Thread
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from flask import Flask
from werkzeug.serving import make_server

from deploy.local.embedded import temporary_mongo
from services.hours.consumers import handlers
from services.hours.settings import HoursSettings
from services.hours.store import Store
from services.hours.wsgi import create
from shared.auth import Grant, Identity
from shared.contracts import activities, volunteers
from shared.contracts.catalogue import CONTRACTS
from shared.contracts.envelope import Contract, instant, new_event
from shared.ids import id_from, new_id
from shared.messaging.batch import settle
from shared.settings import Settings
from shared.storage import kernel
from shared.storage.mongo import connect
from shared.tokens import sign

_NOW = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
_COUNTY, _TOWN = id_from("county"), id_from("town")
_PATHS = {_COUNTY: f"/{_COUNTY}/", _TOWN: f"/{_COUNTY}/{_TOWN}/"}
_HER, _LEADER, _CLERK = id_from("volunteer"), id_from("leader"), id_from("clerk")
_MASTER = {1: bytes(32)}
_SERVED = (
    (3, "敬老院陪伴", "陪伴老人", "城东街道敬老院", 148),
    (9, "儿童之家周末课堂", "科普讲师", "东门社区儿童之家", 120),
    (17, "“巾帼志愿”进社区：义诊、理发与心理疏导", "引导员", "青云镇文化中心广场", 205),
    (24, "敬老院陪伴", "陪伴老人", "城东街道敬老院", 151),
    (31, "科技下乡直播培训", "助教", "青云镇农技站", 180),
)


@dataclass(frozen=True)
class Office:
    """Where it can be reached; what it printed, and that paper's check page."""

    url: str
    paper: bytes
    check: str


@contextmanager
def office() -> Iterator[Office]:
    """The bank, filled the way it is filled in life, with a certificate made over its API."""
    keys = _keys()
    with temporary_mongo() as uri:
        site = "https://kindhours.example"
        settings = Settings("hours", uri, "kindhours_hours", "", keys[1], site)
        app = create(settings, clock=lambda: _NOW, own=HoursSettings(master_keys=_MASTER))
        kernel.prepare(app.extensions["kindhours"].database)
        _fill(settings)
        made, paper = _print(app, keys[0])
        server = make_server("127.0.0.1", 0, app, threaded=True)
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            url = f"http://127.0.0.1:{server.server_port}"
            yield Office(url, paper, made["check_url"].replace(site, url))
        finally:
            server.shutdown()


def _fill(settings: Settings) -> None:
    """What the bus would bring."""
    store = Store(connect(settings), _MASTER)
    hears = handlers(store, lambda: _NOW, settings=HoursSettings(), timezone=settings.timezone)

    def tell(handler: str, contract: type[Contract], data: Mapping[str, Any]) -> None:
        event = new_event(
            CONTRACTS[contract.type], "x", data, event_id=new_id(), at=_NOW, request_id=""
        )
        settle(handler, hears[handler], [event], store.database)

    for key, name in ((_COUNTY, "青云县妇女联合会"), (_TOWN, "青云县城东街道妇女联合会")):
        tell("hours.keep_organisation", volunteers.OrganisationChanged, _unit(key, name))
    for key, name, number in ((_HER, "王秀英", "V00012345"), (_LEADER, "李桂兰", "V00000021")):
        tell("hours.keep_volunteer", volunteers.VolunteerRegistered, _person(key, name, number))
    for served in _SERVED:
        tell("hours.keep_activity", activities.ActivityPublished, _activity(*served))
        tell("hours.credit_attendance", activities.AttendanceRecorded, _attendance(*served))


def _print(app: Flask, key: str) -> tuple[dict[str, Any], bytes]:
    """The clerk names who signs, the volunteer makes her certificate and prints it."""
    api, root = app.test_client(), "/api/v1/certificates"
    signs = {"responsible": "陈月华", "handler": "李敏", "contact": "人民路 12 号，0571-88001234"}
    clerk = _bearer(key, _CLERK, Grant("coordinator", _PATHS[_COUNTY]))
    api.put(f"{root}/issuers/{_TOWN}", json=signs, headers=clerk)
    her = _bearer(key, _HER)
    period = {"from": "2026-05-01", "to": "2026-11-21"}
    [made] = api.post(root, json=period, headers=her).get_json()["items"]
    return made, api.get(f"{root}/{made['number']}.pdf", headers=her).data


def _bearer(key: str, volunteer_id: str, *grants: Grant) -> dict[str, str]:
    token = sign(Identity(volunteer_id, "V", grants), key, at=_NOW, minutes=60)
    return {"Authorization": f"Bearer {token}"}


def _keys() -> tuple[str, str]:
    private, pem = Ed25519PrivateKey.generate(), serialization.Encoding.PEM
    plain = serialization.NoEncryption()
    return (
        private.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain).decode(),
        private.public_key()
        .public_bytes(pem, serialization.PublicFormat.SubjectPublicKeyInfo)
        .decode(),
    )


def _unit(key: str, name: str) -> dict[str, Any]:
    level, parent = ("county", None) if key == _COUNTY else ("town", _COUNTY)
    return {
        "organisation_id": key, "name": name, "level": level, "code": None, "parent_id": parent,
        "path": _PATHS[key], "status": "active", "revision": 1,
    }  # fmt: skip


def _person(key: str, name: str, number: str) -> dict[str, Any]:
    return {
        "volunteer_id": key, "number": number, "name": name, "pinyin": [], "sex": "female",
        "birth_date": "1970-05-05", "phone": None, "email": None, "wants_email": False,
        "language": "zh", "status": "active", "organisation_id": _TOWN,
        "organisation_path": _PATHS[_TOWN], "team_ids": [], "qualifications": [], "revision": 1,
    }  # fmt: skip


def _activity(day: int, title: str, role: str, address: str, minutes: int) -> dict[str, Any]:
    start, end = _times(day, minutes)
    return {
        "activity_id": id_from("activity", str(day)), "title": title, "kind": "elderly",
        "organisation_id": _TOWN, "organisation_path": _PATHS[_TOWN],
        "person_in_charge_id": _LEADER, "address": address, "status": "published",
        "shifts": [{"shift_id": id_from("shift", str(day)), "start": start, "end": end}],
        "revision": 1,
    }  # fmt: skip


def _attendance(day: int, title: str, role: str, address: str, minutes: int) -> dict[str, Any]:
    start, end = _times(day, minutes)
    return {
        "attendance_id": id_from("attendance", str(day)), "sign_up_id": id_from("place", str(day)),
        "activity_id": id_from("activity", str(day)), "activity_title": title, "kind": "elderly",
        "organisation_id": _TOWN, "organisation_path": _PATHS[_TOWN],
        "shift_id": id_from("shift", str(day)), "role": role, "volunteer_id": _HER,
        "shift_start": start, "shift_end": end, "check_in_at": start, "check_out_at": end,
        "checked_in_by": "qr", "checked_out_by": "qr", "recorded_by": None, "reason": None,
        "void": False, "revision": 1,
    }  # fmt: skip


def _times(day: int, minutes: int) -> tuple[str, str]:
    start = datetime(2026, 5, day, 1, 0, tzinfo=UTC)
    return instant(start), instant(start + timedelta(minutes=minutes))
