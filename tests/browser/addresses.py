"""Every page of the four services, with what stands in its address in the scene.

The list is asked of the services themselves (``tests.browser.routes``), so that no page is left
out: a new one needs nothing here unless its address has a part that no other page has.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from shared.contracts.catalogue import SERVICES
from tests.browser.scene import Scene

_PART = re.compile(r"<(?:[^<>]*:)?(\w+)>")

# Whose browser opens a page, where its own guard says less than its operation.
_WHO = (
    ("/organise", "organiser"),
    ("/onsite", "organiser"),
    ("/office", "coordinator"),
    ("/hours/people", "coordinator"),
    ("/notice", "late"),
)

# What the part of an address is, by the page; after these the names of the scene hold.
_PARTS = {
    "/organise/<string:activity_id>/archive": {"activity_id": "over_id"},
    "/organise/<string:activity_id>/close": {"activity_id": "over_id"},
    "/organise/<string:activity_id>": {"activity_id": "chosen_id"},
    "/c/attendances/<string:sign_up_id>": {"sign_up_id": "over_sign_up_id"},
    "/office/people/<string:volunteer_id>": {"volunteer_id": "helper_id"},
    "/my/corrections/<string:key>": {"key": "correction_id"},
    "/office/corrections/<string:key>": {"key": "correction_id"},
    "/office/back-entries/<string:key>": {"key": "back_entry_id"},
    "/office/objections/<string:key>": {"key": "objection_id"},
    "/office/rules/rows/<string:key>": {"key": "rule_row_id"},
    "/office/rules/trials/<string:key>": {"key": "trial_id"},
    "/office/shop/offers/<string:key>": {"key": "offer_id"},
    "/office/findings/<string:key>": {"key": "finding_id"},
    "/office/transfers/<string:key>": {"key": "transfer_id"},
    "/office/hours/freezes/<string:volunteer_id>": {"volunteer_id": "late_id"},
    "/office/hours/lines/<string:key>": {"key": "journal_id"},
    "/office/records/<string:kind>/<string:key>": {"kind": "record_kind", "key": "record_id"},
    "/office/activities/import/<string:job_id>": {"job_id": "activities_job_id"},
    "/office/people/import/<string:job_id>": {"job_id": "volunteers_job_id"},
    "/certificates/<string:number>": {"number": "certificate_number"},
}

_QUERIES = {
    "/certificates/<string:number>": "?c={certificate_code}",
    "/my/corrections/new": "?journal_id={journal_id}",
    "/office/rosters": "?show=1",
}

# What has an address and is no page: files, and what our own scripts and pages ask for.
_FILES = re.compile(
    r"/parts/|\.(pdf|ics|svg|js|csv|xlsx)$|<string:kind>$|/proof$|/photos/|/now$|/fresh$"
    r"|/template|/session/renew$"
)
# Where a browser lands that loads a form's address again: it is sent on, to a page listed here.
_SENT_ON = re.compile(r"/(sign-up|withdraw|renew|decide|read-all)$|<any\('in','out'\):way>$")
# Pages about what takes a season to come about; tests/integration/hours/pages opens them.
_NOT_HERE = {
    "/office/hours/stars/<string:key>": "an application for a star: after 100 hours",
    "/office/shop/reservations/<string:key>": "something reserved: after the public notice",
}


@dataclass(frozen=True, slots=True)
class Address:
    """A page and who opens it: a role of the scene, or "" for somebody who is not signed in."""

    rule: str
    path: str
    who: str


def rules(scene: Scene, service: str) -> list[dict[str, str]]:
    """What the service itself says it answers."""
    stack = scene.theatre.stack
    told = stack.run_beside(service, "tests.browser.routes", SERVICE=service)
    found: list[dict[str, str]] = json.loads(told)
    return sorted(found, key=lambda one: one["rule"])


def pages_of(scene: Scene, service: str) -> Iterator[Address]:
    """The pages of a service. Raises LookupError for a part of an address that nothing fills."""
    for one in rules(scene, service):
        rule = one["rule"]
        if _FILES.search(rule) or _SENT_ON.search(rule) or rule in _NOT_HERE:
            continue
        who = next((role for start, role in _WHO if rule.startswith(start)), one["role"])
        who = one["role"] if one["role"] == "administrator" else who
        yield Address(rule, _filled(rule, scene), "" if who == "public" else who)


def _filled(rule: str, scene: Scene) -> str:
    names = _PARTS.get(rule, {})

    def fill(part: re.Match[str]) -> str:
        name = names.get(part[1], part[1])
        if name == "token":
            return str(scene.code(scene.known["shift_id"])["url"]).rpartition("/")[2]
        if name not in scene.known:
            raise LookupError(f"{rule}: the scene has no {name}; see tests/browser/addresses.py")
        return scene.known[name]

    return _PART.sub(fill, rule) + _QUERIES.get(rule, "").format(**scene.known)


__all__ = ["SERVICES", "Address", "pages_of", "rules"]
