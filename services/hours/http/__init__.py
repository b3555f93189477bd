"""The HTTP API of the hour bank: route → schema → operation or view → answer."""

from zoneinfo import ZoneInfo

from flask_smorest import Blueprint

from services.hours.http import (
    approvals,
    calendar,
    certificates,
    currency,
    custody,
    findings,
    freezes,
    hours,
    journals,
    notices,
    rewards,
    rules,
    trials,
)
from services.hours.http.late import back_entries, corrections
from services.hours.settings import HoursSettings
from services.hours.store import Store
from shared.clock import Clock
from shared.settings import Settings


def blueprints(
    store: Store, clock: Clock, settings: Settings, own: HoursSettings
) -> list[Blueprint]:
    """All routes of this service."""
    zone = ZoneInfo(settings.timezone)
    return [
        hours.blueprint(store, clock, zone),
        journals.blueprint(store, clock, own, zone),
        rules.blueprint(store, clock, zone),
        trials.blueprint(store, clock, zone),
        currency.blueprint(store, clock, zone),
        approvals.blueprint(store, clock, own, zone),
        calendar.blueprint(store, clock),
        freezes.blueprint(store, clock),
        findings.blueprint(store, clock),
        custody.transfers(store, clock),
        custody.successions(store, clock),
        notices.blueprint(store, zone),
        notices.duties(store, clock, zone),
        notices.objections(store, clock, own, zone),
        back_entries.blueprint(store, clock, own, zone),
        corrections.blueprint(store, clock, own, zone),
        certificates.blueprint(store, clock, zone, settings.public_url),
        *rewards.blueprints(store, clock, zone),
    ]
