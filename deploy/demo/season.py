"""The season from the first organisation to the last certificate, scene by scene."""

from deploy.demo import banking, changing, filling, holding, mending, opening, spending
from deploy.demo.stage import Stage
from deploy.demo.waiting import wait_for
from deploy.local.show import SignIn
from deploy.verify.rest import at_rest


def play(stage: Stage, administrator: SignIn, amqp_uri: str) -> None:
    """Everything a county does in a year. Raises Unanswered or NeverCame when something fails."""
    opening.found_county(stage, administrator)
    opening.register_all(stage)
    opening.put_in_charge(stage)
    opening.found_teams(stage)
    filling.publish_programme(stage)
    filling.sign_up_all(stage)
    changing.choose(stage)
    changing.withdraw_some(stage)
    changing.change_and_cancel(stage)
    holding.hold_all(stage)
    mending.close_season(stage)
    mending.put_right(stage)
    wait_for(lambda: at_rest(stage.databases, amqp_uri), "the hours of the season")
    banking.enter_afterwards(stage)
    banking.object_in_notice(stage)
    banking.ask_for_corrections(stage)
    spending.rule_for_shop(stage)
    wait_for(lambda: at_rest(stage.databases, amqp_uri), "the corrected hours")
    spending.end_notice(stage)
    spending.redeem(stage)
    spending.certify(stage)
    mending.reverse_some(stage)
