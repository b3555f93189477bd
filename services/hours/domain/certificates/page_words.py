"""What the check page says around a certificate's facts."""

PAGE_WORDS: dict[str, dict[str, str]] = {
    "zh": {
        "page": "志愿服务记录证明查验",
        "other_language": "English",
        "stands": "有效",
        "stands_more": "这份证明由下述单位出具，所依据的服务记录没有变动。请与纸质证明核对。",
        "superseded": "已失效",
        "superseded_more": "这份证明所依据的服务记录已于 {since} 更正，请持有人重新开具。",
        "revoked": "已撤销",
        "revoked_more": "出具单位已于 {since} 撤销这份证明。",
        "unknown": "查无此证明",
        "unknown_more": "编号或查验码不对，或者这份证明是伪造的。请核对纸上的编号和查验码。",
        "ask": "输入编号和查验码",
        "number": "证明编号",
        "code_label": "查验码",
        "check": "查验",
        "too_many": "查验次数过多",
        "too_many_more": "请在 {seconds} 秒后再试。",
        "name": "姓名",
        "sex": "性别",
        "volunteer_number": "志愿者编号",
        "period": "服务期间",
        "to": "至",
        "total": "服务时间合计",
        "checked_in": "签到记录",
        "back_entries": "事后补录",
        "services": "服务明细",
        "back_entry": "补录",
        "only": "本页只显示证明是否有效及持有人印出的内容。",
    },
    "en": {
        "page": "Check a certificate of volunteer service",
        "other_language": "中文",
        "stands": "Valid",
        "stands_more": (
            "This certificate was issued by the unit below and the records under it are unchanged. "
            "Please compare it with the paper in your hand."
        ),
        "superseded": "No longer valid",
        "superseded_more": (
            "Records under this certificate were corrected after it was made ({since}). "
            "Its holder can make a new one."
        ),
        "revoked": "Revoked",
        "revoked_more": "The unit that issued this certificate took it back on {since}.",
        "unknown": "No such certificate",
        "unknown_more": (
            "The number or the code is wrong, or the paper is forged. "
            "Please compare both with what is printed."
        ),
        "ask": "Enter number and code",
        "number": "Certificate number",
        "code_label": "Code",
        "check": "Check",
        "too_many": "Too many checks",
        "too_many_more": "Please try again in {seconds} seconds.",
        "name": "Name",
        "sex": "Sex",
        "volunteer_number": "Volunteer number",
        "period": "Period",
        "to": "to",
        "total": "Service time in all",
        "checked_in": "Recorded by check-in",
        "back_entries": "Entered afterwards",
        "services": "Services",
        "back_entry": "entered afterwards",
        "only": "This page shows only whether a certificate is valid, and what its holder printed.",
    },
}
