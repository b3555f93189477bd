"""Importing volunteers over HTTP: real names, consent, documents that leave no trace in clear."""

import io
import zlib
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from bson import json_util
from flask.testing import FlaskClient

from services.volunteers import wsgi
from services.volunteers.domain.documents import check_character
from services.volunteers.operations.add_organisation import new_node
from services.volunteers.operations.change_details import change_details
from services.volunteers.operations.found_team import NewTeam, found_team
from services.volunteers.operations.import_volunteers import import_volunteers
from services.volunteers.operations.register_volunteer import Registration, register_volunteer
from services.volunteers.settings import VolunteerSettings
from services.volunteers.store import Store
from services.volunteers.views.people import details
from shared.auth import Grant, Identity
from shared.storage.mongo import Document, connect
from shared.tables import read_table, write_csv, write_xlsx

TOWN, VILLAGE, OTHER = "aa" * 12, "ab" * 12, "bb" * 12
HEAD = ("姓名", "性别", "出生日期", "证件号码", "居住区域代码", "手机号", "本人同意")
OWN = VolunteerSettings("", {1: b"k" * 32}, {1: b"i" * 32}, password_profile="quick")
PATH = "/api/v1/imports/volunteers"


def card(turn: int, born: str = "19800201") -> str:
    """A valid identity number; even ``turn`` is a woman's."""
    seventeen = f"110101{born}{turn:03}"
    return seventeen + check_character(seventeen)


def line(turn: int = 2, **more: str) -> tuple[str, ...]:
    usual = dict(
        zip(HEAD, ("王小芳", "女", "1980-02-01", card(turn), "310101", "", "是"), strict=True)
    )
    usual["手机号"] = f"138{turn:08}"
    return tuple((usual | more).values())


@pytest.fixture
def store(make_settings: Callable[..., Any], clock: Any) -> Store:
    store = Store(connect(make_settings("volunteers")), OWN)
    store.prepare()
    town = new_node(TOWN, "幸福镇", "town", "310101001", None, clock())
    for node in (
        town,
        new_node(VILLAGE, "和平村", "village", None, town, clock()),
        new_node(OTHER, "别的镇", "town", None, None, clock()),
    ):
        store.organisations.insert(node, clock())
    return store


@pytest.fixture
def client(store: Store, clock: Any, make_settings: Callable[..., Any]) -> FlaskClient:
    settings = make_settings("volunteers", mongo_database=store.database.name)
    return wsgi.create(settings, clock=clock, own=OWN).test_client()


@pytest.fixture
def send(
    client: FlaskClient, store: Store, clock: Any, bearer: Callable[..., dict[str, str]]
) -> Callable[..., Document]:
    """Upload, let the worker's chore run, and ask for the job."""
    mine = bearer("c" * 24, [("coordinator", f"/{TOWN}/")])

    def run(data: bytes, mapping: str | None = None, **form: Any) -> Document:
        fields: dict[str, Any] = {"organisation_id": TOWN, **form}
        fields["file"] = (io.BytesIO(data), "list.csv")
        if mapping:
            fields["mapping"] = (io.BytesIO(mapping.encode()), "map.toml")
        answer = client.post(PATH, data=fields, headers=mine)
        assert answer.status_code == 202, answer.get_json()
        import_volunteers(store=store, own=OWN, clock=clock)
        return dict(client.get(f"{PATH}/{answer.get_json()['id']}", headers=mine).get_json())

    return run


def counts(job: Document) -> tuple[str, int, int, int]:
    return job["state"], job["accepted"], job["repeated"], job["refused"]


def people(store: Store) -> list[Document]:
    return list(store.people.collection.find().sort("phone"))


def test_people_come_in_once_entered_by_the_coordinator_with_consent(
    send: Callable[..., Document], store: Store
) -> None:
    data = write_csv(HEAD, [line(2), line(4)])
    assert counts(send(data, dry_run="true")) == ("done", 2, 0, 0)
    assert people(store) == []
    assert counts(send(data)) == ("done", 2, 0, 0)
    assert counts(send(data)) == ("done", 0, 2, 0)
    first = people(store)[0]
    assert (first["name"], first["phone"], first["status"]) == (
        "王小芳",
        "+8613800000002",
        "active",
    )
    assert first["created_by"] == first["consents"][0]["entered_by"] == "c" * 24
    assert "wangxiaofang" in first["pinyin"]
    assert [event["type"] for event in first["outbox"]] == ["volunteers.volunteer_registered"]


