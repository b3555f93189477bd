"""Needs a library that is not there."""

import a_library_nobody_has  # type: ignore[import-not-found] # noqa: F401

CHOICES = [{"messages": 1}]
