"""What a certificate says around its facts, on paper and on its check page."""

WORDS: dict[str, dict[str, str]] = {
    "zh": {
        "title": "志愿服务记录证明",
        "subtitle": "Certificate of Volunteer Service",
        "number": "证明编号",
        "statement": (
            "兹证明 {name}（{about}）于{first}至{last}期间参加志愿服务 {times} 次，"
            "服务时间共计 {total}。"
        ),
        "volunteer_number": "志愿者编号 {number}",
        "apart": "其中签到记录 {checked_in}，事后补录 {back}。",
        "checked_in": "签到记录的服务",
        "back_entries": "事后补录的服务（附凭证，经两人办理）",
        "date": "日期与时间",
        "activity": "活动名称 / 组织单位",
        "role": "服务内容",
        "place": "地点",
        "in_charge": "负责人",
        "time": "服务时间",
        "sum": "小计",
        "in_notice": "公示期内",
        "in_notice_sum": "其中 {in_notice} 次尚在公示期内。",
        "left_out": "另有 {left_out} 次服务因公示异议尚未处理完毕，未列入本证明。",
        "issuer": "记录与出具单位",
        "responsible": "单位负责人",
        "handler": "经办人",
        "contact": "联系方式",
        "issued_on": "出具日期",
        "scan": "扫码查验",
        "code": "查验码 {code}",
        "offline": "离线查验文本",
        "key": "密钥 {key_id}",
        "foot": (
            "本证明由志愿者本人免费开具，时间精确到分钟，不作进位。"
            "依据：《志愿服务条例》、《志愿服务记录与证明出具办法（试行）》、民发〔2015〕149号。"
        ),
        "page": "第 {page} 页，共 {pages} 页",
        "check_at": "查验：{address}",
    },
    "en": {
        "title": "Certificate of Volunteer Service",
        "subtitle": "志愿服务记录证明",
        "number": "Certificate number",
        "statement": (
            "This certifies that {name} ({about}) gave volunteer service {times} between {first} "
            "and {last}: {total} in all."
        ),
        "volunteer_number": "volunteer number {number}",
        "apart": "Of these, {checked_in} were recorded by check-in and {back} entered afterwards.",
        "checked_in": "Services recorded by check-in",
        "back_entries": "Services entered afterwards, with proof and by two persons",
        "date": "Date and time",
        "activity": "Activity / organising unit",
        "role": "Service",
        "place": "Place",
        "in_charge": "In charge",
        "time": "Service time",
        "sum": "Sum",
        "in_notice": "in public notice",
        "in_notice_sum": "Of these services, still in public notice: {in_notice}.",
        "left_out": (
            "Services not listed because an objection to them is not yet decided: {left_out}."
        ),
        "issuer": "Recorded and issued by",
        "responsible": "Person responsible",
        "handler": "Person handling",
        "contact": "Contact",
        "issued_on": "Date of issue",
        "scan": "Scan to check",
        "code": "Code {code}",
        "offline": "Text for checking offline",
        "key": "Key {key_id}",
        "foot": (
            "Made by the volunteer herself, free of charge; to the minute, nothing rounded up. "
            "Basis: State Council order 685, Ministry of Civil Affairs order 67, 民发〔2015〕149号."
        ),
        "page": "Page {page} of {pages}",
        "check_at": "Check: {address}",
    },
}


def times(count: int, language: str) -> str:
    """How often somebody served: "12" (次), "once", "12 times"."""
    if language == "zh":
        return str(count)
    return "once" if count == 1 else f"{count} times"
