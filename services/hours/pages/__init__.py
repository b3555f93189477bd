"""The pages of the hour bank: one file a subject, thin: form → schema → operation or view."""

from zoneinfo import ZoneInfo

from services.hours.pages import (
    account,
    certificates_mine,
    check_certificate,
    corrections,
    health,
    honours,
    long_days,
    notice,
    office,
    pass_book,
    public,
    purse,
    shop,
    transfer,
)
from services.hours.pages.office.desk import Desk
from services.hours.settings import HoursSettings
from services.hours.store import Store
from shared.clock import Clock
from shared.pages import Pages
from shared.settings import Settings


def blueprints(store: Store, clock: Clock, settings: Settings, own: HoursSettings) -> list[Pages]:
    """All pages of this service. ``own`` says how the office has set the bank."""
    zone = ZoneInfo(settings.timezone)
    return [
        check_certificate.pages(store, clock, zone),
        pass_book.pages(store, clock, zone),
        corrections.pages(store, clock, zone),
        purse.pages(store, clock, zone),
        shop.pages(store, clock, zone),
        notice.pages(store, clock, zone),
        certificates_mine.pages(store, clock, zone, settings.public_url),
        honours.stars(store, clock, zone),
        honours.honours(store),
        transfer.pages(store, clock),
        public.pages(store, clock, zone),
        long_days.pages(store),
        account.pages(store, clock, zone, settings.public_url),
        *health.rooms(store),
        *office.rooms(Desk(store, clock, own, zone, settings.public_url)),
    ]
