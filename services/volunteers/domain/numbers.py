"""The volunteer number people see instead of a name's identity number."""

from collections.abc import Callable

DIGITS = 12


def new_number(draw: Callable[[int], int]) -> str:
    """Eleven random digits, the first not 0, and a check digit (ISO 7064 MOD 11,10).

    ``draw(n)`` gives a random whole number from 0 to n - 1. Random, so that a number tells
    nothing of when or where its holder registered, and cannot be guessed from another.
    """
    body = str(10**10 + draw(9 * 10**10))
    return body + check_digit(body)


def check_digit(digits: str) -> str:
    """ISO 7064 MOD 11,10: finds every single wrong digit and nearly every swap of neighbours."""
    return str((1 - (_run(digits) or 10) * 2 % 11) % 10)


def is_number(text: str) -> bool:
    """Whether this is a volunteer number typed without a slip."""
    return (
        len(text) == DIGITS
        and text.isascii()
        and text.isdigit()
        and check_digit(text[:-1]) == text[-1]
    )


def _run(digits: str) -> int:
    check = 5
    for digit in digits:
        check = ((check or 10) * 2 % 11 + int(digit)) % 10
    return check
