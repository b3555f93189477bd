"""After an organisation moved: people, teams and roles below it get their new paths."""

from contextlib import suppress
from datetime import timedelta

from services.volunteers.store import Store
from shared.clock import Clock
from shared.refusal import Changed

# A registration that read the old path may still be on its way to the database.
_WATCHED = timedelta(minutes=5)


def follow_moves(*, store: Store, clock: Clock) -> int:
    """Bring everybody to the path of her organisation; returns how many records changed.

    Bears being cut off and run twice: it compares with the tree as it is now. Whoever changes
    a record at the same moment wins; the next round comes back to it.
    """
    changed = 0
    for node in store.organisations.moved():
        at = clock()
        old = {mark["path"] for mark in node["moved_from"]} - {node["path"]}
        for path in sorted(old):
            now = _Paths(store)
            changed += _people(path, now, store, clock)
            changed += _teams(path, now, store, clock)
            changed += _roles(path, now, store)
        store.organisations.forget_moves(node, at - _WATCHED)
    return changed


class _Paths:
    """The path of each organisation as it is now, read once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._found: dict[str, str] = {}

    def of(self, organisation_id: str) -> str:
        if organisation_id not in self._found:
            self._found[organisation_id] = self._store.organisations.get(organisation_id)["path"]
        return self._found[organisation_id]


def _people(old: str, now: _Paths, store: Store, clock: Clock) -> int:
    changed = 0
    for person in store.people.below(old):
        path = now.of(person["organisation_id"])
        if path != person["organisation_path"]:
            with suppress(Changed):
                changes = {"organisation_path": path}
                store.people.change(person, changes, told="details", at=clock())
                changed += 1
    return changed


def _teams(old: str, now: _Paths, store: Store, clock: Clock) -> int:
    changed = 0
    for team in store.teams.below(old):
        path = now.of(team["organisation_id"])
        if path != team["organisation_path"]:
            with suppress(Changed):
                store.teams.change(team, {"organisation_path": path}, at=clock())
                changed += 1
    return changed


def _roles(old: str, now: _Paths, store: Store) -> int:
    changed = 0
    for person in store.people.with_roles_below(old):
        grants = [
            {**one, "organisation_path": now.of(one["organisation_id"])} for one in person["grants"]
        ]
        if grants != person["grants"]:
            with suppress(Changed):
                store.people.change_silently(person, {"grants": grants})
                changed += 1
    return changed
