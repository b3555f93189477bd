"""The kernel's plain parts: ids, tokens, scope, cursors, contracts, messages."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared import paging
from shared.auth import Grant, Identity, OutOfScope
from shared.context import command_key
from shared.contracts.catalogue import CONTRACTS, HEARS, fault_of, heard
from shared.contracts.envelope import Contract, ContractError, new_event
from shared.ids import command_id, id_from, new_id
from shared.web.messages import TITLES, translate

NOW = datetime(2026, 11, 21, 1, tzinfo=UTC)
STAR = {"volunteer_id": "v", "star": 1, "minutes": 6000}


def star_event() -> dict[str, object]:
    return new_event(
        CONTRACTS["hours.star_reached"], "v", STAR, event_id=new_id(), at=NOW, request_id="r"
    )


def test_ids_grow_and_derived_ids_stay() -> None:
    made = [new_id() for _ in range(100)]
    assert made == sorted(made)
    assert id_from("a", "b") == id_from("a", "b") != id_from("ab")


def test_a_command_under_a_key_makes_the_same_id() -> None:
    token = command_key.set("k")
    try:
        assert command_id() == command_id()
    finally:
        command_key.reset(token)
    assert command_id() != command_id()


def test_scope_is_a_subtree_and_roles_include_lower_ones() -> None:
    her = Identity("v", "1", (Grant("coordinator", "/a/b/"), Grant("sorcerer", "/")))
    assert her.reaches("organiser", "/a/b/c/")
    assert not her.reaches("organiser", "/a/bb/")
    assert not her.has("administrator")
    with pytest.raises(OutOfScope):
        her.must_reach("coordinator", "/a/")


@given(
    st.lists(
        st.one_of(st.text(), st.integers(-(2**53), 2**53), st.none(), st.booleans(), st.just(NOW)),
        max_size=4,
    )
)
def test_cursors_come_back(values: list[object]) -> None:
    assert paging.decode(paging.encode(values), len(values)) == values


@given(st.text())
def test_foreign_cursors_are_refused_or_plain(cursor: str) -> None:
    try:
        values = paging.decode(cursor)
    except paging.CursorInvalid:
        return
    assert not any(isinstance(one, dict | list) for one in values)


def test_a_contract_is_kept_when_written_and_when_heard() -> None:
    event = star_event()
    assert fault_of("notifications.tell_volunteer", event) is None
    with pytest.raises(ContractError):
        new_event(CONTRACTS["hours.star_reached"], "v", {}, event_id="x", at=NOW, request_id="")
    for change in (
        {"id": None},
        {"type": "hours.unheard_of"},
        {"type": "volunteers.team_changed"},
        {"dataversion": 99},
        {"data": []},
        {"data": {**STAR, "minutes": 2.5}},
    ):
        assert fault_of("notifications.tell_volunteer", {**event, **change})
    assert fault_of("notifications.tell_volunteer", "text")


def test_every_contract_has_an_owner_and_the_catalogue_is_whole() -> None:
    assert all(isinstance(kind, Contract) for kind in CONTRACTS.values())
    assert {name.split(".")[0] for name in HEARS} <= {"activities", "hours", "notifications"}
    assert heard("hours.star_reached")
    assert not heard("activities.activity_forgotten")


def test_every_title_and_framework_message_has_its_chinese() -> None:
    assert TITLES["en"].keys() == TITLES["zh"].keys()
    for message in (
        "Missing data for required field.",
        "Must be greater than or equal to 1 and less than or equal to 100.",
        "Must be one of: a, b.",
        "Length must be between 1 and 20.",
    ):
        assert translate(message, "zh") != message == translate(message, "en")


ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.just("2026-11-21T01:00:00+00:00"),
    st.just("2026-11-21T01:00:00"),
    st.just("code"),
    st.lists(st.one_of(st.text(), st.integers()), max_size=2),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)


@given(st.data())
def test_the_quick_look_accepts_nothing_that_marshmallow_refuses(data: st.DataObject) -> None:
    contract = data.draw(st.sampled_from(list(CONTRACTS.values())))
    names = data.draw(st.sets(st.sampled_from(sorted(contract.fields))))
    values = {name: data.draw(ODD) for name in sorted(contract.fields) if name not in names}
    if contract._looks_right(values):
        assert contract.validate(values) == {}


def test_the_quick_look_knows_a_plain_attendance() -> None:
    moment = "2026-11-21T01:00:00+00:00"
    contract = CONTRACTS["activities.attendance_recorded"]
    data: dict[str, object] = dict.fromkeys(contract.fields, "x")
    data |= dict.fromkeys(("shift_start", "shift_end", "check_in_at", "check_out_at"), moment)
    data |= {"checked_in_by": "qr", "checked_out_by": "code", "void": False, "revision": 1}
    data |= {"distance": 12}
    assert contract._looks_right({**data, "recorded_by": None})
    assert contract._looks_right({key: data[key] for key in data.keys() - {"device", "distance"}})
    assert not contract._looks_right({**data, "device": 5})
    assert not contract._looks_right({**data, "distance": None})
    assert not contract._looks_right({**data, "revision": 1.0})
