"""People whose document nobody has seen: they come from the list of another system.

Order 67 wants a person's document (article 5). Until it is there, the record says "unverified" as
the kind of document, and in the number's place who listed the person and under which id: that
makes the person one and the same at a second import. Nobody registers like this by hand.
"""

from services.volunteers.domain.documents import IdentityDocument
from shared.refusal import Invalid

UNVERIFIED = "unverified"


class NobodyKnown(Invalid):
    """Raised when a row has neither a document nor an id of the system it comes from."""

    zh = "请填写证件号码。从其他系统导入的名单，须有来源和该系统中的编号。"
    en = "Give the identity document. A list of another system needs its source and ids instead."


def listed_person(organisation_id: str, source: str | None, listed_as: str | None) -> str:
    """How another system's list names a person. Raises NobodyKnown."""
    if not source or not listed_as:
        raise NobodyKnown(field="identity_number")
    return f"{organisation_id}|{source}|{listed_as}"


def unverified(listed_person: str) -> IdentityDocument:
    """The place of a document that is still to come."""
    return IdentityDocument(UNVERIFIED, "", listed_person)
