"""Every command of the service, repeated after its process died before it could answer."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PIL import Image

from services.activities.wsgi import create
from shared.web import idempotency
from tests.integration.activities.calls import (
    Call,
    accept,
    add_photo,
    cancel,
    cancel_last_shift,
    cancel_one_shift,
    change,
    close,
    come,
    come_by_digits,
    copy,
    correct,
    decide,
    decline,
    delete_view,
    draft,
    go,
    import_,
    publish,
    remove_photo,
    repeat_weekly,
    roll_call,
    save_view,
    sign_up,
    sign_up_again,
    summarise,
    table,
    wait,
    withdraw,
    withdraw_while_others_wait,
    write,
)
from tests.integration.activities.office import Office
from tests.integration.activities.samples import (
    COUNTY,
    PATHS,
)
from tests.integration.activities.site import Site, at_once
from tests.integration.shared.repeating import (
    KEY,
    commands_of,
    die_unanswered,
    state,
    two_tries,
)

WALK_IN = "0e" * 12


# How each bears a repeat: by its id, made of the key; by the mark its record bears
# (shared/storage/repeats.py).
COMMANDS: dict[str, tuple[str, list[Callable[[Office], Call]]]] = {
    "POST /activities": ("id", [draft]),
    "POST /activities/<activity_id>/copy": ("id", [copy]),
    "PATCH /activities/<activity_id>": ("mark", [change]),
    "POST /activities/<activity_id>/publish": ("mark", [publish]),
    "POST /activities/<activity_id>/cancel": ("mark", [cancel]),
    "POST /activities/<activity_id>/close": ("mark", [close]),
    "POST /activities/<activity_id>/repeat": ("id", [repeat_weekly]),
    "POST /activities/<activity_id>/messages": ("id", [write]),
    "PUT /activities/<activity_id>/summary": ("mark", [summarise]),
    "POST /activities/<activity_id>/photos": ("id", [add_photo]),
    "DELETE /activities/<activity_id>/photos/<photo_id>": ("id", [remove_photo]),
    "POST /shifts/<shift_id>/cancel": ("mark", [cancel_one_shift, cancel_last_shift]),
    "POST /shifts/<shift_id>/sign-ups": ("mark", [sign_up, sign_up_again, wait]),
    "POST /sign-ups/<sign_up_id>/withdraw": ("mark", [withdraw, withdraw_while_others_wait]),
    "POST /sign-ups/<sign_up_id>/accept": ("mark", [accept]),
    "POST /sign-ups/<sign_up_id>/decline": ("mark", [decline]),
    "POST /check-ins": ("mark", [come, come_by_digits]),
    "POST /check-outs": ("mark", [go]),
    "POST /shifts/<shift_id>/roll-call": ("mark", [roll_call]),
    "POST /attendances/<attendance_id>/correct": ("mark", [correct]),
    "POST /imports/activities": ("id", [import_]),
    "POST /imports/activities/<job_id>/decision": ("mark", [decide]),
    "PUT /rosters/views": ("id", [save_view]),
    "DELETE /rosters/views/<view_id>": ("id", [delete_view]),
}
CASES = [(line, make) for line, (_, makes) in COMMANDS.items() for make in makes]


@pytest.mark.parametrize(("line", "make"), CASES, ids=[make.__name__ for _, make in CASES])
def test_a_repeat_gets_the_first_answer(
    office: Office, line: str, make: Callable[[Office], Call]
) -> None:
    call, method = make(office), line.split(" ")[0]

    def send(key: dict[str, str]) -> Any:
        if make is import_:
            return office.client.post(f"/api/v1{call.path}", data=table(), headers=call.by | key)
        if make is add_photo:
            data = {"photo": (io.BytesIO(picture()), "a.png")}
            return office.client.post(f"/api/v1{call.path}", data=data, headers=call.by | key)
        headers = key | (call.headers or {})
        return office.ask(method, call.path, call.body, by=call.by, **headers)

    first, again = two_tries(send, office.store.database, office.clock)
    assert again == first


def picture() -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (8, 6), "red").save(written, "PNG")
    return written.getvalue()


def test_each_command_says_how_it_bears_a_repeat(office: Office) -> None:
    app = create(office.settings, clock=office.clock, own=office.own)
    assert commands_of(app) == set(COMMANDS)


def test_a_repeat_checks_nobody_in_again_whom_an_organiser_has_let_go(office: Office) -> None:
    site = Site(office)
    her, body = site.people[0], {"token": site.code()["url"]}
    first = office.ask("POST", "/check-ins", body, by=her, **KEY)
    site.later(seconds=5)
    site.call({"sign_up_id": site.sign_up_ids[0], "action": "out"})
    before = state(office.store.database)
    die_unanswered(office.store.database, office.clock)
    office.clock.advance(seconds=-50)  # the code still holds
    again = office.ask("POST", "/check-ins", body, by=her, **KEY)
    assert (again.status_code, again.json) == (200, first.json)
    assert state(office.store.database) == before


def test_another_key_is_another_command(office: Office) -> None:
    call = publish(office)
    assert office.ask("POST", call.path, by=call.by, **KEY).status_code == 200
    other = {"Idempotency-Key": "another"}
    assert office.ask("POST", call.path, by=call.by, **other).status_code == 409


def test_who_has_lost_her_rights_is_told_nothing_by_her_key(office: Office) -> None:
    call = publish(office)
    assert office.ask("POST", call.path, by=call.by, **KEY).status_code == 200
    die_unanswered(office.store.database, office.clock)
    elsewhere = office.bearer("0a" * 12, [("organiser", PATHS[COUNTY] + "ff/")])
    assert office.ask("POST", call.path, by=elsewhere, **KEY).status_code == 403


def test_a_repeat_does_not_undo_what_was_corrected_since(office: Office) -> None:
    call = correct(office)
    call.body.pop("revision")
    voided = office.ask("POST", call.path, call.body, by=call.by, **KEY).json
    back = {"check_out_at": voided["check_out_at"], "reason": "核实后恢复"}
    restored = office.ask("POST", call.path, back, by=call.by).json
    before = state(office.store.database)
    die_unanswered(office.store.database, office.clock)
    again = office.ask("POST", call.path, call.body, by=call.by, **KEY)
    assert (voided["void"], restored["void"]) == (True, False)
    assert (again.status_code, again.json) == (200, restored), "the record as it stands"
    assert state(office.store.database) == before


@pytest.mark.parametrize("make", [publish, sign_up, withdraw, accept])
def test_a_first_try_that_lives_after_all_meets_its_repeats(
    office: Office, make: Callable[[Office], Call], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each thinks that those before it have died."""
    monkeypatch.setattr(idempotency, "_GIVEN_UP_AFTER", timedelta(seconds=-1))
    call = make(office)
    office.publish_events()
    who = (office.bearer(call.by) if isinstance(call.by, str) else call.by) | KEY

    def send(_: int) -> Any:
        client = office.client.application.test_client()
        return client.post(f"/api/v1{call.path}", json=call.body, headers=who)

    answers = at_once(send, 6)
    assert {answer.status_code for answer in answers} <= {200, 201}
    assert len({str(answer.json) for answer in answers}) == 1
    assert len(office.publish_events()) == 1
