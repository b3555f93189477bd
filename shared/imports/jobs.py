"""Import jobs: a file waits in MongoDB until a worker's chore has brought all of it in, or none.

A job's document:

    _id, name, state   state: waiting | writing | done | refused (rows are wrong, nothing came in)
                       | failed
    by                 the volunteer who asked; {organisation_id, organisation_path}: its scope
    file, mapping      bytes, packed and sealed until all is examined; then gone
    dry_run, accept_valid   bool
    done, total        rows examined, rows in the file
    accepted, repeated, refused, skipped   rows that come in, are here already, are wrong, are
                       not meant by the mapping
    tries              how often a worker began to examine it
    staged             what the decision was made on, while writing; see working.py
    request_id         the request that began it, for the events
    problems           [{row, column, value, zh, en}], at most MOST_PROBLEMS
    ignored            [str], columns of the file that nothing was read from
    preview            True where a dry run waits for somebody to decide upon it; kept_until: so
                       long its file is kept for that
"""

import zlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel, ReturnDocument

from shared.context import request_id
from shared.ids import command_id
from shared.imports.examination import Importer, map_of
from shared.refusal import Conflict, NotFound
from shared.storage.mongo import Db, Document
from shared.tables import read_table

COLLECTION = "imports"
STAGED = "imports_staged"
_KEEP_SECONDS = 90 * 24 * 3600
PREVIEW_KEPT = timedelta(days=1)
_UNSEEN = {"file": 0, "mapping": 0}


class PreviewGone(Conflict):
    zh = "这份预览已超过一天，文件已删除。请重新上传。"
    en = "This preview is older than a day, and its file is gone. Please upload it again."


class StillExamined(Conflict):
    zh, en = "表格还在检查，请稍后再决定。", "The table is still being examined. Wait a moment."


def prepare(database: Db) -> None:
    """Create the indexes; a job goes after 90 days."""
    database[COLLECTION].create_indexes(
        [
            IndexModel([("name", ASCENDING), ("state", ASCENDING), ("_id", ASCENDING)]),
            IndexModel([("created_at", ASCENDING)], expireAfterSeconds=_KEEP_SECONDS),
            IndexModel([("kept_until", ASCENDING)], sparse=True),
        ]
    )
    database[STAGED].create_indexes([IndexModel([("job_id", ASCENDING), ("_id", ASCENDING)])])


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
    A repeated command finds the job of the first.

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
    return get(database, importer.name, job_id)


def get(database: Db, name: str, job_id: str) -> Document:
    """A job without its file. Raises NotFound."""
    job = database[COLLECTION].find_one({"_id": job_id, "name": name}, _UNSEEN)
    if job is None:
        raise NotFound
    return job


def decide(
    job_id: str, accept_valid: bool, by: str, *, name: str, database: Db, now: datetime
) -> Document:
    """Put a preview in line to be brought in; a repeat, or a second person, changes nothing.

    Raises NotFound, StillExamined, PreviewGone.
    """
    job = database[COLLECTION].find_one_and_update(
        {"_id": job_id, "name": name, "dry_run": True, "kept_until": {"$gt": now}},
        {
            "$set": {"state": "waiting", "dry_run": False, "accept_valid": accept_valid}
            | {"decided_by": by, "request_id": request_id.get(), "finished_at": None}
            | {"done": 0, "tries": 0, "accepted": 0},
            "$unset": {"kept_until": ""},
        },
        _UNSEEN,
        return_document=ReturnDocument.AFTER,
    )
    job = job or get(database, name, job_id)
    if job["dry_run"]:
        raise StillExamined if job["state"] == "waiting" else PreviewGone
    return job


def latest(database: Db, name: str, scopes: Sequence[str], most: int = 20) -> list[Document]:
    """The newest jobs within these subtrees, without their files and problems."""
    wanted = {"name": name, "$or": _within(scopes)}
    if not scopes:
        return []
    found = database[COLLECTION].find(wanted, {**_UNSEEN, "problems": 0}, limit=most)
    return list(found.sort("created_at", DESCENDING))


def undecided(database: Db, name: str, scopes: Sequence[str], now: datetime) -> int:
    """How many previews within these subtrees wait for a decision."""
    wanted = {"kept_until": {"$gt": now}, "name": name, "$or": _within(scopes)}
    return database[COLLECTION].count_documents(wanted) if scopes else 0


def _within(scopes: Sequence[str]) -> list[Document]:
    return [{"organisation_path": {"$gte": path, "$lt": path + "\uffff"}} for path in scopes]


def forget_previews(database: Db, now: datetime) -> None:
    """Forget the files of previews nobody decided upon in time."""
    late = {"kept_until": {"$lte": now}}
    database[COLLECTION].update_many(late, {"$unset": {**_UNSEEN, "kept_until": ""}})
