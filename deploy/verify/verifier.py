"""All invariants over one running system, each with the seconds its checks took."""

import time
from collections.abc import Callable, Collection, Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime

from deploy.verify import bus, chain, currency, ledger, messages, presence
from deploy.verify.findings import Finding
from deploy.verify.reading import Databases

INVARIANTS = {
    "I1": "每次签退恰有一条有效计时 · each check-out has exactly one journal",
    "I2": "没有重复计时 · no double",
    "I3": "没有凭空计时 · nothing invented",
    "I4": "每条分录与总账平衡 · journals and ledger sum to zero",
    "I5": "账户余额等于重算 · balances equal a recount",
    "I6": "消息与合计等于账本 · messages and totals equal the ledger",
    "I7": "发件箱与队列已空 · outboxes and queues empty, only poison died",
    "I8": "账页相扣、印信相符 · the hash chain and its seals verify",
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """What somebody outside knows: attendances whose check-out was answered 2xx, attendances whose
    credit a coordinator reversed, and poison by handler. Nothing known checks less."""

    answered: Collection[str] = ()
    taken_back: Set[str] = frozenset()
    poison: Mapping[str, Collection[str]] = field(default_factory=dict)
    since: datetime | None = None


@dataclass(slots=True)
class Verdict:
    """``findings`` is empty when all holds; ``seconds`` by invariant."""

    findings: list[Finding] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def exact(self) -> bool:
        return not self.findings

    def of(self, invariant: str) -> list[Finding]:
        return [one for one in self.findings if one.invariant == invariant]


def verify(databases: Databases, amqp_uri: str, evidence: Evidence = Evidence()) -> Verdict:
    """Check I1 to I8. The system should be at rest: what is on its way is found as missing."""
    checks: dict[str, list[Callable[[], list[Finding]]]] = {
        "I1": [lambda: presence.credited(databases, evidence.answered, evidence.taken_back)],
        "I2": [lambda: ledger.counted_once(databases)],
        "I3": [lambda: presence.attended(databases), lambda: currency.earned(databases)],
        "I4": [lambda: ledger.balanced(databases), lambda: currency.balanced(databases)],
        "I5": [lambda: ledger.recounted(databases), lambda: currency.recounted(databases)],
        "I6": [
            lambda: messages.told(databases, evidence.since),
            lambda: messages.recorded(databases),
            lambda: messages.announced(databases),
            lambda: messages.totalled(databases),
        ],
        "I7": [
            lambda: bus.published(databases),
            lambda: bus.heard(amqp_uri),
            lambda: bus.buried(amqp_uri, evidence.poison),
            lambda: bus.copied(databases),
        ],
        "I8": [lambda: chain.chained(databases)],
    }
    verdict = Verdict()
    for invariant, looks in checks.items():
        started = time.monotonic()
        for look in looks:
            verdict.findings += look()
        verdict.seconds[invariant] = round(time.monotonic() - started, 2)
    return verdict
