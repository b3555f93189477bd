"""HTTP: what every service's web application has in common."""

from shared.web.access import allow, current, current_or_none
from shared.web.app import create_app

__all__ = ["allow", "create_app", "current", "current_or_none"]