def test_no_identity_number_stands_anywhere_in_clear(
    send: Callable[..., Document],
    store: Store,
    client: FlaskClient,
    clock: Any,
    bearer: Callable[..., Any],
) -> None:
    mine = bearer("c" * 24, [("coordinator", f"/{TOWN}/")])
    wrong = card(6)[:-1] + ("1" if card(6)[-1] != "1" else "2")
    data = write_csv(HEAD, [line(2), line(4, 证件号码=wrong), line(6, 手机号=card(6))])
    fields = {"organisation_id": TOWN, "file": (io.BytesIO(data), "list.csv")}
    job_id = client.post(PATH, data=fields, headers=mine).get_json()["id"]
    waiting = _dump(store)
    with pytest.raises(zlib.error):
        zlib.decompress(store.database["imports"].find({})[0]["file"])
    import_volunteers(store=store, own=OWN, clock=clock)
    job = client.get(f"{PATH}/{job_id}", headers=mine).get_json()
    sheet = client.get(f"{PATH}/{job_id}/problems?format=csv", headers=mine).data.decode()
    assert job["refused"] == 2
    send(data, accept_valid="true")
    for text in (waiting, _dump(store), str(job), sheet):
        for number in (card(2), card(6), wrong):
            assert number not in text
            assert number[:17] not in text


def _dump(store: Store) -> str:
    names = store.database.list_collection_names()
    whole = {name: list(store.database[name].find()) for name in names}
    readable = json_util.dumps(whole, ensure_ascii=False)
    raw = b"".join(
        value for rows in whole.values() for row in rows for value in row.values()
        if isinstance(value, bytes)
    )  # fmt: skip
    return readable + raw.decode("latin-1")


WRONG: list[tuple[Mapping[str, str], str, str]] = [
    ({"姓名": ""}, "姓名", "必填"),
    ({"姓名": "12345"}, "姓名", "真实姓名"),
    ({"性别": "男"}, "性别", "性别与证件号码不一致"),
    ({"性别": "其他"}, "性别", "女/男"),
    ({"出生日期": "1980-02-02"}, "出生日期", "出生日期与证件号码不一致"),
    ({"出生日期": "1980-02-30"}, "出生日期", "日期"),
    ({"证件号码": "110101198002010021"}, "证件号码", "校验"),
    ({"证件号码": "1.10101198002010E+17"}, "证件号码", "科学计数"),
    ({"证件号码": ""}, "证件号码", "证件号码"),
    ({"居住区域代码": "999999"}, "居住区域代码", "区划代码"),
    ({"居住区域代码": ""}, "居住区域代码", "区划代码"),
    ({"手机号": "12345"}, "手机号", "电话号码"),
    ({"手机号": ""}, "手机号", "必填"),
    ({"本人同意": "否"}, "本人同意", "同意"),
    ({"本人同意": ""}, "本人同意", "必填"),
]


@pytest.mark.parametrize(("more", "column", "reason"), WRONG)
def test_a_wrong_cell_is_named_with_its_reason(
    send: Callable[..., Document], store: Store, more: dict[str, str], column: str, reason: str
) -> None:
    job = send(write_csv(HEAD, [line(2, **more), line(4)]))
    assert counts(job) == ("refused", 1, 0, 1)
    assert [(p["row"], p["column"]) for p in job["problems"]] == [(2, column)]
    assert reason in job["problems"][0]["zh"]
    assert people(store) == []


def test_full_width_and_excel_s_numbers_are_read(
    send: Callable[..., Document], store: Store
) -> None:
    wide = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
    row = list(line(2, 证件号码=card(2).translate(wide), 居住区域代码="３１０１０１"))
    row[5] = 13800000002.0  # type: ignore[call-overload]
    assert counts(send(write_xlsx(HEAD, [row], "x"))) == ("done", 1, 0, 0)
    assert people(store)[0]["phone"] == "+8613800000002"


def test_one_person_twice_in_a_file_and_a_phone_too_often(
    send: Callable[..., Document], store: Store
) -> None:
    rows = [line(2), line(2, 手机号="13900000000")]
    rows += [line(turn, 手机号="13700000000") for turn in range(10, 22, 2)]
    data = write_csv(HEAD, rows)
    job = send(data, accept_valid="true")
    assert counts(job) == ("done", 6, 0, 2)
    assert [(p["row"], p["en"][:20]) for p in job["problems"]] == [
        (3, "This is the same rec"),
        (9, "This phone number al"),
    ]
    assert counts(send(write_csv(HEAD, [rows[0], *rows[2:7]]))) == ("done", 0, 6, 0)


def test_a_family_that_is_here_already_leaves_room_for_its_others(
    send: Callable[..., Document],
) -> None:
    family = [line(turn, 手机号="13700000000") for turn in range(2, 14, 2)]
    assert counts(send(write_csv(HEAD, family[:3]))) == ("done", 3, 0, 0)
    assert counts(send(write_csv(HEAD, family), accept_valid="true")) == ("done", 2, 3, 1)


