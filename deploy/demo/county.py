"""The made-up county: twelve towns with their villages, a county office and units beside them.

Its name and its towns are invented. The district code is a real one (GB/T 2260), because codes
are checked; towns and villages count on from it.
"""

from dataclasses import dataclass

COUNTY_CODE = "330624"
DISTRICTS = ("330624", "330602", "330603", "330604", "330681", "330683")
COUNTY = "溪南县妇联"
UNIT = "溪南县人民医院妇委会"

_TOWNS = (
    "双溪", "白石", "青山", "兰口", "柳岸", "石桥",
    "枫林", "云顶", "长塘", "南湖", "古井", "新安",
)  # fmt: skip
_VILLAGES = ("上村", "下村", "桥头", "东山", "西洲", "新民", "和平", "红旗")


@dataclass(frozen=True, slots=True)
class Town:
    """A town to found, with its villages as (name, code)."""

    name: str
    code: str
    villages: tuple[tuple[str, str], ...]


def towns(villages: int = 5) -> list[Town]:
    """The twelve towns of the county."""
    found = []
    for number, name in enumerate(_TOWNS, 1):
        code = f"{COUNTY_CODE}{100 + number}"
        below = tuple(
            (f"{name}镇{village}村妇联", f"{code}{200 + place}")
            for place, village in enumerate(_VILLAGES[:villages], 1)
        )
        found.append(Town(f"{name}镇", code, below))
    return found
