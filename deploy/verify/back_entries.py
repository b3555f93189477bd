"""Hours that were entered afterwards: two persons and a proof stand behind each of them."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from pymongo import ASCENDING

from deploy.verify.reading import Databases, Document, standing

BACK_ENTRY = "back_entry"
Entries = dict[str, Document]
"""One person's back-entries by their id, which is that of the attendance they stand for."""
_OF_THE_PRESENCE = ("volunteer_id", "shift_id", "check_in_at", "check_out_at")


def back_entries(databases: Databases) -> Iterator[tuple[str, Entries]]:
    """(volunteer_id, her approved back-entries) in that order."""
    rows = databases.hours["back_entries"].find(
        {"status": "approved"}, batch_size=2_000, allow_disk_use=True, session=databases.session
    )
    ordered = rows.sort("volunteer_id", ASCENDING)
    for volunteer_id, group in groupby(ordered, lambda row: row["volunteer_id"]):
        yield volunteer_id, {row["_id"]: row for row in group}


def proofs(databases: Databases) -> dict[str, Document]:
    """The files that stand as proof, by their ids as text: length and SHA-256."""
    rows = databases.hours["proofs.files"].find(
        {}, {"length": 1, "metadata.sha256": 1}, session=databases.session
    )
    return {str(row["_id"]): row for row in rows}


def unfounded(
    chain: list[Document], entry: Document | None, files: Mapping[str, Document]
) -> str | None:
    """Why the journals of an attendance that activities does not know are not founded on a
    back-entry, or None."""
    if entry is None:
        return "no such attendance, and no approved back-entry"
    evidence = chain[0].get("evidence") or {}
    filer, approver = entry["filed_by"], (entry["decision"] or {}).get("by")
    if not filer or not approver or len({filer, approver, entry["volunteer_id"]}) < 3:
        return "the back-entry was not vouched for by two other persons"
    if (evidence.get("filed_by"), evidence.get("approved_by")) != (filer, approver):
        return "names other persons than the back-entry"
    if not (proof := entry["proof"]) or evidence.get("proof_sha256") != proof["sha256"]:
        return "the back-entry has no proof, or another than was approved"
    if "text" not in proof:
        file = files.get(str(proof.get("file_id")))
        if file is None or file["metadata"]["sha256"] != proof["sha256"]:
            return "the file of its proof is gone, or is another"
        if file["length"] != proof["bytes"]:
            return "the file of its proof is not whole"
    return _otherwise(chain, entry)


def _otherwise(chain: list[Document], entry: Document) -> str | None:
    credit = standing(chain)
    for one in [credit] if credit else []:
        if one.get("checked_in_by") != BACK_ENTRY:
            return "is not marked as a back-entry"
        for field in _OF_THE_PRESENCE:
            if one[field] != entry[field]:
                return f"{field} is {one[field]}, not {entry[field]}"
    return None
