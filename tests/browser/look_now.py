"""``python -m tests.browser.look_now`` in the surroundings of the hour bank: its detectors look at
once, instead of once a day."""

from zoneinfo import ZoneInfo

from services.hours import settings as own_settings
from services.hours.operations.findings.ask_for_look import ask_for_look
from services.hours.operations.findings.detect import detect
from services.hours.store import Store
from shared.clock import clock_of
from shared.settings import read
from shared.storage.mongo import connect

general, own = read("hours"), own_settings.read()
clock = clock_of(general)
store = Store(connect(general), own.master_keys, shelf="look", rules=own.rules)
ask_for_look(store=store, clock=clock)
detect(store=store, limits=own.limits, zone=ZoneInfo(general.timezone), clock=clock)
