"""Back-entries and requests for correction, with the names of those who took part."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from services.hours.domain.late.proofs import STATEMENT, ending_of
from services.hours.domain.late.refusals import NoProof
from services.hours.store import Store
from services.hours.store.late.filed import Filed, within
from services.hours.views.cursors import moment_and_key
from shared import paging
from shared.auth import Identity
from shared.storage.mongo import Document

READER = "organiser"


class Wanted(NamedTuple):
    """Which of them: of the subtree of one organisation, in one state, that wait for the reader."""

    organisation_id: str | None = None
    status: str | None = None
    waiting: bool = False


class Download(NamedTuple):
    """A proof on its way out."""

    parts: Iterable[bytes]
    kind: str
    name: str


def filed_in_scope(
    wanted: Wanted, cursor: str | None, limit: int, *, by: Identity, among: Filed, store: Store
) -> dict[str, Any]:
    """{items, next_cursor}: the latest first, of all the reader reaches as organiser.

    Raises NoSuchOrganisation, OutOfScope, CursorInvalid.
    """
    query = _of(wanted, by, store)
    if wanted.status:
        query = {"$and": [query, {"status": wanted.status}]}
    return _page(query, cursor, limit, among, store)


def filed_by_herself(
    cursor: str | None, limit: int, *, by: Identity, among: Filed, store: Store
) -> dict[str, Any]:
    """{items, next_cursor}: her own, the latest first. Raises CursorInvalid."""
    return _page({"volunteer_id": by.volunteer_id}, cursor, limit, among, store)


def one_filed(key: str, *, by: Identity, among: Filed, store: Store) -> dict[str, Any]:
    """One of them: for whose hours it is about, and for organisers in scope.

    Raises NoSuchBackEntry, NoSuchCorrection, OutOfScope.
    """
    record = among.get(key)
    if record["volunteer_id"] != by.volunteer_id:
        by.must_reach(READER, store.copies.path_of(record))
    return shown(record, store=store)


def proof_of(key: str, *, by: Identity, among: Filed, store: Store) -> Download:
    """The proof, for whoever filed it and organisers in scope.

    Raises NoSuchBackEntry, NoSuchCorrection, OutOfScope, NoProof.
    """
    record = among.get(key)
    if record["filed_by"] != by.volunteer_id:
        by.must_reach(READER, store.copies.path_of(record))
    proof = record["proof"]
    if proof is None:
        raise NoProof
    name = f"proof-{key}.{ending_of(proof['kind'])}"
    if proof["kind"] == STATEMENT:
        return Download([proof["text"].encode()], STATEMENT, name)
    return Download(store.proofs.read(proof["file_id"]), proof["kind"], name)


def shown(record: Document, *, store: Store) -> dict[str, Any]:
    """One record as its readers see it."""
    return next(_named([record], store))


def _of(wanted: Wanted, by: Identity, store: Store) -> Document:
    role = "coordinator" if wanted.waiting else READER
    paths = by.paths(role)
    if wanted.organisation_id:
        organisation = store.copies.known_organisation(wanted.organisation_id)
        by.must_reach(role, organisation["path"])
        paths = [organisation["path"]]
    query = within(paths)
    if not wanted.waiting:
        return query
    hers = ("filed_by", "volunteer_id", "check.by")
    return {"$and": [query, *({name: {"$ne": by.volunteer_id}} for name in hers)]}


def _page(
    query: Document, cursor: str | None, limit: int, among: Filed, store: Store
) -> dict[str, Any]:
    rows = among.list(query, moment_and_key(cursor), limit + 1)
    page = rows[:limit]
    further = None
    if len(rows) > limit:
        further = paging.encode([page[-1]["filed_at"], page[-1]["_id"]])
    return {"items": list(_named(page, store)), "next_cursor": further}


def _named(rows: Sequence[Document], store: Store) -> Iterator[dict[str, Any]]:
    people = store.copies.people({who for row in rows for who in _people(row)})
    for row in rows:
        named = {who: people.get(who, {}).get("name") for who in _people(row)}
        yield {**row, "names": named}


def _people(row: Document) -> Iterator[str]:
    yield row["volunteer_id"]
    yield row["filed_by"]
    for step in ("check", "decision"):
        if row.get(step):
            yield row[step]["by"]
