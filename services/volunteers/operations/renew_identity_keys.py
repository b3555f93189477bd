"""Seal every identity number with the newest key and index it under exactly the active ones.

README.md tells the two steps of a change of keys. Run by the worker; a crash or a second run does
no harm. Nothing of it is told to other services: the public state of nobody changes.
"""

from services.volunteers.store import Store


def renew_identity_keys(*, store: Store, most: int = 2000) -> int:
    """Reseal up to ``most`` records; returns how many. 0 means that old keys may be taken away.

    Raises KeyRetired when a key is gone that a record still needs.
    """
    renewed = 0
    vault = store.vault
    for person in store.people.sealed_with_other_keys(vault.version, vault.index_versions()):
        document = vault.open(person["identity"], person["_id"])
        if store.people.reseal(person, vault.seal(document, person["_id"])):
            renewed += 1
        if renewed >= most:
            break
    return renewed
