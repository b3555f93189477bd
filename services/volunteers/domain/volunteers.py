"""A volunteer's record: how it begins, what may change in it, and what others are told of it.

The record holds what article 5 of the Measures for the Recording of Voluntary Services and the
Issuance of Certificates (Ministry of Civil Affairs order 67) asks for: name, sex, birth date,
identity document, area of residence, contact, skills, kinds of service.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from shared.refusal import Conflict, Forbidden, Invalid

SEXES = ("female", "male")
LANGUAGES = ("zh", "en")
STATUSES = ("active", "suspended", "left")
RELATIONS = ("father", "mother", "grandparent", "sibling", "other")
MOST_WORDS = 20

# What others are told. Everything else of the record stays in this service.
_TOLD = (
    "number", "name", "pinyin", "sex", "birth_date", "phone", "email", "wants_email", "language",
    "status", "organisation_id", "organisation_path", "team_ids", "qualifications", "revision",
)  # fmt: skip


class AlreadyRegistered(Conflict):
    """Raised for a second registration of one document, without a word on whose it is."""

    zh = "无法完成登记。如您曾经登记过，请直接登录或联系所在村（社区）妇联。"
    en = (
        "This registration cannot be accepted. If you registered before, sign in, or ask the "
        "women's federation of your community."
    )


class PhoneOverused(Conflict):
    """Raised when more accounts share a phone than a family has."""

    zh = "使用这个手机号登记的人数已达上限{most}人，请换一个号码。"
    en = "This phone number already serves {most} volunteers. Please give another."


class ConsentMissing(Invalid):
    """Raised when the person did not agree to the wording in force (Regulations, article 20)."""

    zh = "请先阅读并同意现行的个人信息处理说明（版本 {version}）。"
    en = "Please read and accept the present statement on personal data (version {version})."


class EmailMissing(Invalid):
    """Raised when mail is wanted but there is no address."""

    zh = "要接收邮件，请先填写邮箱地址。"
    en = "Give an e-mail address to be told by e-mail."


class TooManyWords(Invalid):
    """Raised when a list of skills, kinds or qualifications is too long."""

    zh = "最多填写{most}项。"
    en = "At most {most} entries."


class StandingUnfit(Conflict):
    """Raised when the present standing does not allow the step."""

    zh = "该志愿者当前状态不能执行此操作。"
    en = "This volunteer's present standing does not allow that."


class OwnQualification(Forbidden):
    """Raised when a coordinator attests a qualification to herself."""

    zh = "不能为自己认定资格，请由另一位管理员操作。"
    en = "Nobody attests her own qualification. Ask another coordinator."


def check_consent(given: str | None, version: str) -> None:
    """Raises ConsentMissing unless the wording in force was agreed to."""
    if given != version:
        raise ConsentMissing(field="consent_version", version=version)


def has_agreed(person: Mapping[str, Any], version: str) -> bool:
    """Whether the last wording the person agreed to is this one."""
    consents = person["consents"]
    return bool(consents) and consents[-1]["version"] == version


def check_mail(email: str | None, wants_email: bool) -> None:
    """Raises EmailMissing."""
    if wants_email and not email:
        raise EmailMissing(field="email")


def words(given: Sequence[str], *, field: str) -> list[str]:
    """Short words, each once, in the order given. Raises TooManyWords."""
    unique = list(dict.fromkeys(word for word in given if word))
    if len(unique) > MOST_WORDS:
        raise TooManyWords(field=field, most=MOST_WORDS)
    return unique


def standing(
    person: Mapping[str, Any], step: str, *, by: str, reason: str | None, at: datetime
) -> dict[str, Any]:
    """The fields that change when a volunteer is "suspended", has "left" or "returned".

    Who leaves keeps the record (10 years, GB/T 40143-2021) but loses roles and sign-in. Raises
    StandingUnfit.
    """
    fits = {"suspended": ("active",), "left": ("active", "suspended")}.get(
        step, ("suspended", "left")
    )
    if person["status"] not in fits:
        raise StandingUnfit()
    status = "active" if step == "returned" else step
    entry = {"step": step, "by": by, "reason": reason, "at": at}
    changes: dict[str, Any] = {"status": status, "standings": [*person["standings"], entry]}
    if step == "left":
        changes |= {"grants": [], "team_ids": [], "password_hash": None}
    return changes


def state_of(person: Mapping[str, Any]) -> dict[str, Any]:
    """What the others are told: the data of volunteer_registered and volunteer_changed."""
    return {"volunteer_id": person["_id"], **{key: person[key] for key in _TOLD}}
