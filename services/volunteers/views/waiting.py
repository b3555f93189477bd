"""What waits for a coordinator's decision in this service."""

from collections.abc import Sequence
from datetime import datetime

from services.volunteers.domain.organisations import ids_of
from services.volunteers.domain.unverified import UNVERIFIED
from services.volunteers.store import Store
from services.volunteers.store.people import PROVISIONAL
from shared.imports import jobs
from shared.storage.mongo import Document

_MOST = 1000


def waiting(store: Store, paths: Sequence[str], at: datetime) -> dict[str, int]:
    """How many within ``paths``, counted up to 1,000: {"imports", "suspended", "unverified",
    "provisional"}.

    imports: lists that were looked at and not decided upon. unverified: people of another system's
    list whose document nobody has seen. provisional: passwords by a code nobody has vouched for.
    """
    scope: Document = {}
    if "/" not in paths:
        scope = {"ancestors": {"$in": [ids_of(path)[-1] for path in paths]}}
    people = store.people.collection

    def count(**wanted: object) -> int:
        return people.count_documents({**scope, **wanted}, limit=_MOST)

    return {
        "imports": jobs.undecided(store.database, "volunteers", paths, at),
        "suspended": count(status="suspended"),
        "unverified": count(**{"identity.kind": UNVERIFIED, "status": "active"}),
        "provisional": count(**PROVISIONAL, status="active"),
    }
