"""Seal every signing key with the newest master key. README.md tells the steps of a change."""

from services.hours.store import Store


def renew_signing_keys(*, store: Store) -> int:
    """Returns how many were sealed anew; 0 means that older master keys may be taken away.

    A crash or a second run does no harm. Raises MasterKeyMissing when a key is gone that is
    still needed.
    """
    return store.keys.reseal()
