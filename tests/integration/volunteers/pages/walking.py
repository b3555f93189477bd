"""A browser of one of the cast, and what its pages say."""

import re
from typing import Any

from tests.integration.volunteers.conftest import House
from tests.pages import open_browser


def browser_of(house: House, role: str | None, language: str | None = None) -> Any:
    """Signed in as one of the cast by a real sign-in; ``None``: the public."""
    token = None
    if role:
        token = house.signed_in(role)["Authorization"].removeprefix("Bearer ")
    return open_browser(house.app, token, language)


def form_with(page: Any, field: str) -> Any:
    """The form that has a field of this name."""
    return next(one for one in page.forms.values() if field in one.fields)


def form_to(page: Any, address: str) -> Any:
    """The form that is sent to this address."""
    return next(one for one in page.forms.values() if one.action == address)


def errors(page: Any) -> dict[str, str]:
    """What stands beside the fields: name to message."""
    found = re.findall(r'<div class="wrong" id="e-([^"]+)">(.*?)</div>', page.text, re.DOTALL)
    return {name: message.strip() for name, message in found}
