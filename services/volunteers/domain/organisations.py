"""The organisation tree: city, county, town, village, grid, and units beside them."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from shared.refusal import Conflict, Invalid

LEVELS = ("city", "county", "town", "village", "grid", "unit")
DEEPEST = 12
_DIGITS = {
    "city": re.compile(r"\d{4}(00)?"),
    "county": re.compile(r"\d{6}"),
    "town": re.compile(r"\d{9}"),
    "village": re.compile(r"\d{12}"),
    "grid": re.compile(r"\d{15,18}"),
}
_AREA = re.compile(r"\d{6}|\d{9}|\d{12}")


class LevelMisplaced(Invalid):
    """Raised when a level cannot stand under its parent."""

    zh = "该层级不能设在所选上级之下：顺序为 市、区县、镇街、村社区、网格；单位之下只能是单位。"
    en = (
        "This level cannot stand under that parent: the order is city, county, town, village, "
        "grid; under a unit there are only units."
    )


class CodeUnknown(Invalid):
    """Raised when a GB/T 2260 code is misspelt or begins with no known district."""

    zh = "区划代码不对：市6位、区县6位、镇街9位、村社区12位，且前6位须是现行行政区划代码。"
    en = (
        "No such area code: 6 digits for a city or county, 9 for a town, 12 for a village, "
        "and the first six a district of GB/T 2260."
    )


class AreaMissing(Invalid):
    """Raised when nothing says where somebody lives who registers with a document."""

    zh = "请填写居住地的区划代码：区县6位、镇街9位或村社区12位。"
    en = "Write the area code of where she lives: 6, 9 or 12 digits."


class OrganisationClosed(Conflict):
    """Raised when something new would begin in a closed organisation."""

    zh = "该组织已停用，请选择其他组织。"
    en = "This organisation is closed. Choose another."


class ParentClosed(Conflict):
    """Raised when an organisation would be opened under a closed one."""

    zh = "上级组织已停用，请先启用上级组织。"
    en = "The organisation above is closed. Open that one first."


class MovedUnderItself(Invalid):
    """Raised when a node would become its own ancestor."""

    zh = "不能把组织移到它自己或它的下级之下。"
    en = "An organisation cannot be moved under itself or under one below it."


class TreeTooDeep(Invalid):
    """Raised when units are nested beyond reason."""

    zh = "组织层级过深，最多{deepest}级。"
    en = "The tree is too deep: at most {deepest} levels."


class OrganisationExists(Conflict):
    """Raised when the parent has one of this name, or another has this code."""

    zh = "同一上级下已有同名组织，或该区划代码已被使用。"
    en = "The parent already has an organisation of this name, or the code is in use."


def path_of(organisation_id: str, parent: Mapping[str, Any] | None) -> str:
    """ "/id/id/…/" from the root, with a slash at the end."""
    return (parent["path"] if parent else "/") + organisation_id + "/"


def ids_of(path: str) -> list[str]:
    """The ids on a path, the root first."""
    return path.strip("/").split("/")


def check_place(level: str, parent: Mapping[str, Any] | None) -> None:
    """Raises LevelMisplaced, ParentClosed, TreeTooDeep."""
    if parent is None:
        return
    if parent["status"] != "active":
        raise ParentClosed(field="parent_id")
    if len(ids_of(parent["path"])) >= DEEPEST:
        raise TreeTooDeep(field="parent_id", deepest=DEEPEST)
    above = parent["level"]
    if level == "unit":
        fits = above != "grid"
    else:
        fits = above != "unit" and LEVELS.index(above) < LEVELS.index(level)
    if not fits:
        raise LevelMisplaced(field="level")


def check_move(node: Mapping[str, Any], parent: Mapping[str, Any], deepest_below: int) -> None:
    """Raises MovedUnderItself, or what ``check_place`` raises.

    ``deepest_below`` is the number of levels below the node.
    """
    if parent["path"].startswith(node["path"]):
        raise MovedUnderItself(field="parent_id")
    check_place(node["level"], parent)
    if len(ids_of(parent["path"])) + 1 + deepest_below > DEEPEST:
        raise TreeTooDeep(field="parent_id", deepest=DEEPEST)


def moved(path: str, old: str, new: str) -> str:
    """A path below ``old`` as it is after the node at ``old`` moved to ``new``."""
    return new + path[len(old) :]


def read_code(level: str, text: str | None, known: Callable[[str], bool]) -> str | None:
    """The code as digits, a city's with its two zeros; None stays None. Raises CodeUnknown."""
    if text is None:
        return None
    plain = _digits(text)
    form = _DIGITS.get(level)
    if form is None or not form.fullmatch(plain):
        raise CodeUnknown(field="code")
    full = plain.ljust(6, "0")
    if not known(full[:6]):
        raise CodeUnknown(field="code")
    return full


def read_area(text: str, known: Callable[[str], bool], *, field: str = "residence_code") -> str:
    """The code of an area somebody lives in: district, town or village.

    Raises AreaMissing, CodeUnknown.
    """
    plain = _digits(text)
    if not plain:
        raise AreaMissing(field=field)
    if not _AREA.fullmatch(plain) or not known(plain[:6]):
        raise CodeUnknown(field=field)
    return plain


def state_of(node: Mapping[str, Any]) -> dict[str, Any]:
    """What the others are told: the data of organisation_changed."""
    return {
        "organisation_id": node["_id"],
        **{key: node[key] for key in ("name", "level", "code", "parent_id", "path")},
        **{key: node[key] for key in ("status", "revision")},
    }


def _digits(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
