"""What a volunteer can have certified of a period: her activities, to choose among."""

from datetime import date, tzinfo
from typing import Any

from services.hours.domain.certificates.period import Days
from services.hours.domain.certificates.services import BACK_ENTRY, standing_credits
from services.hours.domain.journals import minutes_of
from services.hours.domain.times import local
from services.hours.store import Store


def activities_to_certify(
    volunteer_id: str, days: Days, today: date, *, store: Store, zone: tzinfo
) -> list[dict[str, Any]]:
    """[{activity_id, title, day, minutes, back_entry}], the latest first; ``day``: of the last
    service there, ``back_entry``: whether any of it was entered afterwards.

    Raises CertificatePeriodInvalid.
    """
    days.must_be_certifiable(today)
    journals = store.certificates.credits.between(volunteer_id, *days.around(zone))
    found: dict[str, dict[str, Any]] = {}
    for one in standing_credits(journals, days, zone):
        key = one["activity_id"]
        line = found.setdefault(
            key, {"activity_id": key, "day": date.min, "minutes": 0, "back_entry": False}
        )
        line["title"] = one["activity_title"]
        line["day"] = max(line["day"], local(one["day"], zone)[0])
        line["minutes"] += minutes_of(one)
        line["back_entry"] |= one["checked_in_by"] == BACK_ENTRY
    return sorted(found.values(), key=lambda line: line["day"], reverse=True)
