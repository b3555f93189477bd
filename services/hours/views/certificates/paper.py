"""A certificate on paper: A4, any number of pages, made anew from its facts each time."""

from collections.abc import Mapping
from datetime import tzinfo
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from services.hours.domain.certificates.certificate import Certificate
from services.hours.domain.certificates.numbers import in_groups
from services.hours.domain.certificates.wording import day, length, sex
from services.hours.domain.certificates.words import WORDS, times
from services.hours.views.certificates.mine import check_url
from services.hours.views.certificates.offline import keyword_of, seal_file
from services.hours.views.certificates.sheet import GREY, MARGIN, WIDTH, Sheet
from services.hours.views.certificates.table import Table

_BOTTOM = 272.0
_SIGNATURES = 55.0  # millimetres the last block takes
_STAR = (190, 18, 60)


def paper_of(
    certificate: Certificate,
    *,
    url: str,
    zone: tzinfo,
    key_id: str,
    key: Ed25519PrivateKey,
) -> bytes:
    """The PDF, sealed with the issuer's key; ``url`` is the address of the site."""
    words = WORDS[certificate["language"]]
    sheet = Sheet()
    sheet.set_title(f"{words['title']} {certificate['_id']}")
    sheet.set_author(certificate["issuer"]["name"])
    sheet.set_keywords(keyword_of(certificate["text"]))
    sheet.set_lang("zh-CN" if certificate["language"] == "zh" else "en")
    sheet.set_creation_date(certificate["at"])
    sheet.add_page()
    y = _opening(sheet, certificate, words)
    table = Table(sheet, certificate["language"], zone, top=MARGIN + 9, bottom=_BOTTOM)
    for back, heading in ((False, "checked_in"), (True, "back_entries")):
        lines = [one for one in certificate["services"] if one["back_entry"] is back]
        if lines:
            y = table.draw(words[heading], lines, y + 3)
    if y + _SIGNATURES > _BOTTOM:
        sheet.add_page()
        y = MARGIN + 9
    _closing(sheet, certificate, words, y, url)
    _frame_pages(sheet, certificate, words, url)
    return seal_file(sheet.bytes(), key_id, key)


def _opening(sheet: Sheet, certificate: Certificate, words: Mapping[str, str]) -> float:
    """The title and what is certified; returns where it ends."""
    sheet.write_at(MARGIN, 19, words["title"], 24, width=WIDTH, align="C")
    sheet.write_at(MARGIN, 32, words["subtitle"], 10, width=WIDTH, align="C", colour=GREY)
    sheet.set_draw_color(*_STAR)
    sheet.set_line_width(0.6)
    sheet.line(MARGIN + WIDTH / 2 - 12, 40, MARGIN + WIDTH / 2 + 12, 40)
    number = f"{words['number']} {certificate['_id']}"
    sheet.write_at(MARGIN, 44, number, 10, width=WIDTH, align="C")
    y = 54.0
    for text in _statement(certificate, words):
        for line in sheet.wrap(text, 12, WIDTH):
            sheet.write_at(MARGIN, y, line, 12)
            y += 7.5
    return y


def _statement(certificate: Certificate, words: Mapping[str, str]) -> list[str]:
    language, person = certificate["language"], certificate["person"]
    minutes, back = certificate["minutes"], certificate["back_minutes"]
    number = words["volunteer_number"].format(number=person["number"])
    about = [sex(person["sex"], language), number]
    said = words["statement"].format(
        name=person["name"],
        about=("，" if language == "zh" else ", ").join(one for one in about if one),
        first=day(certificate["from"], language),
        last=day(certificate["to"], language),
        times=times(len(certificate["services"]), language),
        total=length(minutes, language),
    )
    parts = [said]
    if back:
        known = {"checked_in": length(minutes - back, language), "back": length(back, language)}
        parts.append(words["apart"].format(**known))
    if in_notice := sum(line["in_notice"] for line in certificate["services"]):
        parts.append(words["in_notice_sum"].format(in_notice=in_notice))
    if certificate["left_out"]:
        parts.append(words["left_out"].format(left_out=certificate["left_out"]))
    return parts


def _closing(
    sheet: Sheet, certificate: Certificate, words: Mapping[str, str], y: float, url: str
) -> None:
    """Who certifies, on the left; the two codes, on the right."""
    top = y + 6
    issuer: dict[str, Any] = {**certificate["issuer"], "issuer": certificate["issuer"]["name"]}
    issuer["issued_on"] = day(certificate["issued_on"], certificate["language"])
    y = top
    for name in ("issuer", "responsible", "handler", "contact", "issued_on"):
        sheet.write_at(MARGIN, y, words[name], 8, colour=GREY)
        for line in sheet.wrap(str(issuer[name]), 10.5, 84):
            sheet.write_at(MARGIN, y + 4, line, 10.5)
            y += 5
        y += 5.2
    check, text = MARGIN + WIDTH - 82, MARGIN + WIDTH - 42
    sheet.qr(check_url(certificate, url), check, top + 4, 34, error="Q")
    sheet.qr(certificate["text"], text, top, 42, error="L")
    code = words["code"].format(code=in_groups(certificate["code"]))
    sheet.write_at(check - 3, top + 44, words["scan"], 8, width=40, align="C")
    sheet.write_at(check - 3, top + 48, code, 7.5, width=40, align="C", colour=GREY)
    key = words["key"].format(key_id=certificate["key_id"])
    sheet.write_at(text, top + 44, words["offline"], 8, width=42, align="C")
    sheet.write_at(text, top + 48, key, 7.5, width=42, align="C", colour=GREY)


def _frame_pages(
    sheet: Sheet, certificate: Certificate, words: Mapping[str, str], url: str
) -> None:
    """What stands on each page: whose certificate it is above, where and how to check it below."""
    pages = sheet.pages_count
    head = f"{words['title']}　{certificate['_id']}　{sheet.clean(certificate['person']['name'])}"
    address = words["check_at"].format(address=f"{url.rstrip('/')}/certificates/")
    for page in range(1, pages + 1):
        sheet.page = page
        if page > 1:
            sheet.write_at(MARGIN, MARGIN - 4, head, 8, colour=GREY)
            sheet.rule(MARGIN + 2)
        sheet.rule(_BOTTOM + 4)
        y = _BOTTOM + 6
        for line in sheet.wrap(words["foot"], 6.5, WIDTH):
            sheet.write_at(MARGIN, y, line, 6.5, colour=GREY)
            y += 3.2
        sheet.write_at(MARGIN, y + 0.8, address, 7.5, colour=GREY)
        count = words["page"].format(page=page, pages=pages)
        sheet.write_at(MARGIN, y + 0.8, count, 7.5, width=WIDTH, align="R", colour=GREY)
