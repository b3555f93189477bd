"""What a volunteer is told of her own account; as ``words.WORDS``."""

from services.notifications.domain.wording import Words

ACCOUNT_WORDS: dict[str, dict[str, Words]] = {
    "sign_in_code_issued": {
        "zh": Words(
            "有人为您开具了登录码",
            "{organisation}的管理员为您开具了登录码，凭它可以重设您的密码。是谁开具的，可在“我的资料”中查看。"
            "如果不是您本人要求的，请马上更改密码，并告诉上级妇联。",
        ),
        "en": Words(
            "A sign-in code was issued for you",
            "A coordinator of {organisation} issued a sign-in code for you, with which your "
            "password can be set anew. “My record” says who. If you did not ask for it, change "
            "your password now and tell the federation above.",
        ),
    },
}
