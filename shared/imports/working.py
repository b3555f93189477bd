"""A worker brings a waiting list in: it examines, decides, and carries out what is decided.

Whoever works on a job may die at any moment. Until the decision nothing is written but records
put aside (``imports_staged``), which nobody sees; the next worker begins again. The decision is one
write. From then on the records put aside are brought in, a step in a transaction, by whoever comes
next, until all are there. A list of one step comes in at once; one transaction for thousands of
records would outgrow the store's cache and its patience.

    imports_staged: {_id: <attempt>:<number>, job_id, attempt, keys, rows, record}
"""

import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from pymongo import ASCENDING, ReturnDocument
from pymongo.client_session import ClientSession
from pymongo.errors import ConnectionFailure

from shared.clock import Clock
from shared.context import request_id
from shared.ids import new_id
from shared.imports.examination import Entry, Examination, Importer, map_of
from shared.imports.jobs import COLLECTION, PREVIEW_KEPT, STAGED, forget_previews
from shared.storage.mongo import Busy, Db, Document, transaction
from shared.tables import read_table

MOST_TRIES = 5
STEP = 500


def run_next(importer: Importer, *, database: Db, clock: Clock) -> bool:
    """The chore: take the oldest job to its end. False when there is none."""
    jobs = database[COLLECTION]
    wanted = {"name": importer.name, "state": {"$in": ["waiting", "writing"]}}
    job = jobs.find_one(wanted, sort=[("_id", ASCENDING)])
    if job is None:
        forget_previews(database, clock())
        return False
    request_id.set(job["request_id"])
    if job["state"] == "waiting":
        job = _decide(importer, job, database, clock)
    if job["state"] == "writing":
        while _bring_in_some(importer, job, database):
            pass
        _end(job, {"state": "done"}, database, clock)
    return True


def _decide(importer: Importer, job: Document, database: Db, clock: Clock) -> Document:
    """The job after its file was examined: writing, or at its end."""
    jobs, this = database[COLLECTION], {"_id": job["_id"]}
    begun = jobs.find_one_and_update(
        {**this, "state": "waiting"}, {"$inc": {"tries": 1}}, return_document=ReturnDocument.AFTER
    )
    if begun is None:
        return job | {"state": "another worker was quicker"}
    if begun["tries"] > MOST_TRIES:
        return _end(job, {"state": "failed"}, database, clock)
    try:
        found = _examine(importer, job, database)
        if found.problems and not job["accept_valid"]:
            return _end(job, {"state": "refused", **found.outcome()}, database, clock)
        if job["dry_run"] or not found.entries:
            return _end(job, {"state": "done", **found.outcome()}, database, clock)
        staged = _stage(job, found.entries, database)
    except (Busy, ConnectionFailure):  # not the list's fault, so it counts no try
        jobs.update_one(this, {"$inc": {"tries": -1}})
        raise
    decided = {"state": "writing", "staged": staged, "done": job["total"], **found.outcome()}
    return _close(job, decided, database)


def _examine(importer: Importer, job: Document, database: Db) -> Examination:
    table = read_table(job["file_name"], zlib.decompress(importer.unseal(job["file"], job["_id"])))
    mapping = job["mapping"] and importer.unseal(job["mapping"], job["_id"])
    found = Examination(importer, map_of(importer, mapping, table), job)
    for row in table.rows:
        found.read(row)
    jobs, this = database[COLLECTION], {"_id": job["_id"]}
    found.close(lambda done: jobs.update_one(this, {"$set": {"done": done}}))
    return found


def _stage(job: Document, entries: Sequence[Entry], database: Db) -> str:
    """Put the records aside under a name of this attempt's own, which is returned."""
    attempt = new_id()
    common = {"job_id": job["_id"], "attempt": attempt}
    for start in range(0, len(entries), STEP):
        database[STAGED].insert_many(
            {"_id": f"{attempt}:{number:06}", **common, **one._asdict()}
            for number, one in enumerate(entries[start : start + STEP], start)
        )
    return attempt


def _bring_in_some(importer: Importer, job: Document, database: Db) -> bool:
    """Turn one step of what was put aside into real records; False when nothing is left."""
    wanted = {"job_id": job["_id"], "attempt": job["staged"]}
    some = list(database[STAGED].find(wanted, sort=[("_id", ASCENDING)], limit=STEP))

    def work(session: ClientSession) -> None:
        mine = {"_id": {"$in": [row["_id"] for row in some]}}
        if not database[STAGED].delete_many(mine, session=session).deleted_count:
            return  # another worker has just done it
        known = importer.known([key for row in some for key in row["keys"]])
        fresh = [row for row in some if known.isdisjoint(row["keys"])]
        if fresh:
            importer.write([row["record"] for row in fresh], job, session)
        late = sum(row["rows"] for row in some) - sum(row["rows"] for row in fresh)
        if late:  # somebody else brought them since the decision
            counts = {"accepted": -late, "repeated": late}
            database[COLLECTION].update_one({"_id": job["_id"]}, {"$inc": counts}, session=session)

    if some:
        transaction(database, work)
    return bool(some)


def _end(job: Document, end: Mapping[str, Any], database: Db, clock: Clock) -> Document:
    """The job at its end; nothing put aside for it stays, unless another worker decided else."""
    now = clock()
    kept = {"kept_until": now + PREVIEW_KEPT} if job["dry_run"] and job.get("preview") else {}
    ended = _close(job, {"done": job["total"], **end, "finished_at": now, **kept}, database)
    if ended["state"] == end["state"]:
        database[STAGED].delete_many({"job_id": job["_id"]})
    return ended


def _close(job: Document, changes: Mapping[str, Any], database: Db) -> Document:
    """Change the job if nobody was quicker, and forget a file that is needed no more; the job as
    it is then."""
    forgotten = {} if "kept_until" in changes else {"$unset": {"file": "", "mapping": ""}}
    found = database[COLLECTION].find_one_and_update(
        {"_id": job["_id"], "state": job["state"]},
        {"$set": dict(changes), **forgotten},
        return_document=ReturnDocument.AFTER,
    )
    return found or job | {"state": "another worker was quicker"}
