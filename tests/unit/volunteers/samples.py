"""People for tests: identity numbers with a right check character, and what they type."""

import itertools
from typing import Any

from services.volunteers.domain.documents import check_character

_SEQUENCE = itertools.count(1)
PASSWORD = "一把好伞 for rain"


def card(
    birth: str = "19800201",
    sex: str = "female",
    *,
    place: str = "",
    sequence: int | None = None,
) -> str:
    """An 18-character number; each call another person unless ``sequence`` (0 to 499) is given."""
    if sequence is None:
        block, sequence = divmod(next(_SEQUENCE), 500)
        place = place or f"33{1000 + block}"
    order = sequence * 2 + (sex == "male")
    body = f"{place or '330106'}{birth}{order:03d}"
    return body + check_character(body)


def typed(organisation_id: str, **more: Any) -> dict[str, Any]:
    """A registration as it is sent; ``more`` overrides, ``None`` leaves a field out."""
    sex = more.get("sex", "female")
    day = more.get("birth_date", "1980-02-01")
    number = more.pop("number", None) or card(day.replace("-", ""), sex)
    body = {
        "name": "王小芳",
        "sex": sex,
        "birth_date": day,
        "identity": {"kind": "resident_card", "number": number},
        "residence_code": "330106",
        "phone": f"138{next(_SEQUENCE):08d}",
        "organisation_id": organisation_id,
        "consent_version": "1",
        "password": PASSWORD,
        **more,
    }
    return {key: value for key, value in body.items() if value is not None}
