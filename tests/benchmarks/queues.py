"""The queues the contenders use: emptied before each lap, watched during it."""

from kombu import Connection

from tests.benchmarks.bank import HANDLER

NAMES = (
    HANDLER, "evt-activities-attendance_recorded--bank.credit", "celery_peer",
    "celery_batches_peer", "dramatiq_peer", "faststream_peer", "taskiq_peer", "kombu_batches",
    "bare_limit",
)  # fmt: skip


def delete_all(amqp_uri: str) -> None:
    """Away with them and what waits in them."""
    with Connection(amqp_uri) as connection:
        for name, _, _ in _there(connection):
            connection.channel().queue_delete(name)


def heard(amqp_uri: str) -> bool:
    """Whether somebody listens."""
    with Connection(amqp_uri) as connection:
        return any(consumers for _, _, consumers in _there(connection))


def waiting(amqp_uri: str) -> int:
    """Messages that nobody has taken yet."""
    with Connection(amqp_uri) as connection:
        return sum(ready for _, ready, _ in _there(connection))


def _there(connection: Connection) -> list[tuple[str, int, int]]:
    """Name, messages ready and consumers of each queue that exists."""
    found = []
    for name in NAMES:
        channel = connection.channel()
        try:
            declared = channel.queue_declare(name, passive=True)
            found.append((name, declared.message_count, declared.consumer_count))
            channel.close()
        except connection.channel_errors:
            continue
    return found
