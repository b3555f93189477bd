"""``kindhours verify``: whether the invariants hold in the running stack."""

from deploy.verify.main import command

__all__ = ["command"]
