"""What a roster is asked for, and what it tells."""

from typing import Any

from marshmallow import Schema, fields, validate

from services.activities.domain.roster_lines import STATUS_WORDS
from services.activities.store.rosters import PRESENCE, SORTS
from shared.refusal import Invalid
from shared.web.schemas import CursorArgs, Id, Input, Instant, Text

_SORT_WORDS = [sign + word for word in SORTS for sign in ("", "-")]


class UnknownStatus(Invalid):
    zh = "状态只能是：{words}，多个用逗号分开。"
    en = "A status is one of {words}; several with commas between."


class NotATail(Invalid):
    zh = "请输入电话号码的最后2到11位数字。"
    en = "Send the last 2 to 11 digits of the phone number."


class Statuses(Text):
    """Status words with commas between them, as a tuple."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        words = super()._deserialize(value, attr, data, **kwargs).split(",")
        found = tuple(dict.fromkeys(word.strip() for word in words))
        if not set(found) <= set(STATUS_WORDS):
            raise UnknownStatus(field="status", words=", ".join(STATUS_WORDS))
        return found


class PhoneTail(Text):
    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        tail = super()._deserialize(value, attr, data, **kwargs)
        if not (2 <= len(tail) <= 11 and tail.isascii() and tail.isdigit()):
            raise NotATail(field="phone_tail")
        return tail


class CriteriaArgs(Input):
    """``from`` ≤ start of the shift < ``to``; ``organisation_id`` means its whole subtree."""

    activity_id = Id()
    shift_id = Id()
    team_id = Id()
    organisation_id = Id()
    since = Instant(data_key="from")
    until = Instant(data_key="to")
    statuses = Statuses(data_key="status", max=200)
    presence = fields.String(
        validate=validate.OneOf(list(PRESENCE)),
        metadata={"description": "in: there now; came: was there; absent: not yet, or never."},
    )
    text = Text(
        data_key="q",
        max=40,
        metadata={"description": "Part of a name: characters, pinyin, initials; or a number."},
    )
    phone_tail = PhoneTail(max=20)
    sort = fields.String(load_default="name", validate=validate.OneOf(_SORT_WORDS))


class RosterArgs(CriteriaArgs, CursorArgs):
    pass


class ExportArgs(CriteriaArgs):
    format = fields.String(load_default="xlsx", validate=validate.OneOf(("csv", "xlsx")))


class ViewInput(Input):
    """A saved view: ``words`` are filters as a page's address spells them."""

    name = Text(required=True, max=40)
    words = fields.Dict(
        keys=fields.String(), values=fields.String(validate=validate.Length(max=200)), required=True
    )


class ViewAnswer(Schema):
    view_id = fields.String(attribute="_id", required=True)
    name = fields.String(required=True)
    words = fields.Dict(keys=fields.String(), values=fields.String(), required=True)


class ViewsAnswer(Schema):
    items = fields.List(fields.Nested(ViewAnswer()), required=True)


class AttendanceLine(Schema):
    attendance_id = fields.String(required=True)
    check_in_at = Instant(required=True)
    checked_in_by = fields.String(required=True)
    check_out_at = Instant(required=True, allow_none=True)
    checked_out_by = fields.String(required=True, allow_none=True)
    void = fields.Boolean(required=True)
    revision = fields.Integer(required=True, metadata={"description": "0 while it is open."})


class RosterLine(Schema):
    sign_up_id = fields.String(required=True)
    activity_id = fields.String(required=True)
    activity_title = fields.String(required=True)
    shift_id = fields.String(required=True)
    start = Instant(required=True)
    end = Instant(required=True)
    role_id = fields.String(required=True)
    role = fields.String(required=True)
    volunteer_id = fields.String(required=True)
    number = fields.String(required=True)
    name = fields.String(required=True)
    phone = fields.String(required=True, allow_none=True)
    team_ids = fields.List(fields.String(), required=True)
    status = fields.String(required=True, validate=validate.OneOf(list(STATUS_WORDS)))
    marks = fields.List(fields.String(), required=True)
    signed_up_at = Instant(required=True)
    present = fields.Boolean(required=True, metadata={"description": "In and not out yet."})
    check_in_at = Instant(required=True, allow_none=True)
    minutes_present = fields.Integer(required=True)
    attendances = fields.List(fields.Nested(AttendanceLine()), required=True)


class RosterAnswer(Schema):
    items = fields.List(fields.Nested(RosterLine()), required=True)
    next_cursor = fields.String(required=True, allow_none=True)
    counts = fields.Dict(
        keys=fields.String(),
        values=fields.Integer(),
        required=True,
        allow_none=True,
        metadata={"description": "Rows by status, with the first page."},
    )
    counted_all = fields.Boolean(
        required=True,
        allow_none=True,
        metadata={"description": "false: there are more than 10,000 rows, and so many counted."},
    )


class LooksArgs(CursorArgs):
    by = Id(load_default=None)
    since = Instant(data_key="from", load_default=None)


class LookLine(Schema):
    id = fields.String(required=True)
    at = Instant(required=True)
    by = fields.String(required=True)
    number = fields.String(required=True)
    scope = fields.String(required=True)
    filter = fields.Dict(required=True)
    form = fields.String(required=True)
    rows = fields.Integer(required=True)
    whole_phones = fields.Integer(required=True)


class LooksAnswer(Schema):
    items = fields.List(fields.Nested(LookLine()), required=True)
    next_cursor = fields.String(required=True, allow_none=True)
