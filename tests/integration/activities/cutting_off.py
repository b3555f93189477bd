"""Cutting work off in the middle, as kill -9 does."""

from typing import Any

import pytest


class Killed(BaseException):
    """Stands for kill -9: nothing catches it."""


def cut_off(monkeypatch: pytest.MonkeyPatch, owner: type, name: str, after: int) -> None:
    """Let ``owner.name`` die at its call number ``after``, after it has done its work."""
    whole, calls = getattr(owner, name), []

    def dying(*args: Any, **more: Any) -> Any:
        found = whole(*args, **more)
        calls.append(1)
        if len(calls) == after:
            raise Killed
        return found

    monkeypatch.setattr(owner, name, dying)
