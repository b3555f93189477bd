"""What a request for correction would be about, and what stands there now."""

from services.hours.domain.late.refusals import EitherLineOrShift, NoSuchShift
from services.hours.domain.refusals import NoSuchJournal
from services.hours.store import Store
from shared.auth import Identity
from shared.storage.mongo import Document


def subject_of(journal_id: str, shift_id: str, *, by: Identity, store: Store) -> Document:
    """{journal_id, shift_id, activity_title, shift_start, shift_end, check_in_at, check_out_at}: a
    line of hers, or a shift where nothing stands; one of the two ids is "".

    Raises EitherLineOrShift, NoSuchJournal, NoSuchShift.
    """
    if bool(journal_id) == bool(shift_id):
        raise EitherLineOrShift
    if journal_id:
        journal = store.journals.find(journal_id)
        if journal is None or journal.get("volunteer_id") != by.volunteer_id:
            raise NoSuchJournal
        return {**journal, "journal_id": journal_id, "shift_id": None}
    activity = store.copies.activity_of(shift_id)
    if activity is None:
        raise NoSuchShift
    times = next(one for one in activity["shifts"] if one["shift_id"] == shift_id)
    return {
        "journal_id": None,
        "shift_id": shift_id,
        "activity_title": activity["title"],
        "shift_start": times["start"],
        "shift_end": times["end"],
        "check_in_at": times["start"],
        "check_out_at": times["end"],
    }
