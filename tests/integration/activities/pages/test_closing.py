"""Closing in the evening: check-outs, who did not come, photos, summary; then the archive."""

import io
from typing import Any

import pytest
from PIL import Image

from services.activities.domain import photos
from services.activities.operations.close_forgotten import close_forgotten
from tests.integration.activities.office import Office
from tests.integration.activities.pages.organising import browser
from tests.integration.activities.pages.reading import form_to, words
from tests.integration.activities.samples import COUNTY, OTHER, PATHS
from tests.integration.activities.site import CHIEF, Site

_TWO = (("a.png", (40, 30)), ("b.png", (30, 40)))
_GPS, _MAKE = 0x8825, 0x010F


def picture(kind: str = "JPEG", size: tuple[int, int] = (3000, 1500)) -> bytes:
    """A picture that says where it was taken and by what, and that it lies on its side."""
    image, written = Image.new("RGB", size, "orange"), io.BytesIO()
    exif = image.getexif()
    exif[_MAKE], exif[0x0112] = "Secret Phone", 6
    exif.get_ifd(_GPS)[2] = (29.0, 27.0, 0.0)
    image.save(written, kind, exif=exif)
    return written.getvalue()


class Evening:
    """Three had places: one never came, one is still in, one was let go; and a chief's browser."""

    def __init__(self, office: Office) -> None:
        self.office, self.site = office, Site(office, people=3)
        self.site.come(self.site.people[0])
        self.site.come(self.site.people[1])
        self.site.later(minutes=110)
        self.site.go(self.site.people[1])
        self.site.later(minutes=20)
        self.chief = browser(office, CHIEF, [("organiser", PATHS[COUNTY])])
        self.base = f"/organise/{self.site.activity_id}"

    def page(self) -> Any:
        return self.chief.get(f"{self.base}/close")

    def upload(self, data: bytes, name: str = "a.jpg", **more: Any) -> Any:
        form = form_to(self.page(), "/photos")
        form["photo"] = [(name, data)]
        form["about"] = more.pop("about", "")
        return form.submit(**more)


@pytest.fixture
def evening(office: Office) -> Evening:
    return Evening(office)


def test_the_page_says_who_is_left_and_the_list_leads_to_it(evening: Evening) -> None:
    text = words(evening.page())
    assert "还没签退 (1)" in text
    assert "没有来 (1)" in text
    evening.office.store.activities.rows.update_one({}, {"$set": {"created_by": CHIEF}})
    mine = evening.chief.get("/organise")
    assert "待结项" in words(mine)
    assert "1 人还没签退" in words(mine.click("1 人还没签退").html and mine)


def test_who_is_still_in_is_checked_out_by_the_roll(evening: Evening) -> None:
    told = form_to(evening.page(), "/check-out").submit().follow()
    assert "已签退1人" in words(told)
    row = evening.site.row(0)
    assert row["open"] is None
    assert row["intervals"][0]["checked_out_by"] == "roll_call"


def test_nobody_checks_herself_out(evening: Evening) -> None:
    her = browser(evening.office, evening.site.people[0], [("organiser", PATHS[COUNTY])])
    page = her.get(f"{evening.base}/close")
    assert "这是您自己" in words(page)
    form = form_to(page, "/check-out")
    fields = [("csrf", form["csrf"].value), ("people", evening.site.sign_up_ids[0])]
    told = her.post(f"{evening.base}/check-out", fields).follow()
    assert "不能为自己登记" in words(told)
    assert evening.site.row(0)["open"] is not None


def test_a_forgotten_check_out_is_corrected_with_a_reason(evening: Evening) -> None:
    evening.site.later(hours=2)
    close_forgotten(store=evening.office.store, clock=evening.office.clock)
    form = form_to(evening.page(), evening.site.row(0)["intervals"][0]["attendance_id"])
    form["check_out_at"], form["reason"] = "2026-11-23T23:59", "同组的人看到她先走了"
    wrong = form.submit(status=409)
    assert "2026-11-23T23:59" in wrong.text, "what was typed stays"
    form["check_out_at"] = "2026-11-23T11:00"
    assert "已更正" in words(form.submit().follow())
    [interval] = evening.site.row(0)["intervals"]
    assert (interval["reason"], interval["revision"]) == ("同组的人看到她先走了", 2)
    assert "忘记签退，请核对时间 (0)" in words(evening.page())


def test_an_interval_that_does_not_count_is_voided(evening: Evening) -> None:
    evening.site.later(hours=2)
    close_forgotten(store=evening.office.store, clock=evening.office.clock)
    form = form_to(evening.page(), evening.site.row(0)["intervals"][0]["attendance_id"])
    form["reason"] = "登记错误，人没有来"
    form.submit("void", value="on").follow()
    assert evening.site.row(0)["intervals"][0]["void"] is True


