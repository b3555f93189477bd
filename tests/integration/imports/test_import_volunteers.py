"""Importing volunteers over HTTP: real names, consent, documents that leave no trace in clear."""

import io
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

import pytest
from bson import json_util

from services.volunteers.domain import numbers
from services.volunteers.operations.found_team import NewTeam, found_team
from services.volunteers.operations.register_volunteer import Registration, register_volunteer
from services.volunteers.store import Store
from shared.auth import Grant, Identity
from shared.storage.mongo import Document
from shared.tables import NotATable, read_table, write_csv, write_xlsx
from tests.integration.imports.conftest import Office
from tests.integration.imports.lists import HEAD, OTHER, TOWN, VILLAGE, card, counts, line


def people(office: Office) -> list[Document]:
    return list(office.store.people.collection.find().sort("phone"))


def test_people_come_in_once_entered_by_the_coordinator_with_consent(volunteers: Office) -> None:
    data = write_csv(HEAD, [line(2), line(4)])
    assert counts(volunteers.bring(data, dry_run="true")) == ("done", 2, 0, 0)
    assert people(volunteers) == []
    assert counts(volunteers.bring(data)) == ("done", 2, 0, 0)
    assert counts(volunteers.bring(data)) == ("done", 0, 2, 0)
    first = people(volunteers)[0]
    assert (first["name"], first["phone"], first["status"]) == (
        "王小芳",
        "+8613800000002",
        "active",
    )
    assert first["created_by"] == first["consents"][0]["entered_by"] == "c" * 24
    assert "wangxiaofang" in first["pinyin"]
    assert [event["type"] for event in first["outbox"]] == ["volunteers.volunteer_registered"]


def test_no_identity_number_stands_anywhere_in_clear(volunteers: Office) -> None:
    wrong = card(6)[:-1] + ("1" if card(6)[-1] != "1" else "2")
    data = write_csv(HEAD, [line(2), line(4, 证件号码=wrong), line(6, 手机号=card(6))])
    job_id = volunteers.upload(data).get_json()["id"]
    waiting = _dump(volunteers.store)
    with pytest.raises(zlib.error):
        zlib.decompress(volunteers.store.database["imports"].find({})[0]["file"])
    volunteers.work()
    job = volunteers.job(job_id)
    sheet = volunteers.get(f"{job_id}/problems?format=csv").data.decode()
    assert job["refused"] == 2
    volunteers.bring(data, accept_valid="true")
    for text in (waiting, _dump(volunteers.store), str(job), sheet):
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
    volunteers: Office, more: dict[str, str], column: str, reason: str
) -> None:
    job = volunteers.bring(write_csv(HEAD, [line(2, **more), line(4)]))
    assert counts(job) == ("refused", 1, 0, 1)
    assert [(p["row"], p["column"]) for p in job["problems"]] == [(2, column)]
    assert reason in job["problems"][0]["zh"]
    assert people(volunteers) == []


def test_full_width_and_excel_s_numbers_are_read(volunteers: Office) -> None:
    wide = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
    row = list(line(2, 证件号码=card(2).translate(wide), 居住区域代码="３１０１０１"))
    row[5] = 13800000002.0  # type: ignore[call-overload]
    assert counts(volunteers.bring(write_xlsx(HEAD, [row], "x"))) == ("done", 1, 0, 0)
    assert people(volunteers)[0]["phone"] == "+8613800000002"


def test_one_person_twice_in_a_file_and_a_phone_too_often(volunteers: Office) -> None:
    rows = [line(2), line(2, 手机号="13900000000")]
    rows += [line(turn, 手机号="13700000000") for turn in range(10, 22, 2)]
    data = write_csv(HEAD, rows)
    job = volunteers.bring(data, accept_valid="true")
    assert counts(job) == ("done", 6, 0, 2)
    assert [(p["row"], p["en"][:20]) for p in job["problems"]] == [
        (3, "This is the same rec"),
        (9, "This phone number al"),
    ]
    assert counts(volunteers.bring(write_csv(HEAD, [rows[0], *rows[2:7]]))) == ("done", 0, 6, 0)


