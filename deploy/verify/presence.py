"""I1 and I3: what was attended, or entered afterwards, is what was credited."""

from collections.abc import Iterable, Iterator, Mapping, Set

from deploy.verify.back_entries import BACK_ENTRY, Entries, back_entries, proofs, unfounded
from deploy.verify.findings import check
from deploy.verify.reading import (
    Chains,
    Databases,
    Document,
    attendances,
    journals,
    side_by_side,
    standing,
)


@check("I1")
def credited(
    databases: Databases, answered: Iterable[str] = (), taken_back: Set[str] = frozenset()
) -> Iterator[str]:
    """Every check-out has exactly one journal that counts, about its latest revision.

    ``answered``: attendance ids of check-outs that somebody saw answered 2xx, ``taken_back``: of
    credits a coordinator reversed; without the latter any reversal passes for wanted.
    """
    missing = set(answered)
    for _, intervals, chains in side_by_side(attendances(databases), journals(databases)):
        for attendance_id, interval in (intervals or {}).items():
            missing.discard(attendance_id)
            if fault := _uncredited(interval, (chains or {}).get(attendance_id), taken_back):
                yield f"attendance {attendance_id} {fault}"
    for _, entries, chains in side_by_side(back_entries(databases), journals(databases)):
        for key in (entries or {}).keys() - (chains or {}).keys():
            yield f"approved back-entry {key} has no journal"
    for attendance_id in sorted(missing):
        yield f"check-out {attendance_id} was answered and is not in the database"


def _uncredited(
    interval: Document, chain: list[Document] | None, taken_back: Set[str]
) -> str | None:
    if not chain:
        return "has no journal"
    credit = standing(chain)
    if credit is None:
        wanted = not taken_back or interval["attendance_id"] in taken_back
        return None if wanted else "has a reversal that nobody asked for"
    if credit["attendance_revision"] != interval["revision"]:
        said = f"revision {credit['attendance_revision']}, not {interval['revision']}"
        return f"is credited in {said}"
    return None


@check("I3")
def attended(databases: Databases) -> Iterator[str]:
    """Nothing invented: each journal's attendance stands in activities and says the same, or is an
    approved back-entry with two persons and its proof."""
    files = proofs(databases)
    for volunteer_id, attended_, chains in side_by_side(_known(databases), journals(databases)):
        intervals, entries = attended_ or (None, None)
        yield from _invented(volunteer_id, intervals or {}, chains or {}, entries or {}, files)


def _known(
    databases: Databases,
) -> Iterator[tuple[str, tuple[dict[str, Document] | None, Entries | None]]]:
    """What is known of each volunteer: her attendances, and her back-entries."""
    for who, intervals, entries in side_by_side(attendances(databases), back_entries(databases)):
        yield who, (intervals, entries)


def _invented(
    volunteer_id: str,
    intervals: dict[str, Document],
    chains: Chains,
    entries: Entries,
    files: Mapping[str, Document],
) -> Iterator[str]:
    for attendance_id, chain in chains.items():
        interval = intervals.get(attendance_id)
        if interval is None:
            if fault := unfounded(chain, entries.get(attendance_id), files):
                yield f"journal {chain[0]['_id']} of {volunteer_id}: {fault}"
            continue
        if chain[0].get("checked_in_by") == BACK_ENTRY:
            yield f"journal {chain[0]['_id']} of {volunteer_id}: says back-entry, was checked in"
        if any(one["attendance_revision"] > interval["revision"] for one in chain):
            yield f"attendance {attendance_id} is credited in a revision it never had"
        credit = standing(chain)
        if credit and credit["attendance_revision"] == interval["revision"]:
            yield from _differences(credit, interval)


def _differences(credit: Document, interval: Document) -> Iterator[str]:
    for field in ("shift_id", "check_in_at", "check_out_at", "void"):
        if credit[field] != interval[field]:
            yield f"journal {credit['_id']}: {field} is {credit[field]}, not {interval[field]}"
