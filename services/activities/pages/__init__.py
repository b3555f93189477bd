"""The pages of the activities: one file a subject, thin: form → schema → operation or view."""

from services.activities.pages import (
    applicants,
    archive_page,
    calendar_feed,
    check_in_page,
    closing,
    discarding,
    find,
    front,
    health,
    import_lists,
    kept,
    month_page,
    my_code,
    my_shifts,
    office_part,
    one_activity,
    onsite,
    organise,
    person_part,
    publish,
    roll,
    rosters,
    screen,
    walk_in,
)
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from shared.clock import Clock
from shared.pages import Pages
from shared.settings import Settings


def blueprints(
    store: Store, clock: Clock, settings: Settings, own: ActivitySettings
) -> list[Pages]:
    """All pages of this service."""
    return [
        front.pages(store, clock),
        find.pages(store, clock, own),
        month_page.pages(store, clock, own),
        one_activity.pages(store, clock, own),
        my_shifts.pages(store, clock, own),
        calendar_feed.pages(store, clock, own, settings.public_url),
        check_in_page.pages(store, clock, own),
        person_part.pages(store),
        rosters.pages(store, clock, own),
        organise.pages(store, clock, own),
        publish.pages(store, clock, own),
        applicants.pages(store, clock, own),
        closing.pages(store, clock, own),
        archive_page.pages(store, clock, own),
        discarding.pages(store, clock, own),
        import_lists.pages(store, clock, own),
        office_part.pages(store, clock),
        health.pages(store),
        onsite.pages(store, clock, own),
        screen.pages(store, clock, own, settings.public_url),
        roll.pages(store, clock, own),
        walk_in.pages(store, clock, own),
        kept.pages(store, clock, own),
        my_code.pages(store, clock, own),
    ]
