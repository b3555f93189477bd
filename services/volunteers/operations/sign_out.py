"""End a session, or all of one's own."""

from services.volunteers.store import Store
from shared.auth import Identity


def sign_out(token: str, *, store: Store) -> None:
    """End the session of this refresh token. A token that opens none is as good as ended (RFC 7009,
    section 2.2), so that a repeat is answered like the first."""
    store.sessions.end(token)


def sign_out_everywhere(*, actor: Identity, store: Store) -> int:
    """End all sessions of the actor; returns how many there were."""
    return store.sessions.end_all(actor.volunteer_id)
