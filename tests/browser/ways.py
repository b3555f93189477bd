"""The browsers a road is walked in: phone or desk, Chinese or English, with a script or without."""

import itertools
from typing import NamedTuple

PHONE, DESK = 390, 1280


class Way(NamedTuple):
    """One browser: its width in CSS pixels, the language it asks for, whether scripts run."""

    width: int = PHONE
    language: str = "zh"
    script: bool = True

    def __str__(self) -> str:
        return f"{self.width}-{self.language}-{'script' if self.script else 'plain'}"

    def say(self, zh: str, en: str) -> str:
        """What stands on the page in this browser's language."""
        return {"zh": zh, "en": en}[self.language]


EVERY = [Way(*one) for one in itertools.product((PHONE, DESK), ("zh", "en"), (True, False))]
WITH_SCRIPT = [one for one in EVERY if one.script]
# Four of the eight in which every two settings still meet: each width in both languages and with
# and without a script, each language with and without one.
PAIRS = [Way(), Way(PHONE, "en", False), Way(DESK, "zh", False), Way(DESK, "en")]


def ways(*, every: bool, needs_script: bool) -> list[Way]:
    """The browsers for a road: a road that ``needs_script`` is walked at every width and in every
    language; of the others ``make test`` takes the pairs, ``make browser`` all (``every``)."""
    if needs_script:
        return WITH_SCRIPT
    return EVERY if every else PAIRS
