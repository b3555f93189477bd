"""Exchange a refresh token for the next one."""

from datetime import timedelta

from services.volunteers.operations.sign_in import Signed, signed
from services.volunteers.settings import VolunteerSettings
from services.volunteers.store import Store
from shared.clock import Clock
from shared.logs import logger
from shared.tokens import NotSignedIn

_GRACE = timedelta(seconds=10)


class SessionOver(NotSignedIn):
    """Raised when a refresh token is spent, unknown or over."""

    zh = "登录已过期，请重新登录。"
    en = "The session is over. Please sign in again."


def refresh_session(token: str, *, store: Store, own: VolunteerSettings, clock: Clock) -> Signed:
    """New tokens with the roles held now. Raises SessionOver.

    A spent token that comes again was stolen, or its thief was first: the session ends for both.
    Two tabs that refresh within ten seconds are no theft.
    """
    at = clock()
    rotated = store.sessions.rotate(token, at)
    if rotated is None:
        session = store.sessions.spent(token)
        if session and at - session["rotated_at"] > _GRACE:
            store.sessions.end_one(session["_id"])
            logger().warning("refresh token used twice", volunteer_id=session["volunteer_id"])
        raise SessionOver()
    session, following = rotated
    person = store.people.get(session["volunteer_id"])
    return signed(person, following, own, at)
