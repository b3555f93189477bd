"""How often somebody may ask who a volunteer's number belongs to."""

from services.hours.domain.certificates.limits import Limit
from services.hours.domain.ledger.refusals import TooManyReceivers

# Enough for a generous afternoon, too few to go through all numbers.
RECEIVERS = Limit("receiver", 30, 600, TooManyReceivers)