def test_a_family_that_is_here_already_leaves_room_for_its_others(
    volunteers: Office,
) -> None:
    family = [line(turn, 手机号="13700000000") for turn in range(2, 14, 2)]
    assert counts(volunteers.bring(write_csv(HEAD, family[:3]))) == ("done", 3, 0, 0)
    assert counts(volunteers.bring(write_csv(HEAD, family), accept_valid="true")) == (
        "done",
        2,
        3,
        1,
    )


def test_everybody_gets_a_number_nobody_has(
    volunteers: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = iter(["1", "1", "2", "1", "2", "3", "4"])
    monkeypatch.setattr(numbers, "new_number", lambda draw: next(drawn))
    volunteers.bring(write_csv(HEAD, [line(2)]))
    assert counts(volunteers.bring(write_csv(HEAD, [line(4), line(6)]))) == ("done", 2, 0, 0)
    assert {person["number"] for person in people(volunteers)} == {"1", "2", "3"}


def test_somebody_registered_already_is_a_repeat_not_an_error(
    volunteers: Office, clock: Any
) -> None:
    asked = Registration(
        name="王小芳", sex="female", birth_date="1980-02-01", residence_code="310101",
        identity={"kind": "resident_card", "number": card(2)}, phone="13800000002",
        organisation_id=OTHER, consent_version="1",
    )  # fmt: skip
    register_volunteer(asked, store=volunteers.store, own=volunteers.own, clock=clock)
    assert counts(volunteers.bring(write_csv(HEAD, [line(2), line(4)]))) == ("done", 1, 1, 0)
    assert people(volunteers)[0]["organisation_id"] == OTHER


def test_children_come_with_a_guardian(volunteers: Office) -> None:
    child = {"出生日期": "2015-05-05", "证件号码": card(2, "20150505")}
    head = (*HEAD, "监护人姓名", "监护人关系", "监护人电话", "成年人陪同")
    job = volunteers.bring(write_csv(head, [(*line(2, **child), "", "", "", "")]))
    assert (job["problems"][0]["column"], job["state"]) == ("监护人姓名", "refused")
    whole = (*line(2, **child), "王大明", "父亲", "13900000000", "是")
    assert counts(volunteers.bring(write_csv(head, [whole]))) == ("done", 1, 0, 0)
    assert people(volunteers)[0]["guardian"]["relation"] == "father"


def test_organisation_and_team_are_found_within_the_scope(volunteers: Office, clock: Any) -> None:
    boss = Identity("c" * 24, "V1", (Grant("coordinator", "/"),))
    found_team(
        NewTeam(name="巧手队", organisation_id=VILLAGE),
        actor=boss,
        store=volunteers.store,
        clock=clock,
    )
    head = (*HEAD, "所属组织", "志愿服务队")
    rows = [(*line(2), "和平村", "巧手队"), (*line(4), "310101001", "")]
    rows += [(*line(6), "别的镇", ""), (*line(8), "", "没有的队")]
    job = volunteers.bring(write_csv(head, rows), accept_valid="true")
    assert counts(job) == ("done", 2, 0, 2)
    assert [p["column"] for p in job["problems"]] == ["所属组织", "志愿服务队"]
    first, second = people(volunteers)
    assert (first["organisation_id"], len(first["team_ids"])) == (VILLAGE, 1)
    assert second["organisation_id"] == TOWN


def test_the_template_has_every_listed_column_and_drop_downs(volunteers: Office) -> None:
    titles = volunteers.get("template?format=csv").data.decode("utf-8-sig").strip().split(",")
    assert {"姓名*", "证件号码", "本人同意*"} <= set(titles)
    assert "来源" not in titles
    book = volunteers.get("template").data
    with pytest.raises(NotATable, match="no row"):
        read_table("template", book)
    with zipfile.ZipFile(io.BytesIO(book)) as packed:
        sheet = packed.read("xl/worksheets/sheet1.xml").decode()
    assert '"居民身份证,护照,' in sheet
    assert volunteers.client.get(f"{volunteers.path}/template").status_code == 401
