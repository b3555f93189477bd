"""Readers of the pages, and how to read what they see."""

from collections.abc import Sequence
from typing import Any

from tests.integration.activities.office import Office
from tests.pages import open_browser


def reader(
    office: Office,
    volunteer_id: str | None = None,
    grants: Sequence[tuple[str, str]] = (),
    language: str = "zh",
) -> Any:
    """A browser of the public, or of somebody who is signed in."""
    token = None
    if volunteer_id:
        token = office.bearer(volunteer_id, grants)["Authorization"].removeprefix("Bearer ")
    return open_browser(office.client.application, token, language)


def words(page: Any) -> str:
    """The text people read in the main part, blanks as one."""
    return " ".join(page.html.find("main").get_text(" ").split())


def form_to(page: Any, end: str) -> Any:
    """The form whose address ends so."""
    [found] = [
        form for at, form in page.forms.items() if isinstance(at, int) and form.action.endswith(end)
    ]
    return found
