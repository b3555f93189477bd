"""What the choices on the roster's page are called."""

from services.activities.domain.roster_lines import STATUS_WORDS
from services.activities.views.roster_choices import Choices
from shared.pages import Both, t
from shared.pages.words import day, when

Options = list[tuple[str, str]]
PRESENCES = {
    "in": Both("正在现场", "There now"),
    "came": Both("来过", "Was there"),
    "absent": Both("没有签到", "Has not checked in"),
}
SORTS = {
    "name": Both("按姓名", "By name"),
    "start": Both("按场次时间，先早后晚", "By shift, the earliest first"),
    "-start": Both("按场次时间，先晚后早", "By shift, the latest first"),
    "status": Both("按状态", "By status"),
    "check_in": Both("按签到时间，先早后晚", "By check-in, the earliest first"),
    "-check_in": Both("按签到时间，先晚后早", "By check-in, the latest first"),
}


def options(choices: Choices) -> dict[str, Options]:
    """(value, label) for each choice; a unit below another stands further in."""
    deepest = min((unit["path"].count("/") for unit in choices.organisations), default=0)
    return {
        "organisations": [
            (unit["_id"], "　" * (unit["path"].count("/") - deepest) + unit["name"])
            for unit in choices.organisations
        ],
        "teams": [(team["_id"], team["name"]) for team in choices.teams],
        "activities": [
            (one["_id"], f"{one['title']} · {day(one['starts_at'])}") for one in choices.activities
        ],
        "shifts": [(one["shift_id"], when(one["start"])) for one in choices.shifts],
        "presences": [(word, str(text)) for word, text in PRESENCES.items()],
        "statuses": [(word, t(*texts)) for word, texts in STATUS_WORDS.items()],
        "sorts": [(word, str(text)) for word, text in SORTS.items()],
    }
