"""The organisations' public keys, for everybody."""

from typing import Any

from services.hours.domain.certificates.refusals import NoSuchKey
from services.hours.store import Store
from services.hours.views.certificates.offline import pem_of


def key_of(key_id: str, *, store: Store) -> dict[str, Any]:
    """{key_id, organisation_id, name, pem}. Raises NoSuchKey."""
    key, owner = store.keys.public(key_id), store.keys.owner(key_id)
    if key is None or owner is None:
        raise NoSuchKey
    organisation = store.copies.organisation(owner) or {}
    name = organisation.get("name")
    return {"key_id": key_id, "organisation_id": owner, "name": name, "pem": pem_of(key)}
