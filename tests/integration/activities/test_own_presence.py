"""Nobody vouches for herself: not by a code she showed first, not by guessing digits."""

from tests.integration.activities.office import Office
from tests.integration.activities.samples import COUNTY, PATHS
from tests.integration.activities.site import Site
from tests.integration.activities.test_check_in import problem


def test_whoever_showed_the_code_before_she_signed_up_cannot_use_it(office: Office) -> None:
    site = Site(office, people=1, places=3)
    office.clock.advance(minutes=-10)  # check-in is open, and sign-up is still
    her = office.volunteer()
    role = office.bearer(her, [("organiser", PATHS[COUNTY])])
    token = site.code(by=role)["url"]
    assert office.sign_up(site.shift_id, her).status_code == 201
    answer = office.ask("POST", "/check-ins", {"token": token}, by=her)
    assert (answer.status_code, problem(answer)) == (403, "own-code")
    assert site.call({"volunteer_id": her, "action": "in"}).json["done"] == 1


def test_a_locked_guesser_does_not_hear_of_the_right_digits(office: Office) -> None:
    site = Site(office, people=2)
    waiting, here = site.people
    office.store.sign_ups.rows.update_one(
        {"_id": site.sign_up_ids[0]}, {"$set": {"status": "waitlisted"}}
    )
    site.come(here)
    good = site.code()["digits"]
    wrong = f"{(int(good) + 1) % 10**6:06}"
    for guesser in (waiting, here):
        for road in ("check-ins", "check-outs"):
            for digits in [*[wrong] * 6, good]:
                body = {"shift_id": site.shift_id, "digits": digits}
                told = problem(office.ask("POST", f"/{road}", body, by=guesser))
            assert told == "too-many-tries"
