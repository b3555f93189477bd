"""The made-up county: twelve towns with their villages, a county office and units beside them.

Its name and its towns are invented. The district code is a real one (GB/T 2260), because codes
are checked; towns and villages count on from it.
"""

from dataclasses import dataclass
from typing import Any

CITY_CODE = "330700"
COUNTY_CODE = "330726"
DISTRICTS = ("330726", "330702", "330703", "330723", "330727", "330781", "330782", "330783")
CITY = "云州市妇女联合会"
COUNTY = "溪南县妇女联合会"

_TOWNS = (
    "双溪", "白石", "青山", "兰口", "柳岸", "石桥",
    "枫林", "云顶", "长塘", "南湖", "古井", "新安",
)  # fmt: skip
_VILLAGES = ("上村", "下村", "桥头", "东山", "西洲", "新民", "和平", "红旗")


@dataclass(frozen=True, slots=True)
class Place:
    """An organisation to found. ``above`` is its parent's index in the plan."""

    name: str
    level: str
    code: str | None
    above: int


def towns_and_villages(villages: int = 5) -> list[Place]:
    """What stands under the county: a town each followed by its villages. ``above`` of a town
    is -1 (the county)."""
    found: list[Place] = []
    for number, name in enumerate(_TOWNS, 1):
        code = f"{COUNTY_CODE}{100 + number:03d}"
        town = len(found)
        found.append(Place(f"{name}镇妇联", "town", code, -1))
        for place, village in enumerate(_VILLAGES[:villages], 1):
            found.append(
                Place(f"{name}镇{village}村妇联", "village", f"{code}{200 + place:03d}", town)
            )
    found.append(Place("溪南县人民医院妇委会", "unit", None, -1))
    return found


def first_tree() -> dict[str, Any]:
    """The two organisations an installation begins with."""
    county = {"name": COUNTY, "level": "county", "code": COUNTY_CODE}
    return {"name": CITY, "level": "city", "code": CITY_CODE, "children": [county]}
