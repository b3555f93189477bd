"""Import jobs: a file waits in MongoDB, a worker's chore reads it, and all of it comes in or none.

A job is waiting until its end, whoever works on it and dies: the next worker begins it again.
What comes in is written in one transaction with the job's end, so that neither is without the
other, and a second worker on the same job changes nothing.

    _id, name, state   state: waiting | done | refused (rows are wrong, nothing came in) | failed
    by                 the volunteer who asked; {organisation_id, organisation_path}: its scope
    file, mapping      bytes, packed and sealed until the end; then gone
    dry_run, accept_valid   bool
    done, total        rows examined, rows in the file
    accepted, repeated, refused, skipped   rows that came in, were here already, are wrong, are
                       not meant by the mapping
    request_id         the request that began it, for the events
    problems           [{row, column, value, zh, en}], at most MOST_PROBLEMS
    ignored            [str], columns of the file that nothing was read from
"""

import zlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pymongo import ASCENDING, IndexModel, ReturnDocument
from pymongo.client_session import ClientSession
from pymongo.errors import ConnectionFailure

from shared.clock import Clock
from shared.context import request_id
from shared.ids import command_id
from shared.imports.examination import Examination, Importer, map_of
from shared.refusal import Conflict, NotFound
from shared.storage.mongo import Busy, Db, Document, transaction
from shared.tables import read_table

COLLECTION = "imports"
MOST_TRIES = 5
_KEEP_SECONDS = 90 * 24 * 3600


class NotReady(Conflict):
    zh, en = "导入尚未完成。", "The import is not finished yet."


def prepare(database: Db) -> None:
    """Create the indexes; a job goes after 90 days."""
    database[COLLECTION].create_indexes(
        [
            IndexModel([("name", ASCENDING), ("state", ASCENDING), ("_id", ASCENDING)]),
            IndexModel([("created_at", ASCENDING)], expireAfterSeconds=_KEEP_SECONDS),
        ]
    )


def start(
    importer: Importer,
    file: tuple[str, bytes],
    mapping: bytes | None,
    facts: Mapping[str, Any],
    *,
    database: Db,
    now: datetime,
) -> Document:
    """Put a file (its name and bytes) in line. ``facts``: by, dry_run, accept_valid, the scope.

    Raises what read_table and the mapping raise: a file nobody can read is refused at once.
    """
    table = read_table(*file)
    field_map = map_of(importer, mapping, table)
    job_id = command_id()
    used = {place for column in importer.columns for place in field_map.names(column.name)}
    job = {
        "_id": job_id,
        "name": importer.name,
        "state": "waiting",
        **facts,
        "file_name": file[0][:200],
        "file": importer.seal(zlib.compress(file[1]), job_id),
        "mapping": mapping and importer.seal(mapping, job_id),
        **dict.fromkeys(("done", "accepted", "repeated", "refused", "skipped", "tries"), 0),
        "total": len(table.rows),
        "problems": [],
        "ignored": [name for name in table.columns if name not in used],
        "request_id": request_id.get(),
        "created_at": now,
        "finished_at": None,
    }
    database[COLLECTION].update_one({"_id": job_id}, {"$setOnInsert": job}, upsert=True)
    return job


def get(database: Db, name: str, job_id: str) -> Document:
    """A job without its file. Raises NotFound."""
    job = database[COLLECTION].find_one({"_id": job_id, "name": name}, {"file": 0, "mapping": 0})
    if job is None:
        raise NotFound
    return job


def run_next(importer: Importer, *, database: Db, clock: Clock) -> bool:
    """The chore: take the oldest waiting job to its end. False when none waits."""
    job = database[COLLECTION].find_one_and_update(
        {"name": importer.name, "state": "waiting"},
        {"$inc": {"tries": 1}, "$set": {"done": 0}},
        sort=[("_id", ASCENDING)],
        return_document=ReturnDocument.AFTER,
    )
    if job is None:
        return False
    if job["tries"] > MOST_TRIES:
        _end(job, {"state": "failed"}, database, clock)
        return True
    request_id.set(job["request_id"])
    try:
        _bring_in(importer, job, database, clock)
    except (Busy, ConnectionFailure):  # not the list's fault, so it counts no try
        database[COLLECTION].update_one({"_id": job["_id"]}, {"$inc": {"tries": -1}})
        raise
    return True


def _bring_in(importer: Importer, job: Document, database: Db, clock: Clock) -> None:
    found = _examine(importer, job, database)
    comes_in = not job["dry_run"] and (job["accept_valid"] or not found.problems)
    end = {
        "state": "refused" if found.problems and not job["accept_valid"] else "done",
        "done": job["total"],
        **found.outcome(),
    }

    def work(session: ClientSession) -> None:
        if _end(job, end, database, clock, session) and comes_in and found.entries:
            importer.write(found.entries, job, session)

    transaction(database, work)


def _examine(importer: Importer, job: Document, database: Db) -> Examination:
    table = read_table(job["file_name"], zlib.decompress(importer.unseal(job["file"], job["_id"])))
    mapping = job["mapping"] and importer.unseal(job["mapping"], job["_id"])
    found = Examination(importer, map_of(importer, mapping, table), job)
    for row in table.rows:
        found.read(row)
    found.close(
        lambda done: database[COLLECTION].update_one({"_id": job["_id"]}, {"$set": {"done": done}})
    )
    return found


def _end(
    job: Document,
    end: Mapping[str, Any],
    database: Db,
    clock: Clock,
    session: ClientSession | None = None,
) -> bool:
    """Close the job and forget its file; False when another worker was quicker."""
    closed = database[COLLECTION].update_one(
        {"_id": job["_id"], "state": "waiting"},
        {"$set": {**end, "finished_at": clock()}, "$unset": {"file": "", "mapping": ""}},
        session=session,
    )
    return closed.modified_count == 1
