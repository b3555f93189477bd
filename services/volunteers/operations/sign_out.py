"""End a session, or all of one's own."""

from services.volunteers.operations.refresh_session import SessionOver
from services.volunteers.store import Store
from shared.auth import Identity


def sign_out(token: str, *, store: Store) -> None:
    """End the session of this refresh token. Raises SessionOver when there is none."""
    if not store.sessions.end(token):
        raise SessionOver()


def sign_out_everywhere(*, actor: Identity, store: Store) -> int:
    """End all sessions of the actor; returns how many there were."""
    return store.sessions.end_all(actor.volunteer_id)
