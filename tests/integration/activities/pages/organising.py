"""An organiser with a browser that has no script."""

from typing import Any

from shared.pages import cookies
from tests.integration.activities.office import Office
from tests.integration.activities.samples import COUNTY, ORGANISER, PATHS, TOWN
from tests.pages import open_browser


def organiser(office: Office, language: str = "zh") -> Any:
    """The organiser of the county, at the pages."""
    return browser(office, ORGANISER, [("organiser", PATHS[COUNTY])], language)


def browser(
    office: Office,
    volunteer_id: str,
    grants: list[tuple[str, str]] | None = None,
    language: str = "zh",
) -> Any:
    """Somebody who is signed in."""
    header = office.bearer(volunteer_id, grants or [])["Authorization"]
    return open_browser(office.client.application, header.removeprefix("Bearer "), language)


def fill(page: Any, **fields: str) -> Any:
    """The sheet of a page, filled in; double underscores stand for dots."""
    form = page.forms["sheet"]
    for name, value in fields.items():
        form[name.replace("__", ".")] = value
    return form


USUAL = {
    "title": "重阳节敬老",
    "kind": "敬老",
    "organisation_id": TOWN,
    "description": "陪老人聊天。",
    "risks": "无特殊风险。",
    "bring": "雨衣",
    "address": "文化广场1号",
}
__all__ = ["USUAL", "browser", "cookies", "fill", "organiser"]
