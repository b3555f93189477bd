"""The columns of a list of volunteers, as the template offers them (Measures, article 5)."""

from collections.abc import Sequence

from marshmallow import ValidationError, validate

from services.volunteers.domain.documents import KINDS
from shared.imports.columns import CellUnreadable, Column, a_date, up_to, words, yes_or_no

_KIND_WORDS = (
    ("居民身份证", "Resident identity card"),
    ("护照", "Passport"),
    ("港澳居民来往内地通行证", "Mainland travel permit, Hong Kong and Macau"),
    ("台湾居民来往大陆通行证", "Mainland travel permit, Taiwan"),
    ("港澳台居民居住证", "Residence permit, Hong Kong, Macau and Taiwan"),
    ("外国人永久居留身份证", "Foreign permanent resident's card"),
)
_is_email = validate.Email()


def an_email(text: str, _formats: Sequence[str] = ()) -> str:
    """An address as people type it. Raises CellUnreadable."""
    try:
        return _is_email(up_to(200)(text, ()))
    except ValidationError:
        raise CellUnreadable(zh="邮箱地址", en="an e-mail address") from None


COLUMNS = (
    Column("name", "姓名", "Name", "证件上的真实姓名。", "As on the document.", required=True,
           example="王小芳"),
    Column("sex", "性别", "Sex", "与证件一致。", "As on the document.", required=True,
           choices={"female": ("女", "Female"), "male": ("男", "Male")}, example="女"),
    Column("birth_date", "出生日期", "Birth date", "与证件一致。", "As on the document.",
           required=True, parse=a_date, example="1980-02-01"),
    Column("identity_kind", "证件类型", "Document", "空白为居民身份证。",
           "Empty for the resident identity card.",
           choices=dict(zip(KINDS, _KIND_WORDS, strict=True)), example="居民身份证"),
    Column("identity_number", "证件号码", "Document number", "加密保存，不对外提供。",
           "Kept encrypted, never passed on.", secret=True, example="110101198002010027"),
    Column("identity_country", "签发国", "Issuing country", "只有护照需要，三个字母。",
           "For passports: three letters.", parse=up_to(3), example="CHN"),
    Column("residence_code", "居住区域代码", "Area of residence",
           "区划代码：区县6位、镇街9位或村社区12位。",
           "Area code (GB/T 2260): 6 digits of a district, 9 of a town, 12 of a village.",
           example="310101"),
    Column("phone", "手机号", "Phone", "境外号码以+和国家代码开头。",
           "Numbers from abroad begin with + and the country code.", required=True,
           example="13800138000"),
    Column("email", "邮箱", "E-mail", "可不填。", "Optional.", parse=an_email),
    Column("wants_email", "接收邮件", "Wants e-mail", "空白为否。", "Empty for no.",
           parse=yes_or_no, choices={}, example="否"),
    Column("language", "语言", "Language", "空白为中文。", "Empty for Chinese.",
           choices={"zh": ("中文", "Chinese"), "en": ("英文", "English")}, example="中文"),
    Column("skills", "技能", "Skills", "用顿号或逗号隔开。", "With commas between.", parse=words,
           example="急救、手语"),
    Column("service_kinds", "服务类别", "Kinds of service", "用顿号或逗号隔开。",
           "With commas between.", parse=words, example="助老、儿童"),
    Column("consent", "本人同意", "Consent",
           "志愿者本人已阅读并同意个人信息处理说明（记录办法第六条）。",
           "She has read and accepted the statement on personal data (Measures, article 6).",
           required=True, parse=yes_or_no, example="是"),
    Column("organisation", "所属组织", "Organisation",
           "名称、区划代码或编号，须在所选组织之内；空白为所选组织。",
           "Name, area code or id, within the chosen organisation; else that one."),
    Column("team", "志愿服务队", "Team", "队伍名称，须在所选组织之内。",
           "A team's name, within the chosen organisation."),
    Column("guardian_name", "监护人姓名", "Guardian", "未满14周岁须填写。", "For children."),
    Column("guardian_relation", "监护人关系", "Guardian's relation", "与志愿者的关系。",
           "Who the guardian is.",
           choices={"father": ("父亲", "father"), "mother": ("母亲", "mother"),
                    "grandparent": ("祖父母", "grandparent"), "sibling": ("兄姐", "sibling"),
                    "other": ("其他", "other")}),
    Column("guardian_phone", "监护人电话", "Guardian's phone", "", ""),
    Column("guardian_accompanies", "成年人陪同", "Accompanied",
           "未满10周岁参加活动须由成年人陪同。", "Small children come with a grown-up.",
           parse=yes_or_no),
    Column("external_id", "编号", "Id", "在原系统中的编号。", "The id in the list's own system.",
           listed=False),
    Column("source", "来源", "Source", "名单出自哪个系统。", "The system the list is from.",
           parse=up_to(60), listed=False),
)  # fmt: skip
