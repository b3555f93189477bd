"""How long a guesser waits between two tries at a sign-in.

The count belongs to one pair of who is signed in and the address it comes from. So a guesser
elsewhere never locks the account's owner out, and his own waiting doubles.
"""

FREE_TRIES = 5
FREE_TRIES_OF_ADDRESS = 300
LONGEST_SECONDS = 900
FORGET_SECONDS = 24 * 3600


def wait_after(tries: int, free: int = FREE_TRIES) -> int:
    """Seconds until the next try, after ``tries`` that did not succeed."""
    if tries < free:
        return 0
    return int(min(2 ** min(tries - free, 30), LONGEST_SECONDS))
