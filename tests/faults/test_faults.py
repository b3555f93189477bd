"""While a season goes on, its parts are killed one after the other: it heals without a hand."""

import os
from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest
from rich.console import Console

from deploy.demo.season import play
from deploy.demo.theatre import Theatre, opened
from deploy.verify.rest import verify_at_rest
from deploy.verify.verifier import Evidence
from tests.faults.redelivery import redeliver, state_of
from tests.faults.strikes import (
    Strike,
    end,
    freeze,
    kill,
    kill_child,
    kill_frozen,
    kill_unanswered,
    strike_all,
)

# ``make faults`` asks for the long one: a larger season, struck again and again at random.
LONG = os.environ.get("FAULTS") == "long"
VOLUNTEERS, EVERY, ROUNDS = (300, 60, 4) if LONG else (60, 70, 1)
PATIENCE = 180

# In this order each hits its load: registrations, teams, publication, sign-ups, then check-ins.
STRIKES = [
    kill("volunteers.worker"),
    kill_child("volunteers.web"),
    kill_frozen("rabbitmq"),
    kill("activities.worker"),
    kill("mongod"),
    end("activities.worker"),
    kill("notifications.worker"),
    kill_child("activities.web"),
    kill_unanswered("hours.worker", "rabbitmq"),
    kill_unanswered("activities.web", "mongod"),
    freeze("hours.worker", 2),
    end("hours.worker"),
    kill("nginx"),
]


def rounds() -> list[Strike]:
    """The first round in the order above, so that each has its load; the others shuffled."""
    found = list(STRIKES)
    for number in range(1, ROUNDS):
        found += Random(number).sample(STRIKES, len(STRIKES))
    return found


@pytest.mark.timeout(3_000 if LONG else 290)
def test_a_season_heals_from_every_blow_and_from_its_whole_past_again() -> None:
    with opened(VOLUNTEERS, Console(quiet=True), patience=PATIENCE) as theatre:
        stage, stack = theatre.stage, theatre.stack
        amqp_uri = stack.run.amqp_uri
        with ThreadPoolExecutor(1) as load:
            season = load.submit(play, stage, theatre.first("administrator"), amqp_uri)
            struck = strike_all(rounds(), stack, stage.client, season, EVERY)
            season.result()
        assert {one.name for one in STRIKES} <= set(struck)

        assert _findings(theatre, {}) == []
        assert stage.log.contradictions == []

        before = state_of(stage.databases)
        poison = redeliver(stage.databases, amqp_uri, Random(7))
        for blow in (end("hours.worker"), kill("notifications.worker"), kill("activities.worker")):
            blow.strike(stack)
        assert _findings(theatre, poison) == []
        assert state_of(stage.databases) == before


def _findings(theatre: Theatre, poison: dict[str, list[str]]) -> list[str]:
    stage = theatre.stage
    evidence = Evidence(stage.log.check_outs, frozenset(stage.log.taken_back), poison)
    verdict, _ = verify_at_rest(
        stage.databases, theatre.stack.run.amqp_uri, evidence, patience=PATIENCE
    )
    return [str(one) for one in verdict.findings]
