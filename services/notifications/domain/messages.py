"""What a fact from the bus says to the person it is about, in every language we speak.

Both languages are written down when the fact is heard: the message then depends on nothing but
the event, so it comes out the same in whatever order and however often events arrive, and a person
who changes her language reads her whole inbox in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from services.notifications.domain.phrases import (
    LANGUAGES,
    days,
    field_names,
    length,
    overdue,
    span,
    verdict,
)
from services.notifications.domain.words import WORDS

_AS_THEY_ARE = ("title", "place", "code", "last_day", "unit", "date", "message", "sender", "number")


@dataclass(frozen=True)
class Text:
    """What one language says; the title is a single line."""

    title: str
    body: str


@dataclass(frozen=True)
class Message:
    """``kind`` names the fact; ``at`` is when it happened; ``texts`` is keyed by language."""

    event_id: str
    volunteer_id: str
    kind: str
    at: datetime
    about: dict[str, str]
    texts: dict[str, Text]


def has_words_for(event_type: str) -> bool:
    """Whether a volunteer is told anything about facts of this type."""
    return event_type.split(".", 1)[-1] in WORDS


def message_of(event: Mapping[str, Any], zone: tzinfo) -> Message:
    """The message for the person an event is about; times are shown in ``zone``.

    The event keeps its contract and ``has_words_for`` its type.
    """
    kind, data = event["type"].split(".", 1)[-1], event["data"]
    texts = {}
    for language in LANGUAGES:
        words, facts = WORDS[kind][language], _facts(data, language, zone)
        title = " ".join(words.title.format_map(facts).split())
        texts[language] = Text(title, words.body.format_map(facts).strip())
    about = {name: data[name] for name in ("activity_id", "shift_id", "sign_up_id") if name in data}
    at = datetime.fromisoformat(event["time"])
    return Message(event["id"], data["volunteer_id"], kind, at, about, texts)


def _facts(data: Mapping[str, Any], language: str, zone: tzinfo) -> dict[str, object]:
    """Everything the words may name, as far as this event tells it."""
    facts: dict[str, object] = {
        "activity": data.get("activity_title"),
        "role": data.get("role"),
        "address": data.get("address"),
        "position": data.get("position"),
        "star": data.get("star"),
        "organisation": data.get("organisation"),
        "because": _because(data.get("reason"), language),
        **{name: data[name] for name in _AS_THEY_ARE if name in data},
    }
    start = data.get("start", data.get("check_in_at"))
    if start is not None:
        end = data.get("end", data.get("check_out_at"))
        moments = datetime.fromisoformat(start), datetime.fromisoformat(end)
        facts["when"] = span(*moments, language, zone)
    for name, key in (("hours", "minutes"), ("before", "minutes_before")):
        if key in data:
            facts[name] = length(data[key], language)
    if "changes" in data:
        facts["changes"] = field_names(data["changes"], language)
    if "finding" in data:
        facts["finding"] = _ended(data["finding"], language)
    if "due" in data:
        facts |= {"due": data["due"], "overdue": overdue(data["late"], language)}
    if "verdict" in data:
        facts["verdict"] = verdict(data["verdict"], language)
    if "certificate_number" in data:
        facts |= {"certificate": data["certificate_number"], "issued": data["issued_on"]}
        facts |= {"period": days(data["first_day"], data["last_day"], language)}
        facts |= {"issuer": data["issuer"]}
    if "explanation" in data:
        facts["explanation"] = data["explanation"][language]
    return facts


def _ended(said: str, language: str) -> str:
    """What somebody wrote, as a whole sentence."""
    return said.rstrip("。.！! ") + ("。" if language == "zh" else ".")


def _because(reason: str | None, language: str) -> str:
    """The reason somebody gave, in her own words, or nothing."""
    if not reason:
        return ""
    said = reason.rstrip("。.！! ")
    return f"原因：{said}。" if language == "zh" else f" Reason: {said}."
