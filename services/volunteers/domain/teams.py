"""Teams of volunteers: who may lead one and who may belong to it."""

from collections.abc import Mapping, Sequence
from typing import Any

from shared.refusal import Conflict, Invalid

MOST_LEADERS = 10
MOST_TEAMS = 20


class TeamDissolved(Conflict):
    """Raised when something new would begin in a dissolved team."""

    zh = "该队伍已解散。"
    en = "This team was dissolved."


class TeamExists(Conflict):
    """Raised when the organisation has a team of this name."""

    zh = "该组织已有同名队伍。"
    en = "This organisation already has a team of this name."


class NotActive(Conflict):
    """Raised when somebody who is suspended or left would join or lead."""

    zh = "{name}的志愿者状态不是“正常”，不能加入或带领队伍。"
    en = "{name} is not an active volunteer and cannot join or lead a team."


class Outsider(Conflict):
    """Raised when somebody of another organisation would join."""

    zh = "该志愿者不属于本队所在的组织，您也无权管理该志愿者。"
    en = "This volunteer belongs to another organisation, and you are not in charge there."


class LeaderStays(Conflict):
    """Raised when a leader would leave the team before another takes over."""

    zh = "队长不能直接退出，请先更换队长。"
    en = "A leader cannot leave the team. Appoint another leader first."


class TooManyLeaders(Invalid):
    """Raised beyond a number nobody needs."""

    zh = "队长最多{most}人。"
    en = "A team has at most {most} leaders."


class TooManyTeams(Conflict):
    """Raised when somebody would belong to more teams than anybody can serve."""

    zh = "一名志愿者最多加入{most}支队伍。"
    en = "A volunteer belongs to at most {most} teams."


def check_leaders(leader_ids: Sequence[str]) -> list[str]:
    """The leaders, each once, in the order given. Raises TooManyLeaders."""
    unique = list(dict.fromkeys(leader_ids))
    if len(unique) > MOST_LEADERS:
        raise TooManyLeaders(field="leader_ids", most=MOST_LEADERS)
    return unique


def check_belongs(team: Mapping[str, Any], person: Mapping[str, Any], in_charge: bool) -> None:
    """A member is of the team's organisation or below, unless who asks is in charge of both.

    Raises Outsider.
    """
    if not in_charge and not person["organisation_path"].startswith(team["organisation_path"]):
        raise Outsider()


def join(team: Mapping[str, Any], person: Mapping[str, Any]) -> list[str]:
    """The person's teams after joining. Raises TeamDissolved, NotActive, TooManyTeams."""
    if team["status"] != "active":
        raise TeamDissolved()
    if person["status"] != "active":
        raise NotActive(name=person["name"])
    teams: list[str] = [*dict.fromkeys([*person["team_ids"], team["_id"]])]
    if len(teams) > MOST_TEAMS:
        raise TooManyTeams(most=MOST_TEAMS)
    return teams


def leave(team: Mapping[str, Any], person: Mapping[str, Any]) -> list[str]:
    """The person's teams after leaving. Raises LeaderStays."""
    if team["status"] == "active" and person["_id"] in team["leader_ids"]:
        raise LeaderStays()
    return [one for one in person["team_ids"] if one != team["_id"]]


def state_of(team: Mapping[str, Any]) -> dict[str, Any]:
    """What the others are told: the data of team_changed."""
    keys = ("name", "organisation_id", "organisation_path", "leader_ids", "status", "revision")
    return {"team_id": team["_id"], **{key: team[key] for key in keys}}