def test_somebody_registered_already_is_a_repeat_not_an_error(
    send: Callable[..., Document], store: Store, clock: Any
) -> None:
    asked = Registration(
        name="王小芳", sex="female", birth_date="1980-02-01", residence_code="310101",
        identity={"kind": "resident_card", "number": card(2)}, phone="13800000002",
        organisation_id=OTHER, consent_version="1",
    )  # fmt: skip
    register_volunteer(asked, store=store, own=OWN, clock=clock)
    assert counts(send(write_csv(HEAD, [line(2), line(4)]))) == ("done", 1, 1, 0)
    assert people(store)[0]["organisation_id"] == OTHER


def test_children_come_with_a_guardian(send: Callable[..., Document], store: Store) -> None:
    child = {"出生日期": "2015-05-05", "证件号码": card(2, "20150505")}
    head = (*HEAD, "监护人姓名", "监护人关系", "监护人电话", "成年人陪同")
    job = send(write_csv(head, [(*line(2, **child), "", "", "", "")]))
    assert (job["problems"][0]["column"], job["state"]) == ("监护人姓名", "refused")
    whole = (*line(2, **child), "王大明", "父亲", "13900000000", "是")
    assert counts(send(write_csv(head, [whole]))) == ("done", 1, 0, 0)
    assert people(store)[0]["guardian"]["relation"] == "father"


def test_organisation_and_team_are_found_within_the_scope(
    send: Callable[..., Document], store: Store, clock: Any
) -> None:
    boss = Identity("c" * 24, "V1", (Grant("coordinator", "/"),))
    found_team(
        NewTeam(name="巧手队", organisation_id=VILLAGE), actor=boss, store=store, clock=clock
    )
    head = (*HEAD, "所属组织", "志愿服务队")
    rows = [(*line(2), "和平村", "巧手队"), (*line(4), "310101001", "")]
    rows += [(*line(6), "别的镇", ""), (*line(8), "", "没有的队")]
    job = send(write_csv(head, rows), accept_valid="true")
    assert counts(job) == ("done", 2, 0, 2)
    assert [p["column"] for p in job["problems"]] == ["所属组织", "志愿服务队"]
    first, second = people(store)
    assert (first["organisation_id"], len(first["team_ids"])) == (VILLAGE, 1)
    assert second["organisation_id"] == TOWN


MAPPING = """
[fields]
external_id = "{id}"
source = "elsewhere"
name = "{first} {last}"
sex = "{sex}"
birth_date = "{dob}"
phone = "+44{mobile}"
language = "en"
consent = "yes"
[values.sex]
F = "female"
"""
FOREIGN = b"id,first,last,sex,dob,mobile\n7,Ann,Lee,F,1980-02-01,07700900123\n"


def test_people_without_a_document_are_marked_and_come_in_once(
    send: Callable[..., Document], store: Store, clock: Any
) -> None:
    boss = Identity("c" * 24, "V1", (Grant("administrator", "/"),))
    foreign = FOREIGN.replace(b"07700900123", b"07400123456")
    assert counts(send(foreign, MAPPING)) == ("done", 1, 0, 0)
    person = people(store)[0]
    assert details(person, OWN, clock())["identity_kind"] == "unverified"
    assert (person["name"], person["phone"], person["residence_code"]) == (
        "Ann Lee",
        "+447400123456",
        None,
    )
    assert counts(send(foreign, MAPPING)) == ("done", 0, 1, 0)
    store.people.collection.insert_one(
        {"_id": "c" * 24, "number": "1", "status": "active", "grants": [
            {"role": "administrator", "organisation_id": TOWN, "organisation_path": "/"}]}
    )  # fmt: skip
    shown = {"identity": {"kind": "resident_card", "number": card(2)}}
    change_details(person["_id"], shown, actor=boss, store=store, own=OWN, clock=clock)
    seen = store.people.get(person["_id"])
    assert details(seen, OWN, clock())["identity_kind"] == "resident_card"
    assert counts(send(foreign, MAPPING)) == ("done", 0, 1, 0)


def test_a_foreign_list_needs_a_source(send: Callable[..., Document]) -> None:
    job = send(FOREIGN, MAPPING.replace('source = "elsewhere"', ""))
    assert job["state"] == "refused"
    assert "来源" in job["problems"][0]["zh"]


def test_the_template_has_every_listed_column_and_drop_downs(
    client: FlaskClient, bearer: Callable[..., Any]
) -> None:
    mine = bearer("c" * 24, [("coordinator", f"/{TOWN}/")])
    data = client.get(f"{PATH}/template", headers=mine).data
    assert data.startswith(b"PK")
    titles = client.get(f"{PATH}/template?format=csv", headers=mine).data.decode("utf-8-sig")
    row = dict(zip(titles.strip().split(","), titles.strip().split(","), strict=True))
    assert {"姓名*", "证件号码", "本人同意*"} <= row.keys()
    assert client.get(f"{PATH}/template").status_code == 401
    with pytest.raises(Exception, match="no row"):
        read_table("template", data)
