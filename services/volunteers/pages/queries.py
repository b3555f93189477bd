"""What stands in an address, read as strictly as the API reads it."""

from typing import Any

from flask import request
from marshmallow import Schema, ValidationError

from services.volunteers.store import Store
from services.volunteers.store.people import UnknownVolunteer
from shared.refusal import Invalid
from shared.storage.mongo import Document


class AddressUnreadable(Invalid):
    """Raised when the words of an address mean nothing; no form of ours makes such a one."""

    zh = "地址中的查询条件不对，请重新查找。"
    en = "The address asks for something we do not understand. Please search again."


class NobodyOfNumber(Invalid):
    """Raised when a form names a volunteer number that nobody has."""

    zh = "没有这个编号的志愿者，请核对12位编号。"
    en = "Nobody has this volunteer number. Please compare its 12 digits."


def query(schema: Schema, *names: str, **more: Any) -> dict[str, Any]:
    """``names`` of this address and ``more``, without what is empty. Raises AddressUnreadable."""
    typed = {name: request.args.get(name, "").strip() for name in names}
    try:
        found: dict[str, Any] = schema.load(
            {name: value for name, value in {**typed, **more}.items() if value}
        )
    except ValidationError:
        raise AddressUnreadable() from None
    return found


def of_number(number: str, store: Store) -> Document:
    """The volunteer with this number. Raises NobodyOfNumber for the field ``number``."""
    found = store.people.of_number("".join(number.split()))
    if not found:
        raise NobodyOfNumber(field="number")
    return found[0]


def by_id(volunteer_id: str, store: Store) -> Document | None:
    """A record, or None."""
    try:
        return store.people.get(volunteer_id)
    except UnknownVolunteer:
        return None
