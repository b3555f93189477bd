from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as some

from services.notifications.domain.deliveries import (
    GIVE_UP_AFTER,
    LONGEST_PAUSE,
    Delivery,
    Rest,
    letter_of,
    next_try,
)
from services.notifications.domain.messages import Text
from services.notifications.domain.people import (
    Person,
    Preferences,
    can_mail,
    language_of,
    wants_email,
)
from tests.unit.notifications.events import AT

PERSON = Person(language="en", email="a@example.org", wants_email=True, status="active")


def delivery(tries: int = 0) -> Delivery:
    texts = {"zh": Text("题", "文"), "en": Text("Title", "Body")}
    return Delivery("d1", "v1", "hours_credited", AT, texts, tries, "c1")


def test_a_choice_goes_before_the_registration() -> None:
    assert language_of(None, Preferences()) == "zh"
    assert language_of(PERSON, Preferences()) == "en"
    assert language_of(PERSON, Preferences(language="zh")) == "zh"
    assert wants_email("hours_credited", PERSON, Preferences())
    assert not wants_email("hours_credited", PERSON, Preferences(email={"hours_credited": False}))
    assert not wants_email("hours_credited", None, Preferences())
    assert wants_email("hours_credited", None, Preferences(email={"hours_credited": True}))


def test_nobody_without_an_address_and_nobody_who_left_is_written_to() -> None:
    assert can_mail(PERSON)
    assert not can_mail(Person("en", None, True, "active"))
    assert not can_mail(Person("en", "a@example.org", True, "left"))


def test_tries_are_further_and_further_apart() -> None:
    waits = [next_try(delivery(tries), AT) for tries in range(8)]
    minutes = [(wait - AT) / timedelta(minutes=1) for wait in waits if wait]
    assert minutes == [1, 2, 4, 8, 16, 32, 60, 60]


@given(some.integers(0, 100_000), some.timedeltas(timedelta(0), timedelta(days=400)))
def test_a_try_is_never_later_than_the_give_up_time(tries: int, later: timedelta) -> None:
    again = next_try(delivery(tries), AT + later)
    assert again is None or AT + later < again <= AT + GIVE_UP_AFTER


def test_a_server_that_is_down_is_left_alone_longer_and_longer_until_it_answers() -> None:
    rest, waits = Rest(), []
    for _ in range(9):
        rest.begin(AT)
        assert rest.until
        waits.append((rest.until - AT).total_seconds())
    assert waits == [5, 10, 20, 40, 80, 160, 300, 300, 300]
    assert rest.lasts(AT + LONGEST_PAUSE / 2)
    assert not rest.lasts(AT + LONGEST_PAUSE)
    rest.end()
    assert not rest.lasts(AT)


def test_a_letter_says_who_writes_and_how_to_stop_it() -> None:
    letter = letter_of(delivery(), "a@example.org", "en", "https://hours.example.org")
    assert (letter.id, letter.subject) == ("d1", "Title")
    assert letter.body.startswith("Body\n")
    assert "https://hours.example.org" in letter.body
    assert "消息设置" in letter_of(delivery(), "a@example.org", "zh", "https://x").body
