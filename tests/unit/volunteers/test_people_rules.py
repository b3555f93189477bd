"""Days, ages, names, numbers, passwords and waiting times."""

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.volunteers.domain.ages import (
    Ages,
    CompanionNeeded,
    GuardianNeeded,
    TooYoung,
    check_age,
    must_be_accompanied,
)
from services.volunteers.domain.days import DayInFuture, NoSuchDay, age_on, read_day
from services.volunteers.domain.names import NameUnreadable, pieces, read_name
from services.volunteers.domain.numbers import check_digit, is_number, new_number
from services.volunteers.domain.passwords import (
    PasswordTooCommon,
    PasswordTooLong,
    PasswordTooShort,
    check_password,
)
from services.volunteers.domain.patience import LONGEST_SECONDS, wait_after

TODAY = date(2026, 11, 21)
GUARDIAN = {"accompanies": False}


@pytest.mark.parametrize(
    "text",
    ["1980-02-01", "1980/2/1", "1980.02.01", "1980年2月1日", "19800201", "１９８０－０２－０１"],
)
def test_days_as_people_write_them(text: str) -> None:
    assert read_day(text) == date(1980, 2, 1)


@pytest.mark.parametrize(
    "text", ["1980-02-30", "1899-12-31", "75-12-24", "1980-13-01", "", "tomorrow", "1980-02-01T00"]
)
def test_what_is_no_day(text: str) -> None:
    with pytest.raises(NoSuchDay) as no:
        read_day(text)
    assert no.value.field == "birth_date"
    assert not text or text not in no.value.text("en") + no.value.text("zh")


def test_full_years() -> None:
    assert age_on(date(2012, 11, 21), TODAY) == 14
    assert age_on(date(2012, 11, 22), TODAY) == 13
    assert age_on(date(2012, 2, 29), date(2026, 2, 28)) == 13
    assert age_on(date(2012, 2, 29), date(2026, 3, 1)) == 14


def test_children_come_with_a_guardian_and_small_ones_accompanied() -> None:
    check_age(date(2012, 11, 21), TODAY, None, Ages())
    with pytest.raises(GuardianNeeded):
        check_age(date(2012, 11, 22), TODAY, None, Ages())
    check_age(date(2012, 11, 22), TODAY, GUARDIAN, Ages())
    with pytest.raises(CompanionNeeded):
        check_age(date(2016, 11, 22), TODAY, GUARDIAN, Ages())
    check_age(date(2016, 11, 22), TODAY, {"accompanies": True}, Ages())
    with pytest.raises(TooYoung):
        check_age(date(2020, 11, 22), TODAY, {"accompanies": True}, Ages())
    with pytest.raises(DayInFuture):
        check_age(date(2026, 11, 22), TODAY, None, Ages())
    check_age(date(2020, 11, 22), TODAY, None, Ages(minimum=3, accompanied=3, guardian=5))


def test_who_must_be_accompanied_grows_out_of_it() -> None:
    born = date(2016, 11, 22)
    assert must_be_accompanied(born, TODAY, Ages())
    assert not must_be_accompanied(born, date(2026, 11, 22), Ages())


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("王 小芳", "王小芳"),
        (" 阿依古丽•买买提 ", "阿依古丽·买买提"),
        ("𠮷永小百合", "𠮷永小百合"),
        ("Anna  O’Brien", "Anna O'Brien"),
        ("Ｊｏｈｎ", "John"),
        ("Zoë", "Zoë"),
    ],
)
def test_one_spelling_for_a_name(typed: str, kept: str) -> None:
    assert read_name(typed) == kept


@pytest.mark.parametrize(
    "typed", ["", "  ", "王3芳", "·", "<b>王", "王" * 51, "a\x00b", "😀", "=1+1"]
)
def test_what_is_no_name(typed: str) -> None:
    with pytest.raises(NameUnreadable):
        read_name(typed)


def test_a_name_is_found_by_its_pieces() -> None:
    assert pieces("王小芳") == ["王小芳", "小芳", "芳"]
    assert pieces("Anna Maria Lee") == ["anna maria lee", "maria lee", "lee"]


@given(st.integers(0, 2**32))
def test_a_volunteer_number_betrays_every_wrong_digit(seed: int) -> None:
    number = new_number(random.Random(seed).randrange)
    assert len(number) == 12
    assert number[0] != "0"
    assert is_number(number)
    for place, digit in enumerate(number):
        wrong = number[:place] + str((int(digit) + 1) % 10) + number[place + 1 :]
        assert not is_number(wrong)


def test_the_example_of_the_standard_for_numbers() -> None:
    assert check_digit("0794") == "5"  # ISO 7064, MOD 11,10
    assert not is_number("１２３４５６７８９０１２")
    assert not is_number("12")


def test_passwords() -> None:
    check_password("八个字的好密码呀", personal=())
    for bad in ("password", "Password", "11111111", "Woaini1314", "13800138000"):
        with pytest.raises(PasswordTooCommon):
            check_password(bad, personal=("13800138000",))
    with pytest.raises(PasswordTooShort):
        check_password("seven77", personal=())
    with pytest.raises(PasswordTooLong):
        check_password("x1" * 65, personal=())


def test_waiting_doubles_and_ends() -> None:
    assert [wait_after(tries) for tries in (1, 4, 5, 6, 7, 8)] == [0, 0, 1, 2, 4, 8]
    assert wait_after(10_000) == LONGEST_SECONDS
