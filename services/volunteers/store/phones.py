"""Phone numbers in one spelling: E.164, as +8613800138000."""

import re
import unicodedata

import phonenumbers

from shared.refusal import Invalid

_TYPED = re.compile(r"\+?[\d\s().\-‐-―/]{3,30}")


class PhoneUnreadable(Invalid):
    """Raised when a text or number is nobody's phone number."""

    zh = "电话号码不对。请填写11位手机号，或带区号的座机号；境外号码以+和国家代码开头。"
    en = (
        "This is no phone number. Write the mobile number or a landline with its area code; "
        "numbers from abroad begin with + and the country code."
    )


def read_phone(given: object, region: str, *, field: str = "phone") -> str:
    """The number in E.164. ``region`` is where numbers without a country code belong.

    Spreadsheets hand phones over as 13800138000.0 and people type full-width digits: both are
    read. Raises PhoneUnreadable, also where a spreadsheet has already rounded the number.
    """
    plain = _plain(given)
    if not _TYPED.fullmatch(plain):
        raise PhoneUnreadable(field=field)
    try:
        number = phonenumbers.parse(plain, region)
    except phonenumbers.NumberParseException:
        raise PhoneUnreadable(field=field) from None
    if not phonenumbers.is_valid_number(number):
        raise PhoneUnreadable(field=field)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def national(phone: str) -> str:
    """The digits people say: without the country code, with the 0 of a landline."""
    number = phonenumbers.parse(phone)
    text = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    return re.sub(r"\D", "", text)


def masked(phone: str | None) -> str | None:
    """A phone with its middle hidden: 138****8000. Short ones keep only their end."""
    if phone is None:
        return None
    digits = national(phone)
    shown = 4 if len(digits) > 7 else 2
    start = 3 if len(digits) > 7 else 0
    return digits[:start] + "*" * (len(digits) - start - shown) + digits[-shown:]


def _plain(given: object) -> str:
    if isinstance(given, bool) or not isinstance(given, str | int | float):
        return ""
    if isinstance(given, float):
        return str(int(given)) if given.is_integer() and 0 < given < 1e15 else ""
    text = unicodedata.normalize("NFKC", str(given)).strip()
    return text[:-2] if re.fullmatch(r"\d+\.0", text) else text
