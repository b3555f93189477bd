"""Check-in by location alone: is the phone where the activity is? Metres and degrees (WGS 84)."""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from shared.refusal import Conflict

_EARTH_RADIUS_METRES = 6_371_008.8


class LocationNotAllowed(Conflict):
    """Raised when the activity does not take check-ins by location alone."""

    zh = "本活动不支持定位签到，请扫描现场二维码，或请负责人点名。"
    en = (
        "This activity takes no check-in by location. Please scan the code on site, "
        "or let the organiser call the roll."
    )


class LocationTooVague(Conflict):
    """Raised when the phone does not know well enough where it is."""

    zh = (
        "定位误差约{accuracy}米，超过允许的{limit}米。"
        "请打开精确定位、走到室外再试，或扫描现场二维码。"
    )
    en = (
        "Your phone knows its place only to {accuracy} m; {limit} m are allowed. Switch on precise "
        "location and step outside, or scan the code on site."
    )


class TooFarAway(Conflict):
    """Raised when the phone is outside the circle around the activity's point."""

    zh = "您距离活动地点约{distance}米，须在{radius}米以内才能签到。"
    en = "You are about {distance} m from the activity; check-in works within {radius} m."


@dataclass(frozen=True, slots=True)
class Point:
    latitude: float
    longitude: float


def distance_metres(one: Point, other: Point) -> float:
    """The way over the ground between two points, by the haversine formula (error below 0.6 %)."""
    up = radians(other.latitude - one.latitude) / 2
    along = radians(other.longitude - one.longitude) / 2
    both = cos(radians(one.latitude)) * cos(radians(other.latitude))
    share = sin(up) ** 2 + both * sin(along) ** 2
    return 2 * _EARTH_RADIUS_METRES * asin(min(1.0, sqrt(share)))


def must_be_near(
    phone: Point, accuracy: float, venue: Point, *, radius: float, vaguest: float
) -> float:
    """Let a phone pass whose circle of ``accuracy`` metres touches the venue's ``radius``; the
    distance in metres.

    An old phone in a hall is easily 50 m off, so its error is believed, but only up to
    ``vaguest`` metres: else a claimed accuracy of a kilometre would open every door.
    Raises LocationTooVague, TooFarAway.
    """
    if accuracy > vaguest:
        raise LocationTooVague(field="accuracy", accuracy=round(accuracy), limit=round(vaguest))
    distance = distance_metres(phone, venue)
    if distance > radius + accuracy:
        raise TooFarAway(field="latitude", distance=round(distance), radius=round(radius))
    return distance
