"""What all scenes of the demo share: the people, the places, and what was answered."""

import threading
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any

from deploy.demo.client import Client
from deploy.demo.people import MadeUp
from deploy.demo.programme import Planned
from deploy.demo.progress import Phases
from deploy.demo.rehearsal_clock import RehearsalClock
from deploy.verify.reading import Databases

Plain = dict[str, Any]


@dataclass(slots=True)
class Actor:
    """A volunteer who is registered and signed in. ``town`` is an index into Stage.towns."""

    made_up: MadeUp
    volunteer_id: str
    number: str
    organisation_id: str
    town: int
    token: str = ""

    @property
    def name(self) -> str:
        return self.made_up.name


@dataclass(slots=True)
class Staged:
    """An activity of the programme as the API knows it; ``organiser`` shows its codes."""

    planned: Planned
    data: Plain
    organiser: Actor
    cancelled: bool = False

    @property
    def activity_id(self) -> str:
        return str(self.data["activity_id"])

    @property
    def shifts(self) -> list[Plain]:
        found: list[Plain] = self.data["shifts"]
        return found


@dataclass(slots=True)
class Log:
    """What was answered 2xx, kept to be held against the databases. Safe over threads.

    ``check_ins`` and ``check_outs`` are attendance ids; ``contradictions`` are repeats that got
    another answer than the first (I10). ``counts``: what was done about hours, by name;
    ``certificates``: whose, and as they were answered.
    """

    check_ins: set[str] = field(default_factory=set)
    check_outs: set[str] = field(default_factory=set)
    repeated: int = 0
    contradictions: list[str] = field(default_factory=list)
    taken_back: set[str] = field(default_factory=set)
    corrected: int = 0
    voided: int = 0
    check_ins_per_second: float = 0.0
    counts: Counter[str] = field(default_factory=Counter)
    certificates: list[tuple[str, Plain]] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def came(self, attendance_id: str) -> None:
        with self._lock:
            self.check_ins.add(attendance_id)

    def left(self, attendance_id: str) -> None:
        with self._lock:
            self.check_outs.add(attendance_id)

    def count(self, what: str) -> None:
        with self._lock:
            self.counts[what] += 1

    def compare(self, what: str, first: object, again: object) -> None:
        """A repeat of ``what`` must be answered as the first time."""
        with self._lock:
            self.repeated += 1
            if first != again:
                self.contradictions.append(f"{what}: {first} and then {again}")


@dataclass(slots=True)
class Stage:
    """Where the season is played. ``towns`` and ``unit`` are organisations of the county,
    {organisation_id, name, villages: [id]}; ``administrator``, ``coordinator``: their tokens."""

    client: Client
    clock: RehearsalClock
    databases: Databases
    phases: Phases
    volunteers: int
    random: Random
    first_day: datetime
    log: Log = field(default_factory=Log)
    county_id: str = ""
    towns: list[Plain] = field(default_factory=list)
    unit: Plain = field(default_factory=dict)
    administrator: str = ""
    coordinator: str = ""
    actors: list[Actor] = field(default_factory=list)
    organisers: list[Actor] = field(default_factory=list)
    teams: list[Plain] = field(default_factory=list)
    activities: list[Staged] = field(default_factory=list)
    by_id: dict[str, Actor] = field(default_factory=dict)
