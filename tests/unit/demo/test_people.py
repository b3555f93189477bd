"""Made-up people are valid, distinct and the same each time."""

from datetime import date
from random import Random

from deploy.demo.people import Where, identity_number, make_people, phone_of
from services.volunteers.domain.documents import compare, read_document
from services.volunteers.domain.names import read_name
from services.volunteers.store.phones import read_phone

TODAY = date(2026, 3, 1)
WHERE = Where(("330726", "330702"), "1", TODAY)
PEOPLE = make_people(3_000, WHERE)


def test_every_document_says_what_its_holder_says() -> None:
    for person in PEOPLE:
        given = person.registration
        document = read_document(given["identity"]["kind"], given["identity"]["number"])
        compare(document, date.fromisoformat(given["birth_date"]), given["sex"])
        assert read_name(person.name) == person.name


def test_documents_and_phones_are_distinct_and_names_nearly_so() -> None:
    assert len({one.registration["identity"]["number"] for one in PEOPLE}) == len(PEOPLE)
    assert len({one.phone for one in PEOPLE}) == len(PEOPLE)
    assert len({one.name for one in PEOPLE}) > 2_500
    assert len({phone_of(index) for index in range(100_000)}) == 100_000


def test_phones_can_be_called() -> None:
    assert all(read_phone(one.phone, "CN") == f"+86{one.phone}" for one in PEOPLE[:200])


def test_the_same_people_come_each_time() -> None:
    assert make_people(50, WHERE) == PEOPLE[:50]


def test_children_come_with_a_guardian() -> None:
    children = [one for one in PEOPLE if one.birth_date > date(2012, 3, 1)]
    assert children
    assert all(one.registration["guardian"]["accompanies"] for one in children)


def test_a_known_number_has_its_check_character() -> None:
    """GB 11643's own example: 11010519491231002 has X."""

    class Fixed(Random):
        def randrange(self, *_: object) -> int:
            return 1

    assert identity_number("110105", date(1949, 12, 31), "female", Fixed())[:17] == (
        "11010519491231002"
    )
    assert identity_number("110105", date(1949, 12, 31), "female", Fixed())[17] == "X"
