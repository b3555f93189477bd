"""Who asks, and what that person may do where."""

from dataclasses import dataclass

from shared.refusal import Forbidden

ROLES = ("volunteer", "organiser", "coordinator", "administrator")


class RoleMissing(Forbidden):
    """Raised when a route needs a role the person has nowhere."""

    zh = "此操作需要“{role}”权限。"
    en = "This needs the role of {role}."


class OutOfScope(Forbidden):
    """Raised when the person has the role, but not for this organisation."""

    zh = "您无权处理该组织的事务。"
    en = "This belongs to an organisation outside your scope."


class NotVouched(Forbidden):
    """Raised when a password was set with a code somebody issued, and no second person has
    confirmed whose it is: who issued the code could be the one who asks."""

    zh = (
        "您的密码是用管理员开具的登录码设置的。请另一位管理员当面确认是您本人，之后才能办理此事；"
        "报名、签到、签退和查看不受影响。"
    )
    en = (
        "Your password was set with a code that a coordinator issued. Ask another coordinator to "
        "confirm in person that it is you; until then you can sign up, check in and out, and read."
    )


@dataclass(frozen=True, slots=True)
class Grant:
    """A role within the subtree of one organisation; ``/`` is the whole tree."""

    role: str
    organisation_path: str


@dataclass(frozen=True, slots=True)
class Identity:
    """A person who is signed in. A higher role includes the lower ones."""

    volunteer_id: str
    number: str
    grants: tuple[Grant, ...] = ()
    language: str = "zh"
    provisional: bool = False
    """By a password set with an issued code, vouched for by nobody yet: no role, few commands."""

    def has(self, role: str) -> bool:
        """Whether the person has ``role`` anywhere; everybody signed in is a volunteer."""
        return role == "volunteer" or bool(self.paths(role))

    def paths(self, role: str) -> list[str]:
        """The subtrees in which the person has ``role`` or a higher one."""
        rank = ROLES.index(role)
        return [
            grant.organisation_path
            for grant in self.grants
            if grant.role in ROLES and ROLES.index(grant.role) >= rank
        ]

    def reaches(self, role: str, path: str) -> bool:
        """Whether the person has ``role`` for the organisation at ``path``."""
        return any(path.startswith(mine) for mine in self.paths(role))

    def must_reach(self, role: str, path: str) -> None:
        """Raises OutOfScope unless the person reaches ``path`` with ``role``."""
        if not self.reaches(role, path):
            raise OutOfScope
