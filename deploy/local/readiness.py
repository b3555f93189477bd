"""Whether the system serves: each service answers, each queue is heard."""

from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import amqp

from shared.contracts.catalogue import handlers_of


def green(address: str) -> bool:
    """Whether ``address`` (a ``/readyz``) answers 200."""
    try:
        with urlopen(address, timeout=5) as answer:  # noqa: S310 - our own loopback address
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


def unheard(amqp_uri: str, service: str) -> list[str]:
    """The queues of ``service`` that nobody consumes; all of them while the broker is away."""
    at = urlsplit(amqp_uri)
    handlers = handlers_of(service)
    try:
        with amqp.Connection(
            f"{at.hostname}:{at.port or 5672}",
            at.username or "guest",
            at.password or "guest",
            virtual_host=at.path.removeprefix("/") or "/",
            connect_timeout=5,
        ) as connection:
            channel = connection.channel()
            asked = [channel.queue_declare(name, passive=True) for name in handlers]
    except (OSError, amqp.exceptions.AMQPError):
        return list(handlers)
    return [answer.queue for answer in asked if not answer.consumer_count]
