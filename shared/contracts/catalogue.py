"""Who hears what: the one table every name on the bus comes from.

A handler's name is ``service.operation``: the queue, its ``.dead``, the operation's file, the
inbox entry, the log field and the metric label all bear it.
"""

from shared.contracts import activities, hours, hours_people, hours_rewards, volunteers
from shared.contracts.envelope import Contract

_SIGN_UP_FACTS: tuple[type[Contract], ...] = (
    activities.SignUpReceived,
    activities.SignUpAccepted,
    activities.SignUpWaitlisted,
    activities.SignUpMovedUp,
    activities.SignUpDeclined,
    activities.SignUpWithdrawn,
    activities.SignUpRescheduled,
    activities.SignUpCancelled,
    activities.NoShowMarked,
    activities.MessageSent,
)
_VOLUNTEER_FACTS: tuple[type[Contract], ...] = (
    volunteers.VolunteerRegistered,
    volunteers.VolunteerChanged,
)
_ACTIVITY_FACTS: tuple[type[Contract], ...] = (
    activities.ActivityPublished,
    activities.ActivityChanged,
    activities.ActivityCancelled,
    activities.ActivityClosed,
)
_HOURS_FACTS: tuple[type[Contract], ...] = (
    hours.HoursCredited,
    hours.HoursCorrected,
    hours.StarReached,
    hours.CertificateSuperseded,
    hours.CertificateRevoked,
)
_RECORD_FACTS: tuple[type[Contract], ...] = (
    hours_people.CreditHeld,
    hours_people.HeldCreditDecided,
    hours_people.ObjectionDecided,
    hours_people.PurseFrozen,
    hours_people.PurseUnfrozen,
    hours_people.TransferDecided,
    hours_people.RecordDue,
    hours_people.CorrectionFiled,
    hours_people.CorrectionRequested,
    hours_people.CorrectionChecked,
    hours_people.CorrectionDecided,
    hours_people.MinutesReceived,
    hours_people.BackEntryDeclined,
)
_REWARD_FACTS: tuple[type[Contract], ...] = (
    hours_rewards.OfferReserved,
    hours_rewards.OfferFetched,
    hours_rewards.OfferReturned,
    hours_rewards.HonourAwarded,
    hours_rewards.HonourRevoked,
    hours_rewards.StarDeclined,
)

HEARS: dict[str, tuple[type[Contract], ...]] = {
    "activities.keep_volunteer": _VOLUNTEER_FACTS,
    "activities.keep_organisation": (volunteers.OrganisationChanged,),
    "activities.keep_team": (volunteers.TeamChanged,),
    "activities.reschedule_sign_ups": (activities.ActivityChanged,),
    "activities.cancel_sign_ups": (activities.ActivityCancelled,),
    "activities.accept_correction": (hours_people.CorrectionAccepted,),
    "hours.keep_volunteer": _VOLUNTEER_FACTS,
    "hours.keep_organisation": (volunteers.OrganisationChanged,),
    "hours.keep_team": (volunteers.TeamChanged,),
    "hours.keep_activity": _ACTIVITY_FACTS,
    "hours.credit_attendance": (activities.AttendanceRecorded,),
    "hours.supersede_certificates": (hours.HoursCorrected,),
    "notifications.keep_volunteer": _VOLUNTEER_FACTS,
    "notifications.tell_volunteer": (
        volunteers.SignInCodeIssued,
        *_SIGN_UP_FACTS,
        *_HOURS_FACTS,
        *_RECORD_FACTS,
        *_REWARD_FACTS,
    ),
}

# Published for the record (the outbox history); nobody hears them yet.
UNHEARD: tuple[type[Contract], ...] = ()

CONTRACTS: dict[str, Contract] = {
    kind.type: kind() for kinds in (*HEARS.values(), UNHEARD) for kind in kinds
}

SERVICES = ("volunteers", "activities", "hours", "notifications")


def exchange_of(event_type: str) -> str:
    """The topic exchange a type is published to: ``activities.events``."""
    return event_type.split(".", 1)[0] + ".events"


def dead_letters_of(handler: str) -> str:
    """The queue that keeps what ``handler`` could not take: ``hours.credit_attendance.dead``."""
    return handler + ".dead"


def heard(event_type: str) -> bool:
    """Whether any handler hears this type; what nobody hears is only kept in the history."""
    return any(kind.type == event_type for kinds in HEARS.values() for kind in kinds)


def handlers_of(service: str) -> tuple[str, ...]:
    """The names of all handlers of one service, in the catalogue's order."""
    return tuple(name for name in HEARS if name.startswith(service + "."))


def fault_of(handler: str, event: object) -> str | None:
    """Why ``event`` is none that ``handler`` hears, or breaks its contract; None: it is good."""
    if not isinstance(event, dict) or not isinstance(event.get("id"), str):
        return "not an event: no id"
    contract = CONTRACTS.get(str(event.get("type")))
    if contract is None or type(contract) not in HEARS[handler]:
        return f"{handler} does not hear {event.get('type')!r}"
    if not isinstance(event.get("dataversion"), int) or event["dataversion"] > contract.version:
        return f"version {event.get('dataversion')!r} is newer than {contract.version}"
    found = contract.fault(event.get("data"))
    return f"breaks its contract: {found}" if found else None
