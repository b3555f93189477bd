"""The certificate on paper: what can be read, copied and verified of it."""

from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from deploy.commands.certificate import command
from services.hours.views.certificates.offline import Forged, NotSigned, read_key, verify_file
from shared.ids import id_from
from tests.integration.hours.certificates.conftest import NAMES, TOWN, URL, Desk, text_of


def paper(desk: Desk, **body: object) -> bytes:
    answer = desk.paper(desk.made(**body)["number"])
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    return answer.data


def test_the_text_can_be_copied_out(desk: Desk) -> None:
    desk.serve()
    text = text_of(paper(desk))
    named = ("志愿服务记录证明", "王秀英", "女", "V000123", "敬老院陪伴", "陪伴", "李桂兰")
    for one in (*named, "2 小时 28 分钟", NAMES[TOWN], "陈月华", "李敏", "2026年11月21日"):
        assert one in text, one


def test_in_english(desk: Desk) -> None:
    desk.serve()
    text = text_of(paper(desk, language="en"))
    for one in ("Certificate of Volunteer Service", "王秀英 (female", "2 h 28 min", "once"):
        assert one in text, one


def test_the_font_is_embedded_and_only_its_used_signs(desk: Desk) -> None:
    desk.serve()
    pdf = paper(desk)
    assert len(pdf) < 150_000
    [page] = PdfReader(BytesIO(pdf)).pages
    assert [round(float(side)) for side in page.mediabox[2:]] == [595, 842], "A4"
    for font in page["/Resources"]["/Font"].values():
        [inner] = font.get_object()["/DescendantFonts"]
        descriptor = inner.get_object()["/FontDescriptor"].get_object()
        assert "+" in font.get_object()["/BaseFont"], "a subset"
        assert descriptor["/FontFile3"].get_object().get_data()


def test_many_services_go_on_over_pages_with_their_head(desk: Desk) -> None:
    for day in range(28):
        for name, clock in (("a", "09:00"), ("b", "14:00")):
            end = f"{int(clock[:2]) + 2}:00"
            desk.serve(
                name=f"{name}{day}", day=day, check_in=clock, check_out=end, shift=(clock, end)
            )
    made = desk.made()
    pages = [
        page.extract_text() for page in PdfReader(BytesIO(desk.paper(made["number"]).data)).pages
    ]
    assert len(pages) > 2
    for number, text in enumerate(pages, start=1):
        assert f"第 {number} 页，共 {len(pages)} 页" in text
        assert made["number"] in text
    assert all("日期与时间" in text for text in pages[:-1])
    assert sum(text.count("敬老院陪伴") for text in pages) == 56
    assert "112 小时" in "".join(pages)


def test_a_sign_the_font_lacks_is_marked_and_none_vanishes(desk: Desk) -> None:
    desk.serve(activity_title="春游😀活动", role="领\n队\x07")
    text = text_of(paper(desk))
    assert "春游〓活动" in text
    assert "领 队" in text


def test_the_qr_code_leads_to_the_check_page(desk: Desk) -> None:
    desk.serve()
    made = desk.made()
    code = made["code"].replace(" ", "")
    assert made["check_url"] == f"{URL}/certificates/{made['number']}?c={code}"
    assert desk.api.get(made["check_url"].removeprefix(URL)).status_code == 200


def test_a_file_of_which_any_byte_was_changed_is_found(desk: Desk, tmp_path: Path) -> None:
    """Every byte near its ends, and one in each stretch between."""
    desk.serve()
    made = desk.made()
    pdf = desk.paper(made["number"]).data
    pem = desk.api.get(f"/api/v1/certificates/keys/{made['key_id']}.pem").data
    key = read_key(pem)
    assert "王秀英，V000123" in verify_file(pdf, key)
    places = [*range(300), *range(300, len(pdf) - 300, 211), *range(len(pdf) - 300, len(pdf))]
    for place in places:
        forged = pdf[:place] + bytes([pdf[place] ^ 1]) + pdf[place + 1 :]
        with pytest.raises((Forged, NotSigned)):
            verify_file(forged, key)
    for forged in (pdf[:-1], pdf + b"\n", pdf + pdf, b"", pdf[10:]):
        with pytest.raises((Forged, NotSigned)):
            verify_file(forged, key)


def test_it_is_checked_offline_with_nothing_but_the_public_key(desk: Desk, tmp_path: Path) -> None:
    desk.serve()
    made = desk.made()
    files = {
        "paper.pdf": desk.paper(made["number"]).data,
        "key.pem": desk.api.get(f"/api/v1/certificates/keys/{made['key_id']}.pem").data,
        "other.pem": _other_key(desk),
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    row = desk.bank.database["certificates"].find_one({"_id": made["number"]})
    assert row is not None
    (tmp_path / "text").write_text(row["text"] + "\n", encoding="utf-8")
    for what in (str(tmp_path / "paper.pdf"), str(tmp_path / "text"), row["text"]):
        found = CliRunner().invoke(command, ["check", what, "--key", str(tmp_path / "key.pem")])
        assert (found.exit_code, "GENUINE 真实" in found.output) == (0, True), found.output
        assert "服务时间：148 分钟" in found.output
    more = row["text"].replace("148", "948")
    for what, key in ((more, "key.pem"), (row["text"], "other.pem"), ("x", "key.pem")):
        found = CliRunner().invoke(command, ["check", what, "--key", str(tmp_path / key)])
        assert (found.exit_code, "NOT GENUINE" in found.output) == (1, True), found.output


def test_a_key_is_told_to_everybody_and_an_unknown_one_is_said(desk: Desk) -> None:
    desk.serve()
    made = desk.made()
    found = desk.api.get(f"/api/v1/certificates/keys/{made['key_id']}").get_json()
    assert (found["organisation_id"], found["name"]) == (TOWN, NAMES[TOWN])
    assert found["pem"].startswith("-----BEGIN PUBLIC KEY-----")
    assert desk.api.get("/api/v1/certificates/keys/0000").status_code == 404


def test_only_its_holder_prints_it(desk: Desk) -> None:
    desk.serve()
    number = desk.made()["number"]
    assert desk.paper(number, by=id_from("x")).status_code == 404
    assert desk.api.get(f"/api/v1/certificates/{number}.pdf").status_code == 401
    assert desk.paper("20261121-0000000000").status_code == 404


def _other_key(desk: Desk) -> bytes:
    key_id = desk.store.keys.signer("0" * 24).key_id
    return desk.api.get(f"/api/v1/certificates/keys/{key_id}.pem").data
