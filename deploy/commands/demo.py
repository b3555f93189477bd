"""``kindhours demo``: a county's season on servers of its own."""

from deploy.demo.main import command

__all__ = ["command"]
