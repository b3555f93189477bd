"""What the codes of this service are called on its pages."""

from collections.abc import Iterable, Mapping

from shared.pages import Both

SEXES = {"female": Both("女", "Female"), "male": Both("男", "Male")}
STATUSES = {
    "active": Both("正常", "Active"),
    "suspended": Both("已停用", "Suspended"),
    "left": Both("已退出", "Left"),
}
STEPS = {
    "suspended": Both("停用", "Suspended"),
    "left": Both("退出", "Left"),
    "returned": Both("恢复", "Taken back"),
}
LANGUAGES = {"zh": Both("中文", "Chinese"), "en": Both("英文", "English")}
RELATIONS = {
    "father": Both("父亲", "Father"),
    "mother": Both("母亲", "Mother"),
    "grandparent": Both("祖父母", "Grandparent"),
    "sibling": Both("兄姐", "Elder brother or sister"),
    "other": Both("其他", "Somebody else"),
}
DOCUMENTS = {
    "resident_card": Both("居民身份证", "Resident identity card"),
    "passport": Both("护照", "Passport"),
    "hk_macau_permit": Both(
        "港澳居民来往内地通行证", "Mainland travel permit, Hong Kong and Macau"
    ),
    "taiwan_permit": Both("台湾居民来往大陆通行证", "Mainland travel permit, Taiwan"),
    "residence_permit": Both("港澳台居民居住证", "Residence permit, Hong Kong, Macau and Taiwan"),
    "foreigner_card": Both("外国人永久居留身份证", "Foreign permanent resident's card"),
}
UNVERIFIED = Both("尚未核验证件", "Document not seen yet")
ROLES = {
    "organiser": Both("活动负责人", "Organiser"),
    "coordinator": Both("管理员", "Coordinator"),
    "administrator": Both("系统管理员", "Administrator"),
}
LEVELS = {
    "city": Both("市", "City"),
    "county": Both("区县", "County or district"),
    "town": Both("镇街", "Town or street"),
    "village": Both("村社区", "Village or community"),
    "grid": Both("网格", "Grid"),
    "unit": Both("单位", "Unit"),
}
LOOKS = {
    "list": Both("在名单中看到您", "Saw you in a list"),
    "details": Both("查看了您的资料", "Looked at your record"),
    "change": Both("修改了您的资料", "Changed your record"),
    "sign_in_code": Both("为您开具了登录码", "Issued a sign-in code for you"),
    "sign_in_code_used": Both("所开具的登录码被使用", "The sign-in code issued was used"),
    "vouched": Both("当面确认了您的密码", "Confirmed in person that the password is yours"),
}


def options(words: Mapping[str, Both], of: Iterable[str] | None = None) -> list[tuple[str, str]]:
    """Value and label of a choice, in the reader's language."""
    return [(key, str(words[key])) for key in (words if of is None else of)]


def document(kind: str) -> str:
    """What a kind of document is called; who came by a list has perhaps none yet."""
    return str(DOCUMENTS.get(kind, UNVERIFIED))
