"""Who may give which role where. A role holds in one subtree of the organisation tree."""

from collections.abc import Iterable, Mapping
from typing import Any

from shared.refusal import Conflict, Forbidden

ROLES = ("organiser", "coordinator", "administrator")
_MAY_GIVE = {
    "organiser": frozenset[str](),
    "coordinator": frozenset({"organiser"}),
    "administrator": frozenset(ROLES),
}

Held = Mapping[str, Any]  # {"role": …, "organisation_id": …, "organisation_path": "/a/b/"}


class RoleNotYours(Forbidden):
    """Raised when somebody would give or take a role she has no power over there."""

    zh = "您无权在该组织授予或收回此角色。"
    en = "You cannot give or take this role in this organisation."


class OwnRole(Forbidden):
    """Raised when somebody would give a role to herself."""

    zh = "不能给自己授予角色，请由其他管理员操作。"
    en = "Nobody gives a role to herself. Ask another administrator."


class RanksAbove(Forbidden):
    """Raised when somebody would change the account of a person with more power."""

    zh = "对方的权限不低于您，您不能操作此账号。"
    en = "This person's roles are not below yours: you cannot change this account."


class LastAdministrator(Conflict):
    """Raised when nobody would be left to administer the whole tree."""

    zh = "这是最后一位全系统管理员，请先任命接任者。"
    en = "This is the last administrator of the whole tree. Appoint another one first."


def may_give(held: Iterable[Held], role: str, path: str) -> bool:
    """Whether somebody who holds these roles may give or take ``role`` at ``path``."""
    return any(
        path.startswith(one["organisation_path"]) and role in _MAY_GIVE[one["role"]] for one in held
    )


def check_giving(held: Iterable[Held], role: str, path: str) -> None:
    """Raises RoleNotYours."""
    if not may_give(held, role, path):
        raise RoleNotYours(field="role")


def check_rank(actor: Mapping[str, Any], other: Mapping[str, Any]) -> None:
    """An account with roles is changed only by who could take each of them. Raises RanksAbove.

    Without this a coordinator would suspend her administrator, or sign in as her by a new code.
    """
    if actor["_id"] == other["_id"]:
        return
    for one in other["grants"]:
        if not may_give(actor["grants"], one["role"], one["organisation_path"]):
            raise RanksAbove()


def with_role(held: list[Held], given: Held) -> list[Held]:
    """The roles after one more was given; given twice it stands once."""
    return [*without_role(held, given["role"], given["organisation_id"]), given]


def without_role(held: Iterable[Held], role: str, organisation_id: str) -> list[Held]:
    """The roles without this one."""
    return [one for one in held if (one["role"], one["organisation_id"]) != (role, organisation_id)]
