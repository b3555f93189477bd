"""Accounts of the service record: what their ids say."""

SELDOM = ("back_minutes",)
"""Numbers that few accounts have."""


def named_by(key: str) -> dict[str, str]:
    """The fields of an account that its id says."""
    if not key.startswith("issued:"):
        return {}
    organisation_id, _, month = key.removeprefix("issued:").rpartition(":")
    return {"organisation_id": organisation_id, "month": month}
