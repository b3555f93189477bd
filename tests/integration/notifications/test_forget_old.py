from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from environs import EnvValidationError

from services.notifications import settings as own_settings
from services.notifications.operations.forget_old import forget_old
from services.notifications.settings import NotificationSettings
from services.notifications.store import Store
from services.notifications.store.writes import delete_slowly
from shared.contracts import hours
from tests.conftest import SettableClock
from tests.unit.notifications.events import AT, event

KEPT = NotificationSettings(
    mail=None, messages_kept=timedelta(days=730), deliveries_kept=timedelta(days=90)
)


def test_old_messages_and_settled_mail_go_and_the_others_stay(
    store: Store, tell: Callable[..., Any], clock: SettableClock
) -> None:
    for number, days in enumerate((0, 731, 800)):
        at = AT - timedelta(days=days)
        tell(event(hours.HoursCredited, event_id=f"{number:024x}", at=at))
    for one in store.deliveries.claim(clock.now, clock.now, 2):
        store.deliveries.settle(one, "sent", clock.now - timedelta(days=91))
    forget_old(store=store, settings=KEPT, clock=clock)
    assert store.database["messages"].count_documents({}) == 1
    (delivery,) = store.database["deliveries"].find()
    assert delivery["state"] == "waiting"


def test_much_goes_in_small_steps(store: Store) -> None:
    store.database["messages"].insert_many({"n": n} for n in range(25))
    assert delete_slowly(store.database["messages"], {"n": {"$lt": 23}}, at_once=5) == 23
    assert store.database["messages"].count_documents({}) == 2


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SMTP_HOST", "MESSAGES_KEPT_DAYS", "DELIVERIES_KEPT_DAYS"):
        monkeypatch.delenv(name, raising=False)
    assert own_settings.read().mail is None
    monkeypatch.setenv("SMTP_HOST", "mail.example.org")
    monkeypatch.setenv("MESSAGES_KEPT_DAYS", "365")
    found = own_settings.read()
    assert found.mail
    assert (found.mail.port, found.mail.security) == (587, "starttls")
    assert found.messages_kept == timedelta(days=365)
    monkeypatch.setenv("DELIVERIES_KEPT_DAYS", "3")
    monkeypatch.setenv("SMTP_SECURITY", "perhaps")
    with pytest.raises(EnvValidationError) as refused:
        own_settings.read()
    assert set(refused.value.error_messages) == {"DELIVERIES_KEPT_DAYS", "SMTP_SECURITY"}
