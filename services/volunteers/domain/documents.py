"""Identity documents: the form each kind has, and what its number says of its holder.

The number of a resident identity card is 17 digits and a check character (GB 11643-1999, ISO 7064
MOD 11-2): six digits of a district, the birth date, a sequence that is odd for men. Districts are
not looked up: a code abolished long ago stays on the card, so checksum and date decide.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date

from services.volunteers.domain.days import NoSuchDay, read_day
from shared.refusal import Invalid

RESIDENT_CARD = "resident_card"
PASSPORT = "passport"
HK_MACAU_PERMIT = "hk_macau_permit"
TAIWAN_PERMIT = "taiwan_permit"
RESIDENCE_PERMIT = "residence_permit"
FOREIGNER_CARD = "foreigner_card"

_CHINA = "CHN"
_EIGHTEEN = re.compile(r"\d{17}[\dX]")
_FORMS = {
    PASSPORT: re.compile(r"[A-Z0-9]{5,9}"),
    HK_MACAU_PERMIT: re.compile(r"[HM]\d{8}(\d{2})?"),
    TAIWAN_PERMIT: re.compile(r"\d{8}"),
    FOREIGNER_CARD: re.compile(r"[A-Z]{3}\d{12}"),
}
KINDS = (
    RESIDENT_CARD,
    PASSPORT,
    HK_MACAU_PERMIT,
    TAIWAN_PERMIT,
    RESIDENCE_PERMIT,
    FOREIGNER_CARD,
)
# One space of 18-character numbers, told apart by how they begin (GB 11643; the notice of the
# National Immigration Administration on the card of 2023, which begins with 9).
_BEGINS = {
    RESIDENT_CARD: re.compile(r"[1-7]"),
    RESIDENCE_PERMIT: re.compile(r"8[123]"),
    FOREIGNER_CARD: re.compile(r"9"),
}
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "10X98765432"


class UnknownDocumentKind(Invalid):
    """Raised when the kind of document is none of KINDS."""

    zh = "证件类型不对，请选择：{kinds}。"
    en = "This is no kind of document we know. Choose one of: {kinds}."


class DocumentMisspelt(Invalid):
    """Raised when a number has not the form of its kind."""

    zh = "证件号码的格式与所选证件不符：{expected_zh}。请对照证件重新输入。"
    en = "The number does not have the form of this document: {expected_en}. Compare it again."


class DocumentMistyped(Invalid):
    """Raised when the check character says that a digit is wrong."""

    zh = "证件号码校验不通过，可能有一位输错了，请对照证件重新输入。"
    en = "One digit of the number is wrong. Please compare it with the document again."


class BirthDateDiffers(Invalid):
    """Raised when the document tells another birth date than the one typed."""

    zh = "出生日期与证件号码不一致，请检查两者。"
    en = "The birth date is not the one in the document's number. Please check both."


class SexDiffers(Invalid):
    """Raised when the document tells another sex than the one typed."""

    zh = "性别与证件号码不一致，请检查两者。"
    en = "The sex is not the one in the document's number. Please check both."


_EXPECTED = {
    RESIDENT_CARD: ("18位，最后一位可以是X", "18 characters, the last may be X"),
    PASSPORT: ("5至9位字母或数字", "5 to 9 letters or digits"),
    HK_MACAU_PERMIT: ("H或M加8位或10位数字", "H or M and 8 or 10 digits"),
    TAIWAN_PERMIT: ("8位数字", "8 digits"),
    RESIDENCE_PERMIT: ("18位，以81、82或83开头", "18 characters that begin with 81, 82 or 83"),
    FOREIGNER_CARD: (
        "18位、以9开头，或旧版3个字母加12位数字",
        "18 characters that begin with 9, or 3 letters and 12 digits on the older card",
    ),
}


@dataclass(frozen=True, slots=True)
class IdentityDocument:
    """A document whose form is right. ``number`` is kept out of every repr, so out of logs."""

    kind: str
    country: str
    number: str = field(repr=False)

    def key(self) -> str:
        """What makes the document one and the same however it was typed and whatever its kind.

        The last two digits of a Hong Kong or Macau permit count renewals: they are left out.
        """
        if _EIGHTEEN.fullmatch(self.number):
            return f"cn18|{self.number}"
        if self.kind == HK_MACAU_PERMIT:
            return f"{self.kind}|{self.number[:9]}"
        return f"{self.kind}|{self.country}|{self.number}"

    def birth_date(self) -> date | None:
        """The birth date the number tells, or None where it tells none."""
        return read_day(self.number[6:14]) if _EIGHTEEN.fullmatch(self.number) else None

    def sex(self) -> str | None:
        """The sex the number tells. The rule is only sure for cards and permits of GB 11643."""
        if not _EIGHTEEN.fullmatch(self.number) or self.kind == FOREIGNER_CARD:
            return None
        return "male" if int(self.number[16]) % 2 else "female"


def read_document(kind: str, number: str, country: str = "") -> IdentityDocument:
    """The document as typed: full-width digits, a small x, blanks and hyphens are put right.

    ``country`` (three letters of ICAO 9303) matters for passports alone; CHN when not given.
    Raises UnknownDocumentKind, DocumentMisspelt, DocumentMistyped.
    """
    if kind not in KINDS:
        raise UnknownDocumentKind(field="identity.kind", kinds=", ".join(KINDS))
    plain = re.sub(r"[\s\-‐-―()]", "", unicodedata.normalize("NFKC", number)).upper()
    begins = _BEGINS.get(kind)
    if begins and begins.match(plain) and _EIGHTEEN.fullmatch(plain):
        _check(plain)
    elif kind not in _FORMS or not _FORMS[kind].fullmatch(plain):
        zh, en = _EXPECTED[kind]
        raise DocumentMisspelt(field="identity.number", expected_zh=zh, expected_en=en)
    return IdentityDocument(kind, _country(kind, country), plain)


def compare(document: IdentityDocument, birth_date: date, sex: str) -> None:
    """Hold what was typed against what the number tells. Raises BirthDateDiffers, SexDiffers."""
    if document.birth_date() not in (None, birth_date):
        raise BirthDateDiffers(field="birth_date")
    if document.sex() not in (None, sex):
        raise SexDiffers(field="sex")


def check_character(seventeen: str) -> str:
    """ISO 7064 MOD 11-2 over 17 digits: "0" to "9" or "X"."""
    total = sum(int(digit) * weight for digit, weight in zip(seventeen, _WEIGHTS, strict=True))
    return _CHECK_CHARACTERS[total % 11]


def _check(number: str) -> None:
    if check_character(number[:17]) != number[17]:
        raise DocumentMistyped(field="identity.number")
    try:
        read_day(number[6:14])
    except NoSuchDay:
        raise DocumentMistyped(field="identity.number") from None


def _country(kind: str, country: str) -> str:
    if kind != PASSPORT:
        return ""
    plain = unicodedata.normalize("NFKC", country).strip().upper() or _CHINA
    if not re.fullmatch(r"[A-Z]{3}", plain):
        raise DocumentMisspelt(
            field="identity.country",
            expected_zh="签发国为3个字母的代码，如CHN",
            expected_en="the issuing country is a code of three letters, as CHN",
        )
    return plain
