"""Identity documents: forms, check characters, and what a number says of its holder."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.volunteers.domain import documents
from services.volunteers.domain.documents import (
    BirthDateDiffers,
    DocumentMisspelt,
    DocumentMistyped,
    SexDiffers,
    UnknownDocumentKind,
    check_character,
    compare,
    read_document,
)
from tests.unit.volunteers.samples import card

GOOD = "11010519491231002X"  # the example of GB 11643-1999


def test_the_example_of_the_standard_is_right() -> None:
    read = read_document("resident_card", GOOD)
    assert read.number == GOOD
    assert (read.birth_date(), read.sex()) == (date(1949, 12, 31), "female")


@pytest.mark.parametrize(
    "spelt",
    [
        "11010519491231002x",
        "１１０１０５１９４９１２３１００２Ｘ",
        " 110105 19491231 002X ",
        "110105-19491231-002x",
    ],
)
def test_however_it_is_typed_it_is_one_number(spelt: str) -> None:
    assert read_document("resident_card", spelt).number == GOOD


@pytest.mark.parametrize("place", ["110102", "320502", "422129", "513721"])
def test_abolished_districts_stay_valid(place: str) -> None:
    """320502 (沧浪区), 422129 and 513721 were abolished; the cards of their people hold on."""
    assert read_document("resident_card", card(place=place)).kind == "resident_card"


@given(
    st.integers(0, 16),
    st.integers(1, 9),
    st.dates(date(1900, 1, 1), date(2026, 1, 1)),
    st.integers(0, 499),
)
def test_any_single_wrong_digit_is_found(place: int, step: int, birth: date, sequence: int) -> None:
    number = card(birth.strftime("%Y%m%d"), sequence=sequence)
    wrong = number[:place] + str((int(number[place]) + step) % 10) + number[place + 1 :]
    with pytest.raises((DocumentMistyped, DocumentMisspelt)):
        read_document("resident_card", wrong)


@pytest.mark.parametrize(
    "number",
    [
        "",
        "110105491231002",
        "1101051949123100",
        "11010519491231002A",
        "X10105194912310021",
        "９" * 30,
    ],
)
def test_what_has_not_the_form_is_refused(number: str) -> None:
    with pytest.raises(DocumentMisspelt):
        read_document("resident_card", number)


def test_a_birth_date_that_is_no_day_is_refused() -> None:
    with pytest.raises(DocumentMistyped):
        read_document("resident_card", card("19800230"))


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("passport", "EA1234567"),
        ("passport", "g12345678"),
        ("passport", "C01X00T47"),
        ("hk_macau_permit", "H1234567801"),
        ("hk_macau_permit", "m12345678"),
        ("taiwan_permit", "12345678"),
        ("residence_permit", card(place="810000")),
        ("residence_permit", card(place="830000")),
        ("foreigner_card", card(place="911840")),
        ("foreigner_card", "USA311234567890"),
    ],
)
def test_each_kind_has_its_form(kind: str, number: str) -> None:
    assert read_document(kind, number).kind == kind


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("passport", "E123"),
        ("passport", "EA123456789"),
        ("hk_macau_permit", "K12345678"),
        ("taiwan_permit", "1234567"),
        ("residence_permit", card()),
        ("resident_card", card(place="810000")),
        ("resident_card", card(place="911840")),
        ("foreigner_card", card()),
        ("foreigner_card", "US3112345678901"),
    ],
)
def test_a_number_of_another_form_is_refused(kind: str, number: str) -> None:
    with pytest.raises(DocumentMisspelt):
        read_document(kind, number)


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(UnknownDocumentKind):
        read_document("library_card", GOOD)


def test_a_passport_belongs_to_its_country() -> None:
    chinese, french = (
        read_document("passport", "12AB34567"),
        read_document("passport", "12AB34567", "fra"),
    )
    assert chinese.key() != french.key()
    with pytest.raises(DocumentMisspelt):
        read_document("passport", "12AB34567", "France")


def test_renewals_of_a_permit_are_one_document() -> None:
    first, renewed = (read_document("hk_macau_permit", f"H12345678{end}") for end in ("", "02"))
    assert first.key() == renewed.key()


def test_what_was_typed_is_held_against_the_number() -> None:
    read = read_document("resident_card", GOOD)
    compare(read, date(1949, 12, 31), "female")
    with pytest.raises(BirthDateDiffers):
        compare(read, date(1949, 12, 30), "female")
    with pytest.raises(SexDiffers):
        compare(read, date(1949, 12, 31), "male")
    compare(read_document("passport", "EA1234567"), date(2000, 1, 1), "male")


def test_the_number_is_in_no_repr() -> None:
    assert GOOD not in repr(read_document("resident_card", GOOD))


def test_check_characters_of_all_remainders() -> None:
    found = {check_character(f"{number:017d}") for number in range(40)}
    assert found == set("0123456789X")
    assert set(documents.KINDS) >= {"resident_card", "foreigner_card"}
