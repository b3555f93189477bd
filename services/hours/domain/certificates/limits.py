"""How often certificates may be made, drawn and looked up."""

from typing import NamedTuple

from services.hours.domain.certificates.refusals import TooManyCertificates, TooManyChecks
from shared.refusal import TooMany


class Limit(NamedTuple):
    """At most so many in a window of so many seconds; ``wrong`` is what a wrong guess counts."""

    name: str
    most: int
    seconds: int
    refusal: type[TooMany]
    wrong: int = 1


# An office looks up a pile of papers from one address; who guesses codes gets twenty tries.
CHECKS = Limit("check", 400, 600, TooManyChecks, wrong=20)
MADE = Limit("make", 60, 600, TooManyCertificates)
