"""Asking for a correction on a page, with a proof, and taking it back."""

from typing import Any

from tests.integration.hours.late.office import PNG
from tests.integration.hours.matrix import OTHER, PATH, TOWN
from tests.integration.hours.pages.conftest import Desk
from tests.unit.hours.attendances import at


def asking(desk: Desk, **more: str) -> Any:
    """The form about a line of hers, filled in."""
    line = desk.serve("10:00", "11:00")
    form = desk.open().get(f"/my/corrections/new?journal_id={line}").forms[0]
    form["check_in_at"] = "2026-05-03T09:00"
    form["text"] = "九点就到了，排队到十点"
    for name, value in more.items():
        form[name] = value
    return form


def test_nothing_was_asked_for_yet(desk: Desk) -> None:
    page = desk.open().get("/my/corrections")
    assert "您没有提交过更正申请" in page.text
    assert page.html.select_one("a[href='/hours'].btn")


def test_the_form_begins_with_what_is_recorded(desk: Desk) -> None:
    line = desk.serve("10:00", "11:00")
    form = desk.open().get(f"/my/corrections/new?journal_id={line}").forms[0]
    assert form["check_in_at"].value == "2026-05-03T10:00"
    assert form["check_out_at"].value == "2026-05-03T11:00"


def test_she_asks_with_a_proof_and_sees_each_step(desk: Desk) -> None:
    form = asking(desk)
    form["file"] = ("名单.png", PNG, "image/png")
    page = form.submit().follow()
    assert "申请已提交" in page.text
    assert "待核实" in page.text
    assert "九点就到了" in page.text
    proof = page.click("下载证明")
    assert (proof.content_type, proof.body) == ("image/png", PNG)
    assert proof.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert proof.headers["Cache-Control"] == "no-store"
    assert "敬老院陪伴" in desk.open().get("/my/corrections").text


def test_a_wrong_file_files_nothing_and_what_was_typed_stays(desk: Desk) -> None:
    form = asking(desk)
    form["file"] = ("page.html", b"<script>", "text/html")
    page = form.submit(status=422)
    assert page.forms[0]["text"].value.strip() == "九点就到了，排队到十点"
    assert page.html.select_one("#e-file")
    assert desk.bank.database["corrections"].count_documents({}) == 0


def test_wrong_times_stand_beside_their_field(desk: Desk) -> None:
    page = asking(desk, check_out_at="2026-05-03T08:00").submit(status=422)
    assert page.html.select_one("#e-check_out_at").text == "结束时间必须晚于开始时间。"
    assert page.forms[0]["check_in_at"].value == "2026-05-03T09:00"
    page = asking(desk, text="").submit(status=422)
    assert page.html.select_one("#e-text").text == "必填，请填写。"


def test_sent_twice_it_is_one_request(desk: Desk) -> None:
    form = asking(desk)
    assert form.submit().location == form.submit().location
    assert desk.bank.database["corrections"].count_documents({}) == 1


def test_she_withdraws_it_and_a_proof_comes_too_late(desk: Desk) -> None:
    page = asking(desk).submit().follow()
    upload, withdraw = page.forms[0], page.forms[1]
    upload["file"] = ("a.png", PNG, "image/png")
    assert "下载证明" in upload.submit().follow().text
    assert "已撤回" in withdraw.submit().follow().text
    upload["file"] = ("a.pdf", b"%PDF-1.4", "application/pdf")
    assert "不能再更改" in upload.submit(status=409).text


def test_a_request_is_hers(desk: Desk) -> None:
    page = asking(desk).submit().follow()
    path = page.request.path
    for end in ("", "/proof"):
        desk.open(OTHER).get(path + end, status=403)
    other = desk.open(OTHER)
    mark = other.get("/my/corrections").html.select_one("meta[name=csrf]")["content"]
    answer = other.post(f"{path}/withdraw", {"csrf": mark}, status="*")
    assert answer.status_int == 403
    other_line = desk.bank.journals()[0]["_id"]
    other.get(f"/my/corrections/new?journal_id={other_line}", status=404)
    desk.open().get("/my/corrections/new", status=422)


def test_a_form_of_another_site_does_nothing(desk: Desk) -> None:
    form = asking(desk)
    assert form.submit(headers={"Origin": "https://evil.test"}, status=403)
    form["csrf"] = "guess"
    assert form.submit(status=403)
    assert desk.bank.database["corrections"].count_documents({}) == 0


def test_where_nothing_stands_she_names_the_shift(desk: Desk) -> None:
    shift = "5" * 24
    times = {"start": at("09:00"), "end": at("11:30")}
    desk.bank.database["activities"].insert_one(
        {"_id": "6" * 24, "title": "义诊", "kind": "health", "organisation_id": TOWN,
         "organisation_path": PATH, "person_in_charge_id": OTHER, "status": "closed",
         "address": "广场", "shifts": [{"shift_id": shift, **times}], **times, "revision": 1}
    )  # fmt: skip
    browser = desk.open()
    form = browser.get(f"/my/corrections/new?shift_id={shift}").forms[0]
    assert form["check_in_at"].value == "2026-05-03T09:00"
    form["text"] = "去了，忘了签到"
    assert "义诊" in form.submit().follow().text
    browser.get(f"/my/corrections/new?shift_id={'4' * 24}", status=404)


def test_her_long_days_say_what_waits(desk: Desk) -> None:
    assert "没有超过上限的日子" in desk.open().get("/hours/long-days").text
    desk.serve("08:00", "18:00", shift=("08:00", "18:00"))
    page = desk.open().get("/hours").click("超过每日上限的日子")
    assert "计入 8小时 · 未计入 2小时" in " ".join(page.html.select_one("ul.stack").text.split())
    assert "待批准" in page.text
