"""Find out which of her shifts a volunteer means who types six digits and nothing else."""

from dataclasses import dataclass

from services.activities.domain.check_in_rules import tries_refusal
from services.activities.domain.codes import WrongDigits
from services.activities.operations.prove_presence import codes_of, rules_of
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from shared.clock import Clock
from shared.refusal import Conflict


class NoShiftNow(Conflict):
    """Raised when she has no accepted place in a shift that takes check-ins or check-outs now."""

    zh = "您现在没有可以签到的班次。若已到现场，请先报名，或请负责人登记。"
    en = (
        "You have no shift now that takes check-ins. If you are on site, "
        "sign up first or ask the organiser."
    )


@dataclass(frozen=True, slots=True)
class ChooseShift:
    volunteer_id: str
    digits: str


def choose_shift(
    message: ChooseShift, *, store: Store, clock: Clock, settings: ActivitySettings
) -> str:
    """The id of the shift of hers whose code these digits are now; where they are none's, of the
    one she is in or that began first, which will count the wrong try.

    As long as one of the shifts is barred for guessing, all are: else each more place would be as
    many more guesses. Raises NoShiftNow, TooManyTries.
    """
    now = clock()
    rows = store.mine.present(message.volunteer_id, now)
    if not rows:
        raise NoShiftNow()
    for row in rows:
        if no := tries_refusal(row, now, rules_of(settings)):
            raise no
    codes = codes_of(settings)
    for row in rows:
        try:
            return codes.read_digits(row["shift_id"], message.digits, now).shift_id
        except WrongDigits:
            continue
    found: str = rows[0]["shift_id"]
    return found
