"""What becomes of an e-mail: when it is sent, tried again, or given up.

States: waiting → sent | refused (the server said no for good) | unwanted (she wants no such mail,
has no address, or has left) | expired (nobody took it for ``GIVE_UP_AFTER``).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.notifications.domain.messages import Text

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=5)
# RFC 5321, 4.5.4.1: "the give-up time generally needs to be at least 4-5 days".
GIVE_UP_AFTER = timedelta(days=5)
_MOST_DOUBLINGS = 10

_FOOTERS = {
    "zh": "爱心计时  {url}\n可在“消息设置”里关闭这类邮件：{url}/messages/preferences",
    "en": "Kindhours  {url}\nTo get no more such e-mails: {url}/messages/preferences",
}


@dataclass(frozen=True)
class Delivery:
    """A delivery in hand; ``tries`` counts the failures before this one."""

    id: str
    volunteer_id: str
    kind: str
    at: datetime
    texts: dict[str, Text]
    tries: int
    claim: str


@dataclass(frozen=True)
class Letter:
    """A plain text mail; ``id`` is the same at every try, so that a receiver can tell a repeat."""

    id: str
    to: str
    subject: str
    body: str
    at: datetime


@dataclass
class Rest:
    """How long a mail server that is down is left alone; every mail waits with it."""

    failures: int = 0
    until: datetime | None = None

    def lasts(self, now: datetime) -> bool:
        return self.until is not None and now < self.until

    def begin(self, now: datetime) -> None:
        """One more failure in a row: rest 5, 10, 20 … 300 seconds."""
        self.failures += 1
        doublings = min(self.failures - 1, _MOST_DOUBLINGS)
        self.until = now + min(FIRST_PAUSE * 2**doublings, LONGEST_PAUSE)

    def end(self) -> None:
        """The server takes mail again."""
        self.failures, self.until = 0, None


def letter_of(one: Delivery, to: str, language: str, url: str) -> Letter:
    """The mail in one language, with a line that says who writes and how to stop it."""
    text = one.texts[language]
    footer = _FOOTERS[language].format(url=url)
    return Letter(one.id, to, text.title, f"{text.body}\n\n-- \n{footer}\n", one.at)


def next_try(one: Delivery, now: datetime) -> datetime | None:
    """When to try again after this failure: in 1, 2, 4 … 60 minutes; None to give up."""
    wait = min(FIRST_WAIT * 2 ** min(one.tries, _MOST_DOUBLINGS), LONGEST_WAIT)
    return None if is_stale(one, now + wait) else now + wait


def is_stale(one: Delivery, now: datetime) -> bool:
    """Whether the news is too old to be sent as mail; it still stands in the inbox."""
    return now > one.at + GIVE_UP_AFTER
