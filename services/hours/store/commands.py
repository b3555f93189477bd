"""Writes of a whole batch as one plain command: half the work of the driver's bulk helpers."""

from pymongo.client_session import ClientSession
from pymongo.errors import BulkWriteError

from shared.storage.mongo import Db, Document


def run(database: Db, command: Document, session: ClientSession) -> None:
    """Run an insert or update in the open transaction.

    Raises BulkWriteError where MongoDB refused a part: then nothing of the transaction stays.
    """
    answer = database.command(command, session=session)
    if answer.get("writeErrors"):
        raise BulkWriteError(answer)
