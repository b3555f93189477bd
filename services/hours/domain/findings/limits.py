"""From when on something is worth a look. The defaults leave an honest season in peace."""

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Limits:
    """What an office may set by ``HOURS_FINDINGS``, as in {"back_entries": 40}."""

    days: int = 35
    """How far back the detectors look."""
    back_entries: int = 20
    """People whose hours one person entered afterwards on one day."""
    device_people: int = 4
    """People who checked in with one device on one day: families and neighbours share phones."""
    apart_metres: int = 5_000
    """Places nearer to each other than this are not compared."""
    apart_speed: int = 120
    """Kilometres an hour in a straight line that nobody keeps up between two places."""
    outside_times: int = 5
    """Check-ins of an activity, or of a person, whose phone said it was outside the circle."""
    unattended_people: int = 3
    """People credited by back-entries alone at an activity where nobody checked in."""
    night_from: int = 23
    """The local hour the night begins at …"""
    night_until: int = 5
    """… and the one it ends at."""
    night_minutes: int = 60
    """Minutes of presence within one night."""
    friends: int = 3
    """The few who are looked at as one organiser's friends."""
    friends_share: int = 60
    """Per cent of the minutes an organiser recorded that go to these few."""
    friends_minutes: int = 1_200
    """Minutes that each of these few has from that organiser, at least."""


_HIGHEST = {"days": 366, "friends_share": 100, "night_from": 23, "night_until": 23}
_FROM_NOUGHT = ("night_from", "night_until")


def sensible(name: str, value: object) -> bool:
    """Whether ``name`` is a limit and may have this value."""
    known = {one.name for one in fields(Limits)}
    low, high = int(name not in _FROM_NOUGHT), _HIGHEST.get(name, 1_000_000)
    return name in known and type(value) is int and low <= value <= high