def test_a_photo_is_made_small_upright_and_says_nothing_of_the_phone(evening: Evening) -> None:
    assert "照片已添加" in words(evening.upload(picture(), about="大家在包饺子").follow())
    page = evening.page()
    shown = page.html.find("ul", class_="photos").find("img")
    assert shown["alt"] == "照片：大家在包饺子"
    found = evening.chief.get(shown["src"])
    assert found.content_type == "image/jpeg"
    image = Image.open(io.BytesIO(found.body))
    assert image.size == (1000, photos.LONGEST_SIDE), "it lay on its side"
    assert len(image.getexif()) == 0
    assert b"Secret Phone" not in found.body
    # A browser that keeps it asks each time whether it still may: phones are shared.
    assert found.headers["Cache-Control"] == "private, no-cache"
    known = {"If-None-Match": found.headers["ETag"]}
    assert evening.chief.get(shown["src"], headers=known).status_int == 304
    browser(evening.office, evening.site.people[1]).get(shown["src"], headers=known, status=403)
    other = browser(evening.office, CHIEF, [("administrator", PATHS[OTHER])])
    other.get(shown["src"], status=403)


def test_the_same_photo_twice_is_one_and_a_png_will_do(evening: Evening) -> None:
    data = picture("PNG", (40, 30))
    for _ in range(2):
        evening.upload(data, "a.png").follow()
    assert len(evening.page().html.find("ul", class_="photos").find_all("img")) == 1
    removing = form_to(evening.page(), "/remove")
    assert "照片已删除" in words(removing.submit().follow())
    assert evening.office.store.database["photos"].count_documents({}) == 0


def test_several_photos_come_at_once_and_it_is_said_which_will_not_do(evening: Evening) -> None:
    form = form_to(evening.page(), "/photos")
    form["photo"] = [(name, picture("PNG", size)) for name, size in _TWO]
    told = form.submit().follow()
    assert "2张照片已添加" in words(told)
    assert len(told.html.find("ul", class_="photos").find_all("img")) == 2
    form = form_to(told, "/photos")
    form["photo"] = [("c.png", picture("PNG", (30, 30))), ("bad.png", b"%PDF-1.7")]
    form["about"] = "收摊"
    wrong = form.submit(status=422)
    beside = wrong.html.find(id="e-photo").text
    assert "bad.png" in beside
    assert "其余1张已添加" in beside
    assert form_to(wrong, "/photos")["about"].value == "收摊", "what was typed stays"
    assert evening.office.store.database["photos"].count_documents({}) == 3


@pytest.mark.parametrize(
    ("name", "data", "status"),
    [
        ("a.jpg", b"%PDF-1.7 not a photo", 422),
        ("a.jpg", b"\xff\xd8\xff broken", 422),
        ("a.svg", b"<svg onload='alert(1)'/>", 422),
        ("a.jpg", b"", 422),
    ],
)
def test_what_is_no_photo_is_refused_beside_the_field(
    evening: Evening, name: str, data: bytes, status: int
) -> None:
    wrong = evening.upload(data, name, status=status)
    assert wrong.html.find("section", id="photos").find(class_="wrong")
    assert evening.office.store.database["photos"].count_documents({}) == 0


def test_a_picture_of_too_many_pixels_is_not_opened(
    evening: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(photos.MEGAPIXELS, "JPEG", 1)
    assert "百万像素" in words(evening.upload(picture(), status=413))


def test_an_activity_has_only_so_many_photos(evening: Evening) -> None:
    office, key = evening.office, evening.site.activity_id
    for place in range(office.own.photos):
        file = {"activity_id": key, "place": place, "digest": str(place), "about": ""}
        size = {"_id": f"{place:024}", "width": 1, "height": 1, "data": b""}
        office.store.database["photos"].insert_one(file | size)
    assert "最多20张" in words(evening.upload(picture(), status=409))


def test_with_summary_and_photos_it_is_closed_and_the_archive_shows_it_all(
    evening: Evening,
) -> None:
    evening.upload(picture(), about="大家在包饺子").follow()
    form = form_to(evening.page(), "/summary")
    form["summary"] = "包了三百个饺子。\n老人都很高兴。"
    assert "总结已保存" in words(form.submit().follow())
    archive = form_to(evening.page(), f"{evening.base}/close").submit().follow()
    assert archive.request.path.endswith("/archive")
    text = words(archive)
    assert "包了三百个饺子。" in text
    assert archive.html.find("ul", class_="photos").find("img")["alt"] == "照片：大家在包饺子"
    figures = [one.text for one in archive.html.find("dl", class_="figures").find_all("dd")]
    assert figures == ["3", "2", "1", "1小时50分"]
    assert evening.office.store.activities.require(evening.site.activity_id)["status"] == "closed"
    late = evening.chief.post(
        f"{evening.base}/summary", {"csrf": form["csrf"].value, "summary": "改"}, status=409
    )
    assert "已结项" in words(late)
    done = evening.chief.get("/organise/done?all=1")
    assert "重阳节敬老" in words(done)


def test_it_is_not_closed_before_it_is_over(office: Office) -> None:
    site = Site(office)
    chief = browser(office, CHIEF, [("organiser", PATHS[COUNTY])])
    page = chief.get(f"/organise/{site.activity_id}/close")
    assert not [f for f in page.forms.values() if f.action.endswith("/close")]
    csrf = form_to(page, "/summary")["csrf"].value
    wrong = chief.post(f"/organise/{site.activity_id}/close", {"csrf": csrf}, status=409)
    assert "尚未结束" in words(wrong)
