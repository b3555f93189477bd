"""From what a worker saw to what an office reads: a light in words, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from shared.pages import Both
from shared.storage.mongo import Document

SILENT_AFTER = timedelta(seconds=60)
MANY_WAITING = 1_000


@dataclass(frozen=True, slots=True)
class State:
    """``light``: success, warning or danger, as the badge is called; ``light_name`` says it."""

    light: str
    light_name: Both
    text: Both


_GREEN = Both("正常", "All is well")
_YELLOW = Both("注意", "Look at this")
_RED = Both("有故障", "Trouble")
WELL = State("success", _GREEN, Both("消息都已送到。", "Everything is delivered."))
SILENT = State(
    "danger",
    _RED,
    Both(
        "后台程序没有动静。网页可以继续使用，消息会等着，不会丢失。请联系管理员重启后台程序。",
        "The background program is silent. Pages go on working; messages wait and none is lost. "
        "Ask whoever runs the system to restart it.",
    ),
)
CUT_OFF = State(
    "danger",
    _RED,
    Both(
        "消息通道暂时不通。消息会等着，不会丢失，恢复后自动补上。",
        "The message broker cannot be reached. Messages wait, none is lost, and they go on by "
        "themselves when it is back.",
    ),
)
STOPPED = State(
    "danger",
    _RED,
    Both(
        "有一项处理已自动停下：一分钟内出错太多。请联系管理员。",
        "One kind of work has stopped itself: too much failed within a minute. Ask whoever runs "
        "the system.",
    ),
)
DEAD = State(
    "warning",
    _YELLOW,
    Both(
        "有消息处理不了，需要有人决定。其他消息不受影响。",
        "Some messages could not be taken and wait for a decision. All others went on.",
    ),
)
BEHIND = State(
    "warning", _YELLOW, Both("消息较多，正在追赶。", "There is a lot to do; it is catching up.")
)
_REASONS: Sequence[tuple[str, Both]] = (
    ("not JSON", Both("读不出来", "cannot be read")),
    ("version", Both("来自更新的版本，请先更新本服务", "from a newer release; update this first")),
    ("rejected by", Both("多次投递都没有处理完", "delivered many times, never finished")),
    ("breaks its contract", Both("内容与约定不符", "not what was agreed between the services")),
    ("not an event", Both("内容与约定不符", "not what was agreed between the services")),
)  # fmt: skip
_FAILED = Both("处理时出错", "the work on it failed")


def state_of(seen: Mapping[str, Any] | None, beats: Sequence[Document], now: datetime) -> State:
    """The worst of what there is to say."""
    if not beats or seen is None or now - seen["at"] > SILENT_AFTER:
        return SILENT
    if seen["trouble"] or not any(one.get("broker") for one in beats):
        return CUT_OFF
    if any(one.get("stopped") for one in beats):
        return STOPPED
    if any(queue["dead"] for queue in seen["queues"]):
        return DEAD
    waiting = sum(queue["waiting"] for queue in seen["queues"])
    return BEHIND if max(waiting, seen["unsent"]) >= MANY_WAITING else WELL


def reason_in_words(reason: str) -> Both:
    """Why a letter is dead, for people who read no programs."""
    return next((words for start, words in _REASONS if reason.startswith(start)), _FAILED)
