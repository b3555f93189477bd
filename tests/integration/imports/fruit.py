"""An importer of the simplest kind, for what is true of every import."""

import base64
from collections.abc import Sequence

from pymongo.client_session import ClientSession

from shared.imports.columns import Column, a_count
from shared.imports.examination import Entry, Given
from shared.refusal import Invalid
from shared.storage.mongo import Db, Document


class Spoiled(Invalid):
    zh, en = "坏了", "It is spoiled."


class Died(BaseException):
    """What a kill -9 looks like from the inside: nothing is caught, nothing is cleaned up."""


class Fruit:
    """An importer of the simplest kind; ``dies`` makes its worker die in the middle of writing."""

    name = "fruit"
    columns = (
        Column("code", "编号", "Code", "", "", required=True, secret=True),
        Column("count", "数量", "Count", "", "", parse=a_count),
        Column("basket", "篮子", "Basket", "", ""),
    )
    group_by: str | None = None

    def __init__(self, database: Db) -> None:
        self.rows = database["fruit"]
        self.dies = False

    def look_up(self, rows: Sequence[Given]) -> None:
        pass

    def entry(self, rows: Sequence[Given], job: Document) -> Entry:
        if any(row.values["count"] == 13 for row in rows):
            raise Spoiled(field="count")
        codes = [row.values["code"] for row in rows]
        key = "+".join(codes)
        return Entry([key], {"_id": key, "count": rows[0].values["count"]}, rows=len(rows))

    def known(self, keys: Sequence[str]) -> set[str]:
        return {row["_id"] for row in self.rows.find({"_id": {"$in": list(keys)}})}

    def write(self, records: Sequence[Document], job: Document, session: ClientSession) -> None:
        for record in records:
            self.rows.insert_one(record, session=session)
            if self.dies:
                raise Died

    def seal(self, data: bytes, job_id: str) -> bytes:
        return base64.b85encode(job_id.encode() + data)

    def unseal(self, data: bytes, job_id: str) -> bytes:
        return base64.b85decode(data).removeprefix(job_id.encode())


def outcome(job: Document) -> tuple[str, int, int, int]:
    return job["state"], job["accepted"], job["repeated"], job["refused"]
