"""A worker for the tests of the bus: notes each event it hears, in the inbox's transaction."""

from shared.worker import Parts, run  # isort: skip

from shared.messaging.batch import Batch, Handler
from shared.messaging.outcomes import Hold
from shared.settings import Settings
from shared.storage.mongo import connect


def build(settings: Settings) -> Parts:
    database = connect(settings)

    def note(batch: Batch) -> None:
        if database["trouble"].find_one({"_id": "now"}):
            database["held"].insert_one({})
            raise Hold("the tests say so")
        for event in batch.events:
            who = event["data"]["volunteer_id"]
            if who == "poison" and not database["mercy"].find_one({"_id": "poison"}):
                raise ValueError("never this one")
        ids = [event["id"] for event in batch.events]
        database["taken"].insert_many([{"_id": one} for one in ids], session=batch.session)

    return Parts(database, {"notifications.tell_volunteer": Handler(note)}, ("records",))


if __name__ == "__main__":
    run("hours", build)
