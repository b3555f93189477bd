"""Send the e-mails that are due."""

from dataclasses import dataclass
from datetime import timedelta

from services.notifications.domain.deliveries import (
    Delivery,
    Rest,
    is_stale,
    letter_of,
    next_try,
)
from services.notifications.domain.people import (
    Person,
    Preferences,
    can_mail,
    language_of,
    wants_email,
)
from services.notifications.senders import Line, NotNow, Post, Refused, ServerDown
from services.notifications.store import Store
from shared.clock import Clock
from shared.logs import logger

AT_ONCE = 20
# A worker that is told to stop has this many rounds to finish at most.
MOST_ROUNDS = 10
# Long enough for ``AT_ONCE`` mails to a slow server; a crash delays those in hand by this.
LEASE = timedelta(minutes=5)


@dataclass(frozen=True)
class Mailing:
    """What sending needs; ``rest`` remembers between runs that the server was down."""

    store: Store
    post: Post
    clock: Clock
    public_url: str
    rest: Rest


def send_deliveries(mailing: Mailing) -> None:
    """Send what is due over one connection. While the mail server is down nothing else waits."""
    deliveries, now = mailing.store.deliveries, mailing.clock()
    if mailing.rest.lasts(now) or not deliveries.any_due(now):
        return
    try:
        with mailing.post.line() as line:
            for _ in range(MOST_ROUNDS):
                now = mailing.clock()
                claimed = deliveries.claim(now, now + LEASE, AT_ONCE)
                if not claimed:
                    break
                _send_all(claimed, line, mailing)
    except ServerDown as trouble:
        mailing.rest.begin(mailing.clock())
        logger().warning("mail_server_down", reason=str(trouble), until=str(mailing.rest.until))
    else:
        mailing.rest.end()


def _send_all(claimed: list[Delivery], line: Line, mailing: Mailing) -> None:
    """Send each; on ServerDown those not tried yet are given back."""
    people = mailing.store.people.look_up(one.volunteer_id for one in claimed)
    try:
        for one in claimed:
            _decide(one, *people[one.volunteer_id], line, mailing)
    except ServerDown:
        mailing.store.deliveries.release(claimed[0].claim, mailing.clock())
        raise


def _decide(
    one: Delivery, person: Person | None, chosen: Preferences, line: Line, mailing: Mailing
) -> None:
    """Settle one delivery: send it, unless it is too old, unwanted, or its person unknown yet."""
    now = mailing.clock()
    if is_stale(one, now):
        mailing.store.deliveries.settle(one, "expired", now)
    elif person is None:
        _try_later(one, "the person's details have not arrived", mailing)
    elif person.email is None or not (can_mail(person) and wants_email(one.kind, person, chosen)):
        mailing.store.deliveries.settle(one, "unwanted", now)
    else:
        _send(one, person.email, language_of(person, chosen), line, mailing)


def _send(one: Delivery, to: str, language: str, line: Line, mailing: Mailing) -> None:
    try:
        line.send(letter_of(one, to, language, mailing.public_url))
    except Refused as trouble:
        mailing.store.deliveries.settle(one, "refused", mailing.clock(), str(trouble))
    except NotNow as trouble:
        _try_later(one, str(trouble), mailing)
    except ServerDown as trouble:
        # Behind the others, so that a mail the server stumbles over does not stop them for ever.
        _try_later(one, str(trouble), mailing)
        raise
    else:
        mailing.store.deliveries.settle(one, "sent", mailing.clock())


def _try_later(one: Delivery, error: str, mailing: Mailing) -> None:
    now = mailing.clock()
    again = next_try(one, now)
    if again is None:
        mailing.store.deliveries.settle(one, "expired", now, error)
    else:
        mailing.store.deliveries.postpone(one, again, error)
