"""The framework's own messages in the reader's language: what is wrong and what to do."""

import re

TITLES: dict[str, dict[int, str]] = {
    "en": {
        400: "The request cannot be read. Send valid JSON.",
        401: "Please sign in first.",
        403: "You may not do this.",
        404: "There is nothing at this address.",
        405: "This address does not take that method.",
        406: "This cannot be given in the form you ask for.",
        409: "The present state does not allow this.",
        412: "Somebody changed this meanwhile. Load it again.",
        413: "The request is too large.",
        415: "Send the request as application/json.",
        422: "Some of the input is not right.",
        429: "Too many requests. Please try again in a moment.",
        500: "Something went wrong on our side. Please try again, and tell us if it stays.",
        503: "We are busy for a moment. Please try again.",
    },
    "zh": {
        400: "请求无法解析，请发送有效的 JSON。",
        401: "请先登录。",
        403: "没有权限。",
        404: "该地址不存在。",
        405: "该地址不支持此方法。",
        406: "无法按所要求的格式提供。",
        409: "当前状态不允许。",
        412: "内容已被他人修改，请刷新。",
        413: "请求内容过大。",
        415: "请以 application/json 发送请求。",
        422: "输入有误。",
        429: "请求过多，请稍后重试。",
        500: "系统出了问题，请重试；若持续出现请告诉我们。",
        503: "系统正忙，请稍后重试。",
    },
}

_CHINESE: tuple[tuple[str, str], ...] = (
    (r"Missing data for required field\.", "必填，请填写。"),
    (r"Field may not be null\.", "不能为空，请填写。"),
    (r"Unknown field\.", "没有这个字段，请去掉。"),
    (r"Not a valid string\.", "应为文字。"),
    (r"Not a valid integer\.", "应为整数，不带小数和引号。"),
    (r"Not a valid number\.", "应为数字。"),
    (r"Not a valid boolean\.", "应为 true 或 false。"),
    (r"Not a valid list\.", "应为列表。"),
    (r"Not a valid date\.", "日期无效，请按 2026-05-04 的格式填写。"),
    (r"Not a valid email address\.", "电子邮箱地址无效。"),
    (r"Not a valid UUID\.", "编号无效。"),
    (r"Not a valid mapping type\.|Invalid (input )?type\.", "应为对象（花括号）。"),
    (r"Must be one of: (.+)\.", "只能是以下之一：{0}。"),
    (r"Shorter than minimum length (\d+)\.", "至少 {0} 个。"),
    (r"Longer than maximum length (\d+)\.", "最多 {0} 个。"),
    (r"Length must be between (\d+) and (\d+)\.", "长度应在 {0} 到 {1} 之间。"),
    (r"Length must be (\d+)\.", "长度应为 {0}。"),
    (r"Must be greater than or equal to (\S+?) and less than .+ (\S+)\.", "应在 {0} 到 {1} 之间。"),
    (r"Must be greater than or equal to (\S+?)\.", "不能小于 {0}。"),
    (r"Must be less than or equal to (\S+?)\.", "不能大于 {0}。"),
    (r"String does not match expected pattern\.", "格式不对。"),
    (r"Invalid JSON.*", "不是有效的 JSON。"),
    (r"Not an instant with its offset.*", "时间需带时区，例如 2026-05-04T09:00:00+08:00。"),
    (r"Not a valid id\.", "编号无效，应为 24 位十六进制。"),
    (r"Not plain text\.", "含有无法保存的字符。"),
)


def translate(message: str, language: str) -> str:
    """``message`` of marshmallow or of TITLES in ``language``; as it is when it is not known."""
    if language != "zh":
        return message
    for status, english in TITLES["en"].items():
        if message == english:
            return TITLES["zh"][status]
    for pattern, chinese in _CHINESE:
        if found := re.fullmatch(pattern, message):
            return chinese.format(*found.groups())
    return message
