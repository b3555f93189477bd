"""What is counted, for Prometheus. Names are the field's: service, handler, outcome."""

from prometheus_client import Counter, Gauge, Histogram

REQUESTS = Histogram(
    "kindhours_request_seconds", "HTTP requests", ["route", "method", "status"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)  # fmt: skip
TURNED_AWAY = Counter("kindhours_requests_turned_away_total", "Requests refused in a surge")
PUBLISHED = Counter("kindhours_events_published_total", "Events the relay published", ["outbox"])
SETTLED = Counter("kindhours_events_settled_total", "Events settled", ["handler", "outcome"])
BATCH = Histogram("kindhours_batch_events", "Events in a batch", ["handler"],
                  buckets=(1, 2, 5, 10, 20, 50, 100, 200, 400, 1000))  # fmt: skip
STOPPED = Gauge("kindhours_consumer_stopped", "1 when a consumer stopped itself", ["handler"])
